"""Noor Haddad facilitates from outside: invited to the first two of three dates of the circle Harbour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from edgewise.cli.demo.meetings import play_on
from edgewise.domain.simulation.bots.bots import Bot
from edgewise.domain.simulation.bots.tempers import HELPFUL
from edgewise.leaders.models.outside import OutsideInvitation, OutsideKind, OutsidePerson
from edgewise.leaders.outside.actions import OutsideFacts, add_outside, answer, invite_outside, sign
from edgewise.people.models import Membership, Person
from edgewise.programmes.agreements.actions import agree_anew
from edgewise.programmes.agreements.actions import sign as sign_agreement
from edgewise.programmes.agreements.queries import agreement_of
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import open_room
from edgewise.rooms.sessions.actions.settle import settle
from tests import make

NOOR = OutsideFacts("Noor Haddad", "noor@coaches.example", OutsideKind.FACILITATOR, "UTC")
CANARY = "canary"
KEEPS_THE_CHAIR = replace(HELPFUL, surprises=0)


@dataclass(slots=True)
class Outside:
    circle: Circle
    sessions: list[Session]
    noor: OutsidePerson
    invitation: OutsideInvitation

    @property
    def person(self) -> Person:
        return self.noor.membership.person

    def all_say_yes(self) -> None:
        for seat in self.circle.seats.filter(ended_at=None):
            assert answer(self.invitation, seat, agrees=True)

    def signs(self) -> None:
        current = agreement_of(self.circle)
        assert sign(self.invitation, current.version if current else 0)

    def is_planned(self) -> None:
        self.all_say_yes()
        self.signs()


def coordinator() -> Membership:
    return make.membership("Grace")


def circle_with_dates(starts: datetime | None = None) -> tuple[Circle, list[Session]]:
    """Amara, Bruno, Chidi and Dana, who have signed; three dates, the first in an hour."""
    make.membership("Hana", is_owner=True)
    cohort = make.cohort(coordinators=[coordinator()])
    circle = make.circle(cohort, [make.membership(name) for name in make.CAST[:4]])
    agree_anew({circle.pk})
    for seat in circle.seats.all():
        assert sign_agreement(seat, 1)
    first = starts or timezone.now() + timedelta(hours=1)
    return circle, [make.session(circle, first + timedelta(days=7 * week)) for week in range(3)]


def invited(starts: datetime | None = None) -> Outside:
    circle, sessions = circle_with_dates(starts)
    noor = add_outside(coordinator(), NOOR)
    invitation = invite_outside(noor, circle, sessions[:2], coordinator(), "a" * 24, timezone.now())
    return Outside(circle, sessions, noor, invitation)


def hold(session: Session, *, without_guests: bool = False) -> None:
    """Bots hold it from the door to the close, whoever has the chair, and it is settled."""
    session.refresh_from_db()
    start = int(session.starts_at.timestamp() * 1000)
    state = open_room(session, start)
    there = [seat for seat in state.seats.values() if not (without_guests and seat.guest)]
    bots = [Bot(seat.id, seat.name, KEEPS_THE_CHAIR, rng=Random(seat.id)) for seat in there]
    play_on(session, bots)
    settle(session, log.load_state(session))
    session.refresh_from_db()
