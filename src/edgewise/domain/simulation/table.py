"""A session in virtual time: the log, the state, what was refused; what is due happens by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from edgewise.domain.formats.model import Format
from edgewise.domain.session.commands import AnyCommand, LastPromise, OpenSession, SeatPlan
from edgewise.domain.session.decisions.decide import decide
from edgewise.domain.session.decisions.due import due, next_due
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.evolving.evolve import replay
from edgewise.domain.session.names import SYSTEM, Millis, SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import State

NAMES = (
    "Amara", "Bruno", "Chidi", "Dana", "Elif", "Farid", "Grace", "Hana",
    "Ines", "Jonas", "Kofi", "Lena", "Mateo", "Noor",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """One command, and what came of it."""

    at: Millis
    by: SeatId
    recorder: SeatId
    command: AnyCommand
    answer: tuple[AnyEvent, ...] | Refused
    before: State
    after: State


@dataclass(slots=True)
class Table:
    watch: Callable[[Sent], None] | None = None  # told of every command, refused ones too
    state: State = field(default_factory=State)
    events: list[AnyEvent] = field(default_factory=list)
    refusals: list[Sent] = field(default_factory=list)

    def send(
        self, command: AnyCommand, by: SeatId, now: Millis, recorder: SeatId = ""
    ) -> tuple[AnyEvent, ...] | Refused:
        """What the rules answer; taken, it is in the log."""
        before = self.state
        answer = decide(before, command, by, now, recorder)
        if not isinstance(answer, Refused):
            self.state = replay(answer, before)
            self.events.extend(answer)
        sent = Sent(now, by, recorder, command, answer, before, self.state)
        if isinstance(answer, Refused):
            self.refusals.append(sent)
        if self.watch:
            self.watch(sent)
        return answer

    def next_due(self) -> Millis:
        """When the clock itself will have something to say; 0: not before somebody does something."""
        return next_due(self.state)

    def strike(self, now: Millis) -> None:
        """Sends what is due at `now`: time that is up, a lease that lapsed."""
        for command in due(self.state, now):
            self.send(command, SYSTEM, now)


def laid(
    fmt: Format,
    seats: Sequence[tuple[SeatId, str]],
    start_ms: Millis,
    promises: tuple[LastPromise, ...] = (),
    round_offset: int = 0,
    watch: Callable[[Sent], None] | None = None,
) -> Table:
    """A table for these seats (id and name), opened; the first has the chair and the second is deputy."""
    table = Table(watch)
    opening = OpenSession(
        format=fmt,
        seats=tuple(SeatPlan(id=seat, name=name) for seat, name in seats),
        chair=seats[0][0],
        deputy=seats[1][0],
        promises=promises,
        round_offset=round_offset,
        booked_until=start_ms + fmt.minutes * 60_000,
    )
    answer = table.send(opening, SYSTEM, start_ms)
    assert not isinstance(answer, Refused), answer
    return table


def numbered(names: Sequence[str]) -> list[tuple[SeatId, str]]:
    """Seats s1, s2 ... for these names."""
    return [(f"s{place}", name) for place, name in enumerate(names, 1)]
