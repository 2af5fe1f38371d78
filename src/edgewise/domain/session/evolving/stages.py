"""What stages, time and moves taken back change."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from edgewise.domain.formats.model import Floor
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.evolving.floor import without
from edgewise.domain.session.evolving.taken_back import IN_TURN, moved, taken_back, taken_up
from edgewise.domain.session.state import Clock, Control, FloorState, Issue, Phase, Seat, State, Step, Undo

ClockEvent = e.TimeAdded | e.OvertimeBegan | e.Paused | e.Resumed | e.RoomReset
StageEvent = (
    e.SessionBegan | e.IssuesChosen | e.StageEntered | e.StageLeft | e.ExitGateOpened | e.SessionClosed
    | ClockEvent | e.MoveMade | e.MoveTakenBack
)  # fmt: skip


def evolve_stages(state: State, event: StageEvent) -> State:
    state = replace(state, version=state.version + 1, at=event.at)
    match event:
        case e.SessionBegan():
            pace = replace(state.pace, began=event.at)
            control = replace(
                state.control,
                phase=Phase.RUNNING,
                steps=_steps(event.steps),
                planned=event.planned,
                planned_end=event.at + sum(event.planned),
            )
            return replace(state, pace=pace, control=control)
        case e.IssuesChosen():
            return _chosen(state, event)
        case e.StageEntered():
            return _entered(state, event)
        case e.StageLeft():
            return _left(state, event)
        case e.ExitGateOpened():
            control = replace(state.control, phase=Phase.EXIT_GATE, floor=FloorState(), clock=_gate_clock(state))
            control = replace(control, left=_all_issues(state))
            return replace(state, control=control)
        case e.SessionClosed():
            control = replace(state.control, phase=Phase.CLOSED, floor=FloorState(), clock=Clock())
            control = replace(control, left=_all_issues(state))
            return replace(state, control=control, undo=None, offer=None, energy=None, flags={})
        case e.MoveMade():
            return replace(state, undo=_undo(state, event))
        case e.MoveTakenBack(alone=alone):
            return taken_back(state, event.at) if alone else _all_as_before(state, event)
        case _:
            return _clock(state, event)


def _undo(state: State, event: e.MoveMade) -> Undo:
    return Undo(
        by=event.by,
        until=event.until,
        move=event.move,
        at=event.at,
        control=state.control,
        spoken={seat.id: (seat.floor_ms, seat.turns) for seat in state.seats.values()},
        to=event.to,
        rounds=state.rounds,
        overtime_ms=state.overtime_ms,
        overridden=len(state.overrides),
        flags=state.flags,
        energy=state.energy,
    )


def _steps(steps: tuple[tuple[str, int], ...]) -> tuple[Step, ...]:
    return tuple(Step(stage, issue) for stage, issue in steps)


def _chosen(state: State, event: e.IssuesChosen) -> State:
    """Issues that have begun keep what was said in them; the others are new."""
    kept = {issue.owner: issue for issue in state.issues}
    issues = tuple(kept.get(owner) or Issue(owner, state.proposals.get(owner, "")) for owner in event.owners)
    if state.control.phase is Phase.LOBBY:
        return replace(state, issues=issues)
    entered = tuple(
        at for at in state.control.entered if state.control.steps[at : at + 1] == _steps(event.steps)[at : at + 1]
    )
    planned_end = state.control.planned_end + sum(event.planned) - sum(state.control.planned)
    control = replace(
        state.control, steps=_steps(event.steps), planned=event.planned, planned_end=planned_end, entered=entered
    )
    return replace(state, issues=issues, control=control, undo=None)


def _entered(state: State, event: e.StageEntered) -> State:
    control = replace(state.control, phase=Phase.RUNNING, step=event.step)
    entered = replace(state, control=control)
    stage = entered.stage
    assert stage is not None
    base = control.clock.paused_at or event.at
    floor = FloorState(
        part=event.order,
        waiting=event.order if stage.floor in IN_TURN else (),
        turn_ms=event.turn_ms,
    )
    clock = replace(
        control.clock,
        step_began=base,
        step_deadline=event.deadline,
        turn_began=0,
        turn_deadline=0,
        over=False,
        passed_on_at=event.at if event.by_clock else 0,
    )
    # Stepped back into, the writing goes on where it was: what had been shown of it is withheld again.
    shown = {note.by: note.text for note in state.revealed if note.step == event.step}
    notes = {**shown, **state.drafts.get(event.step, {})}
    revealed = tuple(note for note in state.revealed if note.step != event.step)
    drafts = {step: kept for step, kept in state.drafts.items() if step != event.step}
    floors = {step: kept for step, kept in state.floors.items() if step != event.step}
    control = replace(
        control,
        floor=taken_up(floor, state.floors.get(event.step)),
        clock=clock,
        notes=notes,
        entered=(*without(control.entered, event.step), event.step),
        left=_issues_left(control, event.step),
    )
    rounds = state.rounds + (stage.floor in (Floor.ROUND, Floor.ROUND_UNTIL_PASS))
    return replace(state, control=control, rounds=rounds, flags={}, revealed=revealed, drafts=drafts, floors=floors)


def _issues_left(control: Control, step: int) -> tuple[int, ...]:
    """Those that are over where this step begins, and those that were before."""
    to_come = {later.issue for later in control.steps[step:]}
    over = {earlier.issue for earlier in control.steps[:step]} - to_come - {-1}
    return tuple(sorted(over | set(control.left)))


def _all_issues(state: State) -> tuple[int, ...]:
    return tuple(range(len(state.issues)))


def _left(state: State, event: e.StageLeft) -> State:
    clock = state.control.clock
    over = (clock.paused_at or event.at) - clock.step_deadline if clock.step_deadline else 0
    stage = state.stage
    written, written_step, drafts = state.control.written, state.control.written_step, state.drafts
    if stage and stage.floor is Floor.SILENT_WRITING:
        written, written_step = {} if event.back else state.control.notes, event.step
        drafts = {**drafts, event.step: state.control.notes} if event.back else drafts
    control = replace(state.control, floor=FloorState(), notes={}, written=written, written_step=written_step)
    return replace(state, control=control, energy=None, drafts=drafts, overtime_ms=state.overtime_ms + max(0, over))


def _gate_clock(state: State) -> Clock:
    """Nothing is timed at the exit gate; a pause goes on."""
    clock = state.control.clock
    return Clock(paused_at=clock.paused_at, paused_by=clock.paused_by, pause_reason=clock.pause_reason)


def _all_as_before(state: State, event: e.MoveTakenBack) -> State:
    """Of a log from before December 2026: what others did since was taken back too."""
    undo = state.undo
    assert undo is not None
    control = replace(undo.control, clock=_clock_before(state, undo, event.at), floor=_floor_before(state, undo))
    if not control.floor.holder:
        control = replace(control, clock=replace(control.clock, turn_began=0, turn_deadline=0))
    if _same_stage(state, undo):
        control = replace(control, notes=state.control.notes)
    if undo.move != "hand_over":
        control = replace(control, deputy=state.control.deputy)
    revealed = state.revealed
    if control.notes:  # the writing goes on: what was revealed by the move is withheld again
        revealed = tuple(note for note in revealed if note.step != control.step)
    seats = {seat.id: _silenced(seat, undo) for seat in state.seats.values()}
    return replace(state, control=control, undo=None, revealed=revealed, seats=seats)


def _same_stage(state: State, undo: Undo) -> bool:
    """Did the move leave the stage running?"""
    now, then = state.control, undo.control
    return (now.phase, now.step, now.steps) == (then.phase, then.step, then.steps)


def _clock_before(state: State, undo: Undo, at: int) -> Clock:
    """With as much time left as at the move. A pause is no part of the move: it stays, or stays over."""
    now, then = state.control.clock, undo.control.clock
    clock = moved(then, (now.paused_at or at) - (then.paused_at or undo.at))
    return replace(
        clock,
        paused_at=now.paused_at,
        paused_by=now.paused_by,
        pause_reason=now.pause_reason,
        reset_sentence=now.reset_sentence,
    )


def _floor_before(state: State, undo: Undo) -> FloorState:
    """Who has dropped since does not get the floor; who came back since waits for the turn that was missed."""
    floor = undo.control.floor
    if _same_stage(state, undo):
        risen = tuple(s for s in state.control.floor.hands if s not in floor.hands and s != floor.holder)
        floor = replace(floor, hands=floor.hands + risen)
    missed = floor.missed
    if floor.holder and not state.seats[floor.holder].present:
        missed = (*missed, floor.holder)
        floor = replace(floor, holder="")
    back = tuple(seat for seat in missed if state.seats[seat].present)
    return replace(
        floor,
        missed=tuple(seat for seat in missed if seat not in back),
        waiting=floor.waiting + back,
        hands=tuple(seat for seat in floor.hands if state.seats[seat].present),
    )


def _silenced(seat: Seat, undo: Undo) -> Seat:
    """Turns since the move did not happen; the one it ended goes on and would be counted twice."""
    floor_ms, turns = undo.spoken.get(seat.id, (0, 0))
    return replace(seat, floor_ms=floor_ms, turns=turns)


def _clock(state: State, event: ClockEvent) -> State:
    control, clock = state.control, state.control.clock
    match event:
        case e.TimeAdded():
            return _time_added(state, event)
        case e.OvertimeBegan(turn=turn):
            clock = replace(clock, turn_over=True) if turn else replace(clock, over=True)
        case e.Paused(by=by, reason=reason):
            clock = replace(clock, paused_at=event.at, paused_by=by, pause_reason=reason)
        case e.RoomReset(sentence=sentence):
            clock = replace(
                clock, paused_at=clock.paused_at or event.at, paused_by=control.chair, reset_sentence=sentence
            )
        case e.Resumed():
            clock = moved(clock, event.at - clock.paused_at)
            clock = replace(clock, paused_at=0, paused_by="", pause_reason="", reset_sentence="")
        case _:
            assert_never(event)
    return replace(state, control=replace(control, clock=clock))


def _time_added(state: State, event: e.TimeAdded) -> State:
    """The stage, and the turn that is running, end later; a later stage pays, or the meeting ends later."""
    control, clock, ms = state.control, state.control.clock, event.ms
    base = clock.paused_at or event.at
    planned = list(control.planned)
    planned[control.step] += ms
    planned_end = control.planned_end
    if event.source >= 0:
        planned[event.source] -= ms
    else:
        planned_end += ms
    clock = replace(
        clock,
        step_deadline=max(clock.step_deadline, base) + ms,
        turn_deadline=clock.turn_deadline and max(clock.turn_deadline, base) + ms,
        over=False,
        turn_over=False,
    )
    control = replace(control, clock=clock, planned=tuple(planned), planned_end=planned_end)
    return replace(state, control=control)
