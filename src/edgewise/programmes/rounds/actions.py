"""A sprint's next round: proposed, told, objected to, begun. Each step is done once, by one of several workers."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from edgewise.domain.matching.rounds.next_round import Progress, Step, next_round_on, next_step
from edgewise.notices.outbox.actions import call_off, tell_all, tell_each
from edgewise.people.models import Membership
from edgewise.programmes.cohorts.queries import coordinators_on
from edgewise.programmes.enrolments.queries import waiting_for_a_circle
from edgewise.programmes.messages import round_key, round_proposed, round_to_look_at
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.rounds import NextRound, RoundObjection
from edgewise.programmes.rounds.queries import (
    begins,
    is_made_by_hand,
    partners_of,
    people_of_round,
    progress_of,
    round_begun,
    rounds_ahead,
    sprints_under_way,
)
from edgewise.programmes.runs.actions import ask_for_draft, publish_circles
from edgewise.programmes.runs.queries import SEEDS, rules_for, usual_seconds


def look_after_rounds(now: datetime) -> None:
    """Whatever is due for the next round of any sprint."""
    for cohort in sprints_under_way(now.date()):
        _propose_if_due(cohort, now)
    for ahead in rounds_ahead().filter(given_up_at=None):
        if ahead.begun != round_begun(ahead.cohort):
            continue  # another round has begun since
        step = next_step(progress_of(ahead), now)
        if step is Step.TELL:
            _tell(ahead, now)
        elif step is Step.BEGIN:
            _begin(ahead, now)


def _propose_if_due(cohort: Cohort, now: datetime) -> None:
    begun = round_begun(cohort)
    if begun is None or cohort.next_rounds.filter(begun=begun).exists() or is_made_by_hand(cohort, begun):
        return
    design = cohort.programme
    on = next_round_on(begun, design.cadence_days, cohort.ends_on, now.date())
    if on is None or next_step(Progress(on), now) is not Step.PROPOSE:
        return
    try:
        with transaction.atomic():
            ahead = NextRound.objects.create(cohort=cohort, begun=begun, on=on)
            people = waiting_for_a_circle(cohort, next_round=True).count()
            ahead.run = ask_for_draft(
                cohort, rules_for(cohort), seed=secrets.randbelow(SEEDS), seconds=usual_seconds(people), by=None,
                half_life=design.half_life_days, next_round=True,
            )  # fmt: skip
            ahead.save(update_fields=["run"])
    except IntegrityError:  # another worker proposes it at this moment
        return


@transaction.atomic
def _tell(ahead: NextRound, now: datetime) -> None:
    """Everybody concerned whom they would meet, and the coordinators that they can stop it."""
    assert ahead.run is not None
    waiting = NextRound.objects.filter(pk=ahead.pk, told_at=None, given_up_at=None)
    if not any(ahead.run.tables):
        waiting.update(given_up_at=now)
        return
    if waiting.update(told_at=now, told_version=ahead.run.version) == 1:
        ahead.told_at = now
        _say(ahead, now)


def _say(ahead: NextRound, now: datetime) -> None:
    letters = [
        (who, round_proposed(ahead, partners_of(ahead, who) or [], begins(ahead))) for who in people_of_round(ahead)
    ]
    tell_each(letters, now)
    tell_all(coordinators_on([ahead.cohort], now.date()), round_to_look_at(ahead, begins(ahead)), now)


def _begin(ahead: NextRound, now: datetime) -> None:
    """Publish it as it was told; given up where that is not possible any more, or the draft is another by now."""
    with transaction.atomic():
        row = (
            NextRound.objects.select_for_update(of=("self",)).select_related("run__cohort__programme").get(pk=ahead.pk)
        )
        if row.objections.exists() or row.run is None or row.run.published_at is not None:
            return
        is_as_told = row.run.version == row.told_version
        if not is_as_told or publish_circles(row.run, now):
            row.given_up_at = now
            row.save(update_fields=["given_up_at"])


@transaction.atomic
def object_to(ahead: NextRound, by: Membership, at: datetime | None = None) -> bool:
    """It does not begin by itself any more, and who has not read of it yet need not; False once it has begun."""
    row = NextRound.objects.select_for_update(of=("self",)).select_related("run").get(pk=ahead.pk)
    if row.run is None or row.run.published_at is not None:
        return False
    RoundObjection.objects.get_or_create(next_round=row, by=by, defaults={"at": at or timezone.now()})
    call_off(round_key(row))
    return True


@transaction.atomic
def take_back(ahead: NextRound, by: Membership, at: datetime | None = None) -> bool:
    """If nobody else objects, it begins by itself after all. False if the person did not object, or it has begun."""
    row = NextRound.objects.select_for_update(of=("self",)).select_related("run", "cohort__programme").get(pk=ahead.pk)
    if row.run is None or row.run.published_at is not None or not row.objections.filter(by=by).delete()[0]:
        return False
    if row.told_at is not None and not row.objections.exists():
        _say(row, at or timezone.now())  # those who have been told are not told again
    return True
