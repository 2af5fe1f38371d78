"""Who coached whom for how long, read from a session's events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edgewise.domain.session.events import AnyEvent
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.state import State


@dataclass(frozen=True, slots=True)
class Coached:
    """In milliseconds. `received` is time by the clock, however many gave it."""

    given: Mapping[tuple[str, str], int]  # (giver, issue owner)
    received: Mapping[str, int]  # issue owner

    def given_by(self, seat: str) -> int:
        return sum(ms for (giver, _), ms in self.given.items() if giver == seat)


def coached(events: Iterable[AnyEvent]) -> Coached:
    """In an issue's stages everyone present coaches its owner, while the clock runs and the owner is there."""
    given: dict[tuple[str, str], int] = defaultdict(int)
    received: dict[str, int] = defaultdict(int)
    state = State()
    for event in events:
        passed, owner = event.at - state.at, state.owner
        if owner and state.seats[owner].present and not state.control.clock.paused_at:
            givers = [seat.id for seat in state.seats.values() if seat.present and seat.id != owner]
            received[owner] += passed if givers else 0
            for giver in givers:
                given[giver, owner] += passed
        state = evolve(state, event)
    return Coached(given, received)
