"""Circles in the making, and the one move that makes them: put people back by an assignment.

Some circles each give one member away, others offer a free place, and those people and some of the bench are assigned
to these places so that as many as possible sit and, among the ways to do so, the points are the most (Kuhn and Munkres;
`scipy.optimize.linear_sum_assignment`). Since everybody can go back to where they were, nobody ever loses a seat. Noise
on the points lets the search leave a local optimum.

A circle that meets every rule meets it after the move. While circles are being built they may be short of members, or
have somebody in them who is still alone with an attribute; only people who help with that may then sit down there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from edgewise.domain.matching.given.facts import Bits, Ints
from edgewise.domain.matching.given.ground import FORBIDDEN, Ground

Flags = NDArray[np.bool_]
Floats = NDArray[np.float32]
EMPTY = -1
_NO = 1e9  # the cost of a place that is not open to somebody
_BENCH = 1e5  # the cost of sitting nowhere: more than any points
_COST_OF_SHORT = 5e4  # what it is worth to fill a place without which a circle is none
_BEYOND = 2e4  # the cost of a place beyond the planned size
_NOISE = 1 << 21  # noises drawn once and read from random places, at most


@dataclass(frozen=True, slots=True)
class Fair:
    """The points of a circle below `floor` a pair count `1 + steep` times."""

    floor: float
    steep: float


class Seating:
    """`seats` is circles x most members of local positions, packed to the left, EMPTY behind.

    `planned` are the sizes aimed at; `fixed` are the people who stay where they are.
    """

    def __init__(self, ground: Ground, planned: Ints, rng: np.random.Generator) -> None:
        self.ground, self.rng = ground, rng
        self.planned = planned
        self.most, self.least = ground.facts.rules.most, ground.facts.rules.least
        self.seats = np.full((len(planned), self.most), EMPTY, dtype=np.int64)
        self.size = np.zeros(len(planned), dtype=np.int64)
        self.fixed = np.zeros(ground.size, dtype=np.bool_)
        self._noise = rng.standard_normal(min(16 * len(planned) ** 2 + 4096, _NOISE), dtype=np.float32)
        self._rows = np.empty((0, ground.size), dtype=np.int16)

    def copy_from(self, other: tuple[Ints, Ints, Ints]) -> None:
        self.seats, self.size, self.planned = (part.copy() for part in other)

    def copied(self) -> tuple[Ints, Ints, Ints]:
        """How it stands, to go back to: circles may be added later."""
        return self.seats.copy(), self.size.copy(), self.planned.copy()

    def bench(self) -> Ints:
        """Those who sit nowhere and may sit anywhere; whoever is fixed sits in their own circle or in none."""
        free = ~self.fixed
        free[self.seats[self.seats >= 0]] = False
        return np.flatnonzero(free)

    def held(self) -> Flags:
        """The circles with somebody in them who is fixed."""
        return _in_any(self.fixed[self.seats] & (self.seats >= 0))

    def found(self, members: Ints, index: int) -> None:
        """These people, who sit nowhere, make the circle at `index`, which is empty."""
        self.seats[index, : len(members)] = members
        self.size[index] = len(members)

    def extend(self, many: int) -> None:
        """Room for so many more circles."""
        self.seats = np.vstack([self.seats, np.full((many, self.most), EMPTY)])
        self.size = np.concatenate([self.size, np.zeros(many, dtype=np.int64)])
        self.planned = np.concatenate([self.planned, np.zeros(many, dtype=np.int64)])

    def undo(self, circles: Ints) -> None:
        """Everybody of these circles gets up."""
        self.seats[circles], self.size[circles] = EMPTY, 0

    def points(self) -> NDArray[np.int64]:
        """The points of each circle."""
        found = np.zeros(len(self.seats), dtype=np.int64)
        for a in range(1, self.most):
            both = np.flatnonzero(self.size > a)
            for b in range(a):
                found[both] += self.ground.affinity[self.seats[both, a], self.seats[both, b]]
        return found

    def complete(self) -> Flags:
        """The circles that have members enough and nobody alone in them."""
        once, twice = self._declared(self.seats)
        found: Flags = (self.size >= self.least) & ~(once & ~twice).any(axis=1)
        return found

    def worth(self) -> tuple[int, int]:
        """How many sit in complete circles, and the points of all circles."""
        return int(self.size[self.complete()].sum()), int(self.points().sum())

    def circles(self) -> list[Ints]:
        """The members of each complete circle."""
        return [self.seats[index, : self.size[index]].copy() for index in np.flatnonzero(self.complete())]

    def reseat(self, giving: Ints, offering: Ints, bench: Ints, noise: float = 0.0, fair: Fair | None = None) -> None:
        """The move. `giving` circles give a member away, `offering` ones have a place free; no circle is in both."""
        giving, people = self._taken(giving)
        circles = np.concatenate([giving, offering])
        people = np.concatenate([people, bench])
        if not len(circles) or not len(people):
            return
        order = np.argsort(-self.size[circles], kind="stable")
        circles, gives = circles[order], order < len(giving)
        worth = self._worth(people, circles)
        open_to = self._open(people, circles, worth)
        waiting = self._keep_company(
            people, circles, open_to, gives | (self.size[circles] + 1 >= self.planned[circles])
        )
        if fair is not None:
            worth = self._fairly(worth, circles, fair)
        worth += np.where((self.size[circles] < self.least) | waiting, np.float32(_COST_OF_SHORT), np.float32(0))
        worth -= np.where(self.size[circles] >= self.planned[circles], np.float32(_BEYOND), np.float32(0))
        if noise:
            start = int(self.rng.integers(max(len(self._noise) - worth.size, 1)))
            worth += noise * np.resize(self._noise[start : start + worth.size], worth.shape)
        cost = np.full((len(people), len(circles) + len(bench)), _BENCH)
        np.negative(worth, out=cost[:, : len(circles)])
        cost[:, : len(circles)][~open_to] = _NO
        rows, columns = scipy.optimize.linear_sum_assignment(cost)
        sits = columns < len(circles)
        sits[sits] = open_to[rows[sits], columns[sits]]
        rows, circles = rows[sits], circles[columns[sits]]
        self.seats[circles, self.size[circles]] = people[rows]
        self.size[circles] += 1

    def _taken(self, giving: Ints) -> tuple[Ints, Ints]:
        """One member of each of these circles gets up. The circles that could spare one, and the people."""
        seats = self.seats[giving]
        key = self.rng.random(seats.shape, dtype=np.float32)
        key[(seats < 0) | self.fixed[seats]] = -1
        at = key.argmax(axis=1)
        here = np.flatnonzero(key[np.arange(len(giving)), at] >= 0)
        giving, at = giving[here], at[here]
        people = self.seats[giving, at]
        last = self.size[giving] - 1
        self.seats[giving, at] = self.seats[giving, last]
        self.seats[giving, last] = EMPTY
        self.size[giving] = last
        return giving, people

    def _worth(self, people: Ints, circles: Ints) -> Floats:
        """people x circles: points with all members. The circles come largest first."""
        if len(self._rows) < len(people):
            self._rows = np.empty((len(people) * 5 // 4, self.ground.size), dtype=np.int16)
        rows = np.take(self.ground.affinity, people, axis=0, out=self._rows[: len(people)], mode="clip")
        found = np.zeros((len(people), len(circles)), dtype=np.float32)
        for seat in range(int(self.size[circles[0]])):
            count = int(np.searchsorted(-self.size[circles], -seat))
            found[:, :count] += np.take(rows, self.seats[circles[:count], seat], axis=1)
        return found

    def _open(self, people: Ints, circles: Ints, worth: Floats) -> Flags:
        """people x circles: may they sit down there?"""
        ground, seats = self.ground, self.seats[circles]
        found: Flags = worth > FORBIDDEN / 2
        marks = ground.marks[people]
        every = np.iinfo(np.uint64).max
        common = np.full((len(circles), marks.shape[1]), every, dtype=np.uint64)
        for column in seats[:, : int(self.size[circles[0]])].T:
            common &= np.where((column >= 0)[:, None], ground.marks[column], every)
        for requirement in ground.requirements:
            found &= _meet(marks[:, requirement], common[:, requirement])
        return found

    def _keep_company(self, people: Ints, circles: Ints, found: Flags, last: Flags) -> Flags:
        """Takes out of `found` whoever would be alone, or does not help somebody who waits for company.

        In circles where this place is the `last`, nobody may be left waiting. Returns in which circles somebody waits.
        """
        once, twice = self._declared(self.seats[circles])
        waiting = once & ~twice
        for word in range(waiting.shape[1]):
            mine = self.ground.declared[people, word]
            declares = np.flatnonzero(mine)
            found[declares] &= (mine[declares, None] & ~once[None, :, word]) == 0
            lonely = np.flatnonzero(waiting[:, word])
            helped = mine[:, None] & waiting[None, lonely, word]
            found[:, lonely] &= np.where(last[lonely], helped == waiting[lonely, word], helped != 0)
        return _in_any(waiting != 0)

    def _declared(self, seats: Ints) -> tuple[Bits, Bits]:
        """circles x words: the attributes that somebody declares, and those that two or more do."""
        once = np.zeros((len(seats), self.ground.declared.shape[1]), dtype=np.uint64)
        twice = once.copy()
        for column in seats.T:
            words = np.where((column >= 0)[:, None], self.ground.declared[column], np.uint64(0))
            twice |= once & words
            once |= words
        return once, twice

    def _fairly(self, worth: Floats, circles: Ints, fair: Fair) -> Floats:
        """What a newcomer adds where points below the floor count more."""
        before = np.zeros(len(circles), dtype=np.float32)
        seats, size = self.seats[circles], self.size[circles]
        for a in range(1, self.most):
            both = np.flatnonzero(size > a)
            for b in range(a):
                before[both] += self.ground.affinity[seats[both, a], seats[both, b]]
        floor = (fair.floor * (size * (size + 1) // 2)).astype(np.float32)
        found: Floats = worth + np.float32(fair.steep) * np.minimum(before + worth - floor, 0)
        return found


def _in_any(flags: Flags) -> Flags:
    """For each row: is any flag set?"""
    found: Flags = np.any(flags, axis=1)
    return found


def _meet(some: Bits, others: Bits) -> Flags:
    """people x circles: do they share a bit?"""
    found = np.zeros((len(some), len(others)), dtype=np.bool_)
    for word in range(some.shape[1]):
        found |= (some[:, word, None] & others[None, :, word]) != 0
    return found
