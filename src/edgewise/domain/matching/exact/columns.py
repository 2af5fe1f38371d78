"""Circles as columns: what the exact methods choose from.

A column is one circle that keeps every hard rule: a row of `k` local positions, ascending. Columns of one size are an
integer array of shape (columns, k). People who are locked together count as one here: whoever cannot sit with one of
them can sit with none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.matching.given.facts import Bits, Ints
from edgewise.domain.matching.given.ground import FORBIDDEN, Ground

Columns = dict[int, Ints]  # size -> columns of that size
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Arena:
    """A ground with its locks folded in. Positions are the ground's."""

    ground: Ground
    admits: Flags  # n x n; may these two sit in one circle, their companions counted; the diagonal is False
    group: Ints  # n; which lock a person is held by, -1 for none
    groups: tuple[Ints, ...]  # the people of each lock
    seats: tuple[int, ...]  # the locks that are locked seats: a circle holds at most one of them
    hopeless: Flags  # n; people whose own lock cannot be kept

    @property
    def size(self) -> int:
        return self.ground.size

    @cached_property
    def worth(self) -> NDArray[np.float32]:
        """n x n points; 0 where two people may not sit together."""
        return np.where(self.admits, self.ground.affinity, 0).astype(np.float32)

    @cached_property
    def seat(self) -> Ints:
        """n; which locked seat a person belongs to, -1 for none."""
        return np.where(np.isin(self.group, np.array(self.seats, dtype=np.int64)), self.group, -1)

    @cached_property
    def attributes(self) -> Flags:
        """n x attributes; who declares what, one column for each attribute that somebody declares."""
        raw = np.ascontiguousarray(self.ground.declared).view(np.uint8)
        flags = np.unpackbits(raw, axis=1, bitorder="little").astype(np.bool_)
        return flags[:, np.logical_or.reduce(flags, axis=0)]

    def points(self, columns: Ints) -> Ints:
        """The score of each column, in whole points."""
        k = columns.shape[1]
        pairs = [self.ground.affinity[columns[:, a], columns[:, b]] for b in range(k) for a in range(b)]
        return np.sum(pairs, axis=0, dtype=np.int64) if pairs else np.zeros(len(columns), dtype=np.int64)

    def keeps_rules(self, columns: Ints) -> Flags:
        """For each column: does every hard rule hold, size and locks included?"""
        rules, k = self.ground.facts.rules, columns.shape[1]
        fine = np.full(len(columns), rules.least <= k <= rules.most)
        fine &= ~self.hopeless[columns].any(axis=1)
        for b in range(k):
            for a in range(b):
                fine &= self.admits[columns[:, a], columns[:, b]]
        fine &= self.get_on(np.bitwise_and.reduce(self.ground.marks[columns], axis=1))
        fine &= ~self._lonely(columns) & self._whole(columns)
        return fine

    def get_on(self, common: NDArray[np.uint64]) -> Flags:
        """For each row of marks in common: is every requirement that needs the whole circle met?"""
        fine = np.ones(len(common), dtype=np.bool_)
        for block in self.ground.requirements:
            fine &= common[:, block].any(axis=1)
        return fine

    def declared_by(self, columns: Ints) -> tuple[Bits, Bits]:
        """For each column the attributes that somebody in it declares, and those that two or more do; as bits."""
        declared = self.ground.declared
        once = np.zeros((len(columns), declared.shape[1]), dtype=np.uint64)
        twice = once.copy()
        for words in np.moveaxis(declared[columns], 1, 0):
            twice |= once & words
            once |= words
        return once, twice

    def _lonely(self, columns: Ints) -> Flags:
        once, twice = self.declared_by(columns)
        found: Flags = np.logical_or.reduce(once & ~twice, axis=1)
        return found

    def _whole(self, columns: Ints) -> Flags:
        """Is every lock that a column touches in it as a whole?"""
        fine = np.full(len(columns), fill_value=True)
        held = self.group[columns]
        for index, people in enumerate(self.groups):
            inside: Ints = np.equal(held, index).sum(axis=1)
            fine[(inside > 0) & (inside < len(people))] = False
        return fine


