"""The results of every cohort of an organisation, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edgewise.desk.figures.page.circles import small_bars
from edgewise.desk.figures.page.pictures import weeks_between
from edgewise.desk.figures.queries import Facts, Steps, Tally, Week, facts_of, kept_of, steps_of
from edgewise.domain.anonymity.counts import Share
from edgewise.domain.pictures.marks import Drawing
from edgewise.people.models import Organisation
from edgewise.people.page import Column
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.rooms.hours.queries.ledger import Coaching, coaching_by_cohort

TAKING_PART = (EnrolmentState.ENROLLED, EnrolmentState.ACTIVE)


@dataclass(frozen=True, slots=True)
class CohortLine:
    cohort: Cohort
    taking_part: int
    circles: int
    steps: Steps
    tally: Tally
    kept: Share | None  # of the commitments answered
    hours: float  # of coaching given

    @property
    def asked(self) -> int:
        return self.steps.invited

    @property
    def bars(self) -> Mapping[str, Drawing]:
        return small_bars(self.tally)


COLUMNS = (
    Column("name", _("Cohort"), value=lambda line: line.cohort.name.casefold()),
    Column("programme", _("Programme"), value=lambda line: line.cohort.programme.name.casefold()),
    Column("people", _("Taking part"), value=lambda line: line.taking_part, is_number=True),
    Column("circles", _("Circles"), value=lambda line: line.circles, is_number=True),
    Column("sessions", _("Sessions held"), value=lambda line: line.tally.completion, is_number=True),
    Column("attendance", _("Attendance"), value=lambda line: line.tally.attendance, is_number=True),
    Column("kept", _("Commitments kept"), value=lambda line: line.kept and line.kept.low, is_number=True),
    Column("hours", _("Hours given"), value=lambda line: line.hours, is_number=True),
)


def overview_of(organisation: Organisation, now: datetime) -> tuple[list[CohortLine], list[Week]]:
    """Every cohort of every programme with the same figures, newest first; and the weeks of all their runs together."""
    rows = Cohort.objects.filter(programme__organisation=organisation).select_related("programme")
    taking_part = Count("enrolments", filter=Q(enrolments__state__in=TAKING_PART))
    cohorts = list(rows.annotate(taking_part=taking_part).order_by("-starts_on", "name", "pk"))
    facts, steps, coaching = facts_of(cohorts, now), steps_of(cohorts), coaching_by_cohort(cohorts)
    kept = kept_of(cohorts, now)
    tallies, circles, totals = facts.tallies(), Counter[int](), defaultdict[int, Tally](Tally)
    for circle in facts.circles:
        circles[circle.cohort_id] += 1
        totals[circle.cohort_id] += tallies[circle.pk]
    lines = [
        CohortLine(
            cohort,
            vars(cohort)["taking_part"],
            circles[cohort.pk],
            steps.get(cohort.pk, Steps()),
            totals[cohort.pk],
            kept.get(cohort.pk),
            coaching.get(cohort.pk, Coaching()).given_hours,
        )
        for cohort in cohorts
    ]
    return lines, _weeks_of_all(cohorts, facts, timezone.localdate(now))


def _weeks_of_all(cohorts: Sequence[Cohort], facts: Facts, today: date) -> list[Week]:
    if not cohorts:
        return []
    first = min(one.starts_on for one in cohorts)
    return weeks_between(facts.weeks(), min(first, today), today, today)
