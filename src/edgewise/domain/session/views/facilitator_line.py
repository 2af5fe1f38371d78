"""The facilitator's private line: what a good facilitator would notice now. Facts and one move, never blame."""

from __future__ import annotations

from edgewise.domain.formats.model import Does, Floor
from edgewise.domain.session.airtime import shares
from edgewise.domain.session.decisions.guards import BY_HAND, IN_TURN, name
from edgewise.domain.session.decisions.moves import gate
from edgewise.domain.session.names import Millis
from edgewise.domain.session.plan import later_ms
from edgewise.domain.session.state import Phase, State

MANY = 1.8  # times the even share of the floor
BEHIND_MS = 120_000


def coach_lines(state: State, now: Millis) -> tuple[str, ...]:
    """At most three, the most useful first."""
    lines = [
        _gate_line(state),
        _floor_line(state),
        _silent_line(state),
        _share_line(state, now),
        _pace_line(state, now),
    ]
    return tuple(line for line in lines if line)[:3]


def _gate_line(state: State) -> str:
    stage = state.stage
    if stage is None:
        return ""
    if stage.does is Does.CHOOSE_ISSUES and not state.issues:
        return "Choose the issue owners: who brings a decision that is really open?"
    refused = gate(state)
    if refused is None and _finished(state):
        return "The stage has what it needs. Move on when the room is ready."
    return refused.reason if refused and _finished(state) else ""


def _finished(state: State) -> bool:
    """Nothing more will happen in this stage by itself."""
    stage, floor = state.stage, state.control.floor
    if stage is None or floor.holder:
        return False
    if stage.floor in IN_TURN:
        return not floor.waiting
    return state.control.clock.over or (stage.floor in BY_HAND and bool(stage.requires) and not floor.hands)


def _floor_line(state: State) -> str:
    stage, floor = state.stage, state.control.floor
    if stage is None or floor.holder:
        return ""
    if stage.floor in IN_TURN and floor.waiting:
        return f"Nobody has the floor: give it to {name(state, floor.waiting[0])}, or to the quietest."
    return "Nobody has asked for the floor yet. Silence is fine; count to ten." if _idle(state) else ""


def _idle(state: State) -> bool:
    stage, floor = state.stage, state.control.floor
    return stage is not None and stage.floor in BY_HAND and not floor.hands and not state.control.clock.over


def _silent_line(state: State) -> str:
    """Who has not spoken, or not written, in this stage."""
    stage, control = state.stage, state.control
    if stage is None:
        return ""
    here = [seat for seat in control.floor.part if state.seats[seat].present]
    if stage.floor is Floor.SILENT_WRITING:
        quiet, what = [seat for seat in here if seat not in control.notes], "written anything yet"
    elif stage.floor in BY_HAND:
        spoke = {said.by for said in state.contributions if said.step == control.step} | {control.floor.holder}
        quiet, what = [seat for seat in here if seat not in spoke], "spoken in this stage"
    else:
        return ""
    if not quiet or len(quiet) == len(here):
        return ""
    return f"1 person has not {what}." if len(quiet) == 1 else f"{len(quiet)} people have not {what}."


def _share_line(state: State, now: Millis) -> str:
    share = shares(state, now)
    here = [seat for seat in share if state.seats[seat].present]
    if state.control.phase is not Phase.RUNNING or len(here) < 3 or sum(s.turns for s in state.seats.values()) < 6:
        return ""
    most = max(here, key=lambda seat: share[seat])
    if share[most] < MANY / len(here) or most == state.owner:
        return ""
    quietest = min(here, key=lambda seat: share[seat])
    return f"{name(state, most)} has had {share[most]:.0%} of the floor. {name(state, quietest)} has had the least."


def _pace_line(state: State, now: Millis) -> str:
    control = state.control
    if control.phase is not Phase.RUNNING or not control.clock.step_deadline:
        return ""
    late = max(now, control.clock.step_deadline) + later_ms(state) - control.planned_end
    if late < BEHIND_MS:
        return ""
    return f"You are {round(late / 60_000)} minutes behind the plan. Take time from a later stage, or end later."
