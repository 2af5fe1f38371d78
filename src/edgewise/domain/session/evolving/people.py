"""What the door, the chair and the owner's shield change."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from edgewise.domain.session.events import happened as e
from edgewise.domain.session.evolving.floor import without
from edgewise.domain.session.evolving.taken_back import IN_TURN
from edgewise.domain.session.state import Control, Offer, Pace, Seat, State, seat_of

PeopleEvent = (
    e.SessionOpened | e.SeatTaken | e.GuestAdmitted | e.GuestRenamed | e.GuestSigned | e.SeatDropped | e.SeatEnded
    | e.OneLaptopUsed | e.ShieldRaised | e.ChairHandedOver | e.DeputyNamed | e.LeaseLapsed | e.ChairOffered
    | e.ChairAccepted | e.LeaseRestored
)  # fmt: skip
ChairEvent = (
    e.ChairHandedOver | e.DeputyNamed | e.LeaseLapsed | e.ChairOffered | e.ChairAccepted | e.LeaseRestored
)  # fmt: skip


def evolve_people(state: State, event: PeopleEvent) -> State:
    state = replace(state, version=state.version + 1, at=event.at)
    match event:
        case e.SessionOpened():
            return _opened(state, event)
        case e.SeatTaken():
            return _taken(state, event)
        case e.GuestAdmitted():
            return _admitted(state, event)
        case e.GuestRenamed(seat=seat, name=name):
            return replace(state, seats={**state.seats, seat: replace(state.seats[seat], name=name)})
        case e.GuestSigned(seat=seat):
            return replace(state, seats={**state.seats, seat: replace(state.seats[seat], signed=True)})
        case e.SeatDropped():
            return _dropped(state, event)
        case e.SeatEnded():
            return _ended(state, event)
        case e.OneLaptopUsed(on=on):
            return replace(state, one_laptop=on)
        case e.ShieldRaised():
            return state  # what it does is said by the events that follow: Paused, TurnEnded, AdviceFlagged
        case _:
            return _chair(state, event)


def _chair(state: State, event: ChairEvent) -> State:
    control = state.control
    match event:
        case e.ChairHandedOver(to=to):
            return replace(state, control=replace(control, chair=to, deputy=control.chair))
        case e.DeputyNamed(to=to):
            return replace(state, control=replace(control, deputy=to))
        case e.LeaseLapsed(offered_to=to):
            return replace(state, offer=Offer((to,), event.at))
        case e.ChairOffered(to=to):
            before = state.offer.to if state.offer else ()
            return replace(state, offer=Offer((*before, to), event.at))
        case e.ChairAccepted(by=by):
            control = replace(control, chair=by, deputy=_next_deputy(state, by))
            return replace(state, offer=None, undo=None, control=control)
        case e.LeaseRestored():
            return replace(state, offer=None)
        case _:
            assert_never(event)


def _opened(state: State, event: e.SessionOpened) -> State:
    return replace(
        state,
        format=event.format,
        seats={plan.id: seat_of(plan) for plan in event.seats},
        rota=event.rota,
        round_offset=event.round_offset,
        issue_order=event.issue_order,
        to_look_again=event.to_look_again,
        is_first=event.is_first,
        control=Control(chair=event.chair, deputy=event.deputy),
        last_promises={promise.seat: promise for promise in event.promises},
        pace=Pace(opened=event.at, booked_until=event.booked_until),
    )


def _taken(state: State, event: e.SeatTaken) -> State:
    """Back in the seat; a turn missed while away is put at the end of the round."""
    seat = state.seats[event.seat]
    seat = replace(
        seat, name=event.name or seat.name, present=True, came_at=seat.came_at or event.at, gone_at=0, ended_at=0
    )
    floor = state.control.floor
    if event.seat in floor.missed:
        floor = replace(floor, missed=without(floor.missed, event.seat), waiting=(*floor.waiting, event.seat))
    seats = {**state.seats, event.seat: seat}
    return replace(state, seats=seats, control=replace(state.control, floor=floor))


def _admitted(state: State, event: e.GuestAdmitted) -> State:
    guest = Seat(event.seat, event.name, guest=True, signed=event.signed, present=True, came_at=event.at)
    state = replace(state, seats={**state.seats, event.seat: guest})
    if not event.takes_part:
        return state
    floor, stage = state.control.floor, state.stage
    in_turn = stage is not None and stage.floor in IN_TURN
    floor = replace(
        floor,
        part=(*floor.part, event.seat),
        waiting=(*floor.waiting, event.seat) if in_turn else floor.waiting,
    )
    return replace(state, control=replace(state.control, floor=floor))


def _dropped(state: State, event: e.SeatDropped) -> State:
    seat = replace(state.seats[event.seat], present=False, gone_at=event.at)
    floor = state.control.floor
    if not event.keeps_hand:
        floor = replace(floor, hands=without(floor.hands, event.seat))
    return replace(state, seats={**state.seats, event.seat: seat}, control=replace(state.control, floor=floor))


def _ended(state: State, event: e.SeatEnded) -> State:
    """Without a turn, a hand, an offer of the chair and an issue that was not chosen yet."""
    gone, floor = event.seat, state.control.floor
    seat = replace(state.seats[gone], ended_at=event.at)
    floor = replace(
        floor,
        part=without(floor.part, gone),
        waiting=without(floor.waiting, gone),
        missed=without(floor.missed, gone),
        hands=without(floor.hands, gone),
    )
    proposals = {by: title for by, title in state.proposals.items() if by != gone}
    control = replace(state.control, floor=floor)
    return replace(state, seats={**state.seats, gone: seat}, control=control, proposals=proposals)


def _next_deputy(state: State, chair: str) -> str:
    """The next one present in the rota, else the one who was in the chair."""
    after = rota_from(state, chair)
    here = (seat for seat in after if state.seats[seat].present and state.seats[seat].may_chair)
    return next(here, state.control.chair)


def rota_from(state: State, seat: str) -> tuple[str, ...]:
    """Everybody else in the order of the rota, beginning after `seat`."""
    rota = state.rota
    start = rota.index(seat) + 1 if seat in rota else 0
    return tuple(s for s in rota[start:] + rota[:start] if s != seat)
