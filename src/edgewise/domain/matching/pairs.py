"""Pairs: as many people as possible placed, then as few triads as possible, then the most points.

A pair is two who get on and declare the same attributes while nobody may be alone. An odd number makes one triad, where
the rules allow three: the one person whom the matching leaves over joins the pair that is best with them. Locked people
who are two already are a pair, and may be joined by a third; locked threes are a triad.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from edgewise.domain.matching.columns import Arena, arena_of
from edgewise.domain.matching.facts import Ints
from edgewise.domain.matching.ground import BLOCK, FORBIDDEN, Ground, Scores
from edgewise.domain.matching.mates import Mates, best_mates
from edgewise.domain.matching.small import FEW, solved

PAIR, TRIAD = 2, 3
REMATCHED = 9_000  # people, in all the matchings that look for a better triad
FULL = 2_000  # people; with more, only matched pairs are looked at for a third
NEVER = -1_000_000


@dataclass(frozen=True, eq=False)
class Paired:
    """Whoever is in no table is left over. `optimal`: nothing places more, uses fewer triads for it or scores more."""

    tables: tuple[Ints, ...]  # local positions, ascending; by their first member
    score: int
    bound: int  # of the score of as many pairs and triads
    optimal: bool


def best_pairs(ground: Ground, seed: int = 1) -> Paired:
    """The same ground and seed give the same pairs. Raises ValueError where the rules do not allow two."""
    if ground.facts.rules.least > PAIR:
        raise ValueError(f"pairs need a least size of {PAIR}, not {ground.facts.rules.least}")
    if ground.size <= FEW:
        few = solved(ground)
        return Paired(few.tables, few.score, few.score, optimal=True)
    return _Pairing(ground, seed).done()


def open_pairs(arena: Arena) -> Scores:
    """The points of every two people who may be a pair by themselves; FORBIDDEN for the others."""
    return alike_only(arena.ground, np.where(arena.admits, arena.ground.affinity, np.int16(FORBIDDEN)))


def alike_only(ground: Ground, points: Scores) -> Scores:
    """Forbids, in the points given, whoever does not declare the same: one of the two would be alone."""
    _, kinds = np.unique(ground.declared, axis=0, return_inverse=True)
    kinds = kinds.reshape(-1)
    if kinds.any():
        points[kinds[:, None] != kinds] = FORBIDDEN
    return points


class _Pairing:
    def __init__(self, ground: Ground, seed: int) -> None:
        self.ground, self.arena = ground, arena_of(ground)
        self.rng = np.random.default_rng(seed)
        self.points = open_pairs(self.arena)
        held = [group for group in self.arena.groups if len(group) > 1]
        self.fixed = [group for group in held if self.arena.keeps_rules(group[None])[0]]
        self.free = np.setdiff1d(np.arange(ground.size), np.concatenate([np.zeros(0, dtype=np.int64), *held]))
        self.unkept = sum(len(group) for group in held if not self.arena.hopeless[group[0]]) - sum(map(len, self.fixed))

    def done(self) -> Paired:
        mates = self.matched(self.free)
        tables = self.joined(self.free[mates.pairs], self.free[mates.left])
        triads = self.ground.facts.rules.most >= TRIAD
        if triads and len(mates.left) == 1:
            tables = max([tables, *self.around_other_triads(mates)], key=self.worth)
        optimal = mates.best and not self.unkept and (len(mates.left) == 0 or not triads)
        score = self.worth(tables)[1]
        bound = score if optimal else int(np.floor(self.bound(mates, tables)))
        tables.sort(key=lambda table: int(table[0]))
        return Paired(tuple(tables), score, bound, optimal)

    def matched(self, people: Ints) -> Mates:
        every = len(people) == self.ground.size
        return best_mates(self.points if every else self.points[np.ix_(people, people)], self.rng)

    def worth(self, tables: list[Ints]) -> tuple[int, int]:
        return sum(map(len, tables)), sum(self.ground.score(table) for table in tables)

    def joined(self, pairs: Ints, left: Ints) -> list[Ints]:
        """All tables, with as many of those left over as thirds in pairs as rules allow; the best such choice."""
        twos = np.vstack([pairs, *(group[None] for group in self.fixed if len(group) == PAIR)])
        tables = [*twos, *(group for group in self.fixed if len(group) != PAIR)]
        if len(left) and len(twos) and self.ground.facts.rules.most >= TRIAD:
            one, host = (grid.ravel() for grid in np.indices((len(left), len(twos))))
            triads = np.sort(np.column_stack([twos[host], left[one]]), axis=1)
            gain = self.arena.points(triads) - self.arena.points(twos)[host]
            fits = self.arena.keeps_rules(triads)
            worth = np.where(fits, gain, NEVER).reshape(len(left), len(twos))
            for row, column in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
                if worth[row, column] > NEVER:
                    tables[column] = triads[row * len(twos) + column]
        return tables

    def around_other_triads(self, mates: Mates) -> list[list[Ints]]:
        """Tables around the triads that are worth most beyond the prices of their members; the rest is matched anew."""
        found = []
        for triad in self.dear_triads(mates)[: REMATCHED // len(self.free)]:
            rest = np.setdiff1d(self.free, triad)
            again = self.matched(rest)
            found.append([triad, *self.joined(rest[again.pairs], rest[again.left])])
        return found

    def dear_triads(self, mates: Mates) -> Ints:
        """Triads x 3 around matched pairs and pairs without slack, the dearest first, at most one for each."""
        prices, free, hosts = mates.prices, self.free, mates.pairs
        if len(free) <= FULL:
            near = np.argwhere(prices[:, None] + prices <= self.points[np.ix_(free, free)])
            hosts = np.unique(np.vstack([hosts, near[near[:, 0] < near[:, 1]]]), axis=0)
        best, third = np.full(len(hosts), -np.inf), np.zeros(len(hosts), dtype=np.int64)
        for start in range(0, len(hosts), BLOCK):
            rows = slice(start, start + BLOCK)
            a, b = hosts[rows].T
            with_a, with_b = (self.ground.affinity[np.ix_(free[one], free)].astype(np.float64) for one in (a, b))
            worth = with_a + with_b - prices
            worth[np.arange(len(a)), a] = worth[np.arange(len(a)), b] = -np.inf
            third[rows] = worth.argmax(axis=1)
            pair = self.ground.affinity[free[a], free[b]] - prices[a] - prices[b]
            best[rows] = worth.max(axis=1) + pair
        order = np.argsort(-best, kind="stable")[: 4 * REMATCHED // len(free) + 4]
        triads = np.sort(free[np.column_stack([hosts[order], third[order]])], axis=1)
        _, first = np.unique(triads, axis=0, return_index=True)
        triads = triads[np.sort(first)]
        return triads[self.arena.keeps_rules(triads)]

    def bound(self, mates: Mates, tables: list[Ints]) -> float:
        """A triad has the points of at most three pairs, so its members' prices count at most twice."""
        fixed = sum(self.ground.score(group) for group in self.fixed)
        placed = sum(map(len, tables)) - sum(map(len, self.fixed))
        new = sum(len(table) == TRIAD for table in tables) - sum(len(group) == TRIAD for group in self.fixed)
        hosts = any(len(group) == PAIR for group in self.fixed)
        most = float(np.sort(mates.prices)[-TRIAD:].sum())
        if hosts:
            most = max(most, 2 * float(self.ground.affinity.max()) - float(mates.prices.min()))
        return fixed + mates.bound(len(self.free) - placed, TRIAD * new) + new * most
