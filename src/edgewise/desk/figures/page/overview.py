"""The results of every cohort of an organisation, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from edgewise.desk.figures.queries import Tally, tallies_of
from edgewise.people.models import Organisation
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import Attendance, SessionStatus


@dataclass(frozen=True, slots=True)
class CohortLine:
    cohort: Cohort
    asked: int
    taking_part: int
    circles: int
    tally: Tally
    hours: float  # of coaching given


def overview_of(organisation: Organisation) -> list[CohortLine]:
    """Every cohort of every programme with the same figures; newest first."""
    cohorts = list(
        Cohort.objects.filter(programme__organisation=organisation)
        .select_related("programme")
        .annotate(
            asked=Count("enrolments"),
            taking_part=Count("enrolments", filter=Q(enrolments__state__in=["enrolled", "active"])),
        )
        .order_by("-starts_on", "name", "pk")
    )
    circles = list(Circle.objects.filter(cohort__in=cohorts))
    tallies = tallies_of(circles)
    given = Attendance.objects.filter(session__circle__cohort__in=cohorts, session__status=SessionStatus.CLOSED)
    minutes = dict(given.values_list("session__circle__cohort_id").annotate(Sum("minutes_given")).order_by())
    lines = []
    for cohort in cohorts:
        mine = [circle.pk for circle in circles if circle.cohort_id == cohort.pk]
        facts = vars(cohort)
        total = sum((tallies[pk] for pk in mine), Tally())
        hours = round((minutes.get(cohort.pk) or 0) / 60, 1)
        lines.append(CohortLine(cohort, facts["asked"], facts["taking_part"], len(mine), total, hours))
    return lines
