"""People with a link, a name and no account."""

from __future__ import annotations

import secrets

from django.utils import timezone

from edgewise.domain.session.commands import AdmitGuest
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.refusal import Refused
from edgewise.people.calendars.queries import hashed
from edgewise.people.models import Person
from edgewise.rooms.live import seat_check
from edgewise.rooms.models.sessions import Guest, Session
from edgewise.rooms.sessions.actions import obey, open_room


def invite_guest(session: Session, by: Person) -> tuple[Guest, str]:
    """A new guest of one session, and the secret of the link, which is not kept and cannot be shown again."""
    secret = secrets.token_urlsafe(24)
    return Guest.objects.create(session=session, invited_by=by, token=hashed(secret)), secret


def admit_guest(guest: Guest, name: str) -> Refused | None:
    """A seat at the table under the name they said; None when they may come in."""
    open_room(guest.session)
    outcome = obey(guest.session, AdmitGuest(seat=f"g{guest.pk}", name=name), SYSTEM)
    if isinstance(outcome, Refused):
        return outcome
    Guest.objects.filter(pk=guest.pk, name="").update(name=name)
    guest.name = guest.name or name
    return None


def revoke_guest(guest: Guest) -> None:
    Guest.objects.filter(pk=guest.pk, revoked_at=None).update(revoked_at=timezone.now())
    seat_check.forget()
