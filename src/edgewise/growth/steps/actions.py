"""The only writes to the small steps of a commitment, whose row each holds, so that two at once take turns."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from edgewise.domain.coaching.steps import MOST_STEPS, carried_to, monday_of
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.growth.models import Commitment, Status, Step
from edgewise.growth.queries import today_of
from edgewise.growth.steps.queries import step_context, taken_weeks
from edgewise.notices.outbox.actions import call_off, tell
from edgewise.vault.actions import open_cipher

DAY = ("by_date", "week", "since")


@transaction.atomic
def set_step(commitment: Commitment, words: str, by_date: date, at: datetime, key: str = "") -> Step | None:
    """A second one with the same `key` is the first. None where none may be set: no longer open, a day that has passed
    or lies beyond the commitment's, an open step in that week, or too many already.
    """
    key, current = key or secrets.token_hex(12), _held(commitment)
    if (same := current.steps.filter(key=key).first()) is not None:
        return same
    today = today_of(current.author, at)
    if not _may_be(current, by_date, today) or current.steps.count() >= MOST_STEPS:
        return None
    code = secrets.token_hex(6)
    return current.steps.create(
        code=code,
        words=_sealed(current, code, words),
        by_date=by_date,
        week=monday_of(by_date),
        written_at=at,
        since=today,
        key=key,
    )


@transaction.atomic
def change_step(step: Step, words: str, by_date: date, at: datetime) -> bool:
    """Other words, another day; False where `set_step` would set none, and once it is done."""
    current = _held(step.commitment)
    waiting = current.steps.filter(pk=step.pk, done_at=None).first()
    today = today_of(current.author, at)
    if waiting is None or not _may_be(current, by_date, today, waiting):
        return False
    waiting.words, waiting.written_at = _sealed(current, waiting.code, words), at
    _move(waiting, by_date, today)
    waiting.save(update_fields=["words", "written_at", *DAY])
    return True


@transaction.atomic
def carry_step(step: Step, at: datetime) -> date | None:
    """To the next week, once its day has passed; None where it cannot be."""
    current = _held(step.commitment)
    waiting = current.steps.filter(pk=step.pk, done_at=None).first()
    if waiting is None or current.status != Status.OPEN:
        return None
    today = today_of(current.author, at)
    day = carried_to(waiting.by_date, today, current.by_date, taken_weeks(current, waiting))
    if day is not None:
        _move(waiting, day, today)
        waiting.save(update_fields=DAY)
    return day


@transaction.atomic
def mark_done(step: Step, at: datetime) -> bool:
    current = _held(step.commitment)
    waiting = current.steps.filter(pk=step.pk, done_at=None)
    if current.status != Status.OPEN or waiting.update(done_at=at) != 1:
        return False
    call_off(f"step:{step.code}:")
    return True


@transaction.atomic
def mark_undone(step: Step) -> bool:
    """False where its week has another open step by now."""
    current = _held(step.commitment)
    if current.status != Status.OPEN or step.week in taken_weeks(current, step):
        return False
    return current.steps.filter(pk=step.pk).exclude(done_at=None).update(done_at=None) == 1


@transaction.atomic
def remove_step(step: Step) -> bool:
    """One that is not done, and is not wanted any more."""
    if not Step.objects.filter(pk=step.pk, done_at=None, commitment__status=Status.OPEN).delete()[0]:
        return False
    call_off(f"step:{step.code}:")
    return True


@transaction.atomic
def say_step_of_the_week(step: Step, week: date, at: datetime) -> None:
    """Tell the author once in that week, unless it is done. After the step's day the message has become pointless.

    The step's row comes before its message, as in `mark_done`: of two at once, one waits for the other.
    """
    if Step.objects.filter(pk=step.pk, done_at=None).update(told_of=week) != 1:
        return
    commitment = step.commitment
    author = commitment.author
    key, facts = f"step:{step.code}:{week.isoformat()}", {"by": step.by_date.isoformat()}
    link = f"{reverse('growth:commitments')}#c{commitment.code}"
    ends = datetime.combine(step.by_date + timedelta(days=1), time(), ZoneInfo(author.time_zone))
    tell(author, Message(Kind.WEEKLY_TASK, key, facts, link=link, not_after=ends), at)


def _held(commitment: Commitment) -> Commitment:
    return Commitment.objects.select_for_update(of=("self",)).select_related("circle", "author").get(pk=commitment.pk)


def _may_be(commitment: Commitment, by_date: date, today: date, but: Step | None = None) -> bool:
    is_in_time = today <= by_date <= commitment.by_date
    is_free = monday_of(by_date) not in taken_weeks(commitment, but)
    return commitment.status == Status.OPEN and is_in_time and is_free


def _move(step: Step, by_date: date, today: date) -> None:
    if by_date != step.by_date:
        step.by_date, step.week, step.since = by_date, monday_of(by_date), today


def _sealed(commitment: Commitment, code: str, words: str) -> bytes:
    return open_cipher(commitment.scope).encrypt(words.strip().encode(), step_context(code))
