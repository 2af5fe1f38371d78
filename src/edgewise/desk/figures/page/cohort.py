"""The results of one cohort, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q, Sum

from edgewise.desk.figures.queries import Tally, tallies_of
from edgewise.growth.changes.queries import Following, following_of
from edgewise.programmes.circles.queries import circles_of
from edgewise.programmes.enrolments.queries import enrolments_of, state_counts
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment
from edgewise.rooms.models.sessions import CAME, Attendance, AttendanceStatus, Session, SessionStatus


@dataclass(frozen=True, slots=True)
class CircleLine:
    circle: Circle
    tally: Tally
    people: int
    last_met: datetime | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """One person's sessions and minutes of coaching in a cohort."""

    came: int = 0
    missed: int = 0
    minutes_given: int = 0
    minutes_received: int = 0

    @property
    def hours_given(self) -> float:
        return round(self.minutes_given / 60, 1)

    @property
    def hours_received(self) -> float:
        return round(self.minutes_received / 60, 1)


@dataclass(frozen=True, slots=True)
class PersonLine:
    enrolment: Enrolment
    circles: str
    figures: Figures
    target: int  # hours each way


@dataclass(frozen=True, slots=True)
class Desk:
    cohort: Cohort
    total: Tally
    following: Following
    states: list[tuple[str, int]]
    circles: list[CircleLine]
    people: list[PersonLine]


def desk_of(cohort: Cohort, now: datetime) -> Desk:
    circles = list(circles_of(cohort))
    enrolments = list(enrolments_of(cohort))
    lines = _circle_lines(cohort, circles, now)
    total = sum((line.tally for line in lines), Tally())
    return Desk(cohort, total, following_of(cohort), state_counts(enrolments), lines, _person_lines(cohort, enrolments))


def total_of(cohort: Cohort) -> Tally:
    """The figures of all its circles together; four queries."""
    return sum(tallies_of(circles_of(cohort)).values(), Tally())


def _circle_lines(cohort: Cohort, circles: Sequence[Circle], now: datetime) -> list[CircleLine]:
    tallies = tallies_of(circles)
    taken = Seat.objects.filter(circle__in=circles, ended_at=None).values_list("circle_id")
    seats = dict(taken.annotate(number=Count("pk")).order_by())
    dates = {circle: (last, coming) for circle, last, coming in _session_dates(circles, now)}
    lines = []
    for circle in circles:
        last, coming = dates.get(circle.pk, (None, None))
        lines.append(CircleLine(circle, tallies[circle.pk], seats.get(circle.pk, 0), last, coming))
    return lines


def _session_dates(circles: Sequence[Circle], now: datetime) -> Iterable[tuple[int, datetime | None, datetime | None]]:
    """The last and the next session of each circle."""
    ahead = Q(status=SessionStatus.LIVE) | Q(status=SessionStatus.PLANNED, starts_at__gte=now)
    last, coming = Max("starts_at", filter=Q(status=SessionStatus.CLOSED)), Min("starts_at", filter=ahead)
    rows = Session.objects.filter(circle__in=circles).values_list("circle_id")
    return rows.annotate(last=last, coming=coming).order_by()


def _person_lines(cohort: Cohort, enrolments: Sequence[Enrolment]) -> list[PersonLine]:
    figures = {who: Figures(*numbers) for who, *numbers in _figures(cohort)}
    names: dict[int, list[str]] = {}
    taken = Seat.objects.filter(circle__cohort=cohort, ended_at=None).order_by("circle__name")
    for who, name in taken.values_list("membership_id", "circle__name"):
        names.setdefault(who, []).append(name)
    return [
        PersonLine(
            entry,
            ", ".join(names.get(entry.membership_id, [])),
            figures.get(entry.membership_id, Figures()),
            cohort.programme.hours_target,
        )
        for entry in enrolments
    ]


def _figures(cohort: Cohort) -> Iterable[tuple[int, int, int, int, int]]:
    rows = Attendance.objects.filter(session__circle__cohort=cohort, session__status=SessionStatus.CLOSED)
    return (
        rows.values_list("seat__membership_id")
        .annotate(
            came=Count("pk", filter=Q(status__in=CAME)),
            missed=Count("pk", filter=Q(status=AttendanceStatus.NO_SHOW)),
            given=Sum("minutes_given"),
            received=Sum("minutes_received"),
        )
        .order_by()
    )
