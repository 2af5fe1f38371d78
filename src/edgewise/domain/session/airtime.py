"""Airtime from the floor: the circle's mirror, not a measure of anybody."""

from __future__ import annotations

from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.state import State


def floor_ms(state: State, now: Millis) -> dict[SeatId, Millis]:
    """Milliseconds each seat has held the floor, the running turn included, pauses not."""
    spent = {seat.id: seat.floor_ms for seat in state.seats.values()}
    clock, holder = state.control.clock, state.control.floor.holder
    if holder:
        spent[holder] += max(0, (clock.paused_at or now) - clock.turn_began)
    return spent


def shares(state: State, now: Millis) -> dict[SeatId, float]:
    """Each seat's part of all floor time so far, 0 to 1; all 0 before anybody spoke."""
    spent = floor_ms(state, now)
    total = sum(spent.values())
    return {seat: (ms / total if total else 0.0) for seat, ms in spent.items()}


def evenness(state: State, now: Millis) -> float | None:
    """How evenly those who came shared the floor: 1 where each had the same, near 0 where one of many had all.

    1 less the part of all floor time that would have to pass from some to others until each had the same. None where
    nobody spoke, or where only one came. It compares sessions of one circle; whoever brings an issue talks more.
    Source: Hoover, "The measurement of industrial localization", Review of Economics and Statistics 18 (1936).
    """
    share = shares(state, now)
    came = [share[seat.id] for seat in state.seats.values() if seat.came_at]
    if len(came) < 2 or not any(came):
        return None
    return 1 - sum(abs(each - 1 / len(came)) for each in came) / 2
