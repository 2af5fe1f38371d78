"""Reading one TOML table field by field: every mistake is noted, and what nobody asked for is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from unicodedata import category

from edgewise.domain.formats.problems import Notes, Path, kind_of, shortened
from edgewise.domain.phrases import counted, phrase

WORDS_LIMIT = 2000
TITLE_LIMIT = 80
KEY_LIMIT = 40
KEY = re.compile(r"[a-z][a-z0-9_]*")
UNSHOWABLE = ("Cc", "Cs")  # control characters and halves of surrogate pairs
OTHER_WORDS = {"min": "least", "max": "most"}
E = TypeVar("E", bound=StrEnum)


class Table:
    def __init__(self, notes: Notes, path: Path, data: dict[str, object]) -> None:
        self.notes = notes
        self.path = path
        self.data = data
        self.asked: list[str] = []

    def get(self, name: str) -> object | None:
        """The raw value, or None where it was left out (TOML has no null)."""
        self.asked.append(name)
        return self.data.get(name)

    def wrong(self, message: str, *names: str | int) -> None:
        self.notes.add((*self.path, *names), message)

    def missing(self, name: str) -> None:
        self.wrong(phrase("is missing"), name)

    def key(self, name: str) -> str:
        text = self.text(name, KEY_LIMIT, required=True)
        if text and not KEY.fullmatch(text):
            message = phrase(
                '"{key}" must be small letters, digits and _, beginning with a letter', key=shortened(text)
            )
            self.wrong(message, name)
        return text

    def title(self, name: str) -> str:
        return self.text(name, TITLE_LIMIT, required=True)

    def words(self, name: str) -> str:
        return self.text(name, WORDS_LIMIT)

    def text(self, name: str, limit: int, *, required: bool = False) -> str:
        value = self.get(name)
        if value is None:
            if required:
                self.missing(name)
            return ""
        if not isinstance(value, str):
            self.wrong(phrase("must be text, not {kind}", kind=kind_of(value)), name)
            return ""
        self._check_text(value, name, limit, required=required)
        return value

    def _check_text(self, value: str, name: str, limit: int, *, required: bool) -> None:
        if required and not value.strip():
            self.wrong(phrase("is empty"), name)
        if len(value) > limit:
            message = counted(
                "is {count} character long; at most {limit}", "is {count} characters long; at most {limit}",
                len(value), limit=limit,
            )  # fmt: skip
            self.wrong(message, name)
        allowed = "" if limit < WORDS_LIMIT else "\n\t"
        if bad := next((char for char in value if category(char) in UNSHOWABLE and char not in allowed), None):
            code = f"U+{ord(bad):04X}"
            self.wrong(phrase("holds the character {code}, which cannot be shown", code=code), name)

    def number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number; without a default it must be there."""
        value = self.get(name)
        if value is None:
            if default is None:
                self.missing(name)
            return least if default is None else default
        return self.whole(value, least, most, name)

    def whole(self, value: object, least: int, most: int, *names: str | int) -> int:
        found: str = kind_of(value)
        if isinstance(value, int) and not isinstance(value, bool):
            if least <= value <= most:
                return value
            found = shortened(str(value))
        self.wrong(
            phrase("must be a whole number from {least} to {most}, not {found}", least=least, most=most, found=found),
            *names,
        )
        return least

    def flag(self, name: str, default: bool) -> bool:
        value = self.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.wrong(phrase("must be true or false, not {kind}", kind=kind_of(value)), name)
            return default
        return value

    def choice(self, name: str, kind: type[E], default: E | None = None) -> E:
        """One of the words of an enumeration; without a default it must be there."""
        value = self.get(name)
        fallback = next(iter(kind)) if default is None else default
        if value is None:
            if default is None:
                self.missing(name)
            return fallback
        return self.member(value, kind, name) or fallback

    def member(self, value: object, kind: type[E], *names: str | int) -> E | None:
        known = [str(member) for member in kind]
        words = ", ".join(known)
        if not isinstance(value, str):
            self.wrong(phrase("must be one of {known}, not {kind}", known=words, kind=kind_of(value)), *names)
        elif value in known:
            return kind(value)
        elif meant := close_to(value, known):
            message = phrase(
                '"{word}" is not one of {known}; did you mean "{meant}"?',
                word=shortened(value), known=words, meant=meant,
            )  # fmt: skip
            self.wrong(message, *names)
        else:
            self.wrong(phrase('"{word}" is not one of {known}', word=shortened(value), known=words), *names)
        return None

    def items(self, name: str) -> list[object]:
        value = self.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(phrase("must be a list in square brackets, not {kind}", kind=kind_of(value)), name)
            return []
        return value

    def table(self, value: dict[str, object], *names: str | int) -> Table:
        return Table(self.notes, (*self.path, *names), value)

    def refuse_unknown(self) -> None:
        for name in self.data:
            if name in self.asked:
                continue
            if meant := close_to(name, self.asked):
                self.wrong(phrase('is not a field here; did you mean "{meant}"?', meant=meant), name)
            else:
                self.wrong(phrase("is not a field here"), name)


def close_to(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ""."""
    meant = OTHER_WORDS.get(word, word[:KEY_LIMIT].lower())
    return next(iter(get_close_matches(meant, list(known), n=1, cutoff=0.6)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """For the end of a line in the terminal."""
    meant = close_to(word, known)
    return f'; did you mean "{meant}"?' if meant else ""
