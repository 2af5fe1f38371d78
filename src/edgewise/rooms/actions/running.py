"""Commands from a page or a command line; those of the open screens go through the writer of the live routes."""

from __future__ import annotations

from edgewise.domain.formats import model as formats
from edgewise.domain.session.commands import AnyCommand, LastPromise, OpenSession, SeatPlan
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.state import State
from edgewise.growth.queries import promises_for
from edgewise.programmes.models import Seat
from edgewise.programmes.queries import open_seats
from edgewise.rooms.live import log, news
from edgewise.rooms.live.batch import Outcome, Wish
from edgewise.rooms.live.writer import obey as obey_all
from edgewise.rooms.live.writer import wall_clock
from edgewise.rooms.models import Session, SessionStatus


def obey(session: Session, command: AnyCommand, by: str, now: int = 0, recorder: str = "") -> Outcome:
    """The outcome, once it is on disk. `now`: ms since the epoch; 0 is this moment."""
    wish = Wish(session.code, command, by, recorder)
    answered = obey_all([wish], (lambda: now) if now else wall_clock)
    news.tell(answered)
    return answered.outcomes[0][1]


def open_room(session: Session, now: int = 0) -> State:
    """The state of the session; opened with those who sit in the circle now, if nobody has opened it yet."""
    state = log.load_state(session)
    if state.format is None:
        obey(session, opening(session), SYSTEM, now)
        state = log.load_state(session)
    return state


def opening(session: Session) -> OpenSession:
    seats = list(open_seats(session.circle).select_related("membership__person").order_by("position"))
    chair, deputy = _chairs(session, seats)
    earlier = session.circle.sessions.filter(status=SessionStatus.CLOSED, starts_at__lt=session.starts_at)
    return OpenSession(
        format=formats.from_json(session.format_json),
        seats=tuple(SeatPlan(seat_id(seat), seat.membership.person.name) for seat in seats),
        chair=chair,
        deputy=deputy,
        promises=_promises(session),
        round_offset=earlier.count(),
        booked_until=int(session.starts_at.timestamp() + session.minutes * 60) * 1000,
    )


def seat_id(seat: Seat) -> str:
    """How a seat of the circle is called in a session."""
    return f"s{seat.position}"


def _chairs(session: Session, seats: list[Seat]) -> tuple[str, str]:
    """The facilitator and the deputy, or in their absence from the circle the next in seating order."""
    places = {seat.membership_id: seat_id(seat) for seat in seats}
    planned = [places.get(member) for member in (session.facilitator_id, session.deputy_id) if member]
    chair, deputy, *_ = dict.fromkeys([*filter(None, planned), *places.values(), ""])
    return chair, deputy


def _promises(session: Session) -> tuple[LastPromise, ...]:
    return tuple(
        LastPromise(f"s{promise.position}", promise.code, promise.what, promise.by_date.isoformat())
        for promise in promises_for(session.circle)
    )
