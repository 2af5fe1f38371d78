"""A right ends, in another process than the servers: `python -m tests.rooms.live.ending WHAT CODE`."""

from __future__ import annotations

import json
import os
import sys

import django
from django.utils import timezone

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edgewise.config.settings")
    django.setup()

from edgewise.people.sign_in.actions import sign_out_everywhere
from edgewise.programmes.models.circles import Seat, SeatEnd
from edgewise.rooms.guests.actions import admit_guest, invite_guest, revoke_guest
from edgewise.rooms.live import ticket
from edgewise.rooms.models.sessions import Guest, Session
from tests import make


def come_as_guest(session: Session) -> None:
    """Prints the guest's ticket, which is good until the link is taken back."""
    guest, _secret = invite_guest(session, make.person("Bruno"))
    admit_guest(guest, "Lena")
    sys.stdout.write(json.dumps(ticket.issue(session.code, f"g{guest.pk}", 0, "")))


def remove_dana(session: Session) -> None:
    danas = Seat.objects.filter(circle=session.circle, position=4, ended_at=None)
    danas.update(ended_at=timezone.now(), reason_ended=SeatEnd.DROPPED)


def take_link_back(session: Session) -> None:
    revoke_guest(Guest.objects.get(session=session))


def sign_elif_out(session: Session) -> None:
    sign_out_everywhere(session.circle.seats.get(position=5).membership.person)


ENDS = {"come": come_as_guest, "remove": remove_dana, "take-back": take_link_back, "sign-out": sign_elif_out}

if __name__ == "__main__":
    ENDS[sys.argv[1]](Session.objects.get(code=sys.argv[2]))
