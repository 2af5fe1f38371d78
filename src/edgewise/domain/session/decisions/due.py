"""Which commands the clock itself may send now, and when the next one falls due. No timer lives in memory."""

from __future__ import annotations

from edgewise.domain.session import commands as c
from edgewise.domain.session.decisions.lease import next_offer, offer_due, stage_is_up, turn_is_up
from edgewise.domain.session.names import Millis
from edgewise.domain.session.state import Phase, State


def due(state: State, now: Millis) -> tuple[c.AnyCommand, ...]:
    """Commands that the system may send at `now` and that would be taken."""
    commands: list[c.AnyCommand] = []
    if _timed(state) and (turn_is_up(state, now) or stage_is_up(state, now)):
        commands.append(c.TimeUp())
    if state.format is not None and next_offer(state, now):
        commands.append(c.LapseLease())
    return tuple(commands)


def next_due(state: State) -> Millis:
    """The earliest moment at which `due` has something to say; 0: not before somebody acts."""
    moments = [offer_due(state)] if state.format is not None else []
    if _timed(state):
        clock = state.control.clock
        moments.append(0 if clock.turn_over else clock.turn_deadline)
        moments.append(0 if clock.over else clock.step_deadline)
    return min((moment for moment in moments if moment), default=0)


def _timed(state: State) -> bool:
    return state.control.phase is Phase.RUNNING and not state.control.clock.paused_at
