"""What an organisation's own values stand for: `L5` is a Manager, `North` is in Europe/Oslo. Said once, and kept.

A value is known by its column's meaning and its text without capitals, invisible characters and spaces too many.
What it stands for is text again, as a cell could have held it, or "" for a value that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.model import Meaning, Unreadable

LONGEST_VALUE = 120  # characters of a value that can be mapped
# Whose values can be said. A preferred language is a language; a place stands for a time zone.
MAPPED = (
    Meaning.ROLE_LEVEL,
    Meaning.TIME_ZONE,
    Meaning.LOCATION,
    Meaning.LANGUAGES,
    Meaning.HOURS,
    Meaning.WORKS_FROM,
    Meaning.WORKS_UNTIL,
    Meaning.LOAD_CAP,
)
SAME = {Meaning.PREFERS: Meaning.LANGUAGES}
Key = tuple[Meaning, str]


def key_of(meaning: Meaning, value: str) -> Key:
    """Under which a value is kept: `(Meaning.ROLE_LEVEL, "l5")`."""
    return SAME.get(meaning, meaning), " ".join(value.split()).casefold()[:LONGEST_VALUE]


@dataclass(frozen=True, slots=True)
class ValueMap:
    """What values stand for, by `key_of` them."""

    written: Mapping[Key, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, entries: Iterable[tuple[str, str, str]]) -> ValueMap:
        """From (a meaning, a value of the file, what it stands for). Raises Unreadable for a meaning without values."""
        written = {}
        for name, value, means in entries:
            if name not in {*MAPPED, *SAME}:
                what = phrase("The values of “{column}” cannot be mapped", column=name)
                raise Unreadable(what, phrase("Use one of: {names}", names=", ".join(MAPPED)))
            written[key_of(Meaning(name), value)] = means.strip()
        return cls(written)

    def of_value(self, meaning: Meaning, value: str) -> str | None:
        """What the value stands for, as text to be read in its place; None where nothing was said."""
        return self.written.get(key_of(meaning, value)) if self.written else None

    def __or__(self, other: ValueMap) -> ValueMap:
        """Both; where they disagree, what the other says."""
        return ValueMap({**self.written, **other.written})


NO_VALUES = ValueMap()
