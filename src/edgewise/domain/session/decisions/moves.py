"""The facilitator's moves and the issue owner's shield."""

from __future__ import annotations

from typing import assert_never

from edgewise.domain.formats.model import Floor
from edgewise.domain.phrases import counted, listed, phrase
from edgewise.domain.session import commands as c
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.contributions import empty
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.decisions.turns import carry_on, end_turn, start_turn
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.gates import needs_of, open_needs
from edgewise.domain.session.names import SYSTEM, Millis, SeatId
from edgewise.domain.session.plan import spare_ms
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import State, stage_named

FloorMove = c.GiveFloor | c.TakeFloor | c.FlagAdvice
TimeMove = c.AddTime | c.Pause | c.ResetRoom
RoomMove = c.AskEnergy | c.CloseEnergy | c.HandOver | c.NameDeputy
MoveCommand = FloorMove | TimeMove | RoomMove
ShieldCommand = c.ShieldPause | c.ShieldEnough | c.ShieldAdvice


def decide_move(story: Story, command: MoveCommand, by: SeatId) -> Refused | None:
    if refused := guards.chair(story.state, by):
        return refused
    match command:
        case c.GiveFloor() | c.TakeFloor() | c.FlagAdvice():
            return _floor_move(story, command, by)
        case c.AddTime() | c.Pause() | c.ResetRoom():
            return _time_move(story, command, by)
        case _:
            return _room_move(story, command, by)


def _floor_move(story: Story, command: FloorMove, by: SeatId) -> Refused | None:
    state = story.state
    if refused := guards.running(state):
        return refused
    match command:
        case c.GiveFloor(to=to):
            if refused := may_be_given(state, to):
                return refused
            story.move(by, "give_floor", to)
            if state.control.floor.holder:
                end_turn(story, e.TurnEnd.TAKEN)
            start_turn(story, to)
        case c.TakeFloor(reason=reason, seat=seat):
            if not state.control.floor.holder:
                return Refused("no_floor", guards.NO_FLOOR)
            if refused := guards.turn_of(state, seat, story.now) or empty(reason):
                return refused
            story.move(by, "take_floor")
            end_turn(story, e.TurnEnd.TAKEN, reason, held=True)
        case c.FlagAdvice(seat=seat):
            if seat not in state.seats or seat == by:
                return Refused("no_seat", phrase("Choose the person who gave the advice."))
            story.tell(e.AdviceFlagged(seat=seat, at=story.now))
        case _:
            assert_never(command)
    return None


def may_be_given(state: State, to: SeatId) -> Refused | None:
    """Can the floor be given to this seat in the running stage?"""
    seat, stage = state.seats.get(to), state.stage
    if seat is None or not seat.present:
        return _not_here(state, to)
    if state.control.floor.holder == to:
        return Refused("has_floor", phrase("{name} has the floor already.", name=seat.name))
    if stage and stage.floor in (Floor.SILENT_WRITING, Floor.ALL):
        return Refused("no_turns", phrase("In this stage nobody has the floor: everyone works at once."))
    if refused := guards.back_seen(state, to):
        return Refused(refused.code, phrase("{name}\u2019s back is turned in this stage.", name=seat.name))
    return None


def _time_move(story: Story, command: TimeMove, by: SeatId) -> Refused | None:
    state = story.state
    if refused := guards.under_way(state):
        return refused
    match command:
        case c.AddTime(seconds=seconds, source=source, step=step):
            refused = guards.running(state) or guards.meant_for(state, step, story.now)
            if refused := refused or _cannot_pay(state, seconds, source):
                return refused
            story.move(by, "add_time")
            story.tell(e.TimeAdded(ms=seconds * 1000, source=source, at=story.now))
        case c.Pause(reason=reason):
            if refused := guards.ticking(state):
                return refused
            story.tell(e.Paused(by=by, reason=reason, at=story.now))
        case c.ResetRoom(sentence=sentence):
            if refused := empty(sentence):
                return refused
            story.tell(e.RoomReset(sentence=sentence, at=story.now))
        case _:
            assert_never(command)
    return None


def _cannot_pay(state: State, seconds: int, source: int) -> Refused | None:
    if source == -1:
        return None
    spare = spare_ms(state, source) // 1000
    if spare >= seconds:
        return None
    if not state.control.step < source < len(state.control.steps):
        return Refused("no_such_stage", phrase("Take time from a later stage, or from the end."))
    title = state.fmt.said(stage_named(state.fmt, state.control.steps[source].stage).title)
    gives = counted(
        "“{stage}” can give one second at the most.", "“{stage}” can give {count} seconds at the most.", spare,
        stage=title,
    )  # fmt: skip
    return Refused("no_time_left", gives, phrase("Take less, or end later."))


