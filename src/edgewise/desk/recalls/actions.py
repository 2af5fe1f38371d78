"""The only writes to recalls: people are asked once, answer once, and their rows forget the answer."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from edgewise.desk.models import Recall, RecallCount
from edgewise.desk.recalls.messages import spoken_since
from edgewise.desk.recalls.queries import cohorts_to_ask, people_to_ask, waiting
from edgewise.domain.coaching.themes import locked_until, week_of
from edgewise.domain.evidence.ties.recall import ASKED_FOR, Answer, batch_of
from edgewise.notices.outbox.actions import call_off, tell_each
from edgewise.programmes.models.designs import Cohort


def ask_to_recall(now: datetime) -> None:
    """Everybody of the cohorts that ended a quarter ago."""
    for cohort in cohorts_to_ask(timezone.localdate(now)):
        ask_cohort(cohort, now)


@transaction.atomic
def ask_cohort(cohort: Cohort, now: datetime) -> None:
    """Of two workers the second asks nobody again: the rows are there, and a message is told once."""
    people = people_to_ask(cohort)
    rows = [
        Recall(cohort=cohort, membership=who, code=secrets.token_hex(6), met=met, asked_at=now) for who, met in people
    ]
    Recall.objects.bulk_create(rows, ignore_conflicts=True)
    asked = Recall.objects.filter(cohort=cohort).select_related("membership").order_by("pk")
    tell_each([(row.membership, spoken_since(cohort, row)) for row in asked], now)


@transaction.atomic
def answer_recall(row: Recall, spoken: int, at: datetime) -> bool:
    """False where it was answered before, or is closed."""
    still_open = Recall.objects.filter(pk=row.pk, answered_at=None, asked_at__gt=at - ASKED_FOR)
    if still_open.update(spoken=spoken, answered_at=at) != 1:
        return False
    call_off(spoken_since(row.cohort, row).key, row.membership)
    return True


def count_recalls(now: datetime) -> None:
    """Cohort by cohort, once five people or more have answered in weeks that are over.

    Once the question is closed, answers that are still fewer are deleted, and who has answered is forgotten.
    """
    for cohort in sorted(set(waiting(locked_until(now)).order_by().values_list("cohort", flat=True))):
        _count_cohort(cohort, now)
    closed = Recall.objects.filter(asked_at__lt=locked_until(now) - ASKED_FOR).exclude(answered_at=None)
    closed.update(spoken=None, answered_at=None)


@transaction.atomic
def _count_cohort(cohort: int, now: datetime) -> None:
    rows = list(waiting(locked_until(now)).filter(cohort=cohort).select_for_update())
    batch = batch_of([Answer(row.met, row.spoken) for row in rows if row.spoken is not None])
    if batch is None:
        return
    week = week_of(max(row.answered_at for row in rows if row.answered_at))
    RecallCount.objects.create(
        cohort_id=cohort,
        week=week,
        people=batch.people,
        met=batch.met,
        spoken=batch.spoken,
        largest=batch.largest,
    )
    mine = Recall.objects.filter(pk__in=[row.pk for row in rows]).exclude(spoken=None)
    if mine.update(spoken=None) != len(rows):  # another worker was faster
        transaction.set_rollback(True)
