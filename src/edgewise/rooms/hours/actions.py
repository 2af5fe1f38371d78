"""Hours of coaching that no room has counted: one side notes them, the other confirms or corrects them."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.outbox.actions import tell
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.models.hours import HoursEntry, HoursSource


@transaction.atomic
def note_hours(
    circle: Circle, by: Membership, giver: Membership, receiver: Membership, minutes: int, on: date,
    at: datetime | None = None,
) -> HoursEntry:  # fmt: skip
    """One of the two notes hours; the other is asked, and the hours count when they confirm."""
    entry = HoursEntry.objects.create(
        circle=circle,
        giver=giver,
        receiver=receiver,
        session_code=f"n{secrets.token_hex(7)}",
        minutes=minutes,
        on=on,
        source=HoursSource.NOTED,
        noted_by=by,
    )
    _ask(entry, at or timezone.now())
    return entry


def other_side(entry: HoursEntry) -> Membership:
    """The person who has to confirm."""
    return entry.receiver if entry.noted_by_id == entry.giver_id else entry.giver


def confirm_hours(entry: HoursEntry, by: Membership) -> bool:
    """The other side's yes; False if somebody else has to confirm, or the answer is there already."""
    return by == other_side(entry) and _open(entry).update(confirmed_at=timezone.now()) == 1


def decline_hours(entry: HoursEntry, by: Membership) -> bool:
    """It did not take place. The entry stays for the two to read, and counts for nobody."""
    return by == other_side(entry) and _open(entry).update(declined_at=timezone.now()) == 1


@transaction.atomic
def correct_hours(entry: HoursEntry, by: Membership, minutes: int) -> bool:
    """Other minutes; now the person who noted it first has to confirm."""
    if by != other_side(entry) or _open(entry).update(minutes=minutes, noted_by=by) != 1:
        return False
    entry.refresh_from_db()
    _ask(entry, timezone.now())
    return True


def _open(entry: HoursEntry) -> QuerySet[HoursEntry]:
    return HoursEntry.objects.filter(pk=entry.pk, noted_by=entry.noted_by, confirmed_at=None, declined_at=None)


def _ask(entry: HoursEntry, at: datetime) -> None:
    assert entry.noted_by is not None
    facts = {"person": entry.noted_by.person.name, "minutes": entry.minutes, "on": entry.on.isoformat()}
    key = f"hours:{entry.session_code}:{entry.noted_by_id}:{entry.minutes}"
    link = reverse("rooms:hours", args=[entry.circle.code])
    tell(other_side(entry), Message(Kind.HOURS_TO_CONFIRM, key, facts, link=link), at)
