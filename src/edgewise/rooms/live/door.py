"""May this ticket's holder still be at the table? Asked on every request, read from the store every few seconds."""

from __future__ import annotations

from time import monotonic

from django.db.models import Q

from edgewise.people.models import Person
from edgewise.programmes.models import Seat
from edgewise.rooms.live.ticket import Ticket
from edgewise.rooms.models import Guest, Session, SessionStatus

REMEMBERED = 5.0  # seconds for which an answer holds
MOST = 50_000

_answers: dict[tuple[str, str, int], tuple[bool, float]] = {}


def remembered(ticket: Ticket) -> bool | None:
    answer = _answers.get((ticket.code, ticket.seat, ticket.person))
    return answer[0] if answer and answer[1] > monotonic() else None


def ask(ticket: Ticket) -> bool:
    """From the store: run beside the event loop."""
    if len(_answers) > MOST:
        _answers.clear()
    admitted = _is_admitted(ticket)
    _answers[ticket.code, ticket.seat, ticket.person] = (admitted, monotonic() + REMEMBERED)
    return admitted


def forget() -> None:
    """A seat ended or a guest's link was taken back: ask the store again."""
    _answers.clear()


def _is_admitted(ticket: Ticket) -> bool:
    if ticket.seat.startswith("g"):
        guests = Guest.objects.filter(pk=int(ticket.seat[1:]), session__code=ticket.code, revoked_at=None)
        return guests.exclude(session__status=SessionStatus.CANCELLED).exists()
    place = Q(position=int(ticket.seat[1:])) if ticket.seat else Q()
    sessions = Session.objects.filter(code=ticket.code).exclude(status=SessionStatus.CANCELLED)
    seats = Seat.objects.filter(
        place, circle__in=sessions.values("circle"), membership__person=ticket.person, ended_at=None
    )
    return seats.exists() and Person.objects.filter(pk=ticket.person, is_active=True).exists()
