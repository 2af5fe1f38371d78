"""The results of one cohort, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from edgewise.desk.figures.page.circles import CircleLine, circle_lines
from edgewise.desk.figures.page.pictures import weeks_between
from edgewise.desk.figures.queries import MEETINGS_HELD, Facts, Steps, Tally, Week, facts_of, kept_of, steps_of, told
from edgewise.domain.anonymity.counts import Share
from edgewise.domain.hours.promise import in_hours
from edgewise.growth.changes.queries import Following, following_of
from edgewise.people.page import Column
from edgewise.programmes.cohorts.queries import cohort_before
from edgewise.programmes.designs.queries import hours_of
from edgewise.programmes.enrolments.queries import enrolments_of, state_counts
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment
from edgewise.rooms.hours.queries.ledger import Coaching, coaching_by_person
from edgewise.rooms.models.hours import HoursEntry
from edgewise.rooms.models.sessions import CAME, Attendance, AttendanceStatus


@dataclass(frozen=True, slots=True)
class Figures:
    """One person's sessions in a cohort."""

    came: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class PersonLine:
    enrolment: Enrolment
    circles: str
    figures: Figures
    coaching: Coaching


COLUMNS = (  # of people
    Column("name", _("Name"), value=lambda line: line.enrolment.membership.person.name.casefold()),
    Column("state", _("Status"), value=lambda line: str(line.enrolment.get_state_display())),
    Column("circle", _("Circle"), value=lambda line: line.circles.casefold() or None),
    Column("came", pgettext_lazy("to sessions", "Came"), value=lambda line: line.figures.came, is_number=True),
    Column("missed", pgettext_lazy("sessions", "Missed"), value=lambda line: line.figures.missed, is_number=True),
    Column("given", _("Hours given"), value=lambda line: line.coaching.given, is_number=True),
    Column("received", _("Hours received"), value=lambda line: line.coaching.received, is_number=True),
)


@dataclass(frozen=True, slots=True)
class Before:
    """The cohort of the same programme before this one."""

    name: str
    total: Tally
    kept: Share | None
    weeks: list[Week]


@dataclass(frozen=True, slots=True)
class Desk:
    cohort: Cohort
    total: Tally
    kept: Share | None  # of the commitments answered
    following: Following
    states: list[tuple[str, int]]
    steps: Steps
    weeks: list[Week]
    before: Before | None  # None too where fewer than five people took part in it
    circles: list[CircleLine]
    people: list[PersonLine]
    promised: float  # hours each way, to each


def desk_of(cohort: Cohort, now: datetime) -> Desk:
    facts, enrolments = facts_of([cohort], now), list(enrolments_of(cohort))
    tallies = facts.tallies()
    shown = [circle for circle in facts.circles if circle.closed_at is None or tallies[circle.pk] != Tally()]
    return Desk(
        cohort,
        sum(tallies.values(), Tally()),
        kept_of([cohort], now).get(cohort.pk),
        following_of(cohort, len(enrolments), now),
        state_counts(enrolments),
        steps_of([cohort]).get(cohort.pk, Steps()),
        run_weeks(cohort, facts, now),
        _before(cohort, now),
        circle_lines(shown, tallies, facts.meetings),
        _person_lines(cohort, enrolments),
        in_hours(hours_of(cohort).received),
    )


def run_weeks(cohort: Cohort, facts: Facts, now: datetime) -> list[Week]:
    """The weeks of its run, with what its circles held and were to hold."""
    return weeks_between(facts.weeks(), cohort.starts_on, cohort.ends_on, timezone.localdate(now))


def _before(cohort: Cohort, now: datetime) -> Before | None:
    """A query where there is none, and four more where there is one."""
    earlier = cohort_before(cohort)
    if earlier is None or told(steps_of([earlier]).get(earlier.pk, Steps()).met) is None:
        return None
    earlier.programme = cohort.programme
    facts = facts_of([earlier], now)
    kept = kept_of([earlier], now).get(earlier.pk)
    return Before(earlier.name, facts.total(), kept, run_weeks(earlier, facts, now))


def _person_lines(cohort: Cohort, enrolments: Sequence[Enrolment]) -> list[PersonLine]:
    figures = {who: Figures(*numbers) for who, *numbers in _figures(cohort)}
    coaching = coaching_by_person(HoursEntry.objects.filter(circle__cohort=cohort))
    names: dict[int, list[str]] = {}
    taken = Seat.objects.filter(circle__cohort=cohort, ended_at=None).order_by("circle__name")
    for who, name in taken.values_list("membership_id", "circle__name"):
        names.setdefault(who, []).append(name)
    return [
        PersonLine(
            entry,
            ", ".join(names.get(entry.membership_id, [])),
            figures.get(entry.membership_id, Figures()),
            coaching.get(entry.membership_id, Coaching()),
        )
        for entry in enrolments
    ]


def _figures(cohort: Cohort) -> Iterable[tuple[int, int, int]]:
    rows = Attendance.objects.filter(MEETINGS_HELD, session__circle__cohort=cohort)
    return (
        rows.values_list("seat__membership_id")
        .annotate(
            came=Count("pk", filter=Q(status__in=CAME)),
            missed=Count("pk", filter=Q(status=AttendanceStatus.NO_SHOW)),
        )
        .order_by()
    )
