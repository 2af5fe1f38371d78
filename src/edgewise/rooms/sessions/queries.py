"""Rooms that are open, those that nobody has closed, who sits there, and what somebody may read of a log."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from edgewise.domain.session.decisions.lease import CLOSES_ITSELF_MS
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Guest, Session, SessionStatus

BEGUN_UNNOTED_FOR = timedelta(days=7)  # after its start, how long a row is looked at that may have missed its beginning


def open_rooms(circles: Collection[int]) -> QuerySet[Session]:
    """Rooms of these circles that somebody has opened and nobody has closed."""
    return _opened().filter(circle__in=circles, status__in=(SessionStatus.PLANNED, SessionStatus.LIVE))


def unclosed_sessions(now: datetime) -> QuerySet[Session]:
    """Sessions that may have begun, and whose start is so long ago that they may be over."""
    missed = Q(status=SessionStatus.PLANNED, starts_at__gt=now - BEGUN_UNNOTED_FOR)
    begun = _opened().filter(Q(status=SessionStatus.LIVE) | missed)
    return begun.filter(starts_at__lte=now - timedelta(milliseconds=CLOSES_ITSELF_MS)).order_by("starts_at", "pk")


def _opened() -> QuerySet[Session]:
    return Session.every.filter(events__version=1).select_related("circle__cohort__programme")


def booked_end(session: Session) -> datetime:
    return session.starts_at + timedelta(minutes=session.minutes)


def moment(ms: int) -> datetime:
    """A time in a log, in milliseconds since the epoch."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def seats_expected(session: Session) -> list[Seat]:
    """The seats that a session is for, in seating order: those of the circle now, or the two of a pair hour."""
    seats = open_seats(session.circle).select_related("membership__person").order_by("position")
    return [seat for seat in seats if session.expects(seat)]


def seat_id(seat: Seat) -> str:
    """The name of a circle's seat in a session."""
    return f"s{seat.position}"


def seat_of_guest(guest: Guest) -> str:
    """The name of a guest's seat in the session."""
    return f"g{guest.pk}"


def seats_at(session: Session, opened_at: int) -> dict[str, Seat]:
    """The seats as they were when the room was opened; other people may sit there by now."""
    there = session.circle.seats.filter(since__lte=moment(opened_at)).select_related("membership")
    return {seat_id(seat): seat for seat in there.order_by("since", "pk")}


def day_for(who: Membership, at: datetime) -> date:
    """The day that it was where the person is."""
    return timezone.localdate(at, ZoneInfo(who.time_zone))


def read_by(session: Session, seat: Seat) -> list[AnyEvent]:
    """What happened while the seat was held: somebody who was taken out reads nothing that was said afterwards."""
    events = log.events_since(session)
    if seat.ended_at is None:
        return events
    ended = seat.ended_at.timestamp() * 1000
    return [event for event in events if event.at < ended]


def left_during(session: Session, seat: Seat) -> datetime | None:
    """When the seat ended, if the session went on without it."""
    return (
        None if seat.ended_at is None or (session.closed_at and session.closed_at <= seat.ended_at) else seat.ended_at
    )
