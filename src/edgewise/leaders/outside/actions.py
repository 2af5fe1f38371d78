"""People from outside: added, invited to dates, agreed to by everybody, signed, planned; and every right that ends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from edgewise.leaders.models.outside import (
    OutsideAnswer,
    OutsideInvitation,
    OutsideKind,
    OutsidePerson,
    OutsideRate,
    OutsideSignature,
)
from edgewise.leaders.outside.messages import asked_key, tell_circle, tell_invited, tell_to_sign
from edgewise.leaders.outside.queries import (
    NO,
    YES,
    guest_seats,
    invitations,
    rate_of,
    seats_without_answer,
    standing_of,
    unseated_sessions,
)
from edgewise.notices.outbox.actions import call_off
from edgewise.people.models import Membership, Person
from edgewise.people.queries import not_left
from edgewise.programmes.agreements.queries import agreement_of
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.guests.actions import seat_from_outside, unseat_from_outside
from edgewise.rooms.models.sessions import Session, SessionStatus

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
NOT_BEGUN = (SessionStatus.PLANNED, SessionStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class OutsideFacts:
    """`per_hour` None: no cost is kept."""

    name: str
    email: str
    kind: OutsideKind
    time_zone: str
    per_hour: Decimal | None = None
    currency: str = ""


@transaction.atomic
def add_outside(by: Membership, facts: OutsideFacts, at: datetime | None = None) -> OutsidePerson:
    """Somebody who can be invited; who was here before, comes back. Known elsewhere, they keep the name they have."""
    email, now = facts.email.strip().lower(), at or timezone.now()
    person, _new = Person.objects.get_or_create(email=email, defaults={"name": facts.name})
    member, _new = Membership.every.get_or_create(
        organisation=by.organisation, person=person, is_outside=True, defaults={"languages": ["en"]}
    )
    Membership.every.filter(pk=member.pk).update(left_on=None, time_zone=facts.time_zone)
    outside, _new = OutsidePerson.objects.update_or_create(
        membership=member,
        defaults={"kind": facts.kind},
        create_defaults={"kind": facts.kind, "added_by": by, "added_at": now},
    )
    set_rate(outside, facts.per_hour, facts.currency, timezone.localdate(now))
    return outside


@transaction.atomic
def change_outside(outside: OutsidePerson, facts: OutsideFacts) -> None:
    """Their kind, their time zone and, from today on, what an hour costs. Name and address are their own."""
    OutsidePerson.objects.filter(pk=outside.pk).update(kind=facts.kind)
    Membership.every.filter(pk=outside.membership_id).update(time_zone=facts.time_zone)
    set_rate(outside, facts.per_hour, facts.currency, timezone.localdate())


def set_rate(outside: OutsidePerson, per_hour: Decimal | None, currency: str, day: date) -> None:
    """From that day on; what was attended before keeps its cost."""
    known = rate_of(outside, day)
    if ((known.per_hour, known.currency) if known else (None, "")) == (per_hour, currency):
        return
    said = {"per_hour": per_hour or Decimal(0), "currency": currency}
    OutsideRate.objects.update_or_create(outside=outside, from_on=day, defaults=said)


@transaction.atomic
def end_outside(outside: OutsidePerson, at: datetime | None = None) -> bool:
    """They are invited no more, and every right of theirs here ends now. The ledger keeps their hours."""
    now = at or timezone.now()
    here = Membership.every.filter(not_left(), pk=outside.membership_id)
    if here.update(left_on=timezone.localdate(now)) != 1:
        return False
    for invitation in OutsideInvitation.objects.filter(outside=outside, ended_at=None).order_by("pk"):
        end_invitation(invitation, now)
    return True


@transaction.atomic
def invite_outside(
    outside: OutsidePerson, circle: Circle, sessions: Sequence[Session], by: Membership | None, key: str, at: datetime
) -> OutsideInvitation:
    """The circle is asked, and the person told. The same form sent again is the same invitation."""
    made: dict[str, object] = {"outside": outside, "circle": circle, "invited_by": by, "made_at": at}
    made["code"] = get_random_string(12, LETTERS)
    invitation, is_new = OutsideInvitation.objects.get_or_create(key=key, defaults=made)
    if is_new:
        invitation.sessions.set(sessions)
        tell_circle(invitation, seats_without_answer(invitation), at)
        tell_invited(invitation, at)
    return invitation


@transaction.atomic
def end_invitation(invitation: OutsideInvitation, at: datetime | None = None) -> bool:
    """Taken back: no date any more, no room, and no record of those that were. False if it was before."""
    now = at or timezone.now()
    if OutsideInvitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=now) != 1:
        return False
    unseat_from_outside(guest_seats(invitation), now)
    for about in ("asked", "invited", "sign"):
        call_off(f"outside-{about}:{invitation.code}")
    return True


@transaction.atomic
def answer(invitation: OutsideInvitation, seat: Seat, *, agrees: bool, at: datetime | None = None) -> bool:
    """One's own yes or no, which can be changed until a session begins. False if the seat or the invitation is over."""
    now, held = at or timezone.now(), _held(invitation)
    here = Seat.objects.filter(pk=seat.pk, ended_at=None, circle__purged_at=None)
    if held is None or not here.exists():
        return False
    row, _new = OutsideAnswer.objects.get_or_create(invitation=held, seat=seat)
    row.said = YES if agrees else NO
    row.save()
    call_off(asked_key(held), seat.membership)
    settle(held, now)
    return True


