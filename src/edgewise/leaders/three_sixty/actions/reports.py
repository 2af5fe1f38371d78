"""The only writes to what comes of a 360: its report, what is chosen and shared, and its end."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from random import SystemRandom

from django.db import transaction
from django.urls import reverse
from msgspec import msgpack

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.domain.phrases import Phrase, phrase
from edgewise.domain.three_sixty.before_after import BeforeAfter, before_after
from edgewise.domain.three_sixty.report import report
from edgewise.growth.changes.actions import name_change
from edgewise.growth.queries import today_of
from edgewise.leaders.models.three_sixty import Outcome, Part, Share, ThreeSixty
from edgewise.leaders.three_sixty.actions.answers import call_off_letters
from edgewise.leaders.three_sixty.queries import (
    REPORT_CONTEXT,
    Box,
    Kept,
    Refusal,
    launch_of,
    opened_box,
    sheets_of,
)
from edgewise.notices.outbox.actions import call_off, tell, tell_all
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Seat
from edgewise.vault.actions import destroy_key, open_cipher


@transaction.atomic
def make_report(row: ThreeSixty, at: datetime) -> bool:
    """Once, after the last day; False where it is too early, or was done. Of two at once, one makes it."""
    today = today_of(row.leader, at)
    due = ThreeSixty.objects.filter(pk=row.pk, reported_at=None, ended_at=None, closes_on__lt=today)
    if due.exclude(launched_at=None).update(reported_at=at) != 1:
        return False
    current = ThreeSixty.objects.select_related("before__leader", "leader__person").get(pk=row.pk)
    box = opened_box(current)
    assert box is not None, current.code
    found = report(launch_of(current, box.salt), sheets_of(box), today, SystemRandom())
    if isinstance(found, Phrase):
        _too_few(current)
        return True
    kept = Kept(found, *_compared(current, box)) if current.before else Kept(found)
    current.report = open_cipher(current.scope).encrypt(msgpack.encode(kept), REPORT_CONTEXT)
    current.outcome = Outcome.REPORT
    current.save(update_fields=["report", "outcome"])
    if current.before:
        forget_answers(current.before)
    return True


def _too_few(row: ThreeSixty) -> None:
    """Nothing can be made of these answers. The people of the one before may be asked again."""
    row.outcome, row.before = Outcome.TOO_FEW, None
    row.save(update_fields=["outcome", "before"])
    forget_answers(row)


def _compared(row: ThreeSixty, box: Box) -> tuple[BeforeAfter | None, Refusal | None]:
    """With the one before."""
    assert row.before, row.code
    earlier = opened_box(row.before)
    if earlier is None:
        found: BeforeAfter | Phrase = phrase("There is no comparison: the answers of the first time are deleted.")
    else:
        found = before_after(
            launch_of(row.before, earlier.salt),
            sheets_of(earlier),
            launch_of(row, box.salt),
            sheets_of(box),
            SystemRandom(),
        )
    if isinstance(found, Phrase):
        values = {name: value for name, value in found.values.items() if isinstance(value, int | str)}
        return None, Refusal(found.message, values)
    return found, None


def forget_answers(row: ThreeSixty) -> None:
    """Nothing more is made of them."""
    ThreeSixty.objects.filter(pk=row.pk).update(box=b"")
    destroy_key(row.answers_scope)


def say_ready(row: ThreeSixty, at: datetime) -> None:
    link = reverse("leaders:three_sixty", args=[row.code])
    tell(row.leader, Message(Kind.THREE_SIXTY_READY, f"360:{row.code}:ready", {}, link=link), at)


@transaction.atomic
def end(row: ThreeSixty, at: datetime) -> bool:
    """Withdrawn, deleted or purged: nobody can read or answer any more, for good. False where that is done."""
    if ThreeSixty.objects.filter(pk=row.pk, ended_at=None).update(ended_at=at, box=b"", report=None, before=None) != 1:
        return False
    Share.objects.filter(of=row, ended_at=None).update(ended_at=at)
    for scope in (row.scope, row.answers_scope):
        destroy_key(scope)
    call_off_letters(f"360:{row.code}:")
    return True


@transaction.atomic
def choose(row: ThreeSixty, item: str, seat: Seat, words: str, at: datetime) -> None:
    """One behaviour becomes the change that others are to see, in the words that the leader gave it."""
    name_change(seat, words, at)
    row.chosen_item = item
    ThreeSixty.objects.filter(pk=row.pk, ended_at=None).update(chosen=row.chosen)


@transaction.atomic
def share(row: ThreeSixty, readers: Collection[Membership], parts: Sequence[Part], at: datetime) -> int:
    """Each of them may read these parts from now on, and no others; how many could not before."""
    if ThreeSixty.objects.select_for_update().filter(pk=row.pk, ended_at=None).first() is None:
        return 0
    said = [str(one) for one in parts]
    here = Share.objects.filter(of=row, reader__in=readers, ended_at=None)
    same = {one.reader_id for one in here if one.parts == said}
    new = [reader for reader in readers if reader.pk not in same]
    here.filter(reader__in=new).update(ended_at=at)
    for reader in new:
        code = secrets.token_hex(6)
        Share.objects.create(of=row, reader=reader, code=code, parts=said, since=at)
        key, facts = f"360:{row.code}:shared:{code}", {"person": row.leader.person.name}
        link = reverse("leaders:shared", args=[code])
        tell_all([reader], Message(Kind.REPORT_SHARED, key, facts, link=link, by=row.leader_id), at)
    return len(new)


def end_share(found: Share, at: datetime) -> bool:
    """False where it is ended already."""
    if Share.objects.filter(pk=found.pk, ended_at=None).update(ended_at=at) != 1:
        return False
    call_off(f"360:{found.of.code}:shared:{found.code}")
    return True
