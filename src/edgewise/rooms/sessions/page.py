"""A session as its pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.evolving.evolve import replay
from edgewise.domain.session.state import Phase, State
from edgewise.domain.session.views.audience import audience_of, looking_back, own_part, view_for
from edgewise.domain.session.views.view import Audience, RoomView
from edgewise.growth.decisions.queries import decisions_of_circle, waits
from edgewise.people.models import Person
from edgewise.programmes.photographs.queries import photographs_for
from edgewise.rooms.log.room_time import now_in
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.regions.render import render_record, render_regions
from edgewise.rooms.sessions.queries import seats_at

SURE_STEPS = range(0, 101, 10)  # per cent, for one tap each
MOST_LOOKS = 5  # earlier decisions that a room offers its owner
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


def room_context(session: Session, state: State, seat: str) -> dict[str, Any]:
    """The first page of a room: what the stream will keep up to date."""
    now = now_in(session.code)
    audience = audience_of(state, seat)
    return {
        "me": seat,
        "sure_steps": SURE_STEPS,
        "version": state.version,
        "now": now,
        "audience": audience.value,
        "is_chair": audience is Audience.CHAIR,
        "format_name": state.fmt.said(state.fmt.name),
        "own": msgspec.to_builtins(own_part(state, seat), enc_hook=str) if seat in state.seats else None,
        "regions": safe_regions(view_for(state, audience, now)),
    }


@dataclass(frozen=True, slots=True)
class Look:
    """A decision of the reader's own from an earlier session of this circle: a day, and no word of it."""

    code: str
    taken_on: date
    is_due: bool


def looks(session: Session, person: Person) -> list[Look]:
    """The latest, those first whose day has come; nothing in a pair hour."""
    if session.is_pair_hour:
        return []
    rows = decisions_of_circle(session.circle, person)
    today = timezone.localdate(session.starts_at)
    found = [Look(row.code, row.taken_on, waits(row, today)) for row in rows if row.taken_on]
    return sorted(found, key=lambda one: not one.is_due)[:MOST_LOOKS]


def photographs_at(session: Session, reader: Person) -> list[tuple[str, str]]:
    """Seat and code of each photograph at the table that the reader may see."""
    opened = opened_at(session)
    seats = seats_at(session, int(opened.timestamp() * 1000)) if opened else {}
    shown = photographs_for(reader, timezone.localdate())
    codes = dict(
        shown.filter(person__in=[seat.membership.person_id for seat in seats.values()]).values_list("person", "code")
    )
    return [(key, codes[who]) for key, seat in seats.items() if (who := seat.membership.person_id) in codes]


def safe_regions(view: RoomView) -> dict[str, SafeString]:
    """By name. The templates escape what people said; see live/render.py."""
    return {name: mark_safe(html) for name, html in render_regions(view).items()}  # noqa: S308


def safe_record(state: State, seat: str) -> SafeString:
    return mark_safe(render_record(view_for(state, looking_back(state, seat), state.at)))  # noqa: S308


@dataclass(frozen=True, slots=True)
class Moment:
    """A session as one of its people saw it at one version."""

    version: int
    newest: int
    at: datetime
    regions: dict[str, SafeString]


def moment(events: Sequence[AnyEvent], seat: str, version: int) -> Moment:
    """`events` are those that the seat may read, at least one."""
    shown = min(max(version, 1), len(events))
    state = replay(events[:shown])
    view = view_for(state, looking_back(state, seat), state.at)
    return Moment(shown, len(events), datetime.fromtimestamp(state.at / 1000).astimezone(), safe_regions(view))
