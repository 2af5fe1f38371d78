"""Fetching a session for people who may see it: 404 to everybody who never sat there, whatever their role."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from edgewise.people.access import current_memberships
from edgewise.people.calendars.queries import hashed
from edgewise.people.models import Person
from edgewise.programmes.access import seat_of
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Event, Guest, Session, SessionStatus


def session_for_member(person: Person, code: str) -> tuple[Session, Seat]:
    """A session of a circle in which the person sits now, and their seat. If the room is open, they sat down before."""
    opened_at = Event.objects.filter(session=OuterRef("pk"), version=1).values("at")
    live = _sessions().exclude(status=SessionStatus.CANCELLED).annotate(opened_at=Subquery(opened_at))
    found = live.filter(code=code).first()
    if found is None:
        raise Http404
    seat = found.circle.seats.filter(membership__in=current_memberships(person), ended_at=None).first()
    if seat is None or (found.opened_at and found.opened_at < int(seat.since.timestamp() * 1000)):
        raise Http404
    return found, seat


def waiting_session(person: Person, circle_code: str, code: str) -> tuple[Session, Seat]:
    """A session that has not begun, of a circle in which the person sits."""
    seat = seat_of(person, circle_code)
    found = seat.circle.sessions.filter(code=code, status=SessionStatus.PLANNED).first()
    if found is None:
        raise Http404
    return found, seat


def record_for(person: Person, code: str) -> tuple[Session, Seat]:
    """A session that was held, for people who had a seat in the circle at that time; also after they left."""
    found = _sessions().filter(code=code, events__version=1).annotate(opened_at=F("events__at")).first()
    if found is None:
        raise Http404
    opened_at = datetime.fromtimestamp(found.opened_at / 1000, UTC)
    then = Q(since__lte=opened_at) & (Q(ended_at=None) | Q(ended_at__gt=opened_at))
    seat = found.circle.seats.filter(then, membership__person=person).first()
    if seat is None or f"s{seat.position}" not in log.load_state(found).seats:
        raise Http404
    return found, seat


def guest_for(secret: str) -> Guest:
    """The guest of a link, while the link is good."""
    guests = Guest.objects.select_related("session__circle__cohort__programme")
    found = guests.filter(token=hashed(secret), revoked_at=None).exclude(session__status=SessionStatus.CANCELLED)
    guest = found.first()
    if guest is None:
        raise Http404
    return guest


def own_guest(person: Person, code: str, pk: int) -> Guest:
    """A guest of a session of one's own circle, to take the link back."""
    session, _ = session_for_member(person, code)
    guest = session.guests.filter(pk=pk, revoked_at=None).first()
    if guest is None:
        raise Http404
    return guest


def _sessions() -> QuerySet[Session]:
    return Session.objects.select_related("circle__cohort__programme")
