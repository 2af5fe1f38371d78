"""What time brings to an agreement: a reminder to sign, and the end of what was said."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from edgewise.domain.coaching.agreements import recall_at
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.actions import tell
from edgewise.programmes.actions.agreeing import link_to
from edgewise.programmes.models import Agreement, Circle, Seat
from edgewise.programmes.queries.agreements import circles_to_purge, to_remind, unsigned_seats
from edgewise.programmes.queries.circles import names_of
from edgewise.vault.actions import destroy_key, note_opening


def remind_of_signing(now: datetime) -> None:
    """Once for each version, whoever has not signed it some days after it was made."""
    for agreement in to_remind(now).select_related("circle__cohort__programme"):
        with transaction.atomic():
            if Agreement.objects.filter(pk=agreement.pk, reminded_at=None).update(reminded_at=now) == 1:
                for seat in unsigned_seats(agreement.circle):
                    _remind(seat, f"agreement-reminder:{agreement.circle.code}:{agreement.version}", now)


@transaction.atomic
def remind_before(circle: Circle, starts_at: datetime, now: datetime) -> None:
    """Whoever has not signed, from the morning of the working day before a session on; once for each version."""
    for seat in unsigned_seats(circle):
        if recall_at(starts_at, seat.membership.time_zone) <= now < starts_at:
            version = circle.agreements.latest("version").version
            _remind(seat, f"agreement-before:{circle.code}:{version}", now, starts_at)


def _remind(seat: Seat, key: str, now: datetime, starts_at: datetime | None = None) -> None:
    facts = names_of(seat.circle) | ({"starts_at": starts_at.isoformat()} if starts_at else {})
    message = Message(Kind.AGREEMENT_REMINDER, key, facts, link_to(seat.circle), not_after=starts_at)
    tell(seat.membership, message, now)


def purge_circles(now: datetime) -> None:
    """Where the agreed day has come: the key is destroyed for good, and the circle's log says so."""
    for circle in circles_to_purge(now):
        with transaction.atomic():
            if Circle.objects.filter(pk=circle.pk, purged_at=None).update(purged_at=now) == 1:
                destroy_key(circle.scope)
                note_opening(circle.scope, None, "Everything said here was deleted, as agreed")
