"""Groups for several weeks, mixed by exchanges: every two groups of a week at once, many weeks one after the other.

A sweep takes one week, puts its groups two by two, and draws for each two groups one exchange of two members (or none)
with the probability of exp(-cost / temperature): a heat bath. As the temperature falls, exchanges that cost go. Empty
places are people without cost whom two groups may trade, so that groups need not be of one size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.matching.given.facts import Ints

Reals = NDArray[np.float64]
Permits = Callable[[Ints], NDArray[np.bool_]]  # which of these rows of places may be groups
LOOK = 50  # sweeps between two looks at what was reached


@dataclass(frozen=True, eq=False)
class Cost:
    """What the mixing lowers: for each meeting, `fixed` and `again` for each time that the two have met before."""

    people: int  # below are people, from here on empty places
    fixed: NDArray[np.float32]  # places x places, symmetric
    before: Ints  # people x people: meetings before these weeks, symmetric
    again: float
    trades: bool = True  # may a person take an empty place, which changes the size of two groups?


class Mixing:
    """`groups` is weeks x groups x places, and changed. Weeks before `first` are counted, but stay as they are."""

    def __init__(self, groups: Ints, cost: Cost, rng: np.random.Generator, first: int = 0) -> None:
        self.groups, self.cost, self.rng, self.first = groups, cost, rng, first
        self.weeks, count, self.places = groups.shape
        self.real = (np.arange(len(cost.fixed)) < cost.people).astype(np.int16)
        self.met = np.zeros(cost.fixed.shape, dtype=np.int16)
        self.met[: cost.people, : cost.people] = cost.before
        for group in groups.reshape(-1, self.places):
            people = group[group < cost.people]
            self.met[np.ix_(people, people)] += 1
        self.couples = count // 2
        side = np.arange(2 * self.places) // self.places
        self.here = (side[:, None] == side).astype(np.int16)
        self.others = 1 - np.eye(2 * self.places, dtype=np.float32)

    @property
    def repeats(self) -> int:
        """Meetings of two who have met before."""
        met = self.met[: self.cost.people, : self.cost.people]
        found = np.maximum(met - 1, 0) - np.maximum(self.cost.before - 1, 0)
        return int(found.sum() - np.trace(found)) // 2

    @property
    def worth(self) -> float:
        """What to lower: a repeat counts once here, however often two have met."""
        rows = self.groups[self.first :].reshape(-1, self.places)
        fixed = self.cost.fixed[rows[:, :, None], rows[:, None, :]].sum(dtype=np.float64) / 2
        return float(self.cost.again * self.repeats + fixed)

    def cooled(self, temperatures: Iterable[float], enough: float, permits: Permits | None = None) -> Ints:
        """The groups of least worth that a sweep at each of these temperatures leads to; at `enough` it ends."""
        best, kept = self.worth, self.groups.copy()
        for turn, temperature in enumerate(temperatures, start=1):
            if best <= enough:
                break
            self.sweep(temperature, permits)
            if turn % LOOK == 0 and self.worth < best:
                best, kept = self.worth, self.groups.copy()
        return kept if best <= self.worth else self.groups

    def sweep(self, temperature: float, permits: Permits | None = None) -> None:
        """One week's exchanges."""
        week = self.groups[int(self.rng.integers(self.first, self.weeks))]
        order = self.rng.permutation(len(week))[: 2 * self.couples].reshape(-1, 2)
        both = week[order].reshape(self.couples, -1)
        change = self._changes(both)
        flat = np.concatenate([change.reshape(self.couples, -1), np.zeros((self.couples, 1))], axis=1)
        drawn = (flat / temperature - self.rng.gumbel(size=flat.shape)).argmin(axis=1)
        row = np.flatnonzero(drawn < self.places**2)
        left, right = np.divmod(drawn[row], self.places)
        after = both[row]
        at = np.arange(len(row))
        after[at, left], after[at, self.places + right] = both[row, self.places + right], both[row, left]
        if permits is not None:
            kept = permits(after.reshape(-1, self.places)).reshape(-1, 2).all(axis=1)
            row, left, right, after = row[kept], left[kept], right[kept], after[kept]
        self._count(both[row], left, self.places + right)
        week[order[row]] = after.reshape(-1, 2, self.places)

    def _changes(self, both: Ints) -> Reals:
        """Couples x place x place: what the exchange of the two who sit there would change."""
        pairs = both[:, :, None], both[:, None, :]
        real = self.real[both]
        met = self.met[pairs] - self.here * (real[:, :, None] * real[:, None, :])
        cost = (np.float32(self.cost.again) * met + self.cost.fixed[pairs]) * self.others  # 16 bits would run over
        half = self.places
        gain = cost[:, :, half:].sum(axis=2) - cost[:, :, :half].sum(axis=2)
        found: Reals = (gain[:, :half, None] - gain[:, None, half:] - 2 * cost[:, :half, half:]).astype(np.float64)
        if not self.cost.trades:
            found[real[:, :half, None] != real[:, None, half:]] = np.inf
        return found

    def _count(self, both: Ints, left: Ints, right: Ints) -> None:
        """The meetings after the members in these places of each two groups are exchanged."""
        at = np.arange(len(both))
        one, other = both[at, left], both[at, right]
        sides = both[:, : self.places], both[:, self.places :]
        for who, old, new in ((one, *sides), (other, *reversed(sides))):
            for group, step in ((old, -1), (new, 1)):
                now = self.met[who[:, None], group] + step * self.real[who][:, None] * self.real[group]
                self.met[who[:, None], group] = now
                self.met[group, who[:, None]] = now
        apart = self.met[one, other] - 2 * self.real[one] * self.real[other]  # counted as joining the other's group
        self.met[one, other] = self.met[other, one] = apart
