"""One cell to the facts that it gives, each text of a column read once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from edgewise.domain.roster.fields.blanks import declared, is_declined
from edgewise.domain.roster.fields.dates import parse_date
from edgewise.domain.roster.fields.hours import names_no_hours, parse_time, read_hours
from edgewise.domain.roster.fields.languages import (
    language_words,
    perhaps_cantonese,
    read_languages,
    too_little,
)
from edgewise.domain.roster.fields.levels import parse_level
from edgewise.domain.roster.fields.values import parse_email, parse_list, parse_load_cap
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Facts, Meaning, Unreadable, Value
from edgewise.domain.roster.names.cities import Found
from edgewise.domain.roster.names.language_names import codes_of
from edgewise.domain.roster.value_map import NO_VALUES, ValueMap

PARSERS: dict[Meaning, Callable[[str], Value]] = {
    Meaning.EMAIL: parse_email,
    Meaning.ROLE_LEVEL: parse_level,
    Meaning.GOALS: parse_list,
    Meaning.STRENGTHS: parse_list,
    Meaning.IDENTITY: lambda text: () if is_declined(text) else declared(parse_list(text)),
    Meaning.WORKS_FROM: parse_time,
    Meaning.WORKS_UNTIL: parse_time,
    Meaning.LOAD_CAP: parse_load_cap,
}


NO_TIME = re.compile(r"(?!noon|midday|midnight)\D*", re.IGNORECASE)  # flexible
# What is mapped word by word, or stands for something else.
OF_WORDS = frozenset({Meaning.LANGUAGES, Meaning.PREFERS, Meaning.LOCATION})
# A text that declines an answer says nothing in the other columns; here it is a list, or a language called `no`.
ALWAYS_SAYS = frozenset({Meaning.EMAIL, Meaning.IDENTITY, Meaning.LANGUAGES, Meaning.PREFERS, Meaning.MANAGER})


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says: its facts, or the problem with it. `notes` say how it was read, if that was judged."""

    facts: Facts = field(default_factory=dict)
    notes: tuple[Unreadable, ...] = ()
    problem: Unreadable | None = None


class Parser:
    """How this file's cells are read: the known zones, what its values stand for, which way round its dates are."""

    def __init__(self, zones: Zones, values: ValueMap = NO_VALUES, *, day_first: bool = True) -> None:
        self.zones, self.values, self.day_first = zones, values, day_first
        self._known: dict[tuple[Meaning, str, str], Said] = {}

    def parse(self, meaning: Meaning, text: str, place: str = "") -> Said:
        """What the cell says. `place` is the location in the same row, which a time zone is compared with."""
        key = (meaning, text, place if meaning is Meaning.TIME_ZONE else "")
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.fresh(meaning, text, place)
        return found

    def fresh(self, meaning: Meaning, text: str, place: str = "") -> Said:
        """As `parse`, for a caller that keeps what it has asked."""
        try:
            return self._parse(meaning, text, place)
        except Unreadable as problem:
            return Said(problem=problem)

    def zone_of(self, location: str, place: str = "") -> Said:
        """The time zone of a location, as somebody said or as it is known; the problem if it is in none or several.

        `place` is the location with its country, where another column says that.
        """
        if not location:
            return Said()
        means = self.values.of_value(Meaning.LOCATION, location)
        return _zone(self.zones.place(place or location)) if means is None else self.parse(Meaning.TIME_ZONE, means)

    def _parse(self, meaning: Meaning, text: str, place: str) -> Said:
        if meaning not in OF_WORDS:
            means = self.values.of_value(meaning, text)
            text = text if means is None else means
        if not text or (meaning not in ALWAYS_SAYS and is_declined(text)):
            return Said()
        match meaning:
            case Meaning.HOURS:
                span, note = read_hours(text)
                facts: Facts = {"works_from": span[0], "works_until": span[1]} if span else {}
                return Said(facts, (Unreadable(note),) if note else ())
            case Meaning.WORKS_FROM | Meaning.WORKS_UNTIL if NO_TIME.fullmatch(text):
                return Said(notes=(Unreadable(names_no_hours(text)),))
            case Meaning.TIME_ZONE:
                return _zone(self.zones.read(text, place))
            case Meaning.LANGUAGES | Meaning.PREFERS:
                return self._languages(meaning, text)
            case Meaning.START_DATE:
                return Said({"start_date": parse_date(text, self.day_first)})
            case _:
                parse = PARSERS.get(meaning)
                return Said({meaning.value: parse(text) if parse else " ".join(text.split())})

    def _languages(self, meaning: Meaning, text: str) -> Said:
        if (means := self.values.of_value(meaning, text)) is not None:
            text = means
        elif is_declined(text) and not codes_of(text):
            return Said()
        said = ((word, self.values.of_value(meaning, word)) for word in language_words(text))
        spoken = read_languages("; ".join(word if means is None else means for word, means in said))
        notes = (*map(too_little, spoken.too_little), *map(perhaps_cantonese, spoken.perhaps_cantonese))
        return Said({meaning.value: spoken.codes} if spoken.codes else {}, notes)


def _zone(found: Found) -> Said:
    if found.problem:
        return Said(problem=found.problem)
    return Said({"time_zone": found.zone}, (found.note,) if found.note else ())
