"""May this ticket's holder still be at the table? Asked on every request, read from the store every few seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from edgewise.rooms.live.ticket import Ticket
from edgewise.rooms.models.sessions import Guest, Session, SessionStatus

RENEWED_EVERY = 5.0  # seconds after which the rooms that are open are read again, beside the clicks
KNOWN_FOR = 12.0  # seconds for which an answer holds
MOST_TICKETS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Admitted:
    """Everybody who may be in one room, and until when this counts."""

    seats: frozenset[tuple[str, int]]  # (seat, person); a guest is nobody's person
    until: float

    def has(self, ticket: Ticket) -> bool:
        if not ticket.seat:  # a screen on the wall belongs to everybody in the circle
            return any(person == ticket.person for _, person in self.seats)
        return (ticket.seat, ticket.person) in self.seats


_rooms: dict[str, Admitted] = {}


def remembered(ticket: Ticket) -> bool:
    """Yes, as of a moment ago. Anything else must be asked: a guest may just have been let in."""
    room = _rooms.get(ticket.code)
    return room is not None and room.until > monotonic() and room.has(ticket)


def ask(ticket: Ticket) -> bool:
    """From the store: run beside the event loop."""
    if len(_rooms) > MOST_TICKETS_KEPT:
        _rooms.clear()
    renew([ticket.code])
    return _rooms[ticket.code].has(ticket)


def renew(codes: Sequence[str]) -> None:
    """Read many rooms in two queries."""
    until = monotonic() + KNOWN_FOR
    for code, seats in _seats(codes).items():
        _rooms[code] = Admitted(frozenset(seats), until)


def forget(**_: object) -> None:
    """A seat ended or a guest's link was taken back: ask the store again."""
    _rooms.clear()


def _seats(codes: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {code: [] for code in codes}
    sessions = Session.objects.filter(code__in=codes).exclude(status=SessionStatus.CANCELLED)
    seats = sessions.filter(circle__seats__ended_at=None, circle__seats__membership__person__is_active=True)
    whom = ("code", "circle__seats__position", "circle__seats__membership__person_id")
    for code, place, person in seats.values_list(*whom):
        found[code].append((f"s{place}", person))
    guests = Guest.objects.filter(session__in=sessions, revoked_at=None).exclude(name="")
    for code, pk in guests.values_list("session__code", "pk"):
        found[code].append((f"g{pk}", 0))
    return found
