"""The dates of a run: a rhythm laid over the calendar, at the same time on the wall all along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

MOST_MEETINGS = 60  # meetings of a run


class Meeting(StrEnum):
    KICKOFF = "kickoff"
    SESSION = "session"
    MIDWAY = "midway"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every `days` days from `first` until `last`, at `at` where `zone` (an IANA name) is."""

    first: date
    last: date
    days: int
    at: time
    zone: str


@dataclass(frozen=True, slots=True)
class Planned:
    kind: Meeting
    starts_at: datetime  # in UTC


def programme_dates(rhythm: Rhythm, *, kickoff: bool = True, midway: bool = True) -> list[Planned]:
    """Its meetings in order. The first is the kickoff; the midway check-in takes the place of the middle session.

    A local time that the clocks jump over is as far after the jump. ValueError for a rhythm that never meets.
    """
    if rhythm.days < 1 or rhythm.last < rhythm.first:
        raise ValueError("a rhythm is at least a day, and ends no earlier than it begins")
    count = min((rhythm.last - rhythm.first).days // rhythm.days + 1, MOST_MEETINGS)
    days = [rhythm.first + timedelta(days=rhythm.days * number) for number in range(count)]
    kinds = [Meeting.SESSION] * count
    if midway and count >= 4:
        kinds[count // 2] = Meeting.MIDWAY
    if kickoff and count >= 2:
        kinds[0] = Meeting.KICKOFF
    return [Planned(kind, on_the_wall(day, rhythm.at, rhythm.zone)) for kind, day in zip(kinds, days, strict=True)]


def middle(first: date, last: date) -> date:
    """The day on which half of it is over."""
    return first + (last - first) / 2


def on_the_wall(day: date, at: time, zone: str) -> datetime:
    """That day and time where `zone` is, in UTC."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
