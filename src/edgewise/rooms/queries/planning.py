"""The sessions of a circle, who holds the chair, and when everybody could meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from edgewise.domain.calendar.rota import chairs_in_turn
from edgewise.domain.calendar.slots import Window, Worker, shared_windows
from edgewise.people.models import Membership
from edgewise.programmes.models import Circle, Seat
from edgewise.programmes.queries import FIVE, NINE, open_seats
from edgewise.rooms.models import Session, SessionStatus


def sessions_of(circle: Circle, since: datetime | None = None) -> QuerySet[Session]:
    """The circle's sessions, newest first; for a newcomer those from when they sat down."""
    found = circle.sessions.exclude(status=SessionStatus.CANCELLED).select_related("facilitator__person")
    return (found.filter(starts_at__gte=since) if since else found).order_by("-starts_at", "-pk")


def coming_sessions(circle: Circle) -> QuerySet[Session]:
    """Planned or live, the nearest first."""
    ahead = circle.sessions.filter(status__in=(SessionStatus.PLANNED, SessionStatus.LIVE))
    return ahead.select_related("facilitator__person", "deputy__person").order_by("starts_at", "pk")


def cancelled_sessions(circle: Circle, now: datetime) -> QuerySet[Session]:
    """Those that can still be brought back."""
    return circle.sessions.filter(status=SessionStatus.CANCELLED, starts_at__gt=now).order_by("starts_at", "pk")


def next_session(circle: Circle) -> Session | None:
    return coming_sessions(circle).first()


def chairs_of(circle: Circle) -> list[Membership]:
    """Those who sit in the circle, in the order in which the chair comes to them."""
    seats = {seat.membership_id: seat.membership for seat in open_seats(circle)}
    counted = circle.sessions.exclude(status=SessionStatus.CANCELLED).order_by("starts_at", "pk")
    last_held = dict(counted.exclude(facilitator=None).values_list("facilitator_id", "starts_at"))
    return [seats[who] for who in chairs_in_turn(list(seats), last_held)]


def next_facilitator(circle: Circle) -> Membership | None:
    """By the rota: least recently in the chair, then seating order."""
    return next(iter(chairs_of(circle)), None)


def facilitates_after(session: Session) -> str:
    """Who has the chair next time: by the plan, or else by the rota."""
    later = coming_sessions(session.circle).filter(starts_at__gt=session.starts_at).first()
    found = (later and later.facilitator) or next_facilitator(session.circle)
    return found.person.name if found else ""


@dataclass(frozen=True, slots=True)
class LocalTime:
    """When a session is for one of its people."""

    seat: Seat
    at: datetime  # in their own time zone
    works: bool  # all of it inside their working hours


def local_times(seats: Iterable[Seat], starts_at: datetime, minutes: int) -> list[LocalTime]:
    return [
        LocalTime(
            seat,
            starts_at.astimezone(ZoneInfo(seat.membership.time_zone)),
            worker(seat.membership).is_at_work(starts_at, minutes),
        )
        for seat in seats
    ]


def worker(member: Membership) -> Worker:
    return Worker(member.time_zone, member.works_from or NINE, member.works_until or FIVE)


def free_together(seats: Iterable[Seat], first: date, days: int, minutes: int, zone: str) -> list[Window]:
    """When everybody of these seats is at work, in the given time zone."""
    windows = shared_windows([worker(seat.membership) for seat in seats], first, days, minutes)
    there = ZoneInfo(zone)
    return [(begins.astimezone(there), ends.astimezone(there)) for begins, ends in windows]
