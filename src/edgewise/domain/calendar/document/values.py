"""The values of properties: moments, lengths, and lists of both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import vDDDTypes, vDuration

LONGEST_EVENT = timedelta(days=100 * 366)  # that anything lasts
DURATION = re.compile(r"([+-]?)P(?:(\d+W)|(\d+D)?(?:T(.*))?)")


@dataclass(frozen=True, slots=True)
class Length:
    """Days are days on the wall, whatever their hours; the rest is exact (RFC 5545 3.3.6)."""

    days: timedelta = timedelta()
    exact: timedelta = timedelta()

    @property
    def most(self) -> timedelta:
        return self.days + self.exact + timedelta(days=1)


def moment_of(value: str) -> datetime:
    """On some wall, or in UTC where it says so; a date is its midnight. Raises ValueError."""
    found = vDDDTypes.from_ical(value.strip().upper())
    if isinstance(found, datetime):
        return found.astimezone(UTC) if found.tzinfo else found
    if isinstance(found, date):
        return datetime.combine(found, time())
    raise ValueError("not a moment")


def is_date(value: str) -> bool:
    return "T" not in value.upper()


def dates_of(value: str) -> list[datetime]:
    """The beginnings in a list of moments, dates or periods. Raises ValueError."""
    return [moment_of(one.partition("/")[0]) for one in value.split(",")]


def length_of(value: str) -> Length:
    """A duration that is not negative. Raises ValueError."""
    found = DURATION.fullmatch(value.strip().upper())
    if found is None:
        raise ValueError("not a duration")
    sign, weeks, days, hours = found.groups()
    if sign == "-" or not (weeks or days or hours):
        raise ValueError("a duration that takes back, or nothing")
    nominal = vDuration.from_ical(f"P{weeks or days}") if weeks or days else timedelta()
    exact = vDuration.from_ical(f"PT{hours}") if hours else timedelta()
    return Length(min(nominal, LONGEST_EVENT), min(exact, LONGEST_EVENT))
