"""What a decision is told in: the state as it becomes while events are added to it."""

from __future__ import annotations

from edgewise.domain.session.events import happened as e
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.state import State

UNDO_MS = 10_000  # in which a move of the facilitator can be taken back


class Story:
    """Collects events; `state` is always the state after the last one told."""

    __slots__ = ("events", "now", "state")

    def __init__(self, state: State, now: Millis) -> None:
        self.state = state
        self.now = max(now, state.at)  # time never runs backwards, whatever a server's clock does
        self.events: list[AnyEvent] = []

    def tell(self, event: AnyEvent) -> None:
        self.events.append(event)
        self.state = evolve(self.state, event)

    @property
    def base(self) -> Millis:
        """The moment from which deadlines are counted: while paused, the clock stands still."""
        return self.state.control.clock.paused_at or self.now

    def move(self, by: SeatId, name: str, to: SeatId | None = None) -> None:
        """Mark what follows as one move that can be taken back; `to` is who gets the floor by it."""
        self.tell(e.MoveMade(by=by, move=name, until=self.now + UNDO_MS, to=to or "", at=self.now))
