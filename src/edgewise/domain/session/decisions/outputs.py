"""What a session brings forth: issues, decision questions, patterns, decisions, commitments and learnings."""

from __future__ import annotations

from typing import assert_never

from edgewise.domain.formats.model import Floor, Output
from edgewise.domain.phrases import phrase
from edgewise.domain.session import commands as c
from edgewise.domain.session import foresight_commands as foresight
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.contributions import empty
from edgewise.domain.session.decisions.issues.chosen import choose_issues, may_propose, may_withdraw
from edgewise.domain.session.decisions.issues.foresight import decide_foresight, stays
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import State
from edgewise.domain.session.text import says_enough

IssueCommand = c.FrameQuestion | c.RestateQuestion | c.NamePattern | c.RemovePattern | c.Decide
OwnCommand = c.Commit | c.ReportPromise | c.Reflect | c.CelebrateWin | c.Park
OutputCommand = (
    c.ProposeIssue | c.WithdrawIssue | c.ChooseIssues | IssueCommand | foresight.ForesightCommand | OwnCommand
)


def decide_output(story: Story, command: OutputCommand, by: SeatId) -> Refused | None:
    match command:
        case c.ProposeIssue(title=title):
            if refused := may_propose(story.state) or empty(title):
                return refused
            renames = any(issue.owner == by for issue in story.state.issues)
            story.tell(e.IssueProposed(by=by, title=title, renames=renames, at=story.now))
        case c.WithdrawIssue():
            if refused := may_withdraw(story.state, by):
                return refused
            story.tell(e.IssueWithdrawn(by=by, at=story.now))
        case c.ChooseIssues(owners=owners):
            return choose_issues(story, owners, by)
        case c.FrameQuestion() | c.RestateQuestion() | c.NamePattern() | c.RemovePattern() | c.Decide():
            return _of_issue(story, command, by)
        case foresight.TellConfidence() | foresight.Assume() | foresight.DropAssumption() | foresight.Foresee():
            return decide_foresight(story, command, by)
        case _:
            return _of_person(story, command, by)
    return None


def _of_issue(story: Story, command: IssueCommand, by: SeatId) -> Refused | None:
    state, index, now = story.state, story.state.issue_index, story.now
    match command:
        case c.FrameQuestion(text=text):
            if refused := may_frame(state, by, now) or thin(text):
                return refused
            story.tell(e.QuestionFramed(issue=index, text=text, at=now))
        case c.RestateQuestion(text=text):
            if refused := may_restate(state, by, now) or thin(text):
                return refused
            story.tell(e.QuestionRestated(issue=index, text=text, at=now))
        case c.Decide(text=text):
            if refused := may_decide(state, by, now) or thin(text):
                return refused
            story.tell(e.Decided(issue=index, text=text, at=now))
        case c.NamePattern(name=name, contributions=ids):
            if refused := may_name_pattern(state, by) or empty(name) or _unknown(state, ids):
                return refused
            story.tell(e.PatternNamed(issue=index, name=name, contributions=ids, at=now))
        case c.RemovePattern(pattern=number):
            return _remove_pattern(story, number, by)
        case _:
            assert_never(command)
    return None


def thin(text: str) -> Refused | None:
    if says_enough(text):
        return None
    return Refused("too_short", phrase("That is too short to act on."), phrase("Say it in one whole sentence."))


def may_frame(state: State, by: SeatId, now: Millis) -> Refused | None:
    """Until the question is restated: from then on it stays as it was, to be compared."""
    if refused := guards.owner_or_chair(state, by) or guards.back_seen(state, by):
        return refused
    stage, issue = state.stage, state.issue
    if stage and issue and (issue.restated_question or stage.requires_output(Output.RESTATED_QUESTION)):
        return Refused(
            "question_stands",
            phrase("The decision question does not change any more."),
            phrase("Restate it: both questions stay side by side."),
        )
    return stays(state, now) if issue and issue.decision_question else None


