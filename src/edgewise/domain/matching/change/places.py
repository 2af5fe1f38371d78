"""Which places are open to whom in circles that exist: beside their members, or instead of one of them.

People are rows of the facts, circles are lists of rows. Every answer is one array, so that all the circles of a
programme are asked at once. Locks are the caller's to keep: `free` says who may be moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import and_

import numpy as np

from edgewise.domain.matching.given.company import Flags, View
from edgewise.domain.matching.given.facts import Bits, Ints

_FAR = 10_000  # beyond any level


@dataclass(eq=False)
class _Sets:
    """What counts of some sets of people, one row a set."""

    size: Ints
    common: Bits  # the ways in which all can meet each requirement
    low: Ints  # levels
    high: Ints
    once: Bits  # attributes that somebody declares
    twice: Bits  # and that somebody else declares too

    def __and__(self, other: _Sets) -> _Sets:
        """Row by row the two sets together."""
        return _Sets(
            self.size + other.size,
            self.common & other.common,
            np.minimum(self.low, other.low),
            np.maximum(self.high, other.high),
            self.once | other.once,
            self.twice | other.twice | (self.once & other.once),
        )

    def take(self, rows: Ints) -> _Sets:
        return _Sets(*(column[rows] for column in vars(self).values()))

    def put(self, rows: Ints, found: _Sets) -> None:
        for column, new in zip(vars(self).values(), vars(found).values(), strict=True):
            column[rows] = new

    def and_more(self, more: _Sets) -> _Sets:
        return _Sets(*map(np.concatenate, zip(vars(self).values(), vars(more).values(), strict=True)))


class Places:
    """`home[i]` is the index of a person's circle, -1 for nobody's. Nobody joins a circle that is empty."""

    def __init__(self, view: View, circles: Sequence[Sequence[int]]) -> None:
        self.view = view
        self.circles = [list(circle) for circle in circles]
        self.home = np.full(view.facts.size, -1, dtype=np.int64)
        self.free = np.ones(view.facts.size, dtype=np.bool_)
        self.free[list(view.unit)] = False
        self._alone = self._people()
        self.rest = self._people()  # for each person seated, their circle without them
        self.whole = self._alone.take(np.full(len(self.circles), -1))  # each circle
        self._fill(range(len(self.circles)))

    def change(self, circles: Mapping[int, Sequence[int]]) -> None:
        """New members for some circles. Whoever is in none of them any more sits nowhere."""
        for index in circles:
            self.home[self.circles[index]] = -1
        for index, members in circles.items():
            self.circles[index] = list(members)
        self._fill(sorted(circles))

    def found(self, members: Sequence[int]) -> None:
        """One more circle, of people who sit nowhere."""
        self.circles.append(list(members))
        self.whole = self.whole.and_more(self._alone.take(np.array([-1])))
        self._fill([len(self.circles) - 1])

    def _fill(self, indices: Sequence[int]) -> None:
        """What counts of these circles, and of each of them without each of its members."""
        chosen = [self.circles[index] for index in indices]
        seats = np.full((len(chosen), max(map(len, chosen), default=0)), -1, dtype=np.int64)
        for row, circle in enumerate(chosen):
            seats[row, : len(circle)] = circle
            self.home[circle] = indices[row]
        nobody = self._alone.take(np.full(len(chosen), -1))
        members = [self._alone.take(column) for column in seats.T]
        before = [*accumulate(members, and_, initial=nobody)]
        after = [*accumulate(reversed(members), and_, initial=nobody)][::-1]
        for at, column in enumerate(seats.T):
            taken = np.flatnonzero(column >= 0)
            self.rest.put(column[taken], (before[at] & after[at + 1]).take(taken))
        self.whole.put(np.array(indices, dtype=np.int64), before[-1])

    def _people(self) -> _Sets:
        """Each person as a set of one, and at the end the empty set."""
        facts, declared = self.view.facts, self.view.declared
        none = np.zeros((1, declared.shape[1]), dtype=np.uint64)
        every = np.full((1, facts.marks.shape[1]), np.iinfo(np.uint64).max, dtype=np.uint64)
        once = np.vstack([declared, none])
        return _Sets(
            np.append(np.ones(facts.size, dtype=np.int64), 0),
            np.vstack([facts.marks, every]),
            np.append(facts.level, _FAR),
            np.append(facts.level, -_FAR),
            once,
            np.zeros_like(once),
        )

    def joins(self, one: int) -> Flags:
        """The circles, their size aside, in which this person could take a place beside the members."""
        found: Flags = self._fits(one, self.whole) & (self.whole.size > 0) & (self._barred(one) == 0)
        if self.home[one] >= 0:
            found[self.home[one]] = False
        return found

    def instead(self, one: int) -> Flags:
        """The people seated elsewhere whose place this person could take; their circle's size is as it was."""
        size = self.view.facts.size
        found = self._fits(one, self.rest)[:size]
        barred = self.view.barred.get(one, np.zeros(0, dtype=np.int64))
        against = np.append(self._barred(one), 0)[self.home]
        against[barred] -= 1
        found &= (self.home >= 0) & (against <= 0)
        if self.home[one] >= 0:
            found &= self.home != self.home[one]
        return found

    @property
    def roomy(self) -> Flags:
        """The circles that can take one more."""
        found: Flags = self.whole.size < self.view.most
        return found

    @property
    def spared(self) -> Flags:
        """The people whose circle stays a circle when they leave it. Getting on needs no look: fewer get on as well."""
        size = self.view.facts.size
        enough = self.rest.size[:size] >= self.view.least
        alone = (self.rest.once & ~self.rest.twice)[:size].any(axis=1)
        found: Flags = enough & ~alone & (self.home >= 0)
        return found

    @property
    def spares(self) -> Ints:
        """Of each circle that can spare somebody one person who may be moved."""
        rows = np.flatnonzero(self.spared & self.free)
        return rows[np.unique(self.home[rows], return_index=True)[1]]

    def suits(self, members: Sequence[int]) -> Flags:
        """Everybody with whom these rows would keep every rule as one circle, size and locks aside."""
        view = self.view
        everybody = np.arange(view.facts.size)
        found = view.fitting(members, everybody)
        lonely = view.lonely(members)
        missing = (lonely & ~view.declared).any(axis=1)
        others = view.declared & ~np.bitwise_or.reduce(view.declared[list(members)], axis=0)
        found &= ~missing & ~others.any(axis=1)
        return found

    def _fits(self, one: int, sets: _Sets) -> Flags:
        view = self.view
        facts = view.facts
        found: Flags = np.full(len(sets.size), bool(view.able[one]))
        for columns in view.requirements:
            found &= (sets.common[:, columns] & facts.marks[one, columns]).any(axis=1)
        if view.spread is not None:
            level = facts.level[one]
            found &= np.maximum(sets.high, level) - np.minimum(sets.low, level) <= view.spread
        mine = view.declared[one]
        twice = sets.twice | (sets.once & mine)
        found &= ~((sets.once | mine) & ~twice).any(axis=1)
        return found

    def _barred(self, one: int) -> Ints:
        """How many of each circle this person may not sit with by name."""
        found = np.zeros(len(self.circles), dtype=np.int64)
        homes = self.home[self.view.barred.get(one, np.zeros(0, dtype=np.int64))]
        np.add.at(found, homes[homes >= 0], 1)
        return found
