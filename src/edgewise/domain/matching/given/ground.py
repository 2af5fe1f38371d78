"""The dense part of matching: points and bars between everybody of one shard.

`affinity[i, j]` is what two people are worth to one another in whole points (0 to POINTS, less for having met),
or FORBIDDEN. It is symmetric with a diagonal of 0. Positions here are local; `members` are their rows in the facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.matching.given.facts import Bits, Facts, Ints
from edgewise.domain.matching.model import POINTS, Rule, Rules, Weights

Scores = NDArray[np.int16]
FORBIDDEN = -20_000  # one such pair outweighs all the others of a circle of at most eleven
BLOCK = 512
_LEVELS = 6  # steps from the lowest to the highest level, where no rule says how far is far
Number = TypeVar("Number", np.int64, np.uint64)


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
    """The matrix for these rows of the facts: 2 bytes a pair, made in blocks of rows."""
    affinity = np.empty((len(members), len(members)), dtype=np.int16)
    tables = _tables(facts, members)
    fit, kind = _fit(facts, members)
    for start in range(0, len(members), BLOCK):
        rows, onward = slice(start, start + BLOCK), slice(start, None)
        block = np.take(fit[kind[rows]], kind[onward], axis=1)
        first, *others = (np.take(table[one[rows]], other[onward], axis=1) for table, one, other in tables)
        for points in others:
            first += points
        np.minimum(first, block, out=block)
        affinity[rows, onward] = block
        affinity[onward, rows] = block.T
    _strike(affinity, facts, members)
    np.fill_diagonal(affinity, 0)
    return Ground(facts, members, affinity)


EARNED = ("level", "location", "language", "function", "goal", "strength", "unit")  # the weights that make points


@dataclass(frozen=True, slots=True)
class Terms:
    """What each soft goal is worth between two people who meet it in full: whole points, `POINTS` in all."""

    level: int
    location: int
    language: int
    function: int
    goal: int
    strength: int
    unit: int
    fresh: int  # the most that is taken off for having met; not among the POINTS


def terms_of(weights: Weights) -> Terms:
    """The weights in proportion, each by its size, whichever way it goes; rounded so that the sum is exact."""
    wanted = [abs(getattr(weights, term)) for term in EARNED]
    each = POINTS / max(sum(wanted), 1)
    ends = [round(each * so_far) for so_far in accumulate(wanted, initial=0)]
    earned = (after - before for before, after in pairwise(ends))
    return Terms(**dict(zip(EARNED, earned, strict=True)), fresh=round(each * weights.fresh))


Table = tuple[Scores, Ints, Ints]  # points by the code of one and the code of the other, and everybody's two codes


def _tables(facts: Facts, members: Ints) -> tuple[Table, ...]:
    """People repeat: what two are worth to one another is looked up by the kinds of people they are."""
    worth = terms_of(facts.rules.weights)
    codes = np.stack([facts.level, facts.location, facts.prefers, facts.function, facts.unit], axis=1)[members]
    kinds, kind = _kinds(codes)
    goals, goal = _kinds(facts.goals[members])
    offers, offer = _kinds(facts.offers[members])
    exchanged = _share(goals, offers) * np.int16(worth.strength // 2)
    return (
        (_by_kind(kinds, worth, facts.rules), kind, kind),
        (_share(goals, goals) * np.int16(worth.goal), goal, goal),
        (exchanged, goal, offer),
        (np.ascontiguousarray(exchanged.T), offer, goal),
    )


def _by_kind(kinds: Ints, worth: Terms, rules: Rules) -> Scores:
    """The points for level, location, language, function and unit; `kinds` has a column for each, -1 where unknown."""
    level, location, prefers, function, unit = kinds.astype(np.int16).T
    steps = np.arange(max(int(level.max(initial=0)), 0) + 1)
    close = np.rint(worth.level * (1 - steps / max(rules.level_spread or _LEVELS, 1)).clip(0)).astype(np.int16)
    found: Scores = close[np.abs(level[:, None] - level).clip(max=len(steps) - 1)]
    found[(level < 0)[:, None] | (level < 0)] = 0
    for term, codes in (("location", location), ("function", function), ("unit", unit)):
        earns = _alike(codes) if rules.weights.wants_same(term) else _differ(codes)
        found += earns * np.int16(getattr(worth, term))
    found += _alike(prefers) * np.int16(worth.language)
    return found


def _fit(facts: Facts, members: Ints) -> tuple[Scores, Ints]:
    """What limits the points of two kinds of people, FORBIDDEN or nothing, and everybody's kind."""
    columns = [facts.marks[members]]
    spread = facts.rules.level_spread if facts.rules.holds(Rule.LEVEL) else None
    if spread is not None:
        columns.append(facts.level[members, None].astype(np.uint64))
    kinds, kind = _kinds(np.hstack(columns))
    apart = np.zeros((len(kinds), len(kinds)), dtype=np.bool_)
    for requirement in facts.requirements:
        apart |= ~_share(kinds[:, requirement], kinds[:, requirement])
    if spread is not None:
        level = kinds[:, -1].astype(np.int16)
        apart |= np.abs(level[:, None] - level) > spread
    return np.where(apart, np.int16(FORBIDDEN), np.int16(np.iinfo(np.int16).max)), kind


def _kinds(rows: NDArray[Number]) -> tuple[NDArray[Number], Ints]:
    """The different rows, and which of them each row is."""
    if not rows.shape[1]:
        return rows[:1], np.zeros(len(rows), dtype=np.int64)
    kinds, kind = np.unique(rows, axis=0, return_inverse=True)
    return kinds, kind.reshape(-1)


def _differ(codes: Scores) -> NDArray[np.bool_]:
    """Different, and both known."""
    found: NDArray[np.bool_] = (codes[:, None] != codes) & (codes[:, None] >= 0) & (codes >= 0)
    return found


def _alike(codes: Scores) -> NDArray[np.bool_]:
    """The same, and known."""
    found: NDArray[np.bool_] = (codes[:, None] == codes) & (codes >= 0)
    return found


def _share(some: Bits, others: Bits) -> NDArray[np.bool_]:
    found = np.zeros((len(some), len(others)), dtype=np.bool_)
    for word in range(some.shape[1]):
        found |= (some[:, word, None] & others[None, :, word]) != 0
    return found


def _strike(affinity: Scores, facts: Facts, members: Ints) -> None:
    """The pairs named one by one: reporting lines, never again, kept apart; and the points lost by having met."""
    local = np.full(facts.size, -1, dtype=np.int64)
    local[members] = np.arange(len(members))
    pairs, fresh = facts.met
    both = (local[pairs] >= 0).all(axis=1)
    a, b = local[pairs[both]].T
    lost = np.rint(terms_of(facts.rules.weights).fresh * fresh[both]).astype(np.int16)
    allowed = affinity[a, b] > FORBIDDEN
    a, b, lost = a[allowed], b[allowed], lost[allowed]
    affinity[a, b] -= lost
    affinity[b, a] -= lost
    both = (local[facts.barred] >= 0).all(axis=1)
    a, b = local[facts.barred[both]].T
    affinity[a, b] = FORBIDDEN
    affinity[b, a] = FORBIDDEN
