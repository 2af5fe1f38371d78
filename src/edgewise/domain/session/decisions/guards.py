"""What must be so before a command is taken; each answers with the refusal, or nothing."""

from __future__ import annotations

from edgewise.domain.formats.model import ContributionKind, Floor
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Phase, State

IN_TURN = (Floor.HOLDER, Floor.ROUND, Floor.ROUND_UNTIL_PASS)
BY_HAND = (Floor.QUESTIONS, Floor.OPEN, Floor.BACK_TURNED)
WORDS = {
    ContributionKind.CLARIFYING_QUESTION: "clarifying questions",
    ContributionKind.OPEN_QUESTION: "open questions",
    ContributionKind.PERSPECTIVE: "perspectives",
    ContributionKind.EXPERIENCE: "experiences",
    ContributionKind.OPTION: "options",
    ContributionKind.MIRROR: "mirrors",
    ContributionKind.ANSWER: "answers",
    ContributionKind.APPRECIATION: "appreciations",
}


def name(state: State, seat: SeatId) -> str:
    return state.seats[seat].name if seat in state.seats else "Nobody"


def seated(state: State, by: SeatId) -> Refused | None:
    if by not in state.seats:
        return Refused("no_seat", "There is no seat for you in this session.", "Ask the facilitator for a guest link.")
    return None


def chair(state: State, by: SeatId) -> Refused | None:
    if by == state.control.chair:
        return None
    return Refused("not_chair", f"{name(state, state.control.chair)} holds the chair; only the chair does this.")


def running(state: State) -> Refused | None:
    match state.control.phase:
        case Phase.RUNNING:
            return None
        case Phase.LOBBY:
            return Refused("not_begun", "The session has not begun.", "The facilitator begins it.")
        case Phase.EXIT_GATE:
            return Refused("at_exit_gate", "The session is at its exit gate.", "Step back to open a stage again.")
        case Phase.CLOSED:
            return Refused("closed", "The session is closed.")


def under_way(state: State) -> Refused | None:
    """Running or at the exit gate."""
    return None if state.control.phase is Phase.EXIT_GATE else running(state)


def not_closed(state: State) -> Refused | None:
    return Refused("closed", "The session is closed.") if state.control.phase is Phase.CLOSED else None


def ticking(state: State) -> Refused | None:
    clock = state.control.clock
    if not clock.paused_at:
        return None
    why = clock.reset_sentence or clock.pause_reason
    return Refused("paused", f"The clock is paused: {why}" if why else "The clock is paused.", "Wait for Resume.")


def back_seen(state: State, by: SeatId) -> Refused | None:
    stage = state.stage
    if stage and stage.turns_owners_back() and by == state.owner:
        return Refused(
            "back_turned",
            "Your back is turned: the others talk as if you were not here.",
            "Listen and take notes; the shield works: pause, enough, that is advice.",
        )
    return None


def holder(state: State, by: SeatId) -> Refused | None:
    floor = state.control.floor
    if floor.holder == by:
        return None
    if floor.holder:
        return Refused("not_your_turn", f"{name(state, floor.holder)} has the floor.", next_turn(state, by))
    return Refused("no_floor", "Nobody has the floor.", next_turn(state, by))


def next_turn(state: State, by: SeatId) -> str:
    """When this seat's own turn comes, or how to ask for one."""
    floor, stage = state.control.floor, state.stage
    if by in floor.waiting:
        place = floor.waiting.index(by)
        return "You are next." if place == 0 else f"Your turn comes after {place} more."
    if by in floor.hands:
        place = floor.hands.index(by)
        return "Your hand is up; you are next." if place == 0 else f"Your hand is up; {place} before you."
    if stage and stage.floor in BY_HAND and may_ask(state, by):
        return "Raise your hand."
    return "You had your turn in this round." if by in floor.done else ""


def may_ask(state: State, by: SeatId) -> bool:
    """May this seat raise a hand in the running stage?"""
    stage = state.stage
    return bool(stage and stage.floor in BY_HAND and by in state.control.floor.part)


def first(*refusals: Refused | None) -> Refused | None:
    """The first thing that stands in the way."""
    return next((refusal for refusal in refusals if refusal), None)
