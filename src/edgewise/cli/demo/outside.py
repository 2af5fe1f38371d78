"""A professional coach from outside in the demonstration: one session held, and a question to the circle about more."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from edgewise.leaders.models.outside import OutsideKind, OutsidePerson
from edgewise.leaders.outside.actions import OutsideFacts, add_outside, answer, invite_outside, sign
from edgewise.people.models import Membership
from edgewise.programmes.agreements.queries import agreement_of
from edgewise.programmes.circles.queries import open_seats
from edgewise.rooms.models.sessions import Session

COACH = OutsideFacts(
    "Imke Vos", "imke@coaches.example", OutsideKind.COACH, "Europe/Amsterdam", Decimal("140.00"), "EUR"
)
ADDED = timedelta(days=21)  # before the first session of hers


def gives_the_chair(session: Session, hana: Membership, grace: Membership) -> None:
    """To a session to come: the owner adds her with what an hour costs, everybody says yes, and she signs."""
    circle, begins = session.circle, session.starts_at
    coach = add_outside(hana, COACH, begins - ADDED)
    invitation = invite_outside(coach, circle, [session], grace, "demo-outside-held", begins - timedelta(days=6))
    for seat in open_seats(circle):
        assert answer(invitation, seat, agrees=True, at=begins - timedelta(days=4))
    current = agreement_of(circle)
    assert sign(invitation, current.version if current else 0, begins - timedelta(days=3))


def is_asked_back(session: Session, grace: Membership, waits_for: str, now: datetime) -> None:
    """Everybody has said yes but the one of that first name."""
    coach = OutsidePerson.objects.get(membership__person__email=COACH.email)
    asked = now - timedelta(days=1)
    invitation = invite_outside(coach, session.circle, [session], grace, "demo-outside-asked", asked)
    for seat in open_seats(session.circle):
        if seat.membership.person.name.split()[0] != waits_for:
            assert answer(invitation, seat, agrees=True, at=asked + timedelta(hours=3))
