"""What the exact methods make of a shard's circles: better ones where they are found, and a proof of how good they are.

`match` calls `improve` once for each shard, after the search. At most `MOST_SOLVED_OUTRIGHT` people are solved
outright. For more, the
steps are: place more people if somebody is left over; the linear programme over circles, round by round; whole circles
chosen among its columns; all columns that the gap leaves possible, and whole circles once more. Where time runs
out in the linear programme, whole circles are chosen among what it has by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import floor

import numpy as np

from edgewise.domain.matching.exact.bounds import ROUNDING, bound_of, cheap_bound, generation_of
from edgewise.domain.matching.exact.columns import Arena, Columns, arena_of, columns_of, merged
from edgewise.domain.matching.exact.generation import ERROR, Generation
from edgewise.domain.matching.exact.master import Care, Master
from edgewise.domain.matching.exact.pricing import Sweep
from edgewise.domain.matching.exact.small import MOST_SOLVED_OUTRIGHT, off, solved
from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import Ground
from edgewise.domain.matching.model import BoundKind

NEAR = 0.05  # share of a circle's points by which a column may miss the prices at most
PLACE = 1_000_000.0  # what a place counts against points, where places come first
AWAY = 20_000.0 / off(1, 0)  # what a size away from the target costs then: less than a place, more than points
FIRST_NODES = 10  # of branch and bound
CLOSE, QUICK = Care(100), Care(10, near=0.002, wide=1500)  # for few people and for more
RAISING = 0.85  # share of the time after which no step begins; the rest is for the last whole circles
PLACEABLE = 130  # people for whom the programme that counts places is worth its time
DEEP = (0.3, 0.6, 1.0)  # shares of the gap by which a column of the last steps may miss the prices


@dataclass(frozen=True, slots=True)
class Improved:
    tables: tuple[Ints, ...]  # local positions, ascending; by their first member
    bound: int  # of the score, for circles of these sizes
    bound_kind: BoundKind
    rounds: int  # steps done, to be given back as `rounds` to repeat them


def improve(
    ground: Ground,
    tables: Sequence[Ints],
    columns: Columns,
    clock: Callable[[], float],
    seconds: float,
    rounds: int | None = None,
) -> Improved:
    """At least as good circles as `tables` (more locked seats kept, more people placed, better sizes or more points).

    `columns` are circles that the search has seen, if any; see `columns_of`. Ends when nothing is left to prove or
    after `seconds` of the clock, or, where `rounds` is given, after just so many steps, whatever the clock says; 0
    gives the tables back with their T0 bound. At most `MOST_SOLVED_OUTRIGHT` people take no time worth counting and
    are always solved.
    """
    if ground.size <= MOST_SOLVED_OUTRIGHT:
        best = solved(ground)
        return Improved(best.tables, best.score, BoundKind.OPTIMUM, 0)
    stop = clock() + seconds * RAISING
    work = _Work(arena_of(ground), _ordered(tables), merged(columns, columns_of(tables)), clock, stop, rounds)
    done = 0
    for finished in work.steps():
        done += finished
        if not finished or (done >= rounds if rounds is not None else clock() >= stop):
            if done:
                work.settle()
            break
    return Improved(work.tables, work.bound, work.kind, done)


@dataclass(slots=True)
class _Work:
    arena: Arena
    tables: tuple[Ints, ...]
    columns: Columns
    clock: Callable[[], float]
    stop: float
    rounds: int | None
    bound: int = field(init=False)
    kind: BoundKind = field(init=False, default=BoundKind.T0)
    unsolved: Master | None = field(init=False, default=None)  # the linear programme, while it is not solved

    def __post_init__(self) -> None:
        self.bound = cheap_bound(self.arena.ground, [len(table) for table in self.tables])

    @property
    def care(self) -> Care:
        return CLOSE if self.arena.size <= PLACEABLE else QUICK

    def should_stop(self) -> bool:
        return self.rounds is None and self.clock() >= self.stop

    def score(self) -> int:
        return sum(self.arena.ground.score(table) for table in self.tables)

    def steps(self) -> Iterator[bool]:
        """One step after another; False for one that was stopped and has done nothing."""
        if self.rounds == 0 or self.should_stop():
            return
        if sum(map(len, self.tables)) < self.arena.size <= PLACEABLE:
            yield self._place()
        if not self.tables:
            return
        cheap = cheap_bound(self.arena.ground, [len(table) for table in self.tables])
        state = generation_of(self.arena, [len(table) for table in self.tables], self.columns, cheap)
        self.unsolved = state.master
        while not state.is_solved:
            yield state.round(self.should_stop)
            if state.bound < float("inf"):
                self.bound, self.kind = bound_of(state, cheap), BoundKind.T1
        self.unsolved = None
        yield self._choose(state.master)
        for share in DEEP:
            if self.bound > self.score():
                yield self._deepen(state.master, share)

    def settle(self) -> None:
        """Where time ran out before the linear programme was solved: the best whole circles of what there is."""
        if self.unsolved is not None and any(map(len, self.unsolved.columns.values())):
            self._choose(self.unsolved)

    def _place(self) -> bool:
        """More people, where the quick rounds of a programme that counts places before points find a way."""
        rules, n = self.arena.ground.facts.rules, self.arena.size
        sizes = range(rules.least, min(rules.most, n) + 1)
        bonus = {size: PLACE * size - AWAY * off(size, rules.target) for size in sizes}
        state = Generation(Master(self.arena, {size: n // size for size in sizes}, bonus, self.columns), 0.0)
        while state.round(lambda: True):
            if self.should_stop():
                return False
        self.columns = merged(self.columns, state.master.columns)
        half = 0.5 / self.arena.size  # of a place, as a share of them all: points come later
        self._adopt(state.master.whole(float("inf"), Care(FIRST_NODES, half), exactly=False).tables)
        self.bound = cheap_bound(self.arena.ground, [len(table) for table in self.tables])
        return True

    def _choose(self, master: Master) -> bool:
        master.solve()
        dear = NEAR * self.bound / len(self.tables)
        self._adopt(master.whole(min(self.bound - self.score(), dear), self.care, exactly=True).tables)
        return True

    def _deepen(self, master: Master, share: float) -> bool:
        """Whole circles among every column that loses at most a share of the gap against the prices, and their bound.

        Other circles hold a column that loses more, and count at most what all prices come to, less that loss.
        """
        slack, found = share * min(self.bound - self.score(), NEAR * self.bound / len(self.tables)), {}
        for size in master.limits:
            sweep = Sweep(self.arena, master.prices, size, master.floor(size) - slack - ERROR, self.should_stop)
            if not sweep.run():
                return False
            found[size] = sweep.found
        master.add(found)
        chosen = master.whole(slack, self.care, exactly=True)
        circles, gain = sum(master.limits.values()), max(-float(master.loss().min()), 0.0) + ERROR
        others = master.priced() - slack + circles * gain
        if chosen.bound < float("inf"):
            self.bound = min(self.bound, floor(max(chosen.bound, others) - master.granted() + ROUNDING))
        self._adopt(chosen.tables)
        if self.bound <= self.score():
            self.bound, self.kind = self.score(), BoundKind.OPTIMUM
        return True

    def _adopt(self, tables: Sequence[Ints] | None) -> None:
        if tables is not None and _worth(self.arena, tables) > _worth(self.arena, self.tables):
            self.tables = _ordered(tables)


def _worth(arena: Arena, tables: Sequence[Ints]) -> tuple[int, int, int, int]:
    """What counts, one after the other: locked seats kept, people placed, sizes near the target, points."""
    kept = sum(bool((arena.seat[table] >= 0).any()) for table in tables)
    away = sum(off(len(table), arena.ground.facts.rules.target) for table in tables)
    return kept, sum(map(len, tables)), -away, sum(arena.ground.score(table) for table in tables)


def _ordered(tables: Sequence[Ints]) -> tuple[Ints, ...]:
    return tuple(sorted((np.sort(table) for table in tables), key=lambda table: int(table[0])))
