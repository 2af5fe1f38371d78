"""A right ends, in another process than the servers: `python -m tests.rooms.live.ending WHAT CODE`."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

import django
from django.utils import timezone

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edgewise.config.settings")
    django.setup()

from edgewise.people.models import Membership
from edgewise.people.sign_in.actions import sign_out_everywhere
from edgewise.programmes.models.circles import Seat, SeatEnd
from edgewise.rooms.guests.actions import (
    admit_from_outside,
    admit_guest,
    invite_guest,
    revoke_guest,
    seat_from_outside,
    unseat_from_outside,
)
from edgewise.rooms.live import ticket
from edgewise.rooms.models.sessions import Guest, Session
from tests import make


def come_as_guest(session: Session) -> None:
    """Prints the guest's ticket, which is good until the link is taken back."""
    guest, _secret = invite_guest(session, make.person("Bruno"))
    admit_guest(guest, "Lena")
    sys.stdout.write(json.dumps(ticket.issue(session.code, f"g{guest.pk}", 0, "")))


def come_from_outside(session: Session) -> None:
    """Prints the ticket of a facilitator from outside, which is good while they have their place."""
    Session.objects.filter(pk=session.pk).update(starts_at=timezone.now() + timedelta(hours=1))
    noor = Membership.every.create(
        organisation=session.circle.cohort.programme.organisation,
        person=make.person("Noor"),
        is_outside=True,
        languages=["en"],
    )
    assert seat_from_outside(session, noor, make.person("Grace"), 0, timezone.now())
    guest = Guest.objects.get(session=session)
    admit_from_outside(guest)
    issued = ticket.issue(session.code, f"g{guest.pk}", noor.person_id, make.sign_in(noor.person))
    sys.stdout.write(json.dumps(issued))


def end_place(session: Session) -> None:
    unseat_from_outside(Guest.objects.filter(session=session), timezone.now())


def remove_dana(session: Session) -> None:
    danas = Seat.objects.filter(circle=session.circle, position=4, ended_at=None)
    danas.update(ended_at=timezone.now(), reason_ended=SeatEnd.DROPPED)


def take_link_back(session: Session) -> None:
    revoke_guest(Guest.objects.get(session=session))


def sign_elif_out(session: Session) -> None:
    sign_out_everywhere(session.circle.seats.get(position=5).membership.person)


ENDS = {
    "come": come_as_guest,
    "come-from-outside": come_from_outside,
    "remove": remove_dana,
    "take-back": take_link_back,
    "end-place": end_place,
    "sign-out": sign_elif_out,
}

if __name__ == "__main__":
    ENDS[sys.argv[1]](Session.objects.get(code=sys.argv[2]))
