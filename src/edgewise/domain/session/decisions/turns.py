"""How the floor moves: entering and leaving a stage, the next turn, and the commands of a turn."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from edgewise.domain.formats.model import Floor, SpeaksFirst
from edgewise.domain.phrases import Phrase, phrase
from edgewise.domain.session import commands as c
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.plan import taking_part, turn_ms
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Phase, State, stage_named

TurnCommand = c.EndTurn | c.Pass | c.RaiseHand | c.LowerHand


def decide_turn(story: Story, command: TurnCommand, by: SeatId) -> Refused | None:
    state = story.state
    match command:
        case c.EndTurn() | c.Pass():
            if refused := may_end_turn(state, by):
                return refused
            end_turn(story, e.TurnEnd.DONE if isinstance(command, c.EndTurn) else e.TurnEnd.PASSED)
            carry_on(story)
        case c.RaiseHand():
            if refused := may_raise_hand(state, by):
                return refused
            story.tell(e.HandRaised(seat=by, at=story.now))
            carry_on(story)
        case c.LowerHand():
            if by in state.control.floor.hands:
                story.tell(e.HandLowered(seat=by, at=story.now))
        case _:
            assert_never(command)
    return None


def may_end_turn(state: State, by: SeatId) -> Refused | None:
    return guards.first(guards.running(state), guards.holder(state, by), guards.ticking(state))


def may_raise_hand(state: State, by: SeatId) -> Refused | None:
    if refused := guards.first(guards.running(state), guards.back_seen(state, by)):
        return refused
    floor, stage = state.control.floor, state.stage
    if floor.holder == by:
        return Refused(
            "has_floor", phrase("You have the floor."), phrase("Speak, and end your turn when you have finished.")
        )
    if by in floor.hands or (by in floor.waiting and stage and stage.floor in guards.BY_HAND):
        return Refused("hand_is_up", phrase("Your hand is up already."), guards.next_turn(state, by))
    if not guards.may_ask(state, by):
        return Refused("no_hands", _why_no_hands(state), guards.next_turn(state, by))
    return None


def _why_no_hands(state: State) -> Phrase:
    stage = state.stage
    if stage and stage.floor in guards.IN_TURN:
        return phrase("Everyone gets a turn here; there is no queue.")
    if stage and stage.floor is Floor.QUESTIONS:
        return phrase("The others ask in this stage, and you answer.")
    return phrase("Nobody raises a hand in this stage.")


def enter(story: Story, step: int, *, by_clock: bool = False) -> None:
    """The stage begins: its order, its deadline, its first turn."""
    control = story.state.control
    stage = stage_named(story.state.fmt, control.steps[step].stage)
    order = taking_part(at_step(story.state, step), stage)
    planned = control.planned[step]
    story.tell(
        e.StageEntered(
            step=step,
            deadline=story.base + planned,
            order=order,
            turn_ms=turn_ms(stage, order, planned),
            by_clock=by_clock,
            at=story.now,
        )
    )
    carry_on(story)


def at_step(state: State, step: int) -> State:
    """The state as if `step` were running, for rules that ask whose stage it is."""
    return replace(state, control=replace(state.control, step=step, phase=Phase.RUNNING))


def leave(story: Story, reason: str = "", *, back: bool = False) -> None:
    """The stage ends: its turn too, and what was written in silence is shown."""
    state = story.state
    if state.control.floor.holder:
        end_turn(story, e.TurnEnd.MOVED_ON)
    stage = state.stage
    if stage and stage.floor is Floor.SILENT_WRITING and not back:
        story.tell(e.NotesRevealed(step=state.control.step, at=story.now))
    story.tell(e.StageLeft(step=state.control.step, reason=reason, back=back, at=story.now))


def end_turn(story: Story, how: e.TurnEnd, reason: str = "", *, held: bool = False) -> None:
    state = story.state
    story.tell(
        e.TurnEnded(
            seat=state.control.floor.holder,
            how=how,
            reason=reason,
            last=_is_last(state, how),
            owed=_is_owed(state, how),
            held=held,
            at=story.now,
        )
    )


def _is_last(state: State, how: e.TurnEnd) -> bool:
    """Until everyone has passed: a turn in which nothing was put on the board counts as passed.

    Where nothing is written down, silence cannot be told from speech: it ends with the time, or with the others.
    """
    stage, floor = state.stage, state.control.floor
    if stage is None or stage.floor is not Floor.ROUND_UNTIL_PASS or floor.said:
        return False
    return how is e.TurnEnd.TIME_UP or (how is e.TurnEnd.DONE and bool(stage.allows or not floor.waiting))


def _is_owed(state: State, how: e.TurnEnd) -> bool:
    """A turn that a lost connection cut; and an answer, when another turn came in between."""
    floor, stage = state.control.floor, state.stage
    if how is e.TurnEnd.DROPPED:
        return stage is not None
    between = stage is not None and stage.floor is Floor.QUESTIONS and floor.holder != state.owner
    return between and bool(floor.asked_by) and how is not e.TurnEnd.DONE


def start_turn(story: Story, seat: SeatId, *, make_up: bool = False) -> None:
    length = story.state.control.floor.turn_ms
    deadline = story.base + length if length else 0
    story.tell(e.TurnStarted(seat=seat, deadline=deadline, make_up=make_up, at=story.now))


def carry_on(story: Story) -> None:
    """Where nobody has the floor, the next one gets it: in turn, by hand, or the owner to answer."""
    state = story.state
    stage = state.stage
    if stage is None or state.control.floor.holder or state.control.floor.held:
        return
    if stage.floor in guards.IN_TURN:
        if stage.speaks_first is SpeaksFirst.FACILITATOR_PICKS and not _picked(state):
            return
        _next_in_round(story)
    elif stage.floor in guards.BY_HAND:
        _next_hand(story, stage.speaks_first)


def _picked(state: State) -> bool:
    """In a round that the facilitator opens: has the first one been picked?"""
    floor = state.control.floor
    return bool(floor.done or floor.missed) or len(floor.waiting) < len(floor.part)


def _next_in_round(story: Story) -> None:
    for seat in story.state.control.floor.waiting:
        if story.state.seats[seat].present:
            start_turn(story, seat, make_up=_is_make_up(story.state, seat))
            return
        story.tell(e.TurnMissed(seat=seat, at=story.now))


def _is_make_up(state: State, seat: SeatId) -> bool:
    """Did the round pass this seat before? (Its place in the order is behind one who is done.)"""
    floor, stage = state.control.floor, state.stage
    if seat not in floor.part or stage is None or stage.floor is not Floor.ROUND:
        return False
    place = floor.part.index(seat)
    return any(other in floor.done and floor.part.index(other) > place for other in floor.part)


def _next_hand(story: Story, order: SpeaksFirst) -> None:
    state = story.state
    floor, owner = state.control.floor, state.owner
    seats = state.seats
    if floor.asked_by and owner and seats[owner].present:
        start_turn(story, owner)
        return
    if cut := next((seat for seat in floor.waiting if seats[seat].present), ""):
        start_turn(story, cut, make_up=True)
        return
    if hands := [seat for seat in floor.hands if seats[seat].present]:
        quiet = order is SpeaksFirst.QUIETEST
        start_turn(story, min(hands, key=lambda seat: seats[seat].floor_ms) if quiet else hands[0])
