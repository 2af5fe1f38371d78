"""What a letter is made of, and the facts it is made from."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TypeVar

from edgewise.domain.date_words import DAYS, MONTHS
from edgewise.domain.phrases import listed, phrase

MOST_LETTERS = 120  # of a name
MOST_WORDS = 4000  # letters of what a coordinator wrote


Read = TypeVar("Read")


class MissingFact(LookupError):
    """A letter cannot be written without this fact, or not with what was given for it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter is for: it speaks of times as they are where its reader works."""

    name: str
    zone: tzinfo

    @property
    def first_name(self) -> str:
        """Empty where nobody is named."""
        return next(iter(tidy(self.name).split()), "")


@dataclass(frozen=True, slots=True)
class Words:
    """A letter's own part. `subject` gives nothing away; `action` is what the one button says."""

    subject: str
    paragraphs: Sequence[str]
    action: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole letter, in plain text: whoever lays it out escapes it."""

    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    action: str  # of the button that leads to the notice's link; empty: none
    why: str  # why its reader gets it


@dataclass(frozen=True, slots=True)
class Facts:
    """Reads facts as letters need them. One that is missing, or no such thing, raises MissingFact with its name."""

    given: Mapping[str, object]
    zone: tzinfo

    def text(self, name: str, otherwise: str | None = None) -> str:
        found = self.given.get(name)
        if isinstance(found, str) and (said := tidy(found)[:MOST_LETTERS]):
            return said
        if otherwise is not None:
            return otherwise
        raise MissingFact(name)

    def passage(self, name: str) -> tuple[str, ...]:
        """Paragraphs that a person wrote."""
        found = self.given.get(name)
        parts = found[:MOST_WORDS].replace("\r", "").split("\n") if isinstance(found, str) else ()
        if said := tuple(part for part in map(tidy, parts) if part):
            return said
        raise MissingFact(name)

    def names(self, name: str) -> str:
        """`Amara, Bruno and Chidi`; empty where nobody is named."""
        return listed(self._names(name))

    def how_many(self, name: str) -> int:
        """Of whom `names` speaks."""
        return len(self._names(name))

    def _names(self, name: str) -> list[str]:
        found = self.given.get(name, ())
        if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
            raise MissingFact(name)
        return [tidy(one)[:MOST_LETTERS] for one in found]

    def count(self, name: str, otherwise: int | None = None) -> int:
        found = self.given.get(name, otherwise)
        if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
            return found
        raise MissingFact(name)

    def has(self, name: str) -> bool:
        return self.given.get(name) not in (None, "", [], ())

    def day(self, name: str) -> str:
        """`Thursday 12 March`, from an ISO date."""
        return day_in_words(self._read(name, date.fromisoformat))

    def moment(self, name: str) -> str:
        """`Thursday 12 March at 14:00, Berlin time`, from an ISO time with its offset."""
        there = self._moment(name)
        zone = zone_in_words(self.zone)
        return phrase("{day} at {time}, {zone}", day=day_in_words(there), time=f"{there:%H:%M}", zone=zone)

    def day_of(self, name: str) -> str:
        """The reader's day of an ISO time with its offset."""
        return day_in_words(self._moment(name))

    def _moment(self, name: str) -> datetime:
        found = self._read(name, datetime.fromisoformat)
        if found.tzinfo is None:
            raise MissingFact(name)
        return found.astimezone(self.zone)

    def _read(self, name: str, reading: Callable[[str], Read]) -> Read:
        try:
            return reading(self.text(name))
        except ValueError as problem:
            raise MissingFact(name) from problem

    @property
    def is_discreet(self) -> bool:
        """What the cohort and its programme are called is said nowhere: who is in it is nobody else's business."""
        return self.given.get("discreet") is True

    @property
    def programme(self) -> str:
        """Empty where its name is not to be said, or is not known."""
        return "" if self.is_discreet else self.text("programme", "")

    @property
    def circle(self) -> str:
        """Empty where its name is not to be said, or is not known."""
        return "" if self.is_discreet else self.text("circle", "")


@dataclass(frozen=True, slots=True)
class Wording:
    """One kind of message: how it reads, and what those who choose or preview it are told of it."""

    title: str  # in a list of all kinds
    to: str  # who gets it
    when: str  # when it is written
    why: str  # why its reader gets it
    write: Callable[[Facts], Words]
    example: Mapping[str, object]  # every fact it can use


def tidy(text: str) -> str:
    """One line without control or invisible characters, which a hostile name may hold."""
    seen = "".join(" " if one.isspace() else one for one in text)
    return " ".join("".join(one for one in seen if unicodedata.category(one)[0] != "C").split())


def day_in_words(day: date) -> str:
    """`Thursday 12 March`."""
    weekday, month = DAYS[day.weekday()], MONTHS[day.month - 1]
    return phrase("{weekday} {day} {month}", weekday=weekday, day=day.day, month=month)


def zone_in_words(zone: tzinfo) -> str:
    """`Berlin time`; a zone without a place goes by its name."""
    place = str(zone).rpartition("/")
    return phrase("{place} time", place=place[2].replace("_", " ")) if place[0] else place[2]
