"""Whole sessions held by bots, by the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

from edgewise.cli.demo.meetings import play_on
from edgewise.domain.formats.builtin import builtin_formats
from edgewise.domain.formats.model import to_json
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.simulation.bots.bots import Bot
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import open_room
from tests import make

STARTS = datetime(2026, 3, 2, 9, tzinfo=UTC)


def held(circle: Circle | None = None, starts: datetime = STARTS, key: str = "decision_round") -> Session:
    """A session that helpful bots have held from the door to the close; not settled."""
    table = circle or make.circle(members=[make.membership(name) for name in make.CAST])
    session = make.session(table, starts, format_json=to_json(builtin_formats()[key]).decode())
    start = int(starts.timestamp() * 1000)
    bots = [Bot(seat.id, seat.name, rng=Random(seat.id)) for seat in open_room(session, start).seats.values()]
    play_on(session, bots)
    return session


def written(session: Session, events: Sequence[AnyEvent]) -> None:
    """A log with these events, as they are."""
    room = log.room(session.code)
    cipher = room.cipher
    rows = [log.sealed(room, cipher, version, event, None) for version, event in enumerate(events, 1)]
    log.append(rows, {room.scope})
