"""May this ticket's holder still be at the table? Asked on every request, read from the store every few seconds.

A right that ends, by a seat, a guest's link or a sign-in, is looked for twice a second (`ended_lately`), so that every
process knows of it within a second, whichever of them ended it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import monotonic

from django.db.models import F, Q
from django.utils import timezone

from edgewise.people.queries import not_left
from edgewise.people.sign_in import queries as sign_ins
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.live.ticket import Ticket
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Guest, Session, SessionStatus

ENDS_LOOKED_FOR_EVERY = 0.5  # seconds
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
_sign_ins: dict[str, float] = {}  # those that are good, and until when this counts


def remembered(ticket: Ticket) -> bool:
    """Yes, as of a moment ago. Anything else must be asked: a guest may just have been let in."""
    room, now = _rooms.get(ticket.code), monotonic()
    if room is None or room.until < now or not room.has(ticket):
        return False
    return not ticket.person or _sign_ins.get(ticket.sign_in, 0.0) > now


def ask(ticket: Ticket) -> bool:
    """From the store: run beside the event loop."""
    if len(_rooms) > MOST_TICKETS_KEPT:
        _rooms.clear()
    if len(_sign_ins) > MOST_TICKETS_KEPT:
        _sign_ins.clear()
    renew([ticket.code], {ticket.sign_in} - {""})
    return remembered(ticket)


def renew(codes: Sequence[str], keys: Iterable[str]) -> None:
    """Read many rooms in three queries, and many sign-ins in one.

    What was purged is forgotten here, whichever process has purged it.
    """
    until = monotonic() + KNOWN_FOR
    for code, scope in _purged(codes):
        log.forget_purged(code, scope)
    for code, seats in _seats(codes).items():
        _rooms[code] = Admitted(frozenset(seats), until)
    for key in keys:
        _sign_ins.pop(key, None)
    _sign_ins.update(dict.fromkeys(sign_ins.good_sign_ins(keys), until))


def renew_known(codes: set[str], keys: set[str]) -> None:
    """The same, of what is remembered here."""
    codes, keys = codes & _rooms.keys(), keys & _sign_ins.keys()
    if codes or keys:
        renew(sorted(codes), keys)


def ended_lately() -> tuple[set[str], set[str]]:
    """Rooms that somebody may no longer enter, and sign-ins that are over, as of the last half minute."""
    now = timezone.now()
    since = now - sign_ins.ENDS_HEARD_WITHIN
    seats = Seat.objects.filter(ended_at__gt=since).values("circle")
    rooms = set(Session.every.filter(circle__in=seats).values_list("code", flat=True))
    rooms |= set(Session.every.filter(circle__purged_at__gt=since).values_list("code", flat=True))
    rooms |= set(Guest.objects.filter(revoked_at__gt=since).values_list("session__code", flat=True))
    return rooms, sign_ins.ended_lately(now)


def forget(**_: object) -> None:
    """A seat ended or a guest's link was taken back: ask the store again."""
    _rooms.clear()


def _seats(codes: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {code: [] for code in codes}
    sessions = Session.every.filter(code__in=codes, circle__purged_at=None).exclude(status=SessionStatus.CANCELLED)
    here = not_left("circle__seats__membership")
    two = Q(coach=None) | Q(circle__seats=F("coach")) | Q(circle__seats=F("client"))
    seats = sessions.filter(here, two, circle__seats__ended_at=None, circle__seats__membership__person__is_active=True)
    whom = ("code", "circle__seats__position", "circle__seats__membership__person_id")
    for code, place, person in seats.values_list(*whom):
        found[code].append((f"s{place}", person))
    # Who came in by a link is nobody's person; a person from outside comes as themself.
    came_in = ~Q(browser="") | (Q(outside__isnull=False, outside__person__is_active=True) & not_left("outside"))
    guests = Guest.objects.filter(came_in, session__in=sessions, revoked_at=None)
    for code, pk, person in guests.values_list("session__code", "pk", "outside__person_id"):
        found[code].append((f"g{pk}", person or 0))
    return found


def _purged(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Sessions of circles whose keys are destroyed, each with the name of that key."""
    gone = Session.every.filter(code__in=codes).exclude(circle__purged_at=None).select_related("circle")
    return [(session.code, session.scope) for session in gone]


def is_purged(code: str) -> bool:
    return Session.every.filter(code=code).exclude(circle__purged_at=None).exists()
