"""The only way into the outbox, and the passing of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from edgewise.domain.nudges.letters import Reader, letter
from edgewise.domain.nudges.message import Message
from edgewise.notices.apps import due
from edgewise.notices.models import Channel, Delivery, Notice, Preference
from edgewise.people.models import Membership

NOBODY = Reader("", UTC)


def tell(to: Membership, message: Message, at: datetime | None = None) -> bool:
    """Write it to the outbox, in the caller's transaction; False if that person has been told of its key before.

    MissingFact where its letter could not be written: better here, at its cause, than when it is to leave.
    """
    return bool(tell_all([to], message, at))


@transaction.atomic
def tell_all(people: Iterable[Membership], message: Message, at: datetime | None = None) -> int:
    """The same to several, in a fixed number of writes; returns how many are told who had not been."""
    letter(message.kind, message.facts, NOBODY)
    now = at or timezone.now()
    ids = {who.pk for who in people}
    told = Notice.objects.filter(to__in=ids, key=message.key).values_list("to_id", flat=True)
    Notice.objects.bulk_create((_notice(pk, message, now) for pk in sorted(ids - set(told))), ignore_conflicts=True)
    # Of two tellers at once, each writes the deliveries of those rows that have none; the referee is unique again.
    fresh = list(Notice.objects.filter(to__in=ids - set(told), key=message.key, deliveries=None))
    chatty = set(
        Preference.objects.filter(membership__in=ids).exclude(chat=None).values_list("membership_id", flat=True)
    )
    begins = message.not_before or now
    Delivery.objects.bulk_create(
        (
            Delivery(notice=one, channel=channel, next_at=begins)
            for one in fresh
            for channel in (Channel.MAIL, Channel.CHAT)
            if channel == Channel.MAIL or one.to_id in chatty
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
        calendar=message.calendar,
        method=message.method,
        made_at=now,
        not_before=message.not_before,
        not_after=message.not_after,
    )


def tick(now: datetime | None = None) -> None:
    """Let everything be done that is due."""
    due.send(sender=None, now=now or timezone.now())
