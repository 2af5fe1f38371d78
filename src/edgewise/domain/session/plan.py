"""The running order of a session and the time each step is given."""

from __future__ import annotations

from edgewise.domain.formats.model import Does, Floor, SpeaksFirst, Stage
from edgewise.domain.formats.timetable import timetable
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.state import Phase, Seat, State, stage_named

LEAST_STEP_MS = 30_000


def plan(state: State, issues: int) -> tuple[tuple[tuple[str, int], ...], tuple[Millis, ...]]:
    """Steps as (stage key, issue index or -1), and the milliseconds planned for each."""
    slots = timetable(state.fmt, max(2, people(state)), issues).slots
    steps = tuple((slot.stage.key, -1 if slot.issue is None else slot.issue - 1) for slot in slots)
    return steps, tuple(slot.planned * 1000 for slot in slots)


def people(state: State) -> int:
    """How many take part: who came, or before the beginning who is here; not a guest who facilitates."""
    return sum(1 for seat in _at_the_table(state) if seat.present or seat.came_at)


def _at_the_table(state: State) -> tuple[Seat, ...]:
    return tuple(seat for seat in state.seats.values() if not (seat.guest and seat.id == state.control.chair))


def chooses_issues(state: State) -> bool:
    """Does a stage of this format name the issue owners?"""
    return any(stage.does is Does.CHOOSE_ISSUES for stage in state.fmt.opening)


def issues_planned(state: State) -> int:
    return len(state.issues) or state.fmt.issue_count(people(state))


def in_turn(state: State) -> tuple[SeatId, ...]:
    """Who of those here bring an issue today by their turn; nobody, where the circle's hours were not looked at."""
    here = [seat for seat in state.issue_order if seat in state.seats and state.seats[seat].present]
    return tuple(here[: state.fmt.issue_count(people(state))])


def taking_part(state: State, stage: Stage) -> tuple[SeatId, ...]:
    """Who takes part in the stage that is being entered, in the order of speaking."""
    owner = state.owner
    if stage.floor is Floor.HOLDER:
        return (owner or state.control.chair,)
    seats = _at_the_table(state)
    in_issue = bool(owner)
    owner_out = in_issue and (
        stage.turns_owners_back() or stage.floor is Floor.QUESTIONS or not (stage.owner_takes_part or _open(stage))
    )
    ids = tuple(seat.id for seat in seats if not (owner_out and seat.id == owner))
    return speaking_order(state, stage, ids)


def _open(stage: Stage) -> bool:
    return stage.floor in (Floor.OPEN, Floor.ALL)


def speaking_order(state: State, stage: Stage, ids: tuple[SeatId, ...]) -> tuple[SeatId, ...]:
    """Begins with another person each round; `quietest` sorts by floor time so far, ties in that order.

    Those whose earlier decision has had its day open the promises round.
    """
    if not ids:
        return ids
    if stage.does is Does.PROMISES:
        return tuple(sorted(_in_order(state, stage, ids), key=lambda seat: seat not in state.to_look_again))
    return _in_order(state, stage, ids)


def _in_order(state: State, stage: Stage, ids: tuple[SeatId, ...]) -> tuple[SeatId, ...]:
    shift = (state.round_offset + state.rounds) % len(ids)
    rotated = ids[shift:] + ids[:shift]
    match stage.speaks_first:
        case SpeaksFirst.OWNER:
            owner = state.owner or state.control.chair
            return tuple(sorted(ids, key=lambda seat: seat != owner))
        case SpeaksFirst.QUIETEST:
            return tuple(sorted(rotated, key=lambda seat: state.seats[seat].floor_ms))
        case SpeaksFirst.ROTATE | SpeaksFirst.FACILITATOR_PICKS:
            return rotated


def turn_ms(stage: Stage, order: tuple[SeatId, ...], planned: Millis) -> Millis:
    """Length of one turn in a round; 0 where turns have no end of their own."""
    if stage.floor not in (Floor.ROUND, Floor.ROUND_UNTIL_PASS):
        return 0
    return stage.duration.per_person * 1000 or planned // max(1, len(order))


def spare_ms(state: State, step: int) -> Millis:
    """What a later step can give: down to its shortest, and never below half a minute."""
    control = state.control
    if control.phase is not Phase.RUNNING or step <= control.step or step >= len(control.steps):
        return 0
    stage = stage_named(state.fmt, control.steps[step].stage)
    least = stage.duration.least * 1000 if stage.duration.least else LEAST_STEP_MS
    return max(0, control.planned[step] - max(LEAST_STEP_MS, least))


def later_ms(state: State) -> Millis:
    """Planned for the steps after the running one."""
    return sum(state.control.planned[state.control.step + 1 :])
