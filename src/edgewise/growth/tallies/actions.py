"""Answers of locked weeks become numbers, and the rows of people forget them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from edgewise.domain.coaching.themes import WAITS_FOR_OTHERS, counted_each, counted_up, locked_until, week_of
from edgewise.growth.models import Reflection, Tapped, WeekCount

USEFUL_GIVEN, THEMES_GIVEN = ~Q(useful=None), ~Q(themes=[])


def count_locked_weeks(now: datetime) -> None:
    """Cohort by cohort: how useful it was once five people or more have said it, and each theme once five people or
    more have tapped it. What waited too long for others is deleted."""
    until = locked_until(now)
    for given, count in ((USEFUL_GIVEN, _count_useful), (THEMES_GIVEN, _count_themes)):
        locked = Reflection.objects.filter(given, written_at__lt=until).order_by("pk")
        for cohort in sorted(set(locked.order_by().values_list("circle__cohort", flat=True))):
            with transaction.atomic():
                rows = list(locked.select_for_update(of=("self",)).filter(circle__cohort=cohort))
                if not count(cohort, rows, now - WAITS_FOR_OTHERS):  # another worker was faster
                    transaction.set_rollback(True)


def _count_useful(cohort: int, rows: Sequence[Reflection], waited: datetime) -> bool:
    counts = counted_up((row.author_id, [str(row.useful)]) for row in rows)
    counted = _before(rows, waited) if counts is None else rows
    _keep(cohort, Tapped.USEFUL, counts or Counter(), rows)
    mine = Reflection.objects.filter(USEFUL_GIVEN, pk__in=[row.pk for row in counted])
    return mine.update(useful=None) == len(counted)


def _count_themes(cohort: int, rows: Sequence[Reflection], waited: datetime) -> bool:
    counts = counted_each((row.author_id, row.themes) for row in rows)
    _keep(cohort, Tapped.THEME, counts, rows)
    old = {row.pk for row in _before(rows, waited)}
    for row in rows:
        left = [] if row.pk in old else [theme for theme in row.themes if theme not in counts]
        if left != row.themes:
            mine = Reflection.objects.filter(pk=row.pk, themes=row.themes)
            if mine.update(themes=left) != 1:
                return False
    return True


def _keep(cohort: int, tapped: Tapped, counts: Counter[str], rows: Sequence[Reflection]) -> None:
    if counts:
        week = week_of(max(row.written_at for row in rows if row.written_at))
        WeekCount.objects.bulk_create(
            WeekCount(cohort_id=cohort, week=week, tapped=tapped, answer=answer, times=times)
            for answer, times in sorted(counts.items())
        )


def _before(rows: Sequence[Reflection], moment: datetime) -> list[Reflection]:
    return [row for row in rows if row.written_at and row.written_at < moment]
