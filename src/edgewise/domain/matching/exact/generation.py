"""Column generation: make circles until no other could raise the linear programme's value by much.

Each round solves the programme over the circles made so far, and looks for circles whose profit is above the price of
their size. The prices that are looked at are smoothed (Wentges): those of the programme jump about at first. Once the
quick search finds next to nothing, a sweep finds every profitable circle, which proves a bound.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from edgewise.domain.matching.exact.columns import Columns
from edgewise.domain.matching.exact.master import Master, Reals
from edgewise.domain.matching.exact.pricing import Floats, Sweep, exchanged, likely, profits, ranked
from edgewise.domain.matching.given.facts import Ints

BREADTH = 6  # companions from whom a circle is grown, for each person
SMOOTHING, SETTLED = 0.6, 0.05  # the weight of the earlier prices at first, and when a sweep is due
ERROR = 0.05  # points; more than single precision loses in a circle
NEW = 4  # new circles of one size in one round, for each person


@dataclass(slots=True)
class Generation:
    """The state between two rounds. `close` is the points by which the bound may exceed the programme's value."""

    master: Master
    close: float
    weight: float = SMOOTHING
    centre: Floats | None = None
    bound: float = float("inf")  # until the first sweep has ended
    is_solved: bool = False

    def round(self, should_stop: Callable[[], bool]) -> bool:
        """Prices, new circles and, once the quick search tires, a proof. False if it was stopped: nothing is done."""
        master = self.master
        if not any(map(len, master.columns.values())):
            master.add({size: likely(master.arena, _half(master, size), size, BREADTH) for size in master.limits})
        master.solve()
        before = self.weight, self.centre
        self.centre = (
            master.prices if self.centre is None else self.weight * self.centre + (1 - self.weight) * master.prices
        )
        found = _quick(master, self.centre)
        if sum(map(len, found.values())) * 10 < master.arena.size:
            self.weight /= 2
        if self.weight < SETTLED and not self._sweep(should_stop):
            self.weight, self.centre = before
            return False
        master.add(found)
        self.is_solved = self.bound - master.value <= self.close
        return True

    def _sweep(self, should_stop: Callable[[], bool]) -> bool:
        """Every circle that is profitable at the master's prices, and the bound which that proves."""
        master = self.master
        slack = max(self.close / 2 / sum(master.limits.values()), 2 * ERROR)
        prices, found = master.prices.astype(np.float64), {}
        for size in master.limits:
            sweep = Sweep(master.arena, master.prices, size, master.floor(size) + slack - ERROR, should_stop)
            if not sweep.run():
                return False
            found[size] = sweep.found
        total = sum(many * (master.dear[size] + slack) for size, many in master.limits.items())
        for size, columns in found.items():
            worth = master.arena.points(columns).astype(np.float64)
            _raise(prices, columns, worth - (master.floor(size) + slack))
        master.add(found)
        self.bound = min(self.bound, float(total + prices.sum()))
        return True


def _half(master: Master, size: int) -> Floats:
    """Everybody's half of their best partners: prices at which no circle is profitable."""
    best: Floats = np.sort(master.arena.worth, axis=1)[:, -(size - 1) :].sum(axis=1) / np.float32(2)
    return best


def _quick(master: Master, prices: Floats) -> Columns:
    found = {}
    for size in master.limits:
        grown = likely(master.arena, prices, size, BREADTH)
        known = master.columns[size]
        near = known[np.argsort(-profits(master.arena, prices, known), kind="stable")[: master.arena.size]]
        both = np.unique(np.vstack([grown, exchanged(master.arena, prices, near)]), axis=0)
        both = ranked(master.arena, prices, both)
        found[size] = both[profits(master.arena, master.prices, both) > master.floor(size) + ERROR]
        found[size] = found[size][: NEW * master.arena.size]
    return found


def _raise(prices: Reals, columns: Ints, worth: Reals) -> None:
    """Raise the prices, in place, until none of these circles is worth more than its members' prices."""
    for index in np.argsort(prices[columns].sum(axis=1) - worth, kind="stable"):
        members = columns[index]
        prices[members] += max(worth[index] - prices[members].sum(), 0) / len(members)
