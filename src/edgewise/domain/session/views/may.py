"""What each seat may do now, and why it may not speak: the rules' own answers, for the page to show."""

from __future__ import annotations

from collections.abc import Iterator

from edgewise.domain.formats.model import Floor
from edgewise.domain.phrases import sentences
from edgewise.domain.session.decisions import (
    contributions,
    guards,
    lease,
    moves,
    outputs,
    stages,
    turns,
)
from edgewise.domain.session.decisions.issues import chosen, foresight
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.state import Phase, State

CHAIR_RUNNING = ("skip_stage", "give_floor", "take_floor", "add_time", "flag_advice", "open_exit_gate")
CHAIR_UNDER_WAY = ("step_back", "override", "ask_energy", "close_energy", "reset_room")
ANYONE_UNDER_WAY = ("commit", "reflect", "celebrate_win", "park")


def may(state: State, seat: SeatId, now: Millis) -> tuple[str, ...]:
    """Commands, by their names on the wire, that would not be refused for who this seat is now.

    What depends on the command's own content (a date, a chosen seat) is not looked at.
    """
    if state.control.phase is Phase.CLOSED or not state.seats[seat].present:
        return ()
    names = [*_own(state, seat, now)]
    if seat == state.control.chair:
        names += _chair(state, seat)
    if moves.may_resume(state, seat) is None:
        names.append("resume")
    if moves.may_take_back(state, seat, now) is None:
        names.append("take_back")
    return tuple(names)


def _own(state: State, seat: SeatId, now: Millis) -> Iterator[str]:
    phase = state.control.phase
    if lease.may_accept(state, seat) is None:
        yield "accept_chair"
    if chosen.may_propose(state) is None:
        yield "propose_issue"
    if chosen.may_withdraw(state, seat) is None:
        yield "withdraw_issue"
    if phase in (Phase.RUNNING, Phase.EXIT_GATE):
        yield from ANYONE_UNDER_WAY
        if state.energy is not None:
            yield "tap"
        if seat in state.last_promises:
            yield "report_promise"
    if phase is Phase.RUNNING:
        yield from _turn(state, seat)
        yield from _issue(state, seat, now)


def _turn(state: State, seat: SeatId) -> Iterator[str]:
    stage = state.stage
    assert stage is not None
    if turns.may_end_turn(state, seat) is None:
        yield "end_turn"
        yield "pass"
    if seat in state.control.floor.hands:
        yield "lower_hand"
    elif turns.may_raise_hand(state, seat) is None:
        yield "raise_hand"
    if contributions.may_write(state, seat) is None:
        yield "write_note"
    kinds = contributions.kinds_for(state, stage, seat)
    if kinds and contributions.may_contribute(state, seat, kinds[0]) is None:
        yield "contribute"


def _issue(state: State, seat: SeatId, now: Millis) -> Iterator[str]:
    if state.issue is None:
        return
    if outputs.may_frame(state, seat, now) is None:
        yield "frame_question"
    if outputs.may_restate(state, seat, now) is None:
        yield "restate_question"
    if outputs.may_decide(state, seat, now) is None:
        yield "decide"
    yield from _foresight(state, seat, now)
    if outputs.may_name_pattern(state, seat) is None:
        yield "name_pattern"
        yield "remove_pattern"
    if seat == state.owner:
        yield from ("shield_pause", "shield_enough", "shield_advice")


def _foresight(state: State, seat: SeatId, now: Millis) -> Iterator[str]:
    if foresight.may_tell_confidence(state, seat, now) is None:
        yield "tell_confidence"
    if foresight.may_assume(state, seat) is None:
        yield "assume"
    if foresight.may_drop_assumption(state, seat, now) is None:
        yield "drop_assumption"
    if foresight.may_foresee(state, seat, now) is None:
        yield "foresee"


def _chair(state: State, seat: SeatId) -> Iterator[str]:
    yield from ("hand_over", "name_deputy", "use_one_laptop")
    if state.one_laptop:
        yield "mark_present"
    if chosen.may_choose(state, seat) is None:
        yield "choose_issues"
    if stages.may_begin(state) is None:
        yield "begin"
    if stages.may_close(state) is None:
        yield "close"
    if state.control.phase is Phase.LOBBY:
        return
    yield from CHAIR_UNDER_WAY
    if not state.control.clock.paused_at:
        yield "pause"
    if state.control.phase is Phase.RUNNING:
        yield from CHAIR_RUNNING
        if stages.may_go_on(state) is None:
            yield "next_stage"


def why_not(state: State, seat: SeatId) -> str:
    """Why this seat may not speak now, with what would help; "" when it may, or when no floor is in play."""
    stage = state.stage
    if stage is None or stage.floor in (Floor.SILENT_WRITING, Floor.ALL):
        return ""
    refused = guards.back_seen(state, seat) or guards.holder(state, seat) or guards.ticking(state)
    return sentences(refused.reason, refused.suggestion) if refused else ""
