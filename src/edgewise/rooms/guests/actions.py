"""People with a link, a name and no account; and people from outside, who sign in."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.session.commands import AdmitGuest
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.server_commands import EndSeat, RenameGuest, SignGuest
from edgewise.people.calendars.queries import hashed
from edgewise.people.models import Membership, Person
from edgewise.programmes.agreements.queries import agreement_of
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.live import seat_check
from edgewise.rooms.log import log
from edgewise.rooms.log.batch import Outcome
from edgewise.rooms.messages import tell_of
from edgewise.rooms.models.sessions import Guest, Session, SessionStatus
from edgewise.rooms.sessions.actions.room import obey, open_room
from edgewise.rooms.sessions.queries import seat_of_guest
from edgewise.vault.cipher import KeyDestroyed


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
    admit = AdmitGuest(seat=seat_of_guest(guest), name=name, signed=guest.signed_at is not None)
    outcome = obey(guest.session, admit, SYSTEM)
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


def sign_as_guest(guest: Guest, version: int, at: datetime | None = None) -> bool:
    """The agreement as it is, and its clause on sensitive data; the room knows it at once, if the guest is there.

    False if another version counts by now.
    """
    agreement = agreement_of(guest.session.circle)
    if (agreement.version if agreement else 0) != version:
        return False
    signed = {"signed_at": at or timezone.now(), "signed_version": version}
    Guest.objects.filter(pk=guest.pk, signed_at=None, revoked_at=None).update(**signed)
    if guest.browser:
        obey(guest.session, SignGuest(seat=seat_of_guest(guest)), SYSTEM)
    return True


def _keep_name(guest: Guest, name: str) -> None:
    guest.name = name
    guest.save(update_fields=["sealed_name"])


def revoke_guest(guest: Guest) -> None:
    Guest.objects.filter(pk=guest.pk, revoked_at=None).update(revoked_at=timezone.now())
    seat_check.forget()


def take_back_links_of_leavers(circles: Collection[int], **_: object) -> None:
    """A link that nobody has used ends with the seat of the person who made it: it would be their way back in."""
    sits = Seat.objects.filter(
        circle=OuterRef("session__circle"), membership__person=OuterRef("invited_by"), ended_at=None
    )
    links = Guest.objects.filter(session__circle__in=circles, revoked_at=None, browser="", outside=None)
    unused = links.filter(~Exists(sits))
    unused.update(revoked_at=timezone.now())


@transaction.atomic
def seat_from_outside(session: Session, who: Membership, by: Person, version: int, at: datetime) -> bool:
    """A place in the chair for a person from outside who has signed; whoever was to facilitate is their deputy.

    In a room that is open already the chair stays where it is: they come in as a guest and may be handed it. False if
    they have the place, or the session has begun or is off.
    """
    waiting = Session.objects.filter(pk=session.pk, status=SessionStatus.PLANNED, starts_at__gt=at)
    if not waiting.exists() or session.guests.filter(outside=who, revoked_at=None).exists():
        return False
    secret, signed = hashed(secrets.token_urlsafe(24)), {"signed_at": at, "signed_version": version}
    Guest.objects.create(session=session, outside=who, invited_by=by, token=secret, **signed)
    waiting.filter(events=None).update(facilitator=who, deputy=F("facilitator"))
    waiting.update(sequence=F("sequence") + 1, changed_at=at)  # above that of an earlier cancellation
    session.refresh_from_db()
    tell_of(session, Kind.SESSION_PLANNED, [who], at)
    transaction.on_commit(seat_check.forget)
    return True


@transaction.atomic
def unseat_from_outside(places: QuerySet[Guest], at: datetime) -> None:
    """These places of people from outside end, at once and everywhere; the deputy facilitates instead."""
    for guest in places.select_related("session__circle__cohort__programme", "outside__person").order_by("pk"):
        session, who = guest.session, guest.outside
        if who is None or Guest.objects.filter(pk=guest.pk, revoked_at=None).update(revoked_at=at) != 1:
            continue
        waiting = Session.objects.filter(pk=session.pk, status=SessionStatus.PLANNED)
        waiting.filter(events=None, facilitator=who).update(facilitator=F("deputy"), deputy=None)
        if waiting.filter(starts_at__gt=at).update(sequence=F("sequence") + 1, changed_at=at):
            session.refresh_from_db()
            tell_of(session, Kind.SESSION_CANCELLED, [who], at)
        transaction.on_commit(partial(_end_guests_seat, guest))
    transaction.on_commit(seat_check.forget)


def _end_guests_seat(guest: Guest) -> None:
    """In a room that is open, nobody waits for them."""
    try:
        state = log.load_state(guest.session)
    except KeyDestroyed:
        return
    if seat_of_guest(guest) in state.seats:
        obey(guest.session, EndSeat(seat=seat_of_guest(guest)), SYSTEM)


def admit_from_outside(guest: Guest) -> None:
    """Into a room that was opened before they were planned."""
    name = guest.outside.person.name if guest.outside else ""
    obey(guest.session, AdmitGuest(seat=seat_of_guest(guest), name=name, signed=True), SYSTEM)
