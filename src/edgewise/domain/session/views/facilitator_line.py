"""The facilitator's private line: what a good facilitator would notice now. Facts and one move, never blame."""

from __future__ import annotations

from edgewise.domain.formats.model import Does, Floor
from edgewise.domain.phrases import counted, phrase
from edgewise.domain.session.airtime import shares
from edgewise.domain.session.decisions.guards import BY_HAND, IN_TURN, name
from edgewise.domain.session.decisions.moves import gate
from edgewise.domain.session.names import Millis
from edgewise.domain.session.plan import later_ms
from edgewise.domain.session.state import Phase, State

LARGE_SHARE = 1.8  # times the even share of the floor
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
        return phrase("Choose the issue owners: who brings a decision that is really open?")
    planned = state.fmt.issues
    if stage.does is Does.CHOOSE_ISSUES and len(state.issues) < planned:
        return counted(
            "You have chosen one issue. This format has time for {planned}.",
            "You have chosen {count} issues. This format has time for {planned}.",
            len(state.issues),
            planned=planned,
        )
    refused = gate(state)
    if refused is None and _finished(state):
        return phrase("The stage has what it needs. Move on when everybody is ready.")
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
        first = name(state, floor.waiting[0])
        return phrase("Nobody has the floor: give it to {name}, or to the quietest person.", name=first)
    return phrase("Nobody has asked for the floor yet. Silence is fine; count to ten.") if _idle(state) else ""


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
        quiet = sum(seat not in control.notes for seat in here)
        if 0 < quiet < len(here):
            return counted(
                "One person has not written anything yet.", "{count} people have not written anything yet.", quiet
            )
    elif stage.floor in BY_HAND:
        spoke = {said.by for said in state.contributions if said.step == control.step} | {control.floor.holder}
        quiet = sum(seat not in spoke for seat in here)
        if 0 < quiet < len(here):
            return counted(
                "One person has not spoken in this stage.", "{count} people have not spoken in this stage.", quiet
            )
    return ""


def _share_line(state: State, now: Millis) -> str:
    share = shares(state, now)
    here = [seat for seat in share if state.seats[seat].present]
    if state.control.phase is not Phase.RUNNING or len(here) < 3 or sum(s.turns for s in state.seats.values()) < 6:
        return ""
    most = max(here, key=lambda seat: share[seat])
    if share[most] < LARGE_SHARE / len(here) or most == state.owner:
        return ""
    quietest = min(here, key=lambda seat: share[seat])
    return phrase(
        "{name} has had {percent}% of the floor. {quietest} has had the least.",
        name=name(state, most),
        percent=round(share[most] * 100),
        quietest=name(state, quietest),
    )


def _pace_line(state: State, now: Millis) -> str:
    control = state.control
    if control.phase is not Phase.RUNNING or not control.clock.step_deadline:
        return ""
    late = max(now, control.clock.step_deadline) + later_ms(state) - control.planned_end
    if late < BEHIND_MS:
        return ""
    return counted(
        "You are {count} minute behind the plan. Take time from a later stage, or end later.",
        "You are {count} minutes behind the plan. Take time from a later stage, or end later.",
        round(late / 60_000),
    )
