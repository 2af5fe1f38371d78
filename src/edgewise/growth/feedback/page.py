"""Where a piece of feedback can go on, and whom one asks."""

from __future__ import annotations

from datetime import datetime

from edgewise.growth.feedback.models import Feedback
from edgewise.growth.feedback.queries import Peer, mutes_of, peers_of
from edgewise.people.models import Person
from edgewise.programmes.circles.queries import seats_of_person
from edgewise.programmes.models.circles import Seat


def seats_to_begin_in(row: Feedback, person: Person) -> list[Seat]:
    """Circles in which it can become a goal or a commitment, its own first."""
    seats = [seat for seat in seats_of_person(person) if seat.circle.purged_at is None]
    return sorted(seats, key=lambda seat: seat.circle_id != row.circle_id)


def peers_to_ask(person: Person, now: datetime) -> list[Peer]:
    """Not those whom the person has muted: their answers would not reach them."""
    muted = set(mutes_of(person).values_list("of", flat=True))
    return [one for one in peers_of(person, now) if one.peer.pk not in muted]
