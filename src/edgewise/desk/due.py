"""What comes due at the desk: cohorts are looked at again, locked and counted, and their people asked once more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from edgewise.desk.cases.actions import is_due, review_cohort, tell_coordinators
from edgewise.desk.cases.queries.told import told_something
from edgewise.desk.decisions.actions import count_decisions
from edgewise.desk.models import DeskCase
from edgewise.desk.outcomes.due import follow_outcomes
from edgewise.desk.recalls.actions import ask_to_recall, count_recalls
from edgewise.domain.nudges.cases import KINDS
from edgewise.programmes.models.designs import Cohort

REVIEWED_AFTER_THE_END = timedelta(days=7)  # so long a cohort that is over stays in view
REVIEWED_BEFORE_THE_START = timedelta(days=60)
ENDS_WITH_COHORT = [concern for concern, kind in KINDS.items() if kind.over_with_cohort]


def do_what_is_due(now: datetime, **_: object) -> None:
    """Every running cohort is looked at now and then, and its desk is told of on Mondays.

    Any other is looked at while it has an open case that ends with it, or somebody tells its coordinators something,
    who then are told of it too. Decisions are counted on their days. Long after a cohort its
    people are asked whether they have spoken since.
    """
    in_view = (now - REVIEWED_AFTER_THE_END).date()
    left = DeskCase.objects.filter(cohort=OuterRef("pk"), concern__in=ENDS_WITH_COHORT, closed_at=None)
    soon = Q(starts_on__lte=(now + REVIEWED_BEFORE_THE_START).date())
    rows = Cohort.objects.annotate(is_told=told_something()).select_related("programme")
    for cohort in rows.filter(soon & (Q(ends_on__gte=in_view) | Exists(left)) | Q(is_told=True)):
        if is_due(cohort, now):
            review_cohort(cohort, now)
            if cohort.ends_on >= in_view or cohort.is_told:
                tell_coordinators(cohort, now)
    count_decisions(now)
    follow_outcomes(now)
    ask_to_recall(now)
    count_recalls(now)
