"""May this ticket's holder still be at the table? Asked on every request, read from the store every few seconds."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from edgewise.programmes.models import Seat
from edgewise.rooms.live.ticket import Ticket
from edgewise.rooms.models import Guest, Session, SessionStatus

REMEMBERED = 5.0  # seconds for which an answer holds
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Admitted:
    """Everybody who may be in one room, and until when this counts."""

    seats: frozenset[tuple[str, int]]  # (seat, person); a guest is nobody's person
    until: float

    def has(self, ticket: Ticket) -> bool:
        if not ticket.seat:  # a screen on the wall belongs to whoever sits in the circle
            return any(person == ticket.person for _, person in self.seats)
        return (ticket.seat, ticket.person) in self.seats


_rooms: dict[str, Admitted] = {}


def remembered(ticket: Ticket) -> bool:
    """Yes, as of a moment ago. Anything else must be asked: a guest may just have been let in."""
    room = _rooms.get(ticket.code)
    return room is not None and room.until > monotonic() and room.has(ticket)


def ask(ticket: Ticket) -> bool:
    """From the store: run beside the event loop."""
    if len(_rooms) > MOST:
        _rooms.clear()
    room = _rooms[ticket.code] = Admitted(_seats(ticket.code), monotonic() + REMEMBERED)
    return room.has(ticket)


def forget() -> None:
    """A seat ended or a guest's link was taken back: ask the store again."""
    _rooms.clear()


def _seats(code: str) -> frozenset[tuple[str, int]]:
    sessions = Session.objects.filter(code=code).exclude(status=SessionStatus.CANCELLED)
    seats = Seat.objects.filter(circle__sessions__in=sessions, ended_at=None, membership__person__is_active=True)
    guests = Guest.objects.filter(session__in=sessions, revoked_at=None).exclude(name="")
    return frozenset(
        [(f"s{place}", person) for place, person in seats.values_list("position", "membership__person_id")]
        + [(f"g{pk}", 0) for pk in guests.values_list("pk", flat=True)]
    )
