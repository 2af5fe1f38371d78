"""Many pairs of groups at once, each choosing one swap of two people: the inner part of exchange.py.

With h pairs of groups of m seats, rows 0 to h - 1 of the arrays of `2h x m` are the left groups and rows h to 2h - 1
the right ones, each beside its partner's row. `pull[row, seat]` is what the person there would gain by sitting in the
partner's group instead, before the swap's other half; `between[pair, i, j]` is -2 affinity(left i, right j).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.matching.given.facts import Bits, Ints

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Affinity = NDArray[np.int16] | NDArray[np.float32]
EMPTY = -1
NEVER = float(1 << 22)  # beyond every sum of affinities, and exact in single precision beside them
LONELY = 20_000.0  # what a lonely bit costs, as much as a forbidden pair


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Limits:
    """What an exchange keeps to beside the affinities themselves, where ground.FORBIDDEN names a pair."""

    least: Ints  # members, for each group
    most: Ints
    pinned: Flags | None = None  # groups x seats: whoever sits there stays
    marks: Bits | None = None  # people x words, as in Facts; each group keeps a common bit in every requirement
    requirements: tuple[slice, ...] = ()
    declared: Bits | None = None  # people x words; a group should have none of a bit, or two and more


class Board:
    """What stays the same during a search, with a row more for the person in an empty seat: nobody."""

    def __init__(self, affinity: Affinity, limits: Limits) -> None:
        self.nobody = len(affinity)
        self.twice = np.zeros((self.nobody + 1, self.nobody + 1), dtype=np.float32)
        np.multiply(affinity, np.float32(-2), out=self.twice[:-1, :-1], dtype=np.float32)
        self.flat = self.twice.ravel()
        self.limits = limits
        self.moves = bool((limits.least < limits.most).any())
        if self.moves:
            self.twice[-1, -1] = -NEVER  # two empty seats have nothing to swap
        self.marks = _with_nobody(limits.marks, fill=~np.uint64(0)) if limits.requirements else None
        self.declared = _columns(limits.declared)

    def seats(self, tables: Ints) -> Ints:
        return np.where(tables == EMPTY, self.nobody, tables)

    def own(self, tables: Ints) -> Floats:
        """Everybody's affinities to their own group."""
        found: Floats = self.twice[tables[:, :, None], tables[:, None, :]].sum(axis=2) * np.float32(-0.5)
        found[tables == self.nobody] = 0
        return found

    def lonely(self, tables: Ints) -> int:
        if self.declared is None:
            return 0
        return int((self.declared[tables].sum(axis=1) == 1).sum())

    def get_on(self, tables: Ints) -> Flags:
        """Does each of these groups have a common bit in every requirement?"""
        found = np.ones(len(tables), dtype=np.bool_)
        if self.marks is not None:
            common = np.bitwise_and.reduce(self.marks[tables], axis=1)
            for columns in self.limits.requirements:
                found &= (common[:, columns] != 0).any(axis=1)
        return found


def _with_nobody(words: Bits | None, fill: np.uint64) -> Bits | None:
    return None if words is None else np.vstack([words, np.full((1, words.shape[1]), fill, dtype=np.uint64)])


def _columns(words: Bits | None) -> Floats | None:
    """A column of 0 and 1 for each bit that two people or more declare, and for each that one does."""
    if words is None or not words.any():
        return None
    bits = np.unpackbits(np.ascontiguousarray(words).view(np.uint8), axis=1, bitorder="little")
    used = bits[:, bits.any(axis=0)].astype(np.float32)
    return np.vstack([used, np.zeros((1, used.shape[1]), dtype=np.float32)])


