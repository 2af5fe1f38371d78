"""How long a seat was there while a session went on, read from its events."""

from __future__ import annotations

from collections.abc import Iterable

from edgewise.domain.session.events import AnyEvent
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.state import Phase, State

GOES_ON = (Phase.RUNNING, Phase.EXIT_GATE)


def attended_ms(events: Iterable[AnyEvent], seat: SeatId) -> Millis:
    """From the beginning to the close, pauses too: somebody who waits for the others is at work. The lobby is not."""
    state, there = State(), 0
    for event in events:
        if state.control.phase in GOES_ON and seat in state.seats and state.seats[seat].present:
            there += event.at - state.at
        state = evolve(state, event)
    return there
