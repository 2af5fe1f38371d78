"""What turns and hands change. Floor time counts from the start of a turn to its end, without pauses."""

from __future__ import annotations

from typing import TypeVar, assert_never

from msgspec.structs import replace

from edgewise.domain.formats.model import Floor
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.state import FloorState, State

T = TypeVar("T")
FloorEvent = e.TurnStarted | e.TurnEnded | e.TurnMissed | e.HandRaised | e.HandLowered


def evolve_floor(state: State, event: FloorEvent) -> State:
    match event:
        case e.TurnStarted():
            return _started(state, event)
        case e.TurnEnded():
            return _ended(state, event)
        case e.TurnMissed(seat=seat):
            floor = state.control.floor
            floor = replace(floor, waiting=without(floor.waiting, seat), missed=(*floor.missed, seat))
            return _with_floor(state, event, floor)
        case e.HandRaised(seat=seat):
            floor = state.control.floor
            return _with_floor(state, event, replace(floor, hands=(*floor.hands, seat)))
        case e.HandLowered(seat=seat):
            floor = state.control.floor
            return _with_floor(state, event, replace(floor, hands=without(floor.hands, seat)))
        case _:
            assert_never(event)


def _with_floor(state: State, event: FloorEvent, floor: FloorState) -> State:
    control = replace(state.control, floor=floor)
    return replace(state, version=state.version + 1, at=event.at, control=control)


def _started(state: State, event: e.TurnStarted) -> State:
    control, floor, seat = state.control, state.control.floor, event.seat
    began = control.clock.paused_at or event.at
    floor = replace(
        floor,
        holder=seat,
        waiting=without(floor.waiting, seat),
        missed=without(floor.missed, seat),
        hands=without(floor.hands, seat),
        make_up=event.make_up,
        said=0,
        held=False,
    )
    passed_on = control.clock.turn_passed_on_at == event.at
    clock = replace(
        control.clock,
        turn_began=began,
        turn_deadline=event.deadline,
        turn_over=False,
        turn_passed_on_at=event.at if passed_on else 0,
    )
    control = replace(control, floor=floor, clock=clock)
    return replace(state, version=state.version + 1, at=event.at, control=control)


def _ended(state: State, event: e.TurnEnded) -> State:
    control, clock, seat = state.control, state.control.clock, event.seat
    who = state.seats[seat]
    spoken = max(0, (clock.paused_at or event.at) - clock.turn_began)
    seats = {**state.seats, seat: replace(who, floor_ms=who.floor_ms + spoken, turns=who.turns + 1)}
    control = replace(
        control,
        floor=_after_turn(state, event),
        clock=replace(
            clock,
            turn_began=0,
            turn_deadline=0,
            turn_over=False,
            turn_passed_on_at=event.at if event.how is e.TurnEnd.TIME_UP else 0,
        ),
    )
    return replace(state, version=state.version + 1, at=event.at, control=control, seats=seats)


def _after_turn(state: State, event: e.TurnEnded) -> FloorState:
    """Where the one who spoke stands now: done, to come again, or owed a make-up turn."""
    floor, seat = state.control.floor, event.seat
    stage = state.stage
    mode = stage.floor if stage else Floor.OPEN
    asked_by = floor.asked_by if event.owed else ""
    floor = replace(floor, holder="", make_up=False, asked_by=asked_by, said=0, held=event.held)
    if event.owed and event.how is e.TurnEnd.DROPPED and not (asked_by and seat == state.owner):
        return replace(floor, missed=(*floor.missed, seat), done=without(floor.done, seat))
    finished = event.how in (e.TurnEnd.DONE, e.TurnEnd.TIME_UP)
    if mode is Floor.QUESTIONS:
        return replace(floor, asked_by=seat) if finished and seat != state.owner else floor
    if mode not in (Floor.HOLDER, Floor.ROUND, Floor.ROUND_UNTIL_PASS):
        return floor
    if seat in floor.done:  # given the floor once more: one turn more, and done as before
        return floor
    if event.how is e.TurnEnd.DROPPED:
        return replace(floor, missed=(*floor.missed, seat))
    if not event.last and _comes_again(mode, event.how, in_part=seat in floor.part):
        return replace(floor, waiting=(*without(floor.waiting, seat), seat))
    return replace(floor, done=(*floor.done, seat))


def _comes_again(mode: Floor, how: e.TurnEnd, *, in_part: bool) -> bool:
    """Until they pass; and the holder of a stage, when somebody else was given the floor in between."""
    if mode is Floor.ROUND_UNTIL_PASS:
        return how in (e.TurnEnd.DONE, e.TurnEnd.TIME_UP, e.TurnEnd.TAKEN)
    return mode is Floor.HOLDER and how is e.TurnEnd.TAKEN and in_part


def without(items: tuple[T, ...], item: T) -> tuple[T, ...]:
    return tuple(one for one in items if one != item) if item in items else items
