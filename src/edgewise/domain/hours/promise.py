"""How many hours a design gives each person: from the calendar that is proposed and the timetables of the formats.

What people are promised, before they say yes and whenever it is named later, is computed here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from edgewise.domain.calendar.cadence import NOON, Meeting, Rhythm, programme_dates
from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Format
from edgewise.domain.formats.timetable import timetable
from edgewise.domain.hours.pair_hour import PEOPLE_OF_A_PAIR, pair_format

HOUR = 3600
SHORTFALL = 0.1  # of the hours wanted: a design that gives less than that below them may not name them
A_MONDAY = date(2024, 1, 1)  # on which the run of a design begins that has no cohort yet


class Plan(Protocol):
    """What a programme's design says about time."""

    @property
    def format_key(self) -> str: ...
    @property
    def size_target(self) -> int: ...
    @property
    def cadence_days(self) -> int: ...
    @property
    def weeks(self) -> int: ...
    @property
    def pair_hours(self) -> int: ...  # for each to give, and as many to receive
    @property
    def pair_minutes(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Hours:
    """Of each person over a whole run, on average. `received`, `given` and `one_to_one` (part of either) in seconds."""

    received: int
    given: int
    sessions: int  # of work: no kickoff, no check-in half-way
    one_to_one: int

    @property
    def in_the_round(self) -> int:
        return self.given - self.one_to_one

    @property
    def each_way(self) -> float:
        """The lesser of the two, in hours, as it is said."""
        return in_hours(min(self.received, self.given))

    @property
    def pair_hours(self) -> float:
        """`one_to_one` as it is said."""
        return in_hours(self.one_to_one)

    @property
    def circle_hours(self) -> float:
        """What is left of `each_way`, so that the two add up as they are said."""
        return round(self.each_way - self.pair_hours, 1)


def promise(plan: Plan, *, sessions: int | None = None, people: int | None = None) -> Hours:
    """What each person receives and gives. `sessions` and `people` where a cohort or a circle differs from its design.

    KeyError for an unknown format, ValueError for a rhythm that never meets.
    """
    held = sessions_in(plan.weeks, plan.cadence_days) if sessions is None else sessions
    table = max(PEOPLE_OF_A_PAIR, plan.size_target if people is None else people)
    together = held * session_seconds(builtin_format(plan.format_key), table) // table
    apart = plan.pair_hours * session_seconds(pair_format(plan.pair_minutes), PEOPLE_OF_A_PAIR)
    one_to_one = apart + (together if table == PEOPLE_OF_A_PAIR else 0)
    return Hours(together + apart, together + apart, held, one_to_one)


def sessions_in(weeks: int, cadence_days: int) -> int:
    """Sessions of work in a run of so many weeks without Christmas; a cohort counts those of its own calendar."""
    rhythm = Rhythm(A_MONDAY, A_MONDAY + timedelta(weeks=weeks), cadence_days, NOON, "UTC")
    return sum(one.kind is Meeting.SESSION for one in programme_dates(rhythm))


def session_seconds(fmt: Format, people: int) -> int:
    """How long a session works on issues, all of them together."""
    return sum(slot.planned for slot in timetable(fmt, people).slots if slot.issue is not None)


def issue_seconds(fmt: Format, people: int) -> int:
    """How long a session works on one of them."""
    return session_seconds(fmt, people) // max(1, fmt.issue_count(people))


def in_hours(seconds: float) -> float:
    """As it is said: to a tenth of an hour."""
    return round(seconds / HOUR, 1)


def falls_short(hours: Hours, wanted: float) -> bool:
    """Does a design give so much less than the hours wanted each way that it may not promise them?"""
    return min(hours.received, hours.given) < wanted * HOUR * (1 - SHORTFALL)
