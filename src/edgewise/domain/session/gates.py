"""The gates: what a stage, and the session's end, must bring forth before it can be left."""

from __future__ import annotations

from msgspec import Struct

from edgewise.domain.formats.model import ContributionKind, Output, Requirement
from edgewise.domain.phrases import Phrase, counted, phrase
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.state import State

EACH = (Output.COMMITMENT_EACH, Output.REFLECTION_EACH)


class Need(Struct, frozen=True):
    output: Output
    at_least: int  # of patterns and options
    met: bool
    missing: tuple[SeatId, ...] = ()  # of outputs each person owes
    overridden: str = ""  # the reason

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
    """No closing without an action from each who came, or a recorded override."""
    return (_need(state, Requirement(Output.COMMITMENT_EACH)),)


def open_needs(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    return tuple(need for need in needs if need.open)


def _need(state: State, requirement: Requirement) -> Need:
    output = requirement.output
    if output in EACH:
        owed = _owed(state, output)
        reasons = [o.reason for o in state.overrides if o.output is output]
        return Need(output, requirement.at_least, not owed, owed, reasons[-1] if reasons and not owed else "")
    index = state.issue_index
    met = _met(state, requirement)
    passed = next((o.reason for o in state.overrides if o.output is output and o.issue == index), "")
    return Need(output, requirement.at_least, met, (), "" if met else passed)


def _owed(state: State, output: Output) -> tuple[SeatId, ...]:
    """Guests owe nothing: nobody could ask them about it afterwards."""
    excused = {o.seat for o in state.overrides if o.output is output}
    here = [seat for seat in state.seats.values() if seat.came_at and not seat.guest and seat.id not in excused]
    if output is Output.COMMITMENT_EACH:
        return tuple(seat.id for seat in here if seat.id not in state.commitments)
    reflected = {said.by for said in state.learnings}
    return tuple(seat.id for seat in here if seat.present and seat.id not in reflected)


def _met(state: State, requirement: Requirement) -> bool:
    issue = state.issue
    if issue is None:
        return True
    match requirement.output:
        case Output.DECISION_QUESTION:
            return bool(issue.decision_question)
        case Output.RESTATED_QUESTION:
            return bool(issue.restated_question)
        case Output.PATTERNS:
            return len(issue.patterns) >= requirement.at_least
        case Output.OPTIONS:
            return options(state, state.issue_index) >= requirement.at_least
        case Output.DECISION:
            return bool(issue.decision)
        case Output.COMMITMENT_OWNER:
            return issue.owner in state.commitments
        case Output.COMMITMENT_EACH | Output.REFLECTION_EACH:
            return not _owed(state, requirement.output)


def options(state: State, issue: int) -> int:
    """How many options the issue has."""
    steps = state.control.steps
    return sum(1 for c in state.contributions if c.kind is ContributionKind.OPTION and steps[c.step].issue == issue)


def _words(output: Output, many: int) -> Phrase:
    match output:
        case Output.DECISION_QUESTION:
            return phrase("The decision question")
        case Output.RESTATED_QUESTION:
            return phrase("The restated question")
        case Output.PATTERNS:
            return counted("A pattern with a name", "{count} patterns with a name", many)
        case Output.OPTIONS:
            return counted("An option", "{count} options", many)
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
            return counted("a pattern with a name", "{count} patterns with a name", many)
        case Output.OPTIONS:
            return counted("an option", "{count} options", many)
        case Output.DECISION:
            return phrase("the decision")
        case Output.COMMITMENT_OWNER:
            return phrase("the issue owner\u2019s commitment")
        case Output.COMMITMENT_EACH:
            return phrase("a commitment from each person")
        case Output.REFLECTION_EACH:
            return phrase("a learning from each person")
