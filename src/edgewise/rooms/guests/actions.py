"""People with a link, a name and no account."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.domain.session.commands import AdmitGuest
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.server_commands import RenameGuest
from edgewise.people.calendars.queries import hashed
from edgewise.people.models import Person
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.live import seat_check
from edgewise.rooms.log.batch import Outcome
from edgewise.rooms.models.sessions import Guest, Session
from edgewise.rooms.sessions.actions import obey, open_room


def invite_guest(session: Session, by: Person) -> tuple[Guest, str]:
    """A new guest of one session, and the secret of the link, which is not kept and cannot be shown again."""
    secret = secrets.token_urlsafe(24)
    return Guest.objects.create(session=session, invited_by=by, token=hashed(secret)), secret


def admit_guest(guest: Guest, name: str) -> str | Refused:
    """A seat at the table under the name they said. The secret of their browser: the link lets no other one in."""
    secret = secrets.token_urlsafe(24)
    link = Guest.objects.filter(pk=guest.pk, revoked_at=None)
    # Of two who come in with one link at the same moment, one is the guest.
    if link.filter(browser="").update(browser=hashed(secret)) != 1:
        return Refused("taken", _("Another person has come in with this link."))
    open_room(guest.session)
    outcome = obey(guest.session, AdmitGuest(seat=seat_of_guest(guest), name=name), SYSTEM)
    if isinstance(outcome, Refused):
        link.update(browser="")
        return outcome
    guest.browser = hashed(secret)
    _keep_name(guest, name)
    return secret


def rename_guest(guest: Guest, name: str) -> Outcome:
    """At the table, on the page of links, and in the record."""
    outcome = obey(guest.session, RenameGuest(seat=seat_of_guest(guest), name=name), SYSTEM)
    if not isinstance(outcome, Refused):
        _keep_name(guest, name)
    return outcome


def _keep_name(guest: Guest, name: str) -> None:
    guest.name = name
    guest.save(update_fields=["sealed_name"])


def seat_of_guest(guest: Guest) -> str:
    """The name of a guest's seat in the session."""
    return f"g{guest.pk}"


def revoke_guest(guest: Guest) -> None:
    Guest.objects.filter(pk=guest.pk, revoked_at=None).update(revoked_at=timezone.now())
    seat_check.forget()


def take_back_links_of_leavers(circles: Collection[int], **_: object) -> None:
    """A link that nobody has used ends with the seat of the person who made it: it would be their way back in."""
    sits = Seat.objects.filter(
        circle=OuterRef("session__circle"), membership__person=OuterRef("invited_by"), ended_at=None
    )
    unused = Guest.objects.filter(~Exists(sits), session__circle__in=circles, revoked_at=None, browser="")
    unused.update(revoked_at=timezone.now())
