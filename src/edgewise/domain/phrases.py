"""Texts of the rules, marked so that they can be said in another language.

The rules know English only. A phrase is its English text wherever it is compared, joined or stored; `str()`, and so
every page and every letter, says it in the language of its reader, once somebody has told it how (`speak`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Self


class Phrase(str):
    """An English text, and what a translator needs of it: the message, the values in it, and how many it speaks of."""

    __slots__ = ("context", "many", "message", "number", "values")

    message: str
    values: Mapping[str, object]
    many: str  # the message for any number but one; "" where nothing is counted
    number: int
    context: str  # where the text stands, if the same English could mean two things

    def __new__(
        cls,
        message: str,
        values: Mapping[str, object] | None = None,
        *,
        many: str = "",
        number: int = 1,
        context: str = "",
    ) -> Self:
        english = many if many and number != 1 else message
        if values:
            english = english.format_map(values if _all_plain(values) else _english_values(values))
        self = str.__new__(cls, english)
        self.message, self.values, self.many, self.number, self.context = message, values or {}, many, number, context
        return self

    def __str__(self) -> str:
        return _filled(_translate(self), self.values, str) if self.message else ""


def phrase(message: str, /, **values: object) -> Phrase:
    """`phrase("{name} has the floor.", name="Bruno")`: a whole sentence, never one glued from parts."""
    return Phrase(message, values) if values else _constant(message)


@cache
def _constant(message: str) -> Phrase:
    """Kept: a view of a room asks for dozens of them, and they are literals of the rules."""
    return Phrase(message)


def counted(one: str, many: str, count: int, /, **values: object) -> Phrase:
    """`counted("one person", "{count} people", 3)`; the number is `{count}`, and "one" may leave it out."""
    return Phrase(one, {**values, "count": count}, many=many, number=count)


def phrase_in(context: str, message: str, /) -> Phrase:
    """A text of a format or a card, looked up by its key and its English words. A text with braces keeps them."""
    return Phrase(message, context=context)


def listed(words: Sequence[str], /) -> str:
    """`a`, `a and b`, `a, b and c`; nothing for no words."""
    if len(words) < 2:
        return words[0] if words else ""
    return phrase("{these} and {last}", these=_in_a_row(words[:-1]), last=words[-1])


def _in_a_row(words: Sequence[str]) -> str:
    """Halved and halved again: a list of thousands must not nest a thousand deep."""
    if len(words) == 1:
        return words[0]
    half = len(words) // 2
    return phrase("{these}, {next}", these=_in_a_row(words[:half]), next=_in_a_row(words[half:]))


def sentences(first: str, /, *others: str) -> str:
    """One after another, as in a paragraph; an empty one is left out."""
    said = first
    for other in others:
        said = phrase("{sentences} {next}", sentences=said, next=other) if said and other else said or other
    return said


def as_data(text: str) -> object:
    """A text as JSON can hold it: itself, or a phrase as [message, values, many, number, context]."""
    if not isinstance(text, Phrase):
        return text
    values = {name: as_data(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return [text.message, values, text.many, text.number, text.context]


def speak(translate: Callable[[Phrase], str]) -> None:
    """From now on phrases are said as `translate` says: from a phrase to its message in the reader's language."""
    global _translate  # noqa: PLW0603  set once, when the pages start
    _translate = translate


def in_english(given: Phrase) -> str:
    """The message as it is written; what `speak` was not told about stays so."""
    return _of_number(given.message, given.many, given.number)


def _of_number(message: str, many: str, number: int) -> str:
    return many if many and number != 1 else message


def _all_plain(values: Mapping[str, object]) -> bool:
    for value in values.values():  # noqa: SIM110  a generator costs as much as the rest
        if isinstance(value, Phrase):
            return False
    return True


def _english_values(values: Mapping[str, object]) -> Mapping[str, object]:
    return {name: str.__str__(value) if isinstance(value, str) else value for name, value in values.items()}


def _filled(message: str, values: Mapping[str, object], said: Callable[[str], str]) -> str:
    if not values:
        return message
    return message.format_map(
        {name: said(value) if isinstance(value, str) else value for name, value in values.items()}
    )


_translate: Callable[[Phrase], str] = in_english
