"""The sheet of a cohort, and the hours that its people spent."""

from __future__ import annotations

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from edgewise.desk.figures.queries import HELD
from edgewise.desk.outcomes.queries import outcome_key, plans_of
from edgewise.desk.roi.models import RoiSheet
from edgewise.domain.evidence.outcomes import Plan
from edgewise.domain.hours.promise import in_hours
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import CAME, Session

MINUTES_AN_HOUR = 60


def sheet_of(cohort: Cohort) -> RoiSheet | None:
    return RoiSheet.objects.filter(cohort=cohort).first()


def plans_by_key(cohort: Cohort) -> dict[str, Plan]:
    """What was registered, by the key under which a sheet and a report know it."""
    return {outcome_key(outcome): plan for outcome, plan in plans_of(cohort)}


def hours_spent(cohort: Cohort) -> float:
    """Of all who came together, in sessions and pair hours, by their planned length."""
    rows = Session.every.filter(HELD, circle__cohort=cohort).annotate(
        people=Count("attendance", filter=Q(attendance__status__in=CAME))
    )
    minutes: int = rows.aggregate(sum=Coalesce(Sum(F("minutes") * F("people")), 0))["sum"]
    return in_hours(60 * minutes)
