"""What must be so before a command is taken; each answers with the refusal, or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from edgewise.domain.formats.model import ContributionKind, Floor
from edgewise.domain.phrases import Phrase, counted, phrase
from edgewise.domain.session.names import SYSTEM, Millis, SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Phase, Seat, State

IN_TURN = (Floor.HOLDER, Floor.ROUND, Floor.ROUND_UNTIL_PASS)
BY_HAND = (Floor.QUESTIONS, Floor.OPEN, Floor.BACK_TURNED)
FAR_AWAY = timedelta(days=366)
FASTER_MS = 2_000  # a press so soon after the clock changed the stage was meant for the stage before
FASTER_THAN_TURN_MS = 1_000  # the same, of a turn: it is noticed at once
CLOSED = phrase("The session is closed.")
AT_EXIT_GATE = phrase("The session is at its exit gate.")
NO_FLOOR = phrase("Nobody has the floor.")
NO_CHECK = phrase("No energy check is open.")
WORDS = {
    ContributionKind.CLARIFYING_QUESTION: phrase("clarifying questions"),
    ContributionKind.OPEN_QUESTION: phrase("open questions"),
    ContributionKind.PERSPECTIVE: phrase("perspectives"),
    ContributionKind.EXPERIENCE: phrase("experiences"),
    ContributionKind.OPTION: phrase("options"),
    ContributionKind.MIRROR: phrase("mirrors"),
    ContributionKind.ANSWER: phrase("answers"),
    ContributionKind.APPRECIATION: phrase("appreciations"),
}


def name(state: State, seat: SeatId) -> str:
    return state.seats[seat].name


def seated(state: State, by: SeatId) -> Refused | None:
    if by not in state.seats:
        return Refused(
            "no_seat",
            phrase("There is no seat for you in this session."),
            phrase("Ask the facilitator for a guest link."),
        )
    return None


def may_hold_the_chair(seat: Seat) -> Refused | None:
    """Of somebody at the table: a guest signs the agreement first, and the boss of others here never facilitates."""
    if seat.may_chair:
        return None
    if seat.boss:
        return Refused(
            "boss",
            phrase("{name} is the manager of others here, so {name} is never the facilitator.", name=seat.name),
            phrase("Choose somebody else."),
        )
    return Refused(
        "unsigned",
        phrase("{name} is a guest and has not signed the agreement.", name=seat.name),
        phrase("Guests sign it on the page of their link."),
    )


def chair(state: State, by: SeatId) -> Refused | None:
    if by == state.control.chair:
        return None
    facilitator = name(state, state.control.chair)
    return Refused(
        "not_chair", phrase("Only the facilitator can do this. {name} is the facilitator.", name=facilitator)
    )


def owner_or_chair(state: State, by: SeatId) -> Refused | None:
    """For what the issue owner says, and the chair may write down."""
    if refused := of_issue(state):
        return refused
    return None if by == state.control.chair else owner(state, by)


def of_issue(state: State) -> Refused | None:
    if refused := running(state):
        return refused
    return Refused("no_issue", phrase("There is no issue in this stage.")) if state.issue is None else None


def owner(state: State, by: SeatId) -> Refused | None:
    if by == state.owner:
        return None
    named = name(state, state.owner)
    return Refused("not_owner", phrase("Only the issue owner can say this. {name} is the issue owner.", name=named))


def running(state: State) -> Refused | None:
    match state.control.phase:
        case Phase.RUNNING:
            return None
        case Phase.LOBBY:
            return Refused("not_begun", phrase("The session has not begun."), phrase("The facilitator begins it."))
        case Phase.EXIT_GATE:
            return Refused("at_exit_gate", AT_EXIT_GATE, phrase("Step back to open a stage again."))
        case Phase.CLOSED:
            return Refused("closed", CLOSED)


def under_way(state: State) -> Refused | None:
    """Running or at the exit gate."""
    return None if state.control.phase is Phase.EXIT_GATE else running(state)


def not_closed(state: State) -> Refused | None:
    return Refused("closed", CLOSED) if state.control.phase is Phase.CLOSED else None


def ticking(state: State) -> Refused | None:
    clock = state.control.clock
    if not clock.paused_at:
        return None
    why = clock.reset_sentence or why_paused(state)
    paused = phrase("The clock is paused: {why}", why=why) if why else phrase("The clock is paused.")
    return Refused("paused", paused, phrase("Wait until it runs again."))


def why_paused(state: State) -> str:
    """The reason of the pause: as somebody wrote it, or as the rules say it; "" where there is none."""
    clock = state.control.clock
    if clock.paused_by == SYSTEM:
        away = name(state, state.control.chair)
        return phrase("{name} is away. Another person is asked to facilitate.", name=away)
    asked = asked_for_a_pause(state, clock.paused_by) if clock.paused_by in state.seats else ""
    return asked if clock.pause_reason == asked else clock.pause_reason


def asked_for_a_pause(state: State, by: SeatId) -> Phrase:
    """Kept as the reason of the pause that an issue owner's shield makes, in English."""
    return phrase("{name} asked for a pause", name=name(state, by))


