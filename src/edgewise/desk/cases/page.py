"""The desk's list, ranked, and one case with all that is known about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from edgewise.desk.models import DeskCase
from edgewise.domain.nudges.cases import KINDS, Concern, draft, urgency
from edgewise.people.models import Membership
from edgewise.programmes.enrolments.queries import words_of_rematch
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import RematchRequest
from edgewise.programmes.repair.queries import Option, options_of, situation_of

MENDED = frozenset({Concern.LINE, Concern.RULE, Concern.SMALL, Concern.DROP_OUT})
WAYS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the desk."""

    case: DeskCase
    who: str
    circle: str
    is_late: bool

    @property
    def heading(self) -> str:
        return " · ".join(part for part in (self.who, self.circle) if part)


def today_at(desk: Membership | None, now: datetime) -> date:
    """The day where the person at the desk is."""
    return timezone.localdate(now, ZoneInfo(desk.time_zone)) if desk else now.date()


def waiting_at(cohort: Cohort, today: date) -> list[Waiting]:
    """The cases that wait now, the most pressing first; one query."""
    rows = DeskCase.objects.filter(cohort=cohort, closed_at=None).select_related("membership__person", "circle")
    now = [row for row in rows if row.snoozed_until is None or row.snoozed_until <= today]
    now.sort(key=lambda row: (*urgency(Concern(row.concern), row.due_on, today), row.pk))
    return [_line(row, today) for row in now]


def put_off_at(cohort: Cohort, today: date) -> list[Waiting]:
    rows = DeskCase.objects.filter(cohort=cohort, closed_at=None, snoozed_until__gt=today)
    return [
        _line(row, today) for row in rows.select_related("membership__person", "circle").order_by("snoozed_until", "pk")
    ]


def done_at(cohort: Cohort, most: int = 20) -> Sequence[DeskCase]:
    """The cases that were closed last."""
    rows = DeskCase.objects.filter(cohort=cohort).exclude(closed_at=None).order_by("-closed_at", "-pk")
    return list(rows.select_related("membership__person", "circle", "closed_by__person")[:most])


def _line(row: DeskCase, today: date) -> Waiting:
    who = row.membership.person.name if row.membership else ""
    return Waiting(row, who, row.circle.name if row.circle else "", row.due_on < today)


def receivers_of(case: DeskCase) -> list[Membership]:
    """The people that a message about it goes to: the person, or everybody in the circle."""
    if case.membership is not None:
        return [case.membership]
    seats = Seat.objects.filter(circle=case.circle_id, ended_at=None).select_related("membership__person")
    return [seat.membership for seat in seats.order_by("position")]


def draft_of(case: DeskCase) -> str:
    """To begin with; the coordinator changes it as they like."""
    programme = "" if case.cohort.is_erg else case.cohort.programme.name
    first = case.membership.person.name.split()[0] if case.membership else ""
    return draft(Concern(case.concern), first, case.circle.name if case.circle else "", programme)


def may_be_written_to(case: DeskCase) -> bool:
    return bool(KINDS[Concern(case.concern)].draft)


def reason_of(case: DeskCase) -> str:
    """The words of a person who asks for another circle, to the coordinator; empty if there are none."""
    asked = (
        RematchRequest.objects.filter(pk=int(case.key.partition(":")[2])).select_related("enrolment__cohort").first()
    )
    return words_of_rematch(asked) if asked else ""


def ways_out_of(case: DeskCase) -> list[Option]:
    """How the circle of an open case could go on, fewest people moved first; none where it is not about that."""
    circle = case.circle
    if case.closed_at or circle is None or circle.closed_at or Concern(case.concern) not in MENDED:
        return []
    circle.cohort = case.cohort
    return options_of(situation_of(circle))[:WAYS_SHOWN]
