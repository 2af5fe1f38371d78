"""Decisions of a cohort are counted on their days: once, and what is said of them stays."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.db import transaction
from django.utils.translation import gettext_noop

from edgewise.desk.decisions.queries import closed_in, cohorts_to_count, counted, sat_in, told_of
from edgewise.desk.models import DecisionMonth
from edgewise.domain.decisions.figures import figures
from edgewise.domain.decisions.months import Month, month_to_count
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.actions import note_opening

COUNTED = gettext_noop("Decisions, counted for the programme’s figures; nobody read them")


def count_decisions(now: datetime) -> None:
    for cohort in cohorts_to_count(now.date()):
        month = month_to_count(cohort.starts_on, cohort.ends_on, told_of(cohort), now.date())
        if month:
            count_month(cohort, month, now)


@transaction.atomic
def count_month(cohort: Cohort, month: Month, now: datetime) -> None:
    """By the first worker who comes; their circles' access logs say so."""
    row, is_first = DecisionMonth.objects.get_or_create(cohort=cohort, until=month.until, defaults={"made_at": now})
    if not is_first:
        return
    closed = closed_in(cohort, month)
    found = figures(counted(closed), sat_in(cohort))
    if found:
        row.said = msgspec.json.encode(found).decode()
        row.save(update_fields=["said"])
    for scope in sorted({one.row.scope for one in closed}):
        note_opening(scope, None, COUNTED)
