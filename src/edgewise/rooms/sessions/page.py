"""A session as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from django.utils.safestring import SafeString, mark_safe

from edgewise.domain.session.evolving.evolve import replay
from edgewise.domain.session.state import Phase, State
from edgewise.domain.session.views.audience import audience_of, own_part, view_for
from edgewise.domain.session.views.view import Audience, RoomView
from edgewise.rooms.log import log
from edgewise.rooms.log.writer import wall_clock
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.regions.render import render_record, render_regions

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
        "format_name": state.fmt.said(state.fmt.name),
        "own": msgspec.to_builtins(own_part(state, seat), enc_hook=str) if seat in state.seats else None,
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
