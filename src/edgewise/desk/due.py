"""What comes due at the desk: every cohort is looked at again."""

from __future__ import annotations

from datetime import datetime, timedelta

from edgewise.desk.cases.actions import is_due, review_cohort, tell_coordinators
from edgewise.programmes.models.designs import Cohort

REVIEWED_AFTER_THE_END = timedelta(days=7)  # so long a cohort that is over stays in view
REVIEWED_BEFORE_THE_START = timedelta(days=60)


def do_what_is_due(now: datetime, **_: object) -> None:
    """Every running cohort is looked at now and then, and its desk is told of on Mondays."""
    running = Cohort.objects.filter(ends_on__gte=(now - REVIEWED_AFTER_THE_END).date()).select_related("programme")
    for cohort in running.filter(starts_on__lte=(now + REVIEWED_BEFORE_THE_START).date()):
        if is_due(cohort, now):
            review_cohort(cohort, now)
            tell_coordinators(cohort, now)