class Pairing:
    """The groups, paired anew by `open`; each `step` swaps one pair of people, or none, in every pair of groups."""

    def __init__(self, board: Board, tables: Ints) -> None:
        groups, seats = tables.shape
        self.board, self.tables, self.pairs = board, tables, groups // 2
        shape = (self.pairs, seats, seats)
        self.between, self.gains = np.empty(shape, dtype=np.float32), np.empty(shape, dtype=np.float32)
        self.flat_gains = self.gains.reshape(self.pairs, seats * seats)
        self.places = np.empty(shape, dtype=np.int64)
        self.first = np.arange(self.pairs) * seats * seats
        ruled = board.marks is not None or board.declared is not None
        self.penalty = np.zeros(shape, dtype=np.float32) if ruled else None
        self.pinned = board.limits.pinned
        if not board.moves:
            empty = tables == board.nobody
            self.pinned = empty if self.pinned is None else self.pinned | empty
            self.pinned = self.pinned if self.pinned.any() else None
        self.refresh()

    def refresh(self) -> None:
        """Count afresh, so that no error of rounding builds up."""
        self.own = self.board.own(self.tables)
        self.score = float(self.own.sum(dtype=np.float64)) / 2
        self.lonely = self.board.lonely(self.tables)

    @property
    def worth(self) -> float:
        return self.score - LONELY * self.lonely

    def open(self, order: Ints) -> None:
        """Pair the groups: the first half of `order` with the second; an odd one out waits."""
        half, board = self.pairs, self.board
        self.groups = order[: 2 * half]
        self.partners = np.concatenate([order[half : 2 * half], order[:half]])
        self.people = self.tables[self.groups]
        left, right = self.people[:half], self.people[half:]
        np.add((left * (board.nobody + 1))[:, :, None], right[:, None, :], out=self.places)
        np.take(board.flat, self.places, out=self.between, mode="clip")
        self.home = self.own[self.groups]
        self.pull = np.concatenate([np.einsum("kij->ki", self.between), np.einsum("kij->kj", self.between)])
        self.pull *= np.float32(-0.5)
        self.pull -= self.home
        self._hold()
        if self.penalty is not None:
            self._penalise(np.arange(half))

    def close(self) -> None:
        self.own[self.groups] = self.home
        self.tables[self.groups] = self.people

    def step(self, noise: Floats, stay: Floats) -> None:
        """One swap or none in each pair of groups. `noise` is `pairs x seats²`, `stay` is `pairs` for none."""
        np.add(self.between, self.pull[: self.pairs, :, None], out=self.gains)
        self.gains += self.pull[self.pairs :, None, :]
        if self.penalty is not None:
            self.gains += self.penalty
        self.flat_gains += noise
        best = self.flat_gains.argmax(axis=1)
        chosen = (self.flat_gains.ravel().take(best + self.first) > stay).nonzero()[0]
        if chosen.size:
            i, j = np.divmod(best[chosen], self.tables.shape[1])
            self._swap(*self._allowed(chosen, i, j))

    def _allowed(self, pairs: Ints, i: Ints, j: Ints) -> tuple[Ints, Ints, Ints]:
        """The swaps that leave both groups what they need in common. The others are struck out until one is made."""
        if self.board.marks is None or self.penalty is None:
            return pairs, i, j
        left, right = self.people[pairs], self.people[pairs + self.pairs]
        at = np.arange(len(pairs))
        left[at, i], right[at, j] = right[at, j], left[at, i]
        fine = self.board.get_on(left) & self.board.get_on(right)
        if not fine.all():
            self.penalty[pairs[~fine], i[~fine], j[~fine]] = -NEVER
        return pairs[fine], i[fine], j[fine]

    def _swap(self, pairs: Ints, i: Ints, j: Ints) -> None:
        between, pull, home, people, count = self.between, self.pull, self.home, self.people, len(pairs)
        rows = np.concatenate([pairs, pairs + self.pairs])
        across = np.concatenate([pairs + self.pairs, pairs])
        seat, other = np.concatenate([i, j]), np.concatenate([j, i])
        one = between[pairs, i, j]
        self.score += float((pull[pairs, i] + pull[across[:count], j] + one).sum(dtype=np.float64))
        if self.penalty is not None:
            self.lonely -= round(float(self.penalty[pairs, i, j].sum(dtype=np.float64)) / LONELY)
        both = np.concatenate([one, one])
        leaving = people[rows, seat]
        new_pull = -pull[across, other] - both
        new_home = pull[across, other] + home[across, other] + both * np.float32(0.5)
        people[rows, seat] = leaving[np.concatenate([np.arange(count, 2 * count), np.arange(count)])]
        changed = np.concatenate([between[pairs, :, j], between[pairs, i]])
        fresh = self.board.flat.take(people[rows] * (self.board.nobody + 1) + leaving[:, None])
        changed -= fresh
        pull[rows] += changed
        changed *= np.float32(0.5)
        home[rows] -= changed
        pull[rows, seat], home[rows, seat] = new_pull, new_home
        between[pairs, :, j], between[pairs, i] = fresh[:count], fresh[count:]
        self._hold()
        if self.penalty is not None:
            self._penalise(pairs)

    def _hold(self) -> None:
        """Pinned people pull nowhere; an empty seat changes sides where the sizes of both groups allow it."""
        if self.board.moves:
            empty = self.people == self.board.nobody
            sizes = np.zeros(len(self.tables), dtype=np.int64)
            sizes[self.groups] = empty.shape[1] - empty.sum(axis=1)
            limits = self.board.limits
            free = (sizes < limits.most)[self.groups] & (sizes > limits.least)[self.partners]
            np.copyto(self.pull, np.where(free, 0, -NEVER)[:, None], where=empty, casting="same_kind")
            self.home[empty] = 0
        if self.pinned is not None:
            np.copyto(self.pull, -NEVER, where=self.pinned[self.groups])

    def _penalise(self, pairs: Ints) -> None:
        """For each swap, LONELY for every bit that it makes lonely, less that for every one that it joins.

        A swap changes a bit's count only when one of the two people has it: its cost is that of giving it from left
        to right (`given`), or from right to left (`taken`), or, where both have it, nothing.
        """
        assert self.penalty is not None
        if self.board.declared is None:
            self.penalty[pairs] = 0
            return
        left, right = self.board.declared[self.people[pairs]], self.board.declared[self.people[pairs + self.pairs]]
        here, there = left.sum(axis=1), right.sum(axis=1)
        now = _alone(here) + _alone(there)
        given = _alone(here - 1) + _alone(there + 1) - now
        taken = _alone(here + 1) + _alone(there - 1) - now
        costs = np.matmul(left, given[:, :, None]) + np.matmul(right, taken[:, :, None]).transpose(0, 2, 1)
        costs -= np.matmul(left * (given + taken)[:, None, :], right.transpose(0, 2, 1))
        self.penalty[pairs] = costs * np.float32(-LONELY)


def _alone(counts: Floats) -> Floats:
    found: Floats = (counts == 1).astype(np.float32)
    return found
