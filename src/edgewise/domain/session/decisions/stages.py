"""The way through the session: beginning, from stage to stage, the exit gate and the close."""

from __future__ import annotations

from typing import assert_never

from edgewise.domain.session import commands as c
from edgewise.domain.session import events as e
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.issues import set_issues
from edgewise.domain.session.decisions.moves import gate
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.decisions.turns import enter, leave
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.needs import EACH, exit_needs, needs_of, open_needs
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
        case c.NextStage():
            if refused := may_go_on(state):
                return refused
            story.move(by, "next_stage")
            go_on(story)
        case c.SkipStage(reason=reason):
            return _skip(story, reason, by)
        case c.StepBack(reason=reason):
            return _step_back(story, reason, by)
        case c.OpenExitGate():
            if refused := guards.running(state):
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
        return Refused("begun", "The session has begun.")
    here = [seat for seat in state.seats.values() if seat.present]
    if len(here) < 2:
        return Refused("alone", "A session needs at least two people.", "Wait for the others, or move the session.")
    fmt = state.fmt
    if fmt.issue and not (state.issues or fmt.everyone_owns or chooses_issues(state)):
        return Refused("no_owner", "Nobody brings an issue yet.", "Choose the issue owner first.")
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


def may_go_on(state: State) -> Refused | None:
    return guards.running(state) or gate(state) or _no_owner_next(state)


def _no_owner_next(state: State) -> Refused | None:
    """The next stage belongs to an issue that nobody brings yet."""
    control = state.control
    following = control.steps[control.step + 1 : control.step + 2]
    if following and following[0].issue >= len(state.issues):
        return Refused("no_owner", "Nobody brings the next issue yet.", "Choose the issue owners first.")
    return None


def go_on(story: Story, reason: str = "") -> None:
    """To the next stage, or to the exit gate after the last."""
    leave(story, reason)
    step = story.state.control.step + 1
    if step < len(story.state.control.steps):
        enter(story, step)
    else:
        story.tell(e.ExitGateOpened(at=story.now))


def _skip(story: Story, reason: str, by: SeatId) -> Refused | None:
    """What the stage had to bring forth is overridden with the same reason, and stands in the record."""
    state = story.state
    if refused := guards.running(state) or _no_owner_next(state):
        return refused
    stage = state.stage
    if stage and not stage.can_be_skipped:
        return Refused("not_skippable", f"{stage.title} is not skipped in this format.", "Shorten it instead.")
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
        return Refused("first_stage", "This is the first stage.")
    story.move(by, "step_back")
    if not at_gate:
        leave(story, reason, back=True)
    enter(story, step)
    return None


def _override(story: Story, command: c.Override) -> Refused | None:
    state = story.state
    if refused := guards.under_way(state):
        return refused
    needs = exit_needs(state) if state.control.phase is Phase.EXIT_GATE else needs_of(state)
    need = next((need for need in needs if need.output is command.output and need.open), None)
    if need is None:
        return Refused("not_needed", "Nothing stands in the way there.")
    if command.output in EACH and command.seat not in need.missing:
        return Refused("say_whose", "Say whose: each person\u2019s is overridden by itself.")
    issue = -1 if command.output in EACH else state.issue_index
    seat = command.seat if command.output in EACH else ""
    story.tell(
        e.GateOverridden(output=command.output, reason=command.reason.strip(), seat=seat, issue=issue, at=story.now)
    )
    return None


def may_close(state: State) -> Refused | None:
    if state.control.phase is not Phase.EXIT_GATE:
        return guards.under_way(state) or Refused("no_exit_gate", "Open the exit gate first.")
    missing = open_needs(exit_needs(state))
    if not missing:
        return None
    who = ", ".join(guards.name(state, seat) for need in missing for seat in need.missing)
    return Refused("exit_gate", f"No commitment yet from {who}.", "Ask for it, or override with a reason.")