@transaction.atomic
def sign(invitation: OutsideInvitation, version: int, at: datetime | None = None) -> bool:
    """By the person from outside, once everybody agrees. False if that is not so, or another version counts by now."""
    now, held = at or timezone.now(), _held(invitation)
    current = agreement_of(held.circle) if held else None
    if held is None or not standing_of(held).is_agreed or (current.version if current else 0) != version:
        return False
    OutsideSignature.objects.get_or_create(invitation=held, version=version, defaults={"signed_at": now})
    call_off(f"outside-sign:{held.code}:", held.outside.membership)
    settle(held, now)
    return True


def _held(invitation: OutsideInvitation) -> OutsideInvitation | None:
    """The invitation, locked: of two answers at once, the second knows of the first. None once it is taken back."""
    OutsideInvitation.objects.select_for_update().get(pk=invitation.pk)
    return invitations().filter(pk=invitation.pk).first()


def settle(invitation: OutsideInvitation, now: datetime) -> None:
    """A place in the chair at every date to come where all agree and they have signed; and no place where not.

    A session that has begun goes on as it began. Who was hired and has a seat there now comes as everybody does.
    """
    person = invitation.outside.membership.person_id
    if open_seats(invitation.circle).filter(membership__person=person).exists():
        end_invitation(invitation, now)
        return
    standing, current = standing_of(invitation), agreement_of(invitation.circle)
    version = current.version if current else 0
    if not (standing.is_agreed and standing.is_signed):
        unseat_from_outside(guest_seats(invitation).filter(session__status__in=NOT_BEGUN), now)
        if standing.is_agreed:
            tell_to_sign(invitation, version, now)
        return
    by = invitation.invited_by.person if invitation.invited_by else invitation.outside.membership.person
    for session in unseated_sessions(invitation, now):
        seat_from_outside(session, invitation.outside.membership, by, version, now)


@transaction.atomic
def follow_seats(circles: Collection[int], at: datetime | None = None, **_: object) -> None:
    """Receives `programmes.signals.seats_changed`: newcomers are asked, and until they agree nobody comes."""
    now = at or timezone.now()
    for invitation in invitations().filter(circle__in=circles, sessions__starts_at__gt=now).distinct().order_by("pk"):
        settle(invitation, now)
        invitation.refresh_from_db(fields=["ended_at"])
        if invitation.ended_at is None:
            tell_circle(invitation, seats_without_answer(invitation), now)


def look_after_dates(now: datetime) -> None:
    """A date that was cancelled and brought back has its facilitator again."""
    coming = list(invitations().filter(sessions__starts_at__gt=now).distinct().order_by("pk"))
    for invitation in coming:
        standing = standing_of(invitation)
        if standing.is_agreed and standing.is_signed and unseated_sessions(invitation, now).exists():
            with transaction.atomic():
                settle(invitation, now)
