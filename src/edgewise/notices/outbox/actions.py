"""The only way into the outbox, and the passing of time."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from edgewise.domain.nudges.letters.letter import letter
from edgewise.domain.nudges.letters.model import Reader
from edgewise.domain.nudges.message import Message
from edgewise.notices.models import Channel, Delivery, DeliveryState, Notice, OutsideLetter, Preference
from edgewise.notices.signals import due
from edgewise.people.models import Membership

NOBODY = Reader("", UTC)
NOT_NEEDED = "not needed any more"
MESSAGES_AT_ONCE = 400  # letters in one write


def tell(to: Membership, message: Message, at: datetime | None = None) -> bool:
    """Write it to the outbox, in the caller's transaction; False if that person has been told of its key before.

    MissingFact where its letter could not be written: better here, at its cause, than when it is to leave.
    """
    return bool(tell_all([to], message, at))


def tell_all(people: Iterable[Membership], message: Message, at: datetime | None = None) -> int:
    """The same to several; returns how many are told who had not been."""
    return tell_each([(who, message) for who in people], at)


@transaction.atomic
def tell_each(letters: Iterable[tuple[Membership, Message]], at: datetime | None = None) -> int:
    """To each their own, in a few writes however many they are; returns how many had not been told before.

    Each person's leave in the order in which they are given.
    """
    wanted = {(to.pk, message.key): message for to, message in letters}
    for message in {id(message): message for message in wanted.values()}.values():
        letter(message.kind, message.facts, NOBODY)
    now = at or timezone.now()
    rows = sorted(wanted.items(), key=lambda row: row[0][0])
    return sum(
        _write(dict(rows[first : first + MESSAGES_AT_ONCE]), now) for first in range(0, len(rows), MESSAGES_AT_ONCE)
    )


def _write(wanted: Mapping[tuple[int, str], Message], now: datetime) -> int:
    people, keys = {to for to, _ in wanted}, {key for _, key in wanted}
    here = Notice.objects.filter(to__in=people, key__in=keys)
    known = {(to, key): pk for pk, to, key in here.values_list("pk", "to_id", "key")}
    new = wanted.keys() - known.keys()
    if again := [known[one] for one in wanted if one in known]:  # called off before it left, and needed after all
        off = Delivery.objects.filter(notice__in=again, state=DeliveryState.DROPPED, problem=NOT_NEEDED)
        off.update(state=DeliveryState.WAITING, problem="", next_at=now)
    Notice.objects.bulk_create(
        (_notice(to, wanted[to, key], now) for to, key in wanted if (to, key) in new), ignore_conflicts=True
    )
    # Of two tellers at once, each writes the deliveries of those rows that have none; the referee is unique again.
    fresh = [one for one in here.filter(deliveries=None).order_by("pk") if (one.to_id, one.key) in new]
    chatty = set(
        Preference.objects.filter(membership__in=people).exclude(chat=None).values_list("membership_id", flat=True)
    )
    Delivery.objects.bulk_create(
        (
            Delivery(notice=one, channel=channel, next_at=one.not_before or now)
            for one in fresh
            for channel in (Channel.MAIL, Channel.CHAT)
            if channel == Channel.MAIL or (one.to_id in chatty and not one.mail_only)
        ),
        ignore_conflicts=True,
    )
    return len(fresh)


def _notice(to: int, message: Message, now: datetime) -> Notice:
    return Notice(
        to_id=to,
        kind=message.kind,
        key=message.key,
        facts=dict(message.facts),
        link=message.link,
        secret=message.secret,
        calendar=message.calendar,
        method=message.method,
        made_at=now,
        not_before=message.not_before,
        not_after=message.not_after,
        happens_at=message.happens_at,
        by_id=message.by,
        mail_only=message.mail_only,
    )


def tell_outside(name: str, address: str, zone: str, message: Message, at: datetime) -> bool:
    """The same to somebody without a membership, by e-mail alone; False if the message's key was told before."""
    letter(message.kind, message.facts, NOBODY)
    facts = {
        "kind": message.kind,
        "facts": dict(message.facts),
        "to": [name, address, zone],
        "path": f"{message.link}{message.secret}",
        "by_id": message.by,
        "made_at": at,
        "not_before": message.not_before,
        "not_after": message.not_after,
        "next_at": message.not_before or at,
        "batch": secrets.token_hex(12),
    }
    return OutsideLetter.objects.get_or_create(key=message.key, defaults=facts)[1]


def call_off_outside(key: str) -> int:
    """Letters to people without a membership, under keys that begin so, are not sent any more. Their readers go."""
    rows = OutsideLetter.objects.filter(state=DeliveryState.WAITING, key__startswith=key)
    return rows.update(state=DeliveryState.DROPPED, problem=NOT_NEEDED, to=[], path="")


def tick(now: datetime | None = None) -> None:
    """Let everything be done that is due."""
    due.send(sender=None, now=now or timezone.now())


@transaction.atomic
def hasten(key: str, happens_at: datetime, now: datetime) -> int:
    """Messages under that key and those below it that have not left are to be known before that moment."""
    below = Q(notice__key=key) | Q(notice__key__startswith=f"{key}:")
    waiting = Delivery.objects.filter(below, state=DeliveryState.WAITING)
    rows = dict(waiting.order_by("pk").select_for_update(of=("self",)).values_list("pk", "notice_id"))
    Notice.objects.filter(pk__in=rows.values(), happens_at=None).update(happens_at=happens_at)
    return Delivery.objects.filter(pk__in=rows).update(next_at=now)


@transaction.atomic
def call_off(key: str, *to: Membership) -> int:
    """Messages under keys that begin so are not sent any more, unless they have left. They stay in the inbox.

    To anybody, or to these people only.

    Called after the write that makes them needless, never before: of two who do so at once, each then waits for
    the other's row first, and neither for a delivery that the other holds.
    """
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, notice__key__startswith=key)
    mine = waiting.filter(notice__to__in=to) if to else waiting
    rows = list(mine.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    return Delivery.objects.filter(pk__in=rows).update(state=DeliveryState.DROPPED, problem=NOT_NEEDED)


def forget(key: str) -> None:
    """Messages under keys that begin so are deleted, from the inboxes too."""
    Notice.objects.filter(key__startswith=key).delete()
