"""The dense part of matching: points and bars between everybody of one shard.

`affinity[i, j]` is what two people are worth to one another in whole points (0 to POINTS, less for having met),
or FORBIDDEN. It is symmetric with a diagonal of 0. Positions here are local; `members` are their rows in the facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.matching.facts import Bits, Facts, Ints
from edgewise.domain.matching.model import POINTS, Rule

Scores = NDArray[np.int16]
FORBIDDEN = -20_000  # one such pair outweighs all the others of a circle of at most eleven
BLOCK = 512


@dataclass(frozen=True, eq=False)
class Ground:
    facts: Facts
    members: Ints
    affinity: Scores

    @property
    def size(self) -> int:
        return len(self.members)

    @cached_property
    def marks(self) -> Bits:
        return self.facts.marks[self.members]

    @property
    def requirements(self) -> tuple[slice, ...]:
        return self.facts.requirements

    @cached_property
    def declared(self) -> Bits:
        return self.facts.declared[self.members]

    def score(self, circle: Ints) -> int:
        """The points of a circle of local positions. Meaningless for one with a forbidden pair."""
        return int(self.affinity[np.ix_(circle, circle)].sum(dtype=np.int64)) // 2

    def get_on(self, circle: Ints) -> bool:
        """Does every rule hold for these people, the size, the locks and "nobody alone" aside?"""
        if (self.affinity[np.ix_(circle, circle)] <= FORBIDDEN).any():
            return False
        common = np.bitwise_and.reduce(self.marks[circle], axis=0)
        return all(bool(common[columns].any()) for columns in self.requirements)

    def lonely(self, circle: Ints) -> Bits:
        """The attributes, as words of bits, that exactly one of these people declares."""
        once = np.zeros(self.declared.shape[1], dtype=np.uint64)
        twice = once.copy()
        for words in self.declared[circle]:
            twice |= once & words
            once |= words
        found: Bits = once & ~twice
        return found

    def is_circle(self, circle: Ints) -> bool:
        rules = self.facts.rules
        return rules.least <= len(circle) <= rules.most and self.get_on(circle) and not self.lonely(circle).any()


def ground_of(facts: Facts, members: Ints) -> Ground:
    """The matrix for these rows of the facts: 2 bytes a pair, made in blocks."""
    affinity = np.empty((len(members), len(members)), dtype=np.int16)
    maker = _Maker(facts, members)
    for start in range(0, len(members), BLOCK):
        affinity[start : start + BLOCK] = maker.rows(np.arange(start, min(start + BLOCK, len(members))))
    _strike(affinity, facts, members)
    np.fill_diagonal(affinity, 0)
    return Ground(facts, members, affinity)


class _Maker:
    """Points of pairs by blocks of rows. Codes repeat, so whatever can be looked up is computed once for each code."""

    def __init__(self, facts: Facts, members: Ints) -> None:
        self.facts, self.members = facts, members
        weights = facts.rules.weights
        total = weights.level + weights.location + weights.language + weights.function + weights.goal + weights.strength
        self.unit = POINTS / max(total, 1)
        self.level = facts.level[members].astype(np.int16)
        self.function, self.location = facts.function[members], facts.location[members]
        self.prefers = facts.prefers[members]
        self.goals, self.offers = facts.goals[members], facts.offers[members]
        profiles, self.profile = np.unique(facts.marks[members], axis=0, return_inverse=True)
        self.fit = _fit(profiles, facts.requirements)

    def rows(self, rows: Ints) -> Scores:
        weights, spread = self.facts.rules.weights, self.facts.rules.level_spread
        apart = np.abs(self.level[rows, None] - self.level[None, :])
        known = (self.level[rows, None] >= 0) & (self.level[None, :] >= 0)
        points = weights.level * np.where(known, 1 - apart / np.float32(max(spread or 6, 1)), 0).clip(0).astype(
            np.float32
        )
        points += weights.location * _differ(self.location, rows)
        points += weights.function * _differ(self.function, rows)
        points += weights.language * ((self.prefers[rows, None] == self.prefers) & (self.prefers[rows, None] >= 0))
        points += weights.goal * _share(self.goals[rows], self.goals)
        exchanged = _share(self.goals[rows], self.offers).astype(np.float32) + _share(self.offers[rows], self.goals)
        points += weights.strength / 2 * exchanged
        found: Scores = np.rint(points * np.float32(self.unit)).astype(np.int16)
        barred = ~self.fit[self.profile[rows, None], self.profile[None, :]]
        if spread is not None and self.facts.rules.holds(Rule.LEVEL):
            barred |= apart > spread
        found[barred] = FORBIDDEN
        return found


def _differ(codes: Ints, rows: Ints) -> NDArray[np.bool_]:
    """Different, and both known."""
    found: NDArray[np.bool_] = (codes[rows, None] != codes) & (codes[rows, None] >= 0) & (codes >= 0)
    return found


def _share(some: Bits, others: Bits) -> NDArray[np.bool_]:
    found = np.zeros((len(some), len(others)), dtype=np.bool_)
    for word in range(some.shape[1]):
        found |= (some[:, word, None] & others[None, :, word]) != 0
    return found


def _fit(profiles: Bits, requirements: tuple[slice, ...]) -> NDArray[np.bool_]:
    """Which kinds of people can meet every requirement two by two."""
    fit = np.ones((len(profiles), len(profiles)), dtype=np.bool_)
    for columns in requirements:
        fit &= _share(profiles[:, columns], profiles[:, columns])
    return fit


def _strike(affinity: Scores, facts: Facts, members: Ints) -> None:
    """The pairs named one by one: reporting lines, never again, kept apart; and the points lost by having met."""
    local = np.full(facts.size, -1, dtype=np.int64)
    local[members] = np.arange(len(members))
    pairs, fresh = facts.met
    both = (local[pairs] >= 0).all(axis=1)
    a, b = local[pairs[both]].T
    weights = facts.rules.weights
    unit = POINTS / max(
        weights.level + weights.location + weights.language + weights.function + weights.goal + weights.strength, 1
    )
    lost = np.rint(weights.fresh * unit * fresh[both]).astype(np.int16)
    allowed = affinity[a, b] > FORBIDDEN
    a, b, lost = a[allowed], b[allowed], lost[allowed]
    affinity[a, b] -= lost
    affinity[b, a] -= lost
    both = (local[facts.barred] >= 0).all(axis=1)
    a, b = local[facts.barred[both]].T
    affinity[a, b] = FORBIDDEN
    affinity[b, a] = FORBIDDEN
