"""What pages say in every language alike: names, dates, numbers, what people wrote, and the texts of Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

import allauth
import django
from babel.messages.mofile import read_mo
from django.apps import apps
from django.utils import dates

from checks.texts import NAMES, has_words
from edgewise.domain.nudges.letters.letter import WORDINGS
from edgewise.programmes.circles.actions import NAMES as CIRCLES

# Fields that hold what people wrote, or what was taken over from their organisation.
FIELDS = {
    "people.Person": ("name", "email"),
    "people.Organisation": ("name",),
    "people.Membership": ("job_title", "function", "unit", "location", "time_zone"),
    "programmes.Programme": ("name",),
    "programmes.Cohort": ("name", "code", "join_code"),
    "programmes.Circle": ("name", "code"),
    "programmes.Agreement": ("text", "purpose"),  # as it was signed
    "programmes.Rearrangement": ("words",),  # stored in English, as docs/adr/0012 has it
    "desk.DeskCase": ("why",),  # the same
    "desk.Outcome": ("name",),
    "rooms.Session": ("code",),
    "rooms.Guest": ("name",),
}
# What is sealed in the database: the words of tests/make.py and of the world of the access matrix.
WRITTEN = (
    "Ask Dana for an hour", "Write to her today", "It is in both our calendars", "Write to Dana", "I let others finish",
    "Give each of my people an hour", "They ask for it", "It begins", "hours",  # a goal
    "I give the launch to Dana", "I ask for two more people", "Dana has time in March", "I ask her today",
    "The budget stays", "Both leads have agreed",  # a decision
    "In Monday’s session", "You asked twice and waited", "Dana said what it was about", "What helped you think?",
    "short of time", "people.csv", "leavers.csv", "Termination Date", "email", "name", "Dana", "dana@example.org",
    "kontakt", "mine", "Noor",
    "nadia@elsewhere.example",  # a rater from outside
)  # fmt: skip
FIELD = re.compile(r"\{\w+\}")
ADDRESS = re.compile(r"https?://\S*")
DATES = (dates.WEEKDAYS, dates.WEEKDAYS_ABBR, dates.MONTHS, dates.MONTHS_3, dates.MONTHS_AP, dates.MONTHS_ALT)


def unknown(texts: Iterable[str], data: Iterable[str] = ()) -> list[str]:
    """Those of the texts that have words of their own: neither data, nor a date, nor Django's."""
    given = _pattern(frozenset(data) | _always())
    return [text.strip() for text in texts if has_words(text) and has_words(_rest(text, given))]


def written() -> set[str]:
    """What stands in the database as people wrote it."""
    found = {*WRITTEN, *examples()}
    for label, names in FIELDS.items():
        model = apps.get_model(label)
        for row in model._default_manager.all():
            values = [getattr(row, name) for name in names]
            found.update(piece for value in values if value for piece in _pieces(str(value)))
    return found


def examples() -> set[str]:
    """Facts of the letters that an owner reads beforehand."""
    facts = [fact for wording in WORDINGS.values() for fact in wording.example.values()]
    said = [each for fact in facts for each in (fact if isinstance(fact, list | tuple) else [fact])]
    return {piece for text in said if isinstance(text, str) for piece in _pieces(text)}


def _pieces(text: str) -> Iterator[str]:
    """Lines, without the marks of a heading and the fields that a page fills in."""
    for line in text.splitlines():
        yield from (piece.strip(" #.,") for piece in FIELD.split(line))


def _rest(text: str, given: re.Pattern[str]) -> str:
    if _of_django().fullmatch(" ".join(text.split())):
        return ""
    return NAMES.sub(" ", given.sub(" ", ADDRESS.sub(" ", text)))


@cache
def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest_first) or r"(?!)")


@cache
def _always() -> frozenset[str]:
    """Days, months, circles' names, time zones."""
    said = {each for table in DATES for name in table.values() for each in (str(name), str(name).capitalize())}
    zones = {each for name in available_timezones() if "/" in name for each in (name, name.replace("_", " "))}
    return frozenset({*said, *CIRCLES, *zones})


@cache
def _of_django() -> re.Pattern[str]:
    """Texts of Django and of the sign-in, which have translations of their own; their placeholders are anything."""
    texts = set[str]()
    for package in (Path(django.__file__).parent / "conf", Path(allauth.__file__).parent):
        with (package / "locale/de/LC_MESSAGES/django.mo").open("rb") as file:
            for message in read_mo(file):
                texts.update([message.id] if isinstance(message.id, str) else message.id)
    texts = {text for text in texts if has_words(text)}
    return re.compile("|".join(re.sub(r"%\\\(\w+\\\)[a-z]|%[sd]", ".+", re.escape(text)) for text in texts))
