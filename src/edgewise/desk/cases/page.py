"""The desk's list, ranked, and one case with all that is known about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from edgewise.desk.models import DeskCase
from edgewise.domain.nudges.advice import ADVICE
from edgewise.domain.nudges.cases import KINDS, UNDATED, Concern, draft, urgency
from edgewise.growth.feedback.models import FeedbackReport
from edgewise.growth.feedback.queries import said_in_report
from edgewise.people.models import Membership, Person
from edgewise.programmes.enrolments.queries import words_of_rematch
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import RematchRequest
from edgewise.programmes.repair.queries import Option, options_of, situation_of
from edgewise.pulse.models import Flag
from edgewise.rooms.models.polls import TimePoll
from edgewise.rooms.polls.queries import answered_seats, open_poll_of

UNDONE_WITHIN = timedelta(minutes=10)  # a case that was closed, on the desk itself; later in the log
# In a case's log, which keeps the English words.
WROTE, PROPOSED = gettext_noop("Wrote to them."), gettext_noop("Proposed times to them.")
MENDED = frozenset({Concern.LINE, Concern.RULE, Concern.SMALL, Concern.DROP_OUT})
WAYS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the desk."""

    case: DeskCase
    today: date
    written_on: date | None = None  # when a coordinator last wrote to its people

    @property
    def is_late(self) -> bool:
        return self.case.due_on < self.today

    @property
    def was_written_today(self) -> bool:
        return self.written_on == self.today

    @property
    def heading(self) -> str:
        return self.case.heading


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for times, as a coordinator may see it: how many have answered, and not what."""

    poll: TimePoll
    answered: int
    people: int


def today_at(desk: Membership | None, now: datetime) -> date:
    """The day where the person at the desk is."""
    return timezone.localdate(now, ZoneInfo(desk.time_zone)) if desk else now.date()


def waiting_at(cohort: Cohort, today: date) -> list[Waiting]:
    """The cases that wait now, the most pressing first; one query."""
    return waiting_in([cohort], today).get(cohort.pk, [])


def waiting_in(cohorts: Collection[Cohort], today: date) -> dict[int, list[Waiting]]:
    """The same of several cohorts, by cohort; one query."""
    rows = _lines(DeskCase.objects.filter(cohort__in=cohorts, closed_at=None))
    found: dict[int, list[Waiting]] = {}
    for row in rows.filter(Q(snoozed_until=None) | Q(snoozed_until__lte=today)):
        found.setdefault(row.cohort_id, []).append(_line(row, today))
    return {cohort: in_order(lines) for cohort, lines in found.items()}


def in_order(lines: Collection[Waiting]) -> list[Waiting]:
    """The most pressing first."""
    return sorted(lines, key=lambda one: (*urgency(Concern(one.case.concern), one.case.due_on, one.today), one.case.pk))


def put_off_at(cohort: Cohort, today: date) -> list[Waiting]:
    rows = _lines(DeskCase.objects.filter(cohort=cohort, closed_at=None, snoozed_until__gt=today))
    return [_line(row, today) for row in rows.order_by("snoozed_until", "pk")]


def done_just_now(cohorts: Collection[Cohort], person: Person, now: datetime) -> list[DeskCase]:
    """What the person has closed in the last minutes, the latest first: to be opened again on the spot."""
    rows = DeskCase.objects.filter(cohort__in=cohorts, closed_by__person=person, closed_at__gte=now - UNDONE_WITHIN)
    return list(rows.select_related("cohort", "membership__person", "circle").order_by("-closed_at", "-pk"))


def done_at(cohort: Cohort) -> QuerySet[DeskCase]:
    """The cases that are closed, the last first."""
    rows = DeskCase.objects.filter(cohort=cohort).exclude(closed_at=None).order_by("-closed_at", "-pk")
    return rows.select_related("membership__person", "circle", "closed_by__person")


def _lines(rows: QuerySet[DeskCase]) -> QuerySet[DeskCase]:
    wrote = Max("notes__at", filter=Q(notes__what__in=(WROTE, PROPOSED)))
    return rows.select_related("cohort__programme", "membership__person", "circle").annotate(written_at=wrote)


def _line(row: DeskCase, today: date) -> Waiting:
    written_at = vars(row)["written_at"]
    return Waiting(row, today, timezone.localdate(written_at) if written_at else None)


def receivers_of(case: DeskCase) -> list[Membership]:
    """The people that a message about it goes to: the person, everybody in the circle, or in all circles."""
    if case.membership is not None:
        return [case.membership]
    seats = Seat.objects.filter(ended_at=None).select_related("membership__person").order_by("circle", "position")
    if case.concern == Concern.TRUST:  # everybody in every circle, each once
        here = seats.filter(circle__cohort=case.cohort_id, circle__closed_at=None, circle__by_colleagues=False)
        return list({seat.membership_id: seat.membership for seat in here}.values())
    return [seat.membership for seat in seats.filter(circle=case.circle_id)]


def draft_of(case: DeskCase) -> str:
    """To begin with; the coordinator changes it as they like."""
    programme = "" if case.cohort.is_erg else case.cohort.programme.name
    first = case.membership.person.name.split()[0] if case.membership else ""
    return draft(Concern(case.concern), first, case.circle.name if case.circle else "", programme)


def may_be_written_to(case: DeskCase) -> bool:
    has_readers = case.membership is not None or case.circle is not None or case.concern == Concern.TRUST
    return has_readers and bool(KINDS[Concern(case.concern)].draft)


def reason_of(case: DeskCase) -> str:
    """What a person who asks or reports something wrote to the coordinator; empty if there is nothing."""
    if case.concern == Concern.FEEDBACK:
        rows = FeedbackReport.objects.filter(pk=number_in(case)).select_related("feedback__circle__cohort")
        return said_in_report(report) if (report := rows.first()) else ""
    if case.concern == Concern.FLAG:
        flag = Flag.objects.filter(pk=number_in(case)).select_related("cohort").first()
        return flag.said if flag else ""
    if case.concern != Concern.REMATCH:
        return ""
    asked = RematchRequest.objects.filter(pk=number_in(case)).select_related("enrolment__cohort").first()
    return words_of_rematch(asked) if asked else ""


def number_in(case: DeskCase) -> int:
    """Of the row that the case is about, where its key names one."""
    return int(case.key.partition(":")[2])


def lacks_a_date(case: DeskCase) -> bool:
    """Times can be proposed to its circle."""
    return case.closed_at is None and case.circle is not None and Concern(case.concern) in UNDATED


def asked_of(case: DeskCase, now: datetime) -> Asked | None:
    """How far the circle of a case is with choosing a time, if it is being asked."""
    poll = open_poll_of(case.circle, now) if case.circle else None
    if poll is None or case.circle is None:
        return None
    return Asked(poll, len(answered_seats(poll, now)), case.circle.seats.filter(ended_at=None).count())


def about(case: DeskCase, now: datetime) -> dict[str, Any]:
    """What the page of a case shows, but for what is kept from some of its readers."""
    return {
        "people": receivers_of(case),
        "advice": ADVICE.get(Concern(case.concern), ()),
        "lacks_a_date": lacks_a_date(case),
        "asked": asked_of(case, now) if lacks_a_date(case) else None,
        "options": ways_out_of(case),
        "notes": case.notes.select_related("by__person").order_by("at", "pk"),
    }


def ways_out_of(case: DeskCase) -> list[Option]:
    """How the circle of an open case could go on, fewest people moved first; none where it is not about that."""
    circle = case.circle
    if case.closed_at or circle is None or circle.closed_at or Concern(case.concern) not in MENDED:
        return []
    circle.cohort = case.cohort
    return options_of(situation_of(circle))[:WAYS_SHOWN]
