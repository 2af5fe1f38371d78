"""The gates: what a stage, and the session's end, must bring forth before it can be left."""

from __future__ import annotations

from msgspec import Struct

from edgewise.domain.formats.model import ContributionKind, Output, Requirement
from edgewise.domain.phrases import Phrase, counted, phrase
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.state import Overridden, Seat, State
from edgewise.domain.session.text import gist

EACH = (Output.COMMITMENT_EACH, Output.REFLECTION_EACH)


class Need(Struct, frozen=True):
    output: Output
    at_least: int  # of patterns and options
    met: bool
    missing: tuple[SeatId, ...] = ()  # of outputs each person owes: who still does
    left_out: tuple[tuple[SeatId, str], ...] = ()  # of these: who need not, with the reason
    overridden: str = ""  # the reason
    issue: int = -1  # at the exit gate: of which issue

    @property
    def open(self) -> bool:
        return not self.met and not self.overridden

    @property
    def words(self) -> Phrase:
        """At the head of a line: "The decision question"."""
        return _words(self.output, self.at_least)

    @property
    def wanted(self) -> Phrase:
        """Inside a sentence: "the decision question"."""
        return _wanted(self.output, self.at_least)


def needs_of(state: State) -> tuple[Need, ...]:
    """Of the running stage, in the format's order."""
    stage = state.stage
    return tuple(_need(state, requirement) for requirement in stage.requires) if stage else ()


def exit_needs(state: State) -> tuple[Need, ...]:
    """No closing without an action from each who came and each issue's question, or a recorded override."""
    asks = state.fmt.issue_requires(Output.DECISION_QUESTION)
    owed = [index for index, issue in enumerate(state.issues) if asks and not state.seats[issue.owner].ended_at]
    questions = [_question(state, index) for index in owed if was_held(state, index)]
    return (_need(state, Requirement(Output.COMMITMENT_EACH)), *(need for need in questions if not need.met))


def was_held(state: State, issue: int) -> bool:
    """Has a stage of this issue begun?"""
    return any(state.control.steps[step].issue == issue for step in state.control.entered)


def _question(state: State, issue: int) -> Need:
    output = Output.DECISION_QUESTION
    reason = _reason(state, output, issue)
    return Need(output, 1, bool(state.issues[issue].decision_question), overridden=reason, issue=issue)


def _reason(state: State, output: Output, issue: int) -> str:
    return next((o.reason for o in state.overrides if o.output is output and o.issue == issue), "")


def open_needs(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    return tuple(need for need in needs if need.open)


def _need(state: State, requirement: Requirement) -> Need:
    output = requirement.output
    if output in EACH:
        without = _without(state, output)
        excused = {o.seat: o.reason for o in state.overrides if o.output is output}
        owed = tuple(seat for seat in without if seat not in excused)
        left_out = tuple((seat, excused[seat]) for seat in without if seat in excused)
        reason = left_out[-1][1] if left_out and not owed else ""
        return Need(output, requirement.at_least, not without, owed, left_out, reason)
    index = state.issue_index
    met = _met(state, requirement, index)
    return Need(output, requirement.at_least, met, overridden="" if met else _reason(state, output, index))


def _without(state: State, output: Output) -> tuple[SeatId, ...]:
    """Who has not given what each owes."""
    here = [seat for seat in state.seats.values() if _owes(seat)]
    if output is Output.COMMITMENT_EACH:
        return tuple(seat.id for seat in here if seat.id not in state.commitments)
    reflected = {said.by for said in state.learnings}
    return tuple(seat.id for seat in here if seat.present and seat.id not in reflected)


def _owes(seat: Seat) -> bool:
    """Guests owe nothing: nobody could ask them about it afterwards. Nor do people who have left the circle."""
    return bool(seat.came_at) and not seat.guest and not seat.ended_at


def still_left_out(state: State) -> tuple[Overridden, ...]:
    """What was overridden and has not come after all, the last reason for each."""
    last = {(o.output, o.seat, o.issue): o for o in state.overrides}
    return tuple(o for o in last.values() if not _came_after_all(state, o))


def _came_after_all(state: State, override: Overridden) -> bool:
    if override.output in EACH:
        return override.seat not in _without(state, override.output)
    wanted = [need for stage in state.fmt.stages() for need in stage.requires if need.output is override.output]
    return _met(state, max(wanted, key=lambda need: need.at_least), override.issue) if wanted else False


def _met(state: State, requirement: Requirement, index: int) -> bool:
    issue = state.issues[index] if index >= 0 else None
    if issue is None:
        return True
    match requirement.output:
        case Output.DECISION_QUESTION:
            return bool(issue.decision_question)
        case Output.RESTATED_QUESTION:
            return bool(issue.restated_question)
        case Output.PATTERNS:
            return len({gist(pattern.name) for pattern in issue.patterns}) >= requirement.at_least
        case Output.OPTIONS:
            return options(state, index) >= requirement.at_least
        case Output.DECISION:
            return bool(issue.decision)
        case Output.COMMITMENT_OWNER:
            return issue.owner in state.commitments or bool(state.seats[issue.owner].ended_at)
        case Output.COMMITMENT_EACH | Output.REFLECTION_EACH:
            return not _without(state, requirement.output)


def options(state: State, issue: int) -> int:
    """How many different options the issue has."""
    steps = state.control.steps
    options = (c for c in state.contributions if c.kind is ContributionKind.OPTION and steps[c.step].issue == issue)
    return len({gist(option.text) for option in options})


def _words(output: Output, many: int) -> Phrase:
    match output:
        case Output.DECISION_QUESTION:
            return phrase("The decision question")
        case Output.RESTATED_QUESTION:
            return phrase("The restated question")
        case Output.PATTERNS:
            return counted("A pattern with a name", "{count} different patterns with a name", many)
        case Output.OPTIONS:
            return counted("An option", "{count} different options", many)
        case Output.DECISION:
            return phrase("The decision")
        case Output.COMMITMENT_OWNER:
            return phrase("The issue owner\u2019s commitment")
        case Output.COMMITMENT_EACH:
            return phrase("A commitment from each person")
        case Output.REFLECTION_EACH:
            return phrase("A learning from each person")


def _wanted(output: Output, many: int) -> Phrase:
    match output:
        case Output.DECISION_QUESTION:
            return phrase("the decision question")
        case Output.RESTATED_QUESTION:
            return phrase("the restated question")
        case Output.PATTERNS:
            return counted("a pattern with a name", "{count} different patterns with a name", many)
        case Output.OPTIONS:
            return counted("an option", "{count} different options", many)
        case Output.DECISION:
            return phrase("the decision")
        case Output.COMMITMENT_OWNER:
            return phrase("the issue owner\u2019s commitment")
        case Output.COMMITMENT_EACH:
            return phrase("a commitment from each person")
        case Output.REFLECTION_EACH:
            return phrase("a learning from each person")
