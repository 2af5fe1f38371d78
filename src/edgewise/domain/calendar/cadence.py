"""The dates of a run: a rhythm laid over the calendar, at the same time on the wall all along."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from edgewise.domain.calendar.closed_days import is_christmas, is_weekend, moved_on

NOON = time(12)
MOST_MEETINGS = 60  # meetings of a run


Closed = Callable[[date], bool]


def never(_day: date) -> bool:
    """No day is closed."""
    return False


class Meeting(StrEnum):
    KICKOFF = "kickoff"
    SESSION = "session"
    MIDWAY = "midway"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every `days` days from `first` until `last`, at `at` where `zone` (an IANA name) is.

    With a `weekday` (Monday is 0) it begins on the first such day; a rhythm of whole weeks then stays on it.
    """

    first: date
    last: date
    days: int
    at: time
    zone: str
    weekday: int | None = None

    @property
    def begins(self) -> date:
        return self.first + timedelta(days=0 if self.weekday is None else (self.weekday - self.first.weekday()) % 7)


@dataclass(frozen=True, slots=True)
class Planned:
    kind: Meeting
    starts_at: datetime  # in UTC


def rhythm_days(rhythm: Rhythm, closed: Closed = never) -> list[tuple[date, date | None]]:
    """Each day of the rhythm, and the day that takes its place: itself, a later one if it is closed, or none."""
    if rhythm.days < 1 or rhythm.last < rhythm.first:
        raise ValueError("a rhythm is at least a day, and ends no earlier than it begins")
    count = min((rhythm.last - rhythm.begins).days // rhythm.days + 1, MOST_MEETINGS)
    days = [rhythm.begins + timedelta(days=rhythm.days * number) for number in range(count)]
    return [(day, moved_on(day, rhythm.days, rhythm.last, closed)) for day in days]


def programme_dates(
    rhythm: Rhythm, *, kickoff: bool = True, midway: bool = True, closed: Closed = never
) -> list[Planned]:
    """Its meetings in order. The first is the kickoff; the midway check-in takes the place of the middle session.

    No meeting is on a closed day. A local time that the clocks jump over is as far after the jump. ValueError for a
    rhythm that never meets.
    """
    days = [kept for _, kept in rhythm_days(rhythm, closed) if kept]
    count = len(days)
    kinds = [Meeting.SESSION] * count
    if midway and count >= 4:
        kinds[count // 2] = Meeting.MIDWAY
    if kickoff and count >= 2:
        kinds[0] = Meeting.KICKOFF
    return [Planned(kind, on_the_wall(day, rhythm.at, rhythm.zone)) for kind, day in zip(kinds, days, strict=True)]


def usual_dates(first: date, last: date, days: int) -> list[Planned]:
    """The calendar with which a run from `first` to `last` begins, at noon in UTC; circles set their own hours.

    None lies in the weeks of Christmas.
    """
    begins = first_working_day(first)
    return programme_dates(Rhythm(begins, max(begins, last), days, NOON, "UTC"), closed=is_christmas)


def sessions_of_work(first: date, last: date, days: int) -> int:
    """How many of them work on issues: all but the kickoff and the check-in half-way."""
    return sum(1 for one in usual_dates(first, last, days) if one.kind is Meeting.SESSION)


def days_due(first: date, last: date, days: int, today: date) -> list[date]:
    """The usual dates from `first` to `last` whose time is over on `today`.

    Each has until the next one, and the last until the day after `last`: a circle chooses its own day in between.
    """
    if last < first:
        return []
    usual = [one.starts_at.date() for one in usual_dates(first, last, days)]
    if not usual:
        return []
    until = [*usual[1:], max(usual[-1], last) + timedelta(days=1)]
    return [day for day, over in zip(usual, until, strict=True) if over <= today]


def days_missed(due: Sequence[date], held: Sequence[date]) -> list[date]:
    """The dates that were due, in order, and that no session has answered.

    A session answers the date in whose time it was held. A further one makes up for the oldest date that is open.
    """
    answered = [bisect_right(due, day) - 1 for day in held]
    met = {place for place in answered if place >= 0}
    still_open = [day for place, day in enumerate(due) if place not in met]
    return still_open[len(held) - len(met) :]


def first_working_day(day: date, zone: str = "") -> date:
    """That day, or the first after it that lies neither on a weekend there nor in the weeks of Christmas."""
    while is_weekend(day, zone) or is_christmas(day):
        day += timedelta(days=1)
    return day


def middle(first: date, last: date) -> date:
    """The day on which half of it is over."""
    return first + (last - first) / 2


def on_the_wall(day: date, at: time, zone: str) -> datetime:
    """That day and time where `zone` is, in UTC."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
