"""What each session did to its decisions, and what was kept of what their owners promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from edgewise.domain.session.evolving.evolve import replay
from edgewise.domain.session.views.mirror import IssueMirror, SessionMirror, mirror_of
from edgewise.growth.models import Commitment, Status
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.log.log import load_states
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.queries import left_during, moment, read_by, seat_id

Read = tuple[Session, Seat]  # and the seat from which its record is read


@dataclass(frozen=True, slots=True)
class Looked:
    """A session that is over. `people`: how many came."""

    session: Session
    format: str
    people: int
    mirror: SessionMirror
    issues: list[tuple[IssueMirror, Status | None]]  # and what became of its owner's commitment; None: not told


def looked_at(circle: Circle, found: Sequence[Read]) -> list[Looked]:
    """In the same order. Five queries, and one for each session in whose midst the reader left."""
    states = load_states(circle, [session for session, _ in found])
    became, seats = _became(circle, found), list(circle.seats.order_by("since", "pk"))
    shown = []
    for (session, seat), whole in zip(found, states, strict=True):
        me = seat_id(seat)
        if not whole.pace.began or me not in whole.seats:
            continue
        state = replay(read_by(session, seat)) if left_during(session, seat) else whole
        mirror, there = mirror_of(state, me), _there(seats, moment(state.pace.opened))
        issues = [(issue, became.get((session.code, there.get(issue.owner, 0)))) for issue in mirror.issues]
        people = sum(bool(one.came_at) for one in state.seats.values())
        shown.append(Looked(session, state.fmt.said(state.fmt.name), people, mirror, issues))
    return shown


def _became(circle: Circle, found: Sequence[Read]) -> dict[tuple[str, int], Status]:
    """What became of the commitments, by session and author.

    Somebody whose seat has ended is told of none: it may have been said after they left.
    """
    codes = [session.code for session, seat in found if seat.ended_at is None]
    made = Commitment.objects.filter(circle=circle, session_code__in=codes)
    return {(one.session_code, one.author_id): Status(one.status) for one in made}


def _there(seats: Sequence[Seat], opened_at: datetime) -> dict[str, int]:
    """The memberships of those who sat there, by the names of their seats; a later one sits where another had sat."""
    return {seat_id(one): one.membership_id for one in seats if one.since <= opened_at}
