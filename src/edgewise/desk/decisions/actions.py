"""Decisions of a cohort are counted on their days: once, and what is said of them stays."""

from __future__ import annotations

from datetime import datetime
from itertools import product

import msgspec
from django.db import transaction
from django.utils.translation import gettext_noop

from edgewise.desk.decisions.queries import cohorts_to_count, counted, decided_in, sat_in, told_of
from edgewise.desk.models import DecisionMonth, Sort
from edgewise.domain.decisions.figures import looked, taken
from edgewise.domain.decisions.months import Month, month_to_count
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.actions import note_opening

COUNTED = gettext_noop("Decisions, counted for the programme’s figures; nobody read them")


def count_decisions(now: datetime) -> None:
    for cohort, sort in product(cohorts_to_count(now.date()), Sort):
        month = month_to_count(cohort.starts_on, cohort.ends_on, told_of(cohort, sort), now.date())
        if month:
            count_month(cohort, sort, month, now)


@transaction.atomic
def count_month(cohort: Cohort, sort: Sort, month: Month, now: datetime) -> None:
    """By the first worker who comes; their circles' access logs say so."""
    this = {"cohort": cohort, "sort": sort, "until": month.until}
    row, is_first = DecisionMonth.objects.get_or_create(**this, defaults={"made_at": now})
    if not is_first:
        return
    decided = decided_in(cohort, sort, month)
    figures = looked if sort is Sort.LOOKED else taken
    found = figures(counted(decided), sat_in(cohort))
    if found:
        row.said = msgspec.json.encode(found).decode()
        row.save(update_fields=["said"])
    for scope in sorted({one.row.scope for one in decided}):
        note_opening(scope, None, COUNTED)
