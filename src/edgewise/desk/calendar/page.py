"""The circles of several cohorts, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from edgewise.desk.calendar.queries import circles_in, sessions_between
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import Session, SessionStatus

WEEKS_SHOWN = 9  # desk.css draws as many rows
WEEKS_BEFORE = 2  # of these, before the week that it is, where nobody asks for others
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    is_now: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session in the calendar."""

    session: Session
    now: datetime

    @property
    def state(self) -> str:
        """held, live, planned, not-held, or past: its time is over, and nobody has said yet what became of it."""
        if self.session.status == SessionStatus.NOT_HELD:
            return "not-held"
        if self.session.status == SessionStatus.CLOSED:
            return "held"
        if self.session.status == SessionStatus.LIVE:
            return "live"
        ends_at = self.session.starts_at + timedelta(minutes=self.session.minutes)
        return "planned" if ends_at > self.now else "past"


@dataclass(frozen=True, slots=True)
class CircleWeeks:
    """One circle, with its meetings in each of the weeks."""

    circle: Circle
    is_dated: bool  # it has a session ahead, in these weeks or later
    weeks: list[tuple[Week, list[Meeting]]]


@dataclass(frozen=True, slots=True)
class Calendar:
    weeks: list[Week]
    cohorts: list[tuple[Cohort, list[CircleWeeks]]]

    @property
    def earlier(self) -> date:
        return self.weeks[0].monday - WEEK * WEEKS_SHOWN

    @property
    def later(self) -> date:
        return self.weeks[0].monday + WEEK * WEEKS_SHOWN

    @property
    def last_day(self) -> date:
        return self.later - timedelta(days=1)

    @property
    def shows_now(self) -> bool:
        return any(week.is_now for week in self.weeks)


def first_monday(asked: date | None, today: date) -> date:
    """The Monday to begin with: of the day that is asked for, or some weeks before today."""
    day = asked or today - WEEK * WEEKS_BEFORE
    return day - timedelta(days=day.weekday())


def calendar_of(cohorts: Sequence[Cohort], first: date, now: datetime) -> Calendar:
    """WEEKS_SHOWN weeks from the Monday `first`, on the reader's clock; two queries."""
    there = timezone.get_current_timezone()
    today = timezone.localdate(now)
    mondays = [first + WEEK * number for number in range(WEEKS_SHOWN)]
    weeks = [Week(monday, monday <= today < monday + WEEK) for monday in mondays]
    begins, until = (datetime.combine(day, time(), there) for day in (first, mondays[-1] + WEEK))
    met: dict[tuple[int, date], list[Meeting]] = {}
    for session in sessions_between(cohorts, begins, until):
        day = timezone.localdate(session.starts_at)
        monday = day - timedelta(days=day.weekday())
        met.setdefault((session.circle_id, monday), []).append(Meeting(session, now))
    lines: dict[int, list[CircleWeeks]] = {}
    for circle in circles_in(cohorts, now).filter(by_colleagues=False).order_by("name", "pk"):
        line = [(week, met.get((circle.pk, week.monday), [])) for week in weeks]
        lines.setdefault(circle.cohort_id, []).append(CircleWeeks(circle, vars(circle)["is_dated"], line))
    return Calendar(weeks, [(cohort, lines.get(cohort.pk, [])) for cohort in cohorts])