def back_seen(state: State, by: SeatId) -> Refused | None:
    stage = state.stage
    if stage and stage.turns_owners_back() and by == state.owner:
        return Refused(
            "back_turned",
            phrase("Your back is turned: the others talk as if you were not here."),
            phrase("Listen and take notes. You can still use your shield: Pause, Enough, That is advice."),
        )
    return None


def holder(state: State, by: SeatId) -> Refused | None:
    floor = state.control.floor
    if floor.holder == by:
        return None
    if floor.holder:
        speaks = phrase("{name} has the floor.", name=name(state, floor.holder))
        return Refused("not_your_turn", speaks, next_turn(state, by))
    return Refused("no_floor", NO_FLOOR, next_turn(state, by))


def next_turn(state: State, by: SeatId) -> str:
    """When this seat's own turn comes, or how to ask for one."""
    floor, stage = state.control.floor, state.stage
    here = [seat.id for seat in state.seats.values() if seat.present or seat.id == by]
    if by in floor.waiting:
        place = [seat for seat in floor.waiting if seat in here].index(by)
        if place == 0:
            return phrase("You are next.")
        return counted("Your turn comes after one more person.", "Your turn comes after {count} more people.", place)
    if by in floor.hands:
        place = [seat for seat in floor.hands if seat in here].index(by)
        if place == 0:
            return phrase("Your hand is up; you are next.")
        return counted(
            "Your hand is up; one person is before you.", "Your hand is up; {count} people are before you.", place
        )
    if stage and stage.floor in BY_HAND and may_ask(state, by):
        return phrase("You can raise your hand.")
    return phrase("You had your turn in this round.") if by in floor.done else ""


def meant_for(state: State, step: int, now: Millis) -> Refused | None:
    """Does the stage run that somebody meant? -1: they did not say, and the clock may have been faster."""
    stage, opened = state.stage, state.control.clock.passed_on_at
    if stage is None or (state.control.step == step if step >= 0 else not opened or now - opened >= FASTER_MS):
        return None
    return Refused(
        "moved_on",
        phrase("The session has moved on to “{stage}”.", stage=state.fmt.said(stage.title)),
        phrase("Look again, and press once more if you still want it."),
    )


def turn_of(state: State, seat: SeatId, now: Millis) -> Refused | None:
    """Does the turn run that somebody meant? "": they did not say, and the clock may have been faster."""
    holder, began = state.control.floor.holder, state.control.clock.turn_passed_on_at
    if seat == holder or (not seat and (not began or now - began >= FASTER_THAN_TURN_MS)):
        return None
    speaks = phrase("{name} has the floor.", name=name(state, holder))
    return Refused("moved_on", speaks, phrase("Look again, and press once more if you still want it."))


def may_ask(state: State, by: SeatId) -> bool:
    """May this seat raise a hand in the running stage?"""
    stage = state.stage
    return bool(stage and stage.floor in BY_HAND and by in state.control.floor.part)


def bad_date(text: str, now: Millis) -> Refused | None:
    """A real day, not past (a day's grace for time zones) and within a year."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return Refused(
            "bad_date",
            phrase("{day} is not a day in the calendar.", day=text),
            phrase("Write it as year-month-day."),
        )
    today = datetime.fromtimestamp(now / 1000, UTC).date()
    if day < today - timedelta(days=1):
        return Refused("past_date", phrase("{day} has passed.", day=text), phrase("Choose a later day."))
    if day > today + FAR_AWAY:
        return Refused(
            "far_date", phrase("{day} is more than a year away.", day=text), phrase("Choose an earlier day.")
        )
    return None


def first(*refusals: Refused | None) -> Refused | None:
    """The first thing that stands in the way."""
    return next((refusal for refusal in refusals if refusal), None)