def _room_move(story: Story, command: RoomMove, by: SeatId) -> Refused | None:
    state, now = story.state, story.now
    match command:
        case c.AskEnergy():
            if refused := guards.under_way(state):
                return refused
            if state.energy is not None:
                return Refused("check_open", phrase("An energy check is open already."))
            story.tell(e.EnergyAsked(at=now))
        case c.CloseEnergy():
            if state.energy is None:
                return Refused("no_check", guards.NO_CHECK)
            story.tell(e.EnergyClosed(at=now))
        case c.HandOver(to=to):
            if refused := guards.not_closed(state) or _another_present(state, to, by):
                return refused
            story.move(by, "hand_over")
            story.tell(e.ChairHandedOver(to=to, at=now))
        case c.NameDeputy(to=to):
            if refused := guards.not_closed(state) or _another_present(state, to, by):
                return refused
            story.tell(e.DeputyNamed(to=to, at=now))
        case _:
            assert_never(command)
    return None


def _another_present(state: State, to: SeatId, by: SeatId) -> Refused | None:
    seat = state.seats.get(to)
    if seat is None or not seat.present:
        return _not_here(state, to)
    if refused := guards.may_hold_the_chair(seat):
        return refused
    return Refused("yourself", phrase("You are the facilitator.")) if to == by else None


def _not_here(state: State, to: SeatId) -> Refused:
    if to not in state.seats:
        return Refused("away", phrase("Choose a person at this table."))
    return Refused("away", phrase("{name} is not here.", name=guards.name(state, to)))


def resume(story: Story, by: SeatId) -> Refused | None:
    """By the chair; by the issue owner only where the pause was their own."""
    state = story.state
    if refused := may_resume(state, by):
        return refused
    story.tell(e.Resumed(by=by, at=story.now))
    return None


def may_resume(state: State, by: SeatId) -> Refused | None:
    clock = state.control.clock
    if not clock.paused_at:
        return Refused("not_paused", phrase("The clock is running."))
    return None if by == clock.paused_by else guards.chair(state, by)


def restore(story: Story) -> None:
    """The chair came back before anybody took it."""
    story.tell(e.LeaseRestored(at=story.now))
    run_again(story, story.state.control.chair)


def run_again(story: Story, by: SeatId) -> None:
    clock = story.state.control.clock
    if clock.paused_at and clock.paused_by == SYSTEM:
        story.tell(e.Resumed(by=by, at=story.now))


def take_back(story: Story, by: SeatId) -> Refused | None:
    state = story.state
    if refused := may_take_back(state, by, story.now):
        return refused
    if state.undo and state.undo.move == "step_back" and state.stage and state.stage.floor is Floor.SILENT_WRITING:
        story.tell(e.NotesRevealed(step=state.control.step, at=story.now))  # as before they stepped back into it
    story.tell(e.MoveTakenBack(alone=True, at=story.now))
    if state.offer and story.state.seats[story.state.control.chair].present:  # whom the chair was given to has gone
        restore(story)
    carry_on(story)
    return None


def may_take_back(state: State, by: SeatId, now: Millis) -> Refused | None:
    undo = state.undo
    if undo is None or undo.by != by:
        return Refused("nothing_to_undo", phrase("You have no move to take back."))
    if now > undo.until:
        return Refused("too_late", phrase("You can take back a move for ten seconds."), phrase("Use Step back."))
    return None


def decide_shield(story: Story, command: ShieldCommand, by: SeatId) -> Refused | None:
    state, now = story.state, story.now
    if refused := may_shield(state, by):
        return refused
    match command:
        case c.ShieldPause():
            if refused := guards.ticking(state):
                return refused
            story.tell(e.ShieldRaised(kind=e.Shield.PAUSE, at=now))
            story.tell(e.Paused(by=by, reason=str.__str__(guards.asked_for_a_pause(state, by)), at=now))
        case c.ShieldEnough(seat=seat):
            if refused := _other_speaks(state, by) or guards.turn_of(state, seat, story.now):
                return refused
            story.tell(e.ShieldRaised(kind=e.Shield.ENOUGH, at=now))
            end_turn(story, e.TurnEnd.TAKEN, "enough")
            carry_on(story)
        case c.ShieldAdvice(seat=seat):
            if refused := _other_speaks(state, by) or guards.turn_of(state, seat, story.now):
                return refused
            story.tell(e.ShieldRaised(kind=e.Shield.ADVICE, at=now))
            story.tell(e.AdviceFlagged(seat=state.control.floor.holder, by_owner=True, at=now))
        case _:
            assert_never(command)
    return None


def may_shield(state: State, by: SeatId) -> Refused | None:
    if refused := guards.running(state):
        return refused
    if state.owner and by == state.owner:
        return None
    return Refused("not_owner", phrase("Only the issue owner can use the shield."))


def _other_speaks(state: State, by: SeatId) -> Refused | None:
    holder = state.control.floor.holder
    return Refused("nobody_speaks", phrase("Nobody else has the floor.")) if holder in ("", by) else None


def gate(state: State) -> Refused | None:
    """May the running stage be left?"""
    missing = open_needs(needs_of(state))
    if not missing:
        return None
    wanted = listed([need.wanted for need in missing])
    return Refused(
        "gate",
        phrase("This stage still needs {wanted}.", wanted=wanted),
        phrase("Add what is missing, or go on with a reason."),
    )
