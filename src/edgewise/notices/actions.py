"""The only way into the outbox, and the passing of time."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone

from edgewise.domain.nudges.letters import Reader, letter
from edgewise.domain.nudges.message import Message
from edgewise.notices.apps import due
from edgewise.notices.models import Notice
from edgewise.people.models import Membership

NOBODY = Reader("", UTC)


def tell(to: Membership, message: Message, at: datetime | None = None) -> bool:
    """Write it to the outbox, in the caller's transaction; False if that person has been told of its key before.

    MissingFact where its letter could not be written: better here, at its cause, than when it is to leave.
    """
    letter(message.kind, message.facts, NOBODY)
    row = {
        "kind": message.kind,
        "facts": dict(message.facts),
        "link": message.link,
        "calendar": message.calendar,
        "method": message.method,
        "made_at": at or timezone.now(),
        "not_before": message.not_before,
    }
    return Notice.objects.get_or_create(to=to, key=message.key, defaults=row)[1]


def tick(now: datetime | None = None) -> None:
    """Let everything be done that is due."""
    due.send(sender=None, now=now or timezone.now())
