"""What an issue owner adds to a decision: how sure they are, what it rests on, and what they expect.

Its words are taken when its issue is left. From then on what is written stays, so that hindsight cannot edit it.
"""

from __future__ import annotations

from typing import assert_never

from edgewise.domain.decisions.model import MOST_ASSUMPTIONS
from edgewise.domain.phrases import phrase
from edgewise.domain.session import foresight_commands as foresight
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.contributions import empty
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.events import foreseen
from edgewise.domain.session.evolving.taken_back import STAGE_MOVES
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Control, State


def decide_foresight(story: Story, command: foresight.ForesightCommand, by: SeatId) -> Refused | None:
    state, index, now = story.state, story.state.issue_index, story.now
    match command:
        case foresight.TellConfidence(sure=sure):
            if refused := may_tell_confidence(state, by, now):
                return refused
            story.tell(foreseen.ConfidenceTold(issue=index, sure=sure, after=_asks_after(state), at=now))
        case foresight.Assume(text=text, test=test):
            if refused := may_assume(state, by) or empty(text):
                return refused
            story.tell(foreseen.Assumed(issue=index, text=text, test=test, at=now))
        case foresight.DropAssumption(assumption=number):
            return _drop(story, number, by)
        case foresight.Foresee(forecast=text, chance=chance, by=day):
            if refused := may_foresee(state, by, now) or (guards.bad_date(day, now) if day else None):
                return refused
            story.tell(foreseen.Foreseen(issue=index, forecast=text, chance=chance, by=day, at=now))
        case _:
            assert_never(command)
    return None


def may_tell_confidence(state: State, by: SeatId, now: Millis) -> Refused | None:
    """Its owner alone, in the two stages that ask. What was said before the round stays once the next stage begins."""
    if refused := guards.of_issue(state) or guards.owner(state, by):
        return refused
    stage = state.stage
    if stage is None or stage.key not in state.fmt.asks_confidence:
        return Refused("not_asked", phrase("This stage does not ask how sure you are."))
    if _asks_after(state):
        told = state.issue is not None and state.issue.sure_after is not None
        return _decided(state, by) or (stays(state, now) if told else None)
    if any(step > state.control.step for step in _entered(state.control, state.issue_index)):
        return Refused(
            "confidence_stands", phrase("How sure you were before the others spoke does not change any more.")
        )
    return None


def may_assume(state: State, by: SeatId) -> Refused | None:
    if refused := _decided(state, by):
        return refused
    if state.issue and len(state.issue.assumptions) >= MOST_ASSUMPTIONS:
        return Refused(
            "enough_assumptions",
            phrase("Keep the {most} assumptions that matter most.", most=MOST_ASSUMPTIONS),
            phrase("Remove one first."),
        )
    return None


def may_foresee(state: State, by: SeatId, now: Millis) -> Refused | None:
    if refused := _decided(state, by):
        return refused
    return stays(state, now) if state.issue and state.issue.forecast else None


def may_drop_assumption(state: State, by: SeatId, now: Millis) -> Refused | None:
    return _decided(state, by) or stays(state, now)


def _drop(story: Story, number: int, by: SeatId) -> Refused | None:
    state = story.state
    if refused := may_drop_assumption(state, by, story.now):
        return refused
    if state.issue is None or all(one.id != number for one in state.issue.assumptions):
        return Refused("no_such_assumption", phrase("That assumption is not on the board any more."))
    story.tell(foreseen.AssumptionDropped(issue=state.issue_index, assumption=number, at=story.now))
    return None


def _decided(state: State, by: SeatId) -> Refused | None:
    """Where confidence is asked, and once there is a decision for the words to belong to."""
    if refused := guards.owner_or_chair(state, by) or guards.back_seen(state, by):
        return refused
    issue = state.issue
    if issue is None or not state.fmt.asks_confidence:
        return Refused("not_asked", phrase("This session does not ask what a decision rests on."))
    return None if issue.decision else Refused("undecided", phrase("Write first what you decide."))


def _asks_after(state: State) -> bool:
    return state.stage is not None and state.stage.key == state.fmt.asks_confidence[-1]


def stays(state: State, now: Millis) -> Refused | None:
    """For what is written already: not changed any more, once the decision of the running issue is taken."""
    issue = state.issue
    if issue is None or not issue.decision or not is_taken(state, state.issue_index, now):
        return None
    return Refused(
        "taken",
        phrase("This decision is taken, so its words stay."),
        phrase("After the session you can add a line beside them."),
    )


def is_taken(state: State, issue: int, now: Millis) -> bool:
    """Whether the issue was left, and nobody can take that move back any more."""
    if issue not in state.control.left:
        return False
    undo = state.undo
    return undo is None or undo.move not in STAGE_MOVES or now > undo.until or issue in undo.control.left


def _entered(control: Control, issue: int) -> tuple[int, ...]:
    return tuple(step for step in control.entered if control.steps[step].issue == issue)
