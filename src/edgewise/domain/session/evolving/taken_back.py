"""A move taken back: what the move did is undone, and nothing that anybody else has done since."""

from __future__ import annotations

from msgspec.structs import replace

from edgewise.domain.formats.model import Floor, Stage
from edgewise.domain.session.evolving.floor import without
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.state import Clock, Control, FloorState, Overridden, Seat, State, Undo

STAGE_MOVES = ("next_stage", "skip_stage", "step_back", "open_exit_gate")
IN_TURN = (Floor.HOLDER, Floor.ROUND, Floor.ROUND_UNTIL_PASS)


def taken_back(state: State, at: Millis) -> State:
    undo = state.undo
    assert undo is not None
    if undo.move in STAGE_MOVES:
        state = _stage(state, undo, at)
    elif undo.move == "add_time":
        state = replace(state, control=_time(state.control, undo, at))
    elif undo.move == "hand_over":
        state = replace(state, control=_chair(state.control, undo.control))
    elif _same_stage(state.control, undo.control):
        state = _floor(state, undo, at)
    return replace(state, undo=None)


def _same_stage(now: Control, then: Control) -> bool:
    return (now.phase, now.step, now.steps) == (then.phase, then.step, then.steps)


def _base(control: Control, at: Millis) -> Millis:
    """While paused, the clock stands still."""
    return control.clock.paused_at or at


# -- the chair, and the time -------------------------------------------------------------------------------------


def _chair(now: Control, then: Control) -> Control:
    """Who was named deputy since stays it."""
    named = now.deputy not in (then.chair, now.chair)
    return replace(now, chair=then.chair, deputy=now.deputy if named else then.deputy)


def _time(now: Control, undo: Undo, at: Millis) -> Control:
    """As much is left as at the move, so that nobody's time is over by its taking back; what has passed is counted."""
    then = undo.control
    control = replace(now, planned=then.planned, planned_end=then.planned_end)
    if not _same_stage(now, then):
        return control
    before = _clock_before(now, undo, at)
    clock = replace(now.clock, step_deadline=before.step_deadline, over=before.over)
    if _same_turn(now, then):  # else it began after the move, and has a time of its own
        clock = replace(clock, turn_deadline=before.turn_deadline, turn_over=before.turn_over)
    return replace(control, clock=clock)


def _same_turn(now: Control, then: Control) -> bool:
    since = now.clock.step_began - then.clock.step_began  # how long was paused
    began = then.clock.turn_began and then.clock.turn_began + since
    return (now.floor.holder, now.clock.turn_began) == (then.floor.holder, began)


def _clock_before(now: Control, undo: Undo, at: Millis) -> Clock:
    """With as much time left as at the move. A pause is no part of the move: it stays, or stays over."""
    then = undo.control
    clock = moved(then.clock, _base(now, at) - _base(then, undo.at))
    return replace(
        clock,
        paused_at=now.clock.paused_at,
        paused_by=now.clock.paused_by,
        pause_reason=now.clock.pause_reason,
        reset_sentence=now.clock.reset_sentence,
    )


def moved(clock: Clock, by: int) -> Clock:
    """Every moment of the clock, later by `by` ms; what is not set stays so."""
    return replace(
        clock,
        step_began=clock.step_began and clock.step_began + by,
        step_deadline=clock.step_deadline and clock.step_deadline + by,
        turn_began=clock.turn_began and clock.turn_began + by,
        turn_deadline=clock.turn_deadline and clock.turn_deadline + by,
    )


# -- the floor ---------------------------------------------------------------------------------------------------


def _floor(state: State, undo: Undo, at: Millis) -> State:
    """Who was given the floor waits as before; whose turn was cut has it again, or is the next."""
    now, then = state.control, undo.control
    floor, clock = now.floor, now.clock
    since = now.clock.step_began - then.clock.step_began
    if undo.to and (floor.holder, clock.turn_began) == (undo.to, _base(then, undo.at) + since):
        floor = _replaced(floor, then.floor, undo.to)
        clock = replace(clock, turn_began=0, turn_deadline=0, turn_over=False)
    cut = "" if _has_ended(state, then.floor.holder) else then.floor.holder
    if not cut or state.seats[cut].turns > undo.spoken[cut][1] + 1:  # nobody's, or they have had another turn since
        held = then.floor.held if not floor.holder else floor.held
        return replace(state, control=replace(now, floor=replace(floor, held=held), clock=clock))
    if cut not in then.floor.done:
        floor = replace(floor, done=without(floor.done, cut))
    floor = replace(floor, waiting=without(floor.waiting, cut), missed=without(floor.missed, cut))
    if floor.holder or not state.seats[cut].present:
        floor = _owed(state, floor, then.floor)
        return replace(state, control=replace(now, floor=floor, clock=clock))
    floor = _resumed(floor, then.floor)
    turn = _clock_before(now, undo, at)
    clock = replace(clock, turn_began=turn.turn_began, turn_deadline=turn.turn_deadline, turn_over=turn.turn_over)
    return replace(state, control=replace(now, floor=floor, clock=clock), seats=_running_again(state, undo))


def _replaced(floor: FloorState, then: FloorState, seat: SeatId) -> FloorState:
    """Without the turn that the move gave to `seat`, who stands in line where they stood."""
    waiting = tuple(s for s in then.waiting if s in floor.waiting or s == seat)
    hands = tuple(s for s in then.hands if s in floor.hands or s == seat)
    return replace(
        floor,
        holder="",
        make_up=False,
        said=0,
        waiting=waiting + tuple(s for s in floor.waiting if s not in then.waiting),
        hands=hands + tuple(s for s in floor.hands if s not in then.hands),
    )


