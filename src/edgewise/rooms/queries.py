"""Reads: a session as its pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from edgewise.domain.calendar.rota import chairs_in_turn
from edgewise.domain.calendar.slots import Window, Worker, shared_windows
from edgewise.domain.session.audience import audience_of, own_part, view_for
from edgewise.domain.session.evolve import replay
from edgewise.domain.session.state import Phase, State
from edgewise.domain.session.view import Audience, RoomView
from edgewise.people.models import Membership
from edgewise.programmes.models import Circle, Seat
from edgewise.programmes.queries import FIVE, NINE, open_seats
from edgewise.rooms.live import log
from edgewise.rooms.live.render import render_record, render_regions
from edgewise.rooms.live.writer import wall_clock
from edgewise.rooms.models import Guest, Session, SessionStatus

DOOR_OPENS = timedelta(hours=24)  # before the start: who sits at the table is fixed when the door opens


def opens_at(session: Session) -> datetime:
    return session.starts_at - DOOR_OPENS


def opened_at(session: Session) -> datetime | None:
    """When the first of its people came in, whatever the plan was."""
    at = session.events.filter(version=1).values_list("at", flat=True).first()
    return None if at is None else datetime.fromtimestamp(at / 1000, UTC)


def is_open(session: Session, now: datetime) -> bool:
    return now >= opens_at(session) or session.events.exists()


def is_over(state: State) -> bool:
    return state.control.phase is Phase.CLOSED


def room_context(state: State, seat: str) -> dict[str, Any]:
    """The first page of a room: what the stream will keep up to date."""
    now = wall_clock()
    audience = audience_of(state, seat) if seat in state.seats else Audience.EVERYONE
    return {
        "me": seat,
        "version": state.version,
        "now": now,
        "audience": audience.value,
        "is_chair": audience is Audience.CHAIR,
        "format_name": state.fmt.name,
        "own": msgspec.to_builtins(own_part(state, seat)) if seat in state.seats else None,
        "regions": safe_regions(view_for(state, audience, now)),
    }


def safe_regions(view: RoomView) -> dict[str, SafeString]:
    """By name. The templates escape what people said; see live/render.py."""
    return {name: mark_safe(html) for name, html in render_regions(view).items()}  # noqa: S308


def safe_record(state: State) -> SafeString:
    return mark_safe(render_record(view_for(state, Audience.EVERYONE, state.at)))  # noqa: S308


@dataclass(frozen=True, slots=True)
class Moment:
    """A session as everyone saw it at one version."""

    version: int
    newest: int
    at: datetime
    regions: dict[str, SafeString]


def moment(session: Session, version: int) -> Moment:
    events = log.events_since(session)
    shown = min(max(version, 1), len(events))
    state = replay(events[:shown])
    view = view_for(state, Audience.EVERYONE, state.at)
    return Moment(shown, len(events), datetime.fromtimestamp(state.at / 1000).astimezone(), safe_regions(view))


def guests_of(session: Session) -> QuerySet[Guest]:
    return session.guests.filter(revoked_at=None).order_by("pk")


def sessions_of(circle: Circle, since: datetime | None = None) -> QuerySet[Session]:
    """The circle's sessions, newest first; for a newcomer those from when they sat down."""
    found = circle.sessions.exclude(status=SessionStatus.CANCELLED).select_related("facilitator__person")
    return (found.filter(starts_at__gte=since) if since else found).order_by("-starts_at", "-pk")


def coming_sessions(circle: Circle) -> QuerySet[Session]:
    """Planned or live, the nearest first."""
    ahead = circle.sessions.filter(status__in=(SessionStatus.PLANNED, SessionStatus.LIVE))
    return ahead.select_related("facilitator__person", "deputy__person").order_by("starts_at", "pk")


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
