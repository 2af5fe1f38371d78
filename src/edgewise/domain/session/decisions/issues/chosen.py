"""Which issues the session takes, and in which order."""

from __future__ import annotations

from edgewise.domain.formats.model import MOST_PEOPLE
from edgewise.domain.phrases import phrase
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.plan import plan
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Phase, State


def may_propose(state: State) -> Refused | None:
    """Before the closing stages: an issue that is not taken now goes to the parking lot."""
    if refused := guards.not_closed(state):
        return refused
    if state.control.phase is Phase.LOBBY or issues_begun(state) < max(1, len(state.issues)):
        return None
    return Refused(
        "issues_done",
        phrase("The issues of this session are done."),
        phrase("Put it in the parking lot for the next session."),
    )


def may_withdraw(state: State, by: SeatId) -> Refused | None:
    if refused := guards.not_closed(state):
        return refused
    if by not in state.proposals:
        return Refused("no_issue", phrase("You have not offered an issue."))
    return None


def may_choose(state: State, by: SeatId) -> Refused | None:
    if refused := guards.first(guards.not_closed(state), guards.chair(state, by)):
        return refused
    if state.control.phase is Phase.EXIT_GATE:
        return Refused("at_exit_gate", guards.AT_EXIT_GATE)
    return None


def issues_begun(state: State) -> int:
    """How many issues have begun; these stay as they are, also after stepping back out of one."""
    control = state.control
    if control.phase is not Phase.RUNNING:
        return len(state.issues) if control.phase in (Phase.EXIT_GATE, Phase.CLOSED) else 0
    reached = 1 + max((step.issue for step in control.steps[: control.step + 1]), default=-1)
    return max(reached, _worked_on(state))


def _worked_on(state: State) -> int:
    """How many issues, from the first, have anything on their board or in somebody's notes."""
    spoken = {said.step for said in state.contributions} | {note.step for note in state.revealed} | set(state.drafts)
    issues = [state.control.steps[step].issue for step in spoken]
    framed = [
        index
        for index, issue in enumerate(state.issues)
        if issue.decision_question or issue.restated_question or issue.decision or issue.patterns
    ]
    return 1 + max((*issues, *framed), default=-1)


def choose_issues(story: Story, owners: tuple[SeatId, ...], by: SeatId) -> Refused | None:
    state = story.state
    if refused := may_choose(state, by) or _bad_choice(state, owners):
        return refused
    set_issues(story, owners)
    return None


def _bad_choice(state: State, owners: tuple[SeatId, ...]) -> Refused | None:
    if not owners or len(owners) > MOST_PEOPLE:
        return Refused("no_owner", phrase("Choose at least one issue owner."))
    if len(set(owners)) != len(owners):
        return Refused("owner_twice", phrase("Each person brings one issue."))
    if any(owner not in state.seats for owner in owners):
        return Refused("no_seat", phrase("Only people at this table bring an issue."))
    begun = tuple(issue.owner for issue in state.issues[: issues_begun(state)])
    if owners[: len(begun)] != begun:
        return Refused(
            "issue_begun",
            phrase("An issue that has begun keeps its place."),
            phrase("Change only the issues that have not begun."),
        )
    return None


def set_issues(story: Story, owners: tuple[SeatId, ...]) -> None:
    """In the lobby only the owners are noted; the running order follows at the beginning."""
    steps, planned = plan(story.state, len(owners))
    if story.state.control.phase is Phase.RUNNING:
        done = story.state.control.step + 1
        planned = story.state.control.planned[:done] + planned[done:]
    story.tell(e.IssuesChosen(owners=owners, steps=steps, planned=planned, at=story.now))
