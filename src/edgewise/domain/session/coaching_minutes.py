"""Who coached whom for how long, and how long somebody was there, read from a session's events."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from edgewise.domain.hours.counted import Coached, Stretch, shared
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.state import Phase, Seat, State

Corrected = Mapping[SeatId, bool]  # whom a person has corrected by hand: were they there?


def coached(
    events: Iterable[AnyEvent], corrected: Corrected | None = None, members: Collection[SeatId] | None = None
) -> Coached:
    """In an issue's stages everyone present coaches its owner, while the clock runs and the owner is there.

    Corrected people who were not there gave and received nothing. Those who were there although they never came into
    the room, because they looked on with a neighbour, were there all the time. Only `members` count, where they are
    named: a guest has no hours, and what is worked on beside a guest alone counts for nobody.
    """
    known = list(events)
    came, said = _who_came(known), corrected or {}
    always = {seat for seat, there in said.items() if there and seat not in came}
    never = {seat for seat, there in said.items() if not there}

    def counts(seat: Seat) -> bool:
        there = (seat.present or seat.id in always) and seat.id not in never
        return there and (members is None or seat.id in members)

    return shared(_stretches(known, counts))


def _stretches(events: Iterable[AnyEvent], counts: Callable[[Seat], bool]) -> Iterator[Stretch]:
    state = State()
    for event in events:
        owner, passed = state.owner, event.at - state.at
        if owner and passed and not state.control.clock.paused_at:
            here = [seat.id for seat in state.seats.values() if counts(seat)]
            if owner in here:
                yield Stretch(passed, owner, tuple(seat for seat in here if seat != owner))
        state = evolve(state, event)


def _who_came(events: Iterable[AnyEvent]) -> set[SeatId]:
    state = State()
    for event in events:
        state = evolve(state, event)
    return {seat.id for seat in state.seats.values() if seat.came_at}


GOES_ON = (Phase.RUNNING, Phase.EXIT_GATE)


def attended_ms(events: Iterable[AnyEvent], seat: SeatId) -> Millis:
    """From the beginning to the close, pauses too: somebody who waits for the others is at work. The lobby is not."""
    state, there = State(), 0
    for event in events:
        if state.control.phase in GOES_ON and seat in state.seats and state.seats[seat].present:
            there += event.at - state.at
        state = evolve(state, event)
    return there
