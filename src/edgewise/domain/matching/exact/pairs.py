"""Pairs: as many people as possible placed, then as few triads as possible, then the most points.

A pair is two who get on and declare the same attributes while nobody may be alone. An odd number makes one triad, where
the rules allow three: the one person whom the matching leaves over joins the pair that is best with them. Locked people
who are two already are a pair, and may be joined by a third; locked threes are a triad.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from edgewise.domain.matching.exact.columns import Arena, all_columns, arena_of
from edgewise.domain.matching.exact.mates import Mates, best_mates
from edgewise.domain.matching.exact.small import MOST_SOLVED_OUTRIGHT, solved
from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import BLOCK, FORBIDDEN, Ground, Scores
from edgewise.domain.matching.model import POINTS

PAIR, TRIAD = 2, 3
REMATCHED = 1_500  # people, in all the matchings that look for a better triad
FULL = 2_000  # people; with more, only matched pairs are looked at for a third
CHOICES = 2_500  # tables to choose the best of all from
FEW_HUNDRED = 200  # people, whose triads are all looked at for the bound
TRIADS = 2_000_000
NODES = 2_000  # of the search for that choice
RESCUES = 12  # people left over for whom places are looked for
AROUND = 20  # people who are placed anew for that
HELD = 16 * POINTS  # for whose seat is locked, when not all can have a place
COST_OF_NEVER = -1_000_000


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
    if ground.size <= MOST_SOLVED_OUTRIGHT:
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
        triads = triads and bool(self.arena.admits.any())
        optimal = mates.best and not self.unkept and (len(mates.left) == 0 or not triads)
        if not optimal and (exact := self.exact()) is not None:
            tables, optimal = exact, True
        elif triads and not optimal:
            if len(mates.left) == 1:
                tables = max([tables, *self.around_other_triads(mates)], key=self.worth)
            tables = self.rescued(tables)
        score = self.worth(tables)[-1]
        bound = score if optimal else int(np.floor(self.bound(mates, tables)))
        tables.sort(key=lambda table: int(table[0]))
        return Paired(tuple(tables), score, bound, optimal)

    def matched(self, people: Ints) -> Mates:
        every = len(people) == self.ground.size
        held = self.arena.seat[people] >= 0
        return best_mates(
            self.points if every else self.points[np.ix_(people, people)],
            self.rng,
            bonus=held * HELD if held.any() else None,
        )

    def worth(self, tables: list[Ints]) -> tuple[int, int, int]:
        """People placed, fewness of triads, points."""
        triads = sum(len(table) == TRIAD for table in tables)
        return sum(map(len, tables)), -triads, sum(self.ground.score(table) for table in tables)

    def rescued(self, tables: list[Ints]) -> list[Ints]:
        """Whoever is left over and those at the tables that they could join, placed anew by the exact choice."""
        able = np.flatnonzero(self.arena.admits.any(axis=1))
        for one in np.setdiff1d(able, np.concatenate(tables))[:RESCUES].tolist() if tables else ():
            out = np.setdiff1d(able, np.concatenate(tables)).tolist()
            if one not in out:
                continue
            also = [one, *(other for other in out if other != one)][: AROUND // 4]
            near = [index for index, table in enumerate(tables) if self.arena.admits[one, table].any()]
            near.sort(key=lambda index: -self.warmth(one, tables[index]))
            taken = near[: (AROUND - len(also)) // TRIAD]
            again = self.chosen_among(np.sort(np.concatenate([also, *(tables[index] for index in taken)])))
            if self.worth(again) > self.worth([tables[index] for index in taken]):
                tables = [table for index, table in enumerate(tables) if index not in taken] + again
        return tables

    def chosen_among(self, people: Ints) -> list[Ints]:
        inside = np.ix_(people, people)
        few = Ground(self.ground.facts, self.ground.members[people], self.ground.affinity[inside])
        return [people[table] for table in _Pairing(few, 1).exact() or []]

    def warmth(self, one: int, table: Ints) -> int:
        return int(np.where(self.arena.admits[one, table], self.ground.affinity[one, table], 0).sum(dtype=np.int64))

    def joined(self, pairs: Ints, left: Ints) -> list[Ints]:
        """All tables, with as many of those left over as thirds in pairs as rules allow; the best such choice."""
        twos = np.vstack([pairs, *(group[None] for group in self.fixed if len(group) == PAIR)])
        tables = [*twos, *(group for group in self.fixed if len(group) != PAIR)]
        if len(left) and len(twos) and self.ground.facts.rules.most >= TRIAD:
            one, host = (grid.ravel() for grid in np.indices((len(left), len(twos))))
            triads = np.sort(np.column_stack([twos[host], left[one]]), axis=1)
            gain = self.arena.points(triads) - self.arena.points(twos)[host]
            fits = self.arena.keeps_rules(triads)
            worth = np.where(fits, gain, COST_OF_NEVER).reshape(len(left), len(twos))
            for row, column in zip(*scipy.optimize.linear_sum_assignment(worth, maximize=True), strict=True):
                if worth[row, column] > COST_OF_NEVER:
                    tables[column] = triads[row * len(twos) + column]
        return tables

    def exact(self) -> list[Ints] | None:
        """The best tables of all, where they are few enough: locked seats kept, people placed, few triads, points."""
        columns = all_columns(self.arena, most=CHOICES)
        rows = [row for block in (columns or {}).values() for row in block]
        if not rows or len(rows) > CHOICES:
            return None
        size = np.array([len(row) for row in rows])
        seat = scipy.sparse.csr_array(
            (np.ones(size.sum()), (np.concatenate(rows), np.repeat(np.arange(len(rows)), size))),
            shape=(self.ground.size, len(rows)),
        )
        rules = [scipy.optimize.LinearConstraint(seat, ub=1)]
        held = np.array([int((self.arena.seat[row] >= 0).any()) for row in rows])
        points = np.array([self.ground.score(row) for row in rows])
        chosen, whole = np.zeros(0, dtype=np.int64), np.ones(len(rows), dtype=np.int64)
        for worth in (held, size, -(size == TRIAD).astype(np.int64), points):
            found = scipy.optimize.milp(
                -worth,
                integrality=whole,
                bounds=scipy.optimize.Bounds(0, 1),
                constraints=rules,
                options={"node_limit": NODES},
            )
            if found.status != 0:
                return None
            chosen = np.flatnonzero(found.x > 1 / 2)
            rules.append(scipy.optimize.LinearConstraint(worth, lb=worth[chosen].sum()))
        return [rows[one] for one in chosen.tolist()]

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
        """The prices of those placed, and what a triad may be worth beyond the prices of its members."""
        fixed = sum(self.ground.score(group) for group in self.fixed)
        placed = sum(map(len, tables)) - sum(map(len, self.fixed))
        new = sum(len(table) == TRIAD for table in tables) - sum(len(group) == TRIAD for group in self.fixed)
        pairs = mates.bound(len(self.free) - placed, TRIAD * new)
        return fixed + pairs + (new * self.dearest(mates) if new else 0)

    def dearest(self, mates: Mates) -> float:
        """No triad has more points beyond its members' prices; a fixed pair's price is its points."""
        prices = np.zeros(self.ground.size)
        prices[self.free] = mates.prices
        for group in self.fixed:
            prices[group] = self.ground.score(group) / len(group)
        triads = all_columns(self.arena, most=TRIADS) if len(prices) <= FEW_HUNDRED else None
        if triads is not None:
            found = triads.get(TRIAD, np.zeros((0, TRIAD), dtype=np.int64))
            return float((self.arena.points(found) - prices[found].sum(axis=1)).max(initial=0))
        most = np.zeros(len(prices))  # of a pair of each person, beyond half of its prices
        for start in range(0, len(prices), BLOCK):
            rows = slice(start, start + BLOCK)
            beyond = self.arena.ground.affinity[rows] - (prices[rows, None] + prices) / 2
            most[rows] = np.where(self.arena.admits[rows], beyond, 0).max(axis=1)
        third, second, _ = np.sort(most)[-TRIAD:]
        return float(second + 2 * third)  # a pair is worth no more than either of its people's best pair
