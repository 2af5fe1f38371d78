"""Bosses of those who take part, and how many have acknowledged their page."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from edgewise.domain.anonymity.cells import NEVER_TOLD_LAST
from edgewise.domain.anonymity.rates import Asked, Rate, rate
from edgewise.people.access import current_memberships
from edgewise.people.models import Membership, Person
from edgewise.people.queries import not_left
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.pulse.models import Brief

FEWEST_BOSSES = 2 * NEVER_TOLD_LAST  # of fewer, "fewer than half" would be said even where all have acknowledged


def bosses_of(cohort: Cohort, day: date) -> list[Membership]:
    """Nobody for a resource group: a boss would learn who belongs to it."""
    if cohort.is_erg:
        return []
    here = Q(reports__enrolments__cohort=cohort, reports__enrolments__state=EnrolmentState.ACTIVE)
    return list(Membership.objects.filter(not_left(day=day), here).select_related("person").distinct().order_by("pk"))


def brief_of(person: Person, code: str) -> Brief | None:
    mine = Brief.objects.filter(boss__in=current_memberships(person), code=code)
    return mine.select_related("cohort__programme", "boss__person").first()


def acknowledged_rate(cohort: Cohort) -> Rate | None:
    """The band of those who have acknowledged it; None where it went to too few to tell."""
    counts = cohort.briefs.aggregate(sent=Count("pk"), done=Count("pk", filter=Q(acknowledged=True)))
    return rate([Asked(counts["sent"], counts["done"])]) if counts["sent"] >= FEWEST_BOSSES else None