def arena_of(ground: Ground) -> Arena:
    """The locks that share a person are one; one that needs somebody who is not here cannot be kept."""
    rules, local = ground.facts.rules, {int(row): i for i, row in enumerate(ground.members)}
    position = ground.facts.position
    wanted = [(lock, True) for lock in rules.seats] + [(lock, False) for lock in rules.together]
    found: list[tuple[set[int], int]] = []  # rows of the facts, and how many locked seats are in it
    for lock, is_seat in wanted:
        rows, seats = {position[one] for one in lock if one in position}, int(is_seat)
        for other in [one for one in found if one[0] & rows]:
            found.remove(other)
            rows, seats = rows | other[0], seats + other[1]
        if rows and (is_seat or seats or len(rows) > 1):
            found.append((rows, seats))
    found.sort(key=lambda one: min(one[0]))
    group, hopeless = np.full(ground.size, -1, dtype=np.int64), np.zeros(ground.size, dtype=np.bool_)
    groups: list[Ints] = []
    seats_of: list[int] = []
    for rows, seats in found:
        here = np.array(sorted(local[row] for row in rows if row in local), dtype=np.int64)
        if len(here):
            group[here] = len(groups)
            hopeless[here] = len(here) < len(rows) or seats > 1
            seats_of += [len(groups)] if seats else []
            groups.append(here)
    admits = _admits(ground, groups, seats_of, hopeless)
    return Arena(ground, admits, group, tuple(groups), tuple(seats_of), hopeless)


def _admits(ground: Ground, groups: Sequence[Ints], seats: Iterable[int], hopeless: Flags) -> Flags:
    admits = np.ones(ground.affinity.shape, dtype=np.bool_)
    admits[ground.affinity <= FORBIDDEN] = False
    np.fill_diagonal(admits, val=False)
    for people in groups:
        inside = np.ix_(people, people)
        kept = admits[inside]
        hopeless[people] |= (kept.sum() < len(people) * (len(people) - 1)) | (len(people) > ground.facts.rules.most)
        all_of_them: Flags = np.logical_and.reduce(admits[people], axis=0)
        admits[people, :] = all_of_them
        admits[:, people] = all_of_them[:, None]
        admits[inside] = kept
    held = [groups[index] for index in seats]
    for people in held:
        for others in held:
            if people is not others:
                admits[np.ix_(people, others)] = False
    admits[hopeless, :] = False
    admits[:, hopeless] = False
    return admits


def all_columns(arena: Arena, most: int) -> Columns | None:
    """Every circle of a permitted size; None where more than `most` sets would have to be looked at."""
    rules = arena.ground.facts.rules
    sets = np.flatnonzero(~arena.hopeless)[:, None]
    common, admits = arena.ground.marks[sets[:, 0]], arena.admits[sets[:, 0]]
    later = np.arange(arena.size)
    found: Columns = {}
    for size in range(2, min(rules.most, arena.size) + 1):
        row, new = np.nonzero(admits & (later > sets[:, -1:]))
        if len(row) > most:
            return None
        together = common[row] & arena.ground.marks[new]
        fine = arena.get_on(together)
        row, new, common = row[fine], new[fine], together[fine]
        sets, admits = np.hstack([sets[row], new[:, None]]), admits[row] & arena.admits[new]
        if size >= rules.least:
            found[size] = sets[arena.keeps_rules(sets)]
    return found


def merged(some: Columns, others: Columns) -> Columns:
    """Both, each column once, in the order of their positions."""
    both = {size: np.vstack([part[size] for part in (some, others) if size in part]) for size in {*some, *others}}
    return {size: np.unique(both[size], axis=0) for size in sorted(both)}


def columns_of(tables: Iterable[Ints]) -> Columns:
    """Circles, as columns."""
    by_size: dict[int, list[Ints]] = {}
    for table in tables:
        by_size.setdefault(len(table), []).append(np.sort(table))
    return {size: np.unique(np.vstack(rows), axis=0) for size, rows in sorted(by_size.items())}