def _resumed(floor: FloorState, then: FloorState) -> FloorState:
    return replace(
        floor,
        holder=then.holder,
        asked_by=then.asked_by,
        make_up=then.make_up,
        said=then.said,
        held=False,
        hands=without(floor.hands, then.holder),
    )


def _owed(state: State, floor: FloorState, then: FloorState) -> FloorState:
    """Somebody has the floor by now, or whose turn was cut is away: their turn, or answer, is still to come."""
    cut = then.holder
    if cut == state.owner and then.asked_by:
        return replace(floor, asked_by=floor.asked_by or then.asked_by)
    if not state.seats[cut].present:
        return replace(floor, missed=(*floor.missed, cut), done=without(floor.done, cut), held=False)
    return (
        floor if cut == floor.holder else replace(floor, waiting=(cut, *floor.waiting), done=without(floor.done, cut))
    )


def _running_again(state: State, undo: Undo) -> dict[SeatId, Seat]:
    """The turn that the move ended goes on, and would be counted twice."""
    then = undo.control
    seat = state.seats[then.floor.holder]
    counted = max(0, _base(then, undo.at) - then.clock.turn_began)
    return {**state.seats, seat.id: replace(seat, floor_ms=seat.floor_ms - counted, turns=seat.turns - 1)}


# -- the stage ---------------------------------------------------------------------------------------------------


def _stage(state: State, undo: Undo, at: Millis) -> State:
    """As it was, with as much time left; what was begun in the stage that is left waits for its return."""
    now, then = state.control, undo.control
    floor = _floor_before(state, undo)
    clock = _clock_before(now, undo, at)
    if not floor.holder:
        clock = replace(clock, turn_began=0, turn_deadline=0)
    drafts, floors = state.drafts, state.floors
    left = state.stage
    if left and (now.step, now.phase) != (then.step, then.phase):
        floors = {**floors, now.step: _set_aside(now.floor, left, state.owner)}
        if left.floor is Floor.SILENT_WRITING and undo.move != "step_back":
            drafts = {**drafts, now.step: now.notes}
    revealed = state.revealed
    if then.notes:  # the writing goes on: what was revealed by the move is withheld again
        revealed = tuple(note for note in revealed if note.step != then.step)
    return replace(
        state,
        control=replace(then, chair=now.chair, deputy=now.deputy, floor=floor, clock=clock),
        seats=_running_again(state, undo) if floor.holder else state.seats,
        revealed=revealed,
        drafts=drafts,
        floors=floors,
        rounds=undo.rounds,
        overtime_ms=undo.overtime_ms,
        overrides=_overrides_before(state, undo),
        flags=undo.flags,
        energy=undo.energy if state.energy is None else state.energy,
    )


def _overrides_before(state: State, undo: Undo) -> tuple[Overridden, ...]:
    """Without those of a stage skipped; what was overridden since, elsewhere, stays."""
    before, since = state.overrides[: undo.overridden], state.overrides[undo.overridden :]
    return before + tuple(o for o in since if undo.move != "skip_stage" or o.step != undo.control.step)


def _floor_before(state: State, undo: Undo) -> FloorState:
    """Who has gone since is owed the turn; who came back waits for the one they missed; guests take part."""
    floor, stage = undo.control.floor, _stage_of(state, undo.control)
    missed = floor.missed
    if floor.holder and not state.seats[floor.holder].present:
        owner = state.issues[issue].owner if (issue := undo.control.steps[undo.control.step].issue) >= 0 else ""
        answering = floor.holder == owner and floor.asked_by
        missed = missed if answering else (*missed, floor.holder)
        floor = replace(floor, holder="", done=without(floor.done, floor.holder))
    back = tuple(seat for seat in missed if state.seats[seat].present)
    guests = (
        () if stage is None or stage.floor is Floor.HOLDER else tuple(s for s in state.seats if s not in undo.spoken)
    )
    come = back + (guests if stage and stage.floor in IN_TURN else ())
    floor = replace(
        floor,
        missed=tuple(seat for seat in missed if seat not in back),
        waiting=floor.waiting + come,
        part=floor.part + guests,
    )
    places = {name: getattr(floor, name) for name in ("part", "waiting", "missed", "hands")}
    return replace(floor, **{n: tuple(s for s in seats if not _has_ended(state, s)) for n, seats in places.items()})


def _has_ended(state: State, seat: SeatId) -> bool:
    """They left the circle since: nobody waits for them."""
    return bool(seat and state.seats[seat].ended_at)


def _stage_of(state: State, control: Control) -> Stage | None:
    return replace(state, control=control).stage


def _set_aside(floor: FloorState, stage: Stage, owner: SeatId) -> FloorState:
    """The floor of a stage for its return: whose turn is running has it first."""
    holder = floor.holder
    answers = stage.floor is Floor.QUESTIONS and holder == owner and floor.asked_by
    first = (holder,) if holder and holder not in floor.done and not answers else ()
    return replace(
        floor, holder="", make_up=False, said=0, held=False, missed=(), waiting=(*first, *floor.waiting, *floor.missed)
    )


def taken_up(floor: FloorState, aside: FloorState | None) -> FloorState:
    """The floor of a stage that is entered, as it was when it was set aside."""
    if aside is None:
        return floor
    known = (*aside.waiting, *aside.done)
    return replace(
        floor,
        waiting=(*aside.waiting, *(seat for seat in floor.waiting if seat not in known)),
        done=aside.done,
        hands=aside.hands,
        asked_by=aside.asked_by,
    )
