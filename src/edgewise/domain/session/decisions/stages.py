"""The way through the session: beginning, from stage to stage, the exit gate and the close."""

from __future__ import annotations

from typing import assert_never

from edgewise.domain.phrases import listed, phrase
from edgewise.domain.session import commands as c
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.contributions import empty
from edgewise.domain.session.decisions.issues.chosen import set_issues
from edgewise.domain.session.decisions.moves import gate
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.decisions.turns import enter, leave
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.gates import EACH, exit_needs, needs_of, open_needs
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.plan import chooses_issues, issues_planned, plan
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Phase, State

PassageCommand = c.Begin | c.NextStage | c.SkipStage | c.StepBack | c.OpenExitGate | c.Override | c.Close


def decide_passage(story: Story, command: PassageCommand, by: SeatId) -> Refused | None:
    state = story.state
    if refused := guards.chair(state, by):
        return refused
    match command:
        case c.Begin():
            return _begin(story)
        case c.NextStage(step=step):
            return _next(story, step, by)
        case c.SkipStage(reason=reason, step=step):
            return guards.meant_for(state, step, story.now) or empty(reason) or _skip(story, reason, by)
        case c.StepBack(reason=reason, step=step):
            return guards.meant_for(state, step, story.now) or empty(reason) or _step_back(story, reason, by)
        case c.OpenExitGate(step=step):
            if refused := guards.running(state) or guards.meant_for(state, step, story.now):
                return refused
            story.move(by, "open_exit_gate")
            leave(story, "to the exit gate")
            story.tell(e.ExitGateOpened(at=story.now))
        case c.Override():
            return _override(story, command)
        case c.Close():
            if refused := may_close(state):
                return refused
            story.tell(e.SessionClosed(at=story.now))
        case _:
            assert_never(command)
    return None


def may_begin(state: State) -> Refused | None:
    if state.control.phase is not Phase.LOBBY:
        return Refused("begun", phrase("The session has begun."))
    here = [seat for seat in state.seats.values() if seat.present]
    if len(here) < 2:
        return Refused(
            "alone",
            phrase("A session needs at least two people."),
            phrase("Wait for the others, or move the session."),
        )
    fmt = state.fmt
    if fmt.issue and not (state.issues or fmt.everyone_owns or chooses_issues(state)):
        return Refused("no_owner", phrase("Nobody brings an issue yet."), phrase("Choose the issue owner first."))
    return None


def _begin(story: Story) -> Refused | None:
    if refused := may_begin(story.state):
        return refused
    state = story.state
    if state.fmt.everyone_owns and not state.issues:
        owners = tuple(seat.id for seat in state.seats.values() if seat.present and not seat.guest)
        set_issues(story, owners or tuple(state.seats))
    steps, planned = plan(story.state, issues_planned(story.state))
    story.tell(e.SessionBegan(steps=steps, planned=planned, at=story.now))
    enter(story, 0)
    return None


def _next(story: Story, step: int, by: SeatId) -> Refused | None:
    """A press that comes too late has what it asked for: the stage that was meant is over."""
    state = story.state
    control = state.control
    over = control.phase is Phase.EXIT_GATE or control.step > step
    if refused := guards.meant_for(state, step, story.now):
        return None if over else refused
    if step >= 0 and control.phase is Phase.EXIT_GATE:
        return None
    if refused := may_go_on(state):
        return refused
    story.move(by, "next_stage")
    go_on(story)
    return None


def may_go_on(state: State) -> Refused | None:
    return guards.running(state) or gate(state) or _no_owner_next(state)


def _no_owner_next(state: State) -> Refused | None:
    """The next stage belongs to an issue that nobody brings yet."""
    control = state.control
    following = control.steps[control.step + 1 : control.step + 2]
    if following and following[0].issue >= len(state.issues):
        return Refused(
            "no_owner", phrase("Nobody brings the next issue yet."), phrase("Choose the issue owners first.")
        )
    return None


def go_on(story: Story, reason: str = "", *, by_clock: bool = False) -> None:
    """To the next stage, or to the exit gate after the last."""
    leave(story, reason)
    step = story.state.control.step + 1
    if step < len(story.state.control.steps):
        enter(story, step, by_clock=by_clock)
    else:
        story.tell(e.ExitGateOpened(at=story.now))


def _skip(story: Story, reason: str, by: SeatId) -> Refused | None:
    """What the stage had to bring forth is overridden with the same reason, and stands in the record."""
    state = story.state
    if refused := guards.running(state) or _no_owner_next(state):
        return refused
    stage = state.stage
    if stage and not stage.can_be_skipped:
        return Refused(
            "not_skippable", phrase("You cannot skip this stage in this format."), phrase("Shorten it instead.")
        )
    story.move(by, "skip_stage")
    for need in open_needs(needs_of(state)):
        if need.output not in EACH:
            story.tell(e.GateOverridden(output=need.output, reason=reason, issue=state.issue_index, at=story.now))
    go_on(story, reason)
    return None


def _step_back(story: Story, reason: str, by: SeatId) -> Refused | None:
    state = story.state
    if refused := guards.under_way(state):
        return refused
    at_gate = state.control.phase is Phase.EXIT_GATE
    step = state.control.step if at_gate else state.control.step - 1
    if step < 0:
        return Refused("first_stage", phrase("This is the first stage."))
    story.move(by, "step_back")
    if not at_gate:
        leave(story, reason, back=True)
    enter(story, step)
    return None


def _override(story: Story, command: c.Override) -> Refused | None:
    state = story.state
    if refused := guards.under_way(state) or empty(command.reason):
        return refused
    needs = exit_needs(state) if state.control.phase is Phase.EXIT_GATE else needs_of(state)
    of_issue = [need for need in needs if command.issue in (-1, need.issue)]
    need = next((need for need in of_issue if need.output is command.output and need.open), None)
    if need is None:
        return Refused("not_needed", phrase("Nothing is missing there."))
    if command.output in EACH and command.seat not in need.missing:
        return Refused("say_whose", phrase("Choose one person: each person needs a reason of their own."))
    issue = -1 if command.output in EACH else state.issue_index if state.stage else need.issue
    seat = command.seat if command.output in EACH else ""
    story.tell(e.GateOverridden(output=command.output, reason=command.reason, seat=seat, issue=issue, at=story.now))
    return None


def may_close(state: State) -> Refused | None:
    if state.control.phase is not Phase.EXIT_GATE:
        return guards.under_way(state) or Refused("no_exit_gate", phrase("Open the exit gate first."))
    missing = open_needs(exit_needs(state))
    if not missing:
        return None
    asked = [guards.name(state, state.issues[need.issue].owner) for need in missing if need.issue >= 0]
    if asked and not missing[0].missing:
        return Refused(
            "exit_gate",
            phrase("There is no decision question yet from {names}.", names=listed(asked)),
            phrase("Step back and ask for it, or go on without it and give a reason."),
        )
    names = listed([guards.name(state, seat) for need in missing for seat in need.missing])
    return Refused(
        "exit_gate",
        phrase("There is no commitment yet from {names}.", names=names),
        phrase("Ask for it, or go on without it and give a reason."),
    )
