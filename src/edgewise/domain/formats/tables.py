"""Reading one TOML table field by field: every mistake is noted, and what nobody asked for is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from unicodedata import category

from edgewise.domain.formats.problems import Notes, Path, kind_of, shortened

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
        self.wrong("is missing", name)

    def key(self, name: str) -> str:
        text = self.text(name, KEY_LIMIT, required=True)
        if text and not KEY.fullmatch(text):
            self.wrong(f'"{shortened(text)}" must be small letters, digits and _, beginning with a letter', name)
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
            self.wrong(f"must be text, not {kind_of(value)}", name)
            return ""
        self._check_text(value, name, limit, required=required)
        return value

    def _check_text(self, value: str, name: str, limit: int, *, required: bool) -> None:
        if required and not value.strip():
            self.wrong("is empty", name)
        if len(value) > limit:
            self.wrong(f"is {len(value)} characters long; at most {limit}", name)
        allowed = "" if limit < WORDS_LIMIT else "\n\t"
        if bad := next((char for char in value if category(char) in UNSHOWABLE and char not in allowed), None):
            self.wrong(f"holds the character U+{ord(bad):04X}, which cannot be shown", name)

    def number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number; without a default it must be there."""
        value = self.get(name)
        if value is None:
            if default is None:
                self.missing(name)
            return least if default is None else default
        return self.whole(value, least, most, name)

    def whole(self, value: object, least: int, most: int, *names: str | int) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(f"must be a whole number from {least} to {most}, not {kind_of(value)}", *names)
        elif not least <= value <= most:
            self.wrong(f"must be a whole number from {least} to {most}, not {shortened(str(value))}", *names)
        else:
            return value
        return least

    def flag(self, name: str, default: bool) -> bool:
        value = self.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.wrong(f"must be true or false, not {kind_of(value)}", name)
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
        if not isinstance(value, str):
            self.wrong(f"must be one of {', '.join(known)}, not {kind_of(value)}", *names)
        elif value not in known:
            self.wrong(f'"{shortened(value)}" is not one of {", ".join(known)}{did_you_mean(value, known)}', *names)
        else:
            return kind(value)
        return None

    def items(self, name: str) -> list[object]:
        value = self.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(f"must be a list in square brackets, not {kind_of(value)}", name)
            return []
        return value

    def table(self, value: dict[str, object], *names: str | int) -> Table:
        return Table(self.notes, (*self.path, *names), value)

    def refuse_unknown(self) -> None:
        for name in self.data:
            if name not in self.asked:
                self.wrong(f"is not a field here{did_you_mean(name, self.asked)}", name)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    meant = OTHER_WORDS.get(word, word[:KEY_LIMIT].lower())
    close = get_close_matches(meant, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""