def may_restate(state: State, by: SeatId, now: Millis) -> Refused | None:
    refused = guards.owner_or_chair(state, by) or guards.back_seen(state, by)
    return refused or (stays(state, now) if state.issue and state.issue.restated_question else None)


def may_decide(state: State, by: SeatId, now: Millis) -> Refused | None:
    refused = guards.owner_or_chair(state, by) or guards.back_seen(state, by)
    return refused or (stays(state, now) if state.issue and state.issue.decision else None)


def may_name_pattern(state: State, by: SeatId) -> Refused | None:
    """The room names patterns: anyone in an open stage, else who has the floor or the chair."""
    if refused := guards.first(guards.running(state), guards.back_seen(state, by)):
        return refused
    stage = state.stage
    if state.issue is None or stage is None or stage.floor is Floor.SILENT_WRITING:
        return Refused("no_patterns_here", phrase("You name patterns after the perspectives of an issue."))
    if stage.floor in (Floor.OPEN, Floor.ALL) or by == state.control.chair:
        return None
    return guards.holder(state, by)


def _unknown(state: State, ids: tuple[int, ...]) -> Refused | None:
    known = {said.id for said in state.contributions if _issue_of(state, said.step) == state.issue_index}
    if set(ids) <= known:
        return None
    return Refused("no_such_contribution", phrase("Some of these contributions are not on the board of this issue."))


def _issue_of(state: State, step: int) -> int:
    return state.control.steps[step].issue


def _remove_pattern(story: Story, number: int, by: SeatId) -> Refused | None:
    state = story.state
    if refused := may_name_pattern(state, by):
        return refused
    if state.issue is None or all(pattern.id != number for pattern in state.issue.patterns):
        return Refused("no_such_pattern", phrase("That pattern is not on the board any more."))
    story.tell(e.PatternRemoved(issue=state.issue_index, pattern=number, at=story.now))
    return None


def _of_person(story: Story, command: OwnCommand, by: SeatId) -> Refused | None:
    state, now = story.state, story.now
    if refused := guards.under_way(state):
        return refused
    match command:
        case c.Commit():
            return _commit(story, command, by)
        case c.ReportPromise(status=status, learnt=learnt):
            if refused := may_report(state, by):
                return refused
            story.tell(e.PromiseReported(by=by, status=status, learnt=learnt, at=now))
        case c.Reflect(learning=learning):
            if refused := empty(learning):
                return refused
            story.tell(e.Reflected(by=by, learning=learning, at=now))
        case c.CelebrateWin(text=text):
            if refused := empty(text):
                return refused
            story.tell(e.WinCelebrated(by=by, text=text, at=now))
        case c.Park(text=text):
            if refused := empty(text):
                return refused
            story.tell(e.Parked(by=by, text=text, at=now))
        case _:
            assert_never(command)
    return None


def may_report(state: State, by: SeatId) -> Refused | None:
    if by not in state.last_promises:
        return Refused("no_promise", phrase("You made no promise last time."))
    return guards.under_way(state)


def _commit(story: Story, command: c.Commit, by: SeatId) -> Refused | None:
    state = story.state
    if refused := thin(command.what) or empty(command.first_step) or guards.bad_date(command.by_date, story.now):
        return refused
    witness = state.seats.get(command.witness)
    if witness is None or witness.guest or command.witness == by:
        return Refused(
            "no_witness",
            phrase("A witness is another person in the circle."),
            phrase("Choose the person who will ask you about it."),
        )
    if witness.boss:
        return Refused(
            "boss",
            phrase("{name} is the manager of others here, so {name} is nobody’s only witness.", name=witness.name),
            phrase("Choose somebody else."),
        )
    mine = state.issue_index if by == state.owner else -1
    story.tell(
        e.Committed(
            by=by,
            what=command.what,
            first_step=command.first_step,
            by_date=command.by_date,
            witness=command.witness,
            measure=command.measure,
            issue=mine,
            at=story.now,
        )
    )
    return None
