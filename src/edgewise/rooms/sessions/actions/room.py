"""Commands from a page or a command line, and the room as its first visitor finds it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils import timezone

from edgewise.domain.formats import model as formats
from edgewise.domain.formats.model import MOST_PEOPLE
from edgewise.domain.session.commands import AnyCommand, LastPromise, OpenSession, SeatPlan
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.state import State
from edgewise.growth.commitments.queries import promises_for
from edgewise.growth.decisions.queries import due_in_circle
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import bosses_of
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.hours.queries.turns import owners_in_turn
from edgewise.rooms.log import log, news
from edgewise.rooms.log.batch import Outcome, Wish
from edgewise.rooms.log.room_time import wall_clock
from edgewise.rooms.log.writer import obey as obey_all
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.sessions.queries import (
    seat_id,
    seat_of_guest,
    seats_expected,
)

TELLING = ("location", "job_title")  # what tells two people of one name apart


def obey(session: Session, command: AnyCommand, by: str, now: int = 0, recorder: str = "") -> Outcome:
    """The outcome, once it is on disk. `now`: ms since the epoch; 0 is this moment."""
    wish = Wish(session.code, command, by, recorder)
    answered = obey_all([wish], (lambda: now) if now else wall_clock)
    news.tell(answered)
    return answered.outcomes[0][1]


def open_room(session: Session, now: int = 0) -> State:
    """The state of the session. If nobody has opened it yet, it is opened with the people of the circle now."""
    state = log.load_state(session)
    if state.format is None:
        obey(session, opening(session), SYSTEM, now)
        state = log.load_state(session)
    return state


def opening(session: Session) -> OpenSession:
    seats = seats_expected(session)
    outside = _chair_from_outside(session) if len(seats) < MOST_PEOPLE else ()
    above = frozenset() if session.is_pair_hour else bosses_of(session.circle)
    chair, deputy = _chairs(session, seats, above)
    if outside:
        chair, deputy = outside[0].id, chair
    earlier = session.circle.sessions.filter(status=SessionStatus.CLOSED, starts_at__lt=session.starts_at).count()
    return OpenSession(
        format=formats.from_json(session.format_json),
        seats=(*_places(seats, above), *outside),
        chair=chair,
        deputy=deputy,
        promises=_promises(session),
        round_offset=earlier,
        booked_until=int(session.starts_at.timestamp() + session.minutes * 60) * 1000,
        issue_order=_issue_order(session),
        to_look_again=_to_look_again(session, seats),
        is_first=not session.is_pair_hour and not earlier,
    )


def _to_look_again(session: Session, seats: Sequence[Seat]) -> tuple[str, ...]:
    """Whose decision of an earlier session here has had its day. What it is, nobody is told but they."""
    due = due_in_circle(session.circle, [seat.membership for seat in seats], timezone.localdate(session.starts_at))
    authors = set(due.values_list("author", flat=True))
    return tuple(seat_id(seat) for seat in seats if seat.membership_id in authors)


def _chair_from_outside(session: Session) -> tuple[SeatPlan, ...]:
    """The place of a facilitator from outside, who has signed: nobody is planned before."""
    planned = session.guests.filter(outside=session.facilitator_id, outside__isnull=False, revoked_at=None)
    guest = planned.exclude(signed_at=None).select_related("outside__person").first()
    name = guest.outside.person.name if guest and guest.outside else ""
    return (SeatPlan(seat_of_guest(guest), name, guest=True, signed=True),) if guest else ()


def _issue_order(session: Session) -> tuple[str, ...]:
    """Nobody, in a pair hour: its client alone is coached."""
    return () if session.is_pair_hour else tuple(seat_id(seat) for seat in owners_in_turn(session.circle))


def _called(seats: Sequence[Seat]) -> list[str]:
    """Their names; where people share one, with what tells them apart on the circle's page."""
    people = [seat.membership for seat in seats]
    alike = {who: [each for each in people if each.person.name == who.person.name] for who in people}
    return [f"{who.person.name} ({fact})" if (fact := _fact(who, alike[who])) else who.person.name for who in people]


def _fact(who: Membership, alike: Sequence[Membership]) -> str:
    """The first of `TELLING` that all of them have, each another; "" for somebody whose name nobody shares."""
    facts = ([getattr(each, name) for each in alike] for name in TELLING if len(alike) > 1)
    telling = next((values for values in facts if all(values) and len({*values}) == len(values)), None)
    return str(telling[alike.index(who)]) if telling else ""


def _places(seats: Sequence[Seat], above: Collection[int]) -> list[SeatPlan]:
    names = zip(seats, _called(seats), strict=True)
    return [SeatPlan(seat_id(seat), name, boss=seat.membership_id in above) for seat, name in names]


def _chairs(session: Session, seats: list[Seat], above: Collection[int]) -> tuple[str, str]:
    """The facilitator and the deputy, or in their absence from the circle the next in seating order.

    Those `above` others at the table come last: the chair is never theirs.
    """
    places = {seat.membership_id: seat_id(seat) for seat in seats}
    planned = [one for one in (session.facilitator_id, session.deputy_id) if one in places]
    order = sorted(dict.fromkeys([*planned, *places]), key=lambda who: who in above)
    chair, deputy, *_ = [*(places[who] for who in order), "", ""]
    return chair, deputy


def _promises(session: Session) -> tuple[LastPromise, ...]:
    return tuple(
        LastPromise(f"s{promise.position}", promise.code, promise.what, promise.by_date.isoformat(), promise.goal)
        for promise in promises_for(session.circle, _two_of(session))
    )


def _two_of(session: Session) -> tuple[Membership, ...]:
    """The coach and the client of a pair hour; nobody, where it is for the whole circle."""
    return tuple(seat.membership for seat in seats_expected(session)) if session.is_pair_hour else ()
