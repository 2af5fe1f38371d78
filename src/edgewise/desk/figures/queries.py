"""Figures of circles, that add up to those of cohorts and programmes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from edgewise.growth.commitments.queries import kept_counts
from edgewise.growth.models import Status
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.models.sessions import CAME, Attendance, AttendanceStatus, Session, SessionStatus


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures of a circle, a cohort or a programme; sums of parts are sums of their fields."""

    held: int = 0
    planned: int = 0
    came: int = 0
    expected: int = 0  # of the sessions held, the excused aside
    promises: Counter[Status] = field(default_factory=Counter)

    @property
    def attendance(self) -> int | None:
        """Per cent of those expected who came; None before the first session."""
        return round(100 * self.came / self.expected) if self.expected else None

    @property
    def made(self) -> int:
        return self.promises.total()

    @property
    def by_status(self) -> list[tuple[str, int]]:
        return [(str(status.label), self.promises[status]) for status in Status]

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.held + other.held,
            self.planned + other.planned,
            self.came + other.came,
            self.expected + other.expected,
            self.promises + other.promises,
        )


def tallies_of(circles: Iterable[Circle]) -> dict[int, Tally]:
    """The figures of each circle, by its key; three queries."""
    wanted = list(circles)
    sessions = dict(_rows(_held_and_planned(wanted)))
    came = dict(_rows(_came_and_expected(wanted)))
    kept = kept_counts(wanted)
    none = (0, 0)
    return {
        one.pk: Tally(*sessions.get(one.pk, none), *came.get(one.pk, none), kept.get(one.pk, Counter()))
        for one in wanted
    }


def _rows(rows: Iterable[tuple[int, int, int]]) -> Iterable[tuple[int, tuple[int, int]]]:
    return ((key, (first, second)) for key, first, second in rows)


def _held_and_planned(circles: list[Circle]) -> Iterable[tuple[int, int, int]]:
    ahead = Q(status__in=(SessionStatus.PLANNED, SessionStatus.LIVE))
    held, planned = Count("pk", filter=Q(status=SessionStatus.CLOSED)), Count("pk", filter=ahead)
    return (
        Session.objects.filter(circle__in=circles)
        .values_list("circle_id")
        .annotate(held=held, planned=planned)
        .order_by()
    )


def _came_and_expected(circles: list[Circle]) -> Iterable[tuple[int, int, int]]:
    rows = Attendance.objects.filter(session__circle__in=circles, session__status=SessionStatus.CLOSED)
    came, expected = Count("pk", filter=Q(status__in=CAME)), Count("pk", filter=~Q(status=AttendanceStatus.EXCUSED))
    return rows.values_list("session__circle_id").annotate(came=came, expected=expected).order_by()
