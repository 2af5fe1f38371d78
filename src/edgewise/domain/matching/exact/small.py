"""A handful of people solved outright: the best choice of disjoint circles, by dynamic programming over sets.

What counts, one after the other: locked seats kept, people placed, sizes near the target, points.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edgewise.domain.matching.exact.columns import Arena, Columns, all_columns, arena_of
from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import Ground

MOST_SOLVED_OUTRIGHT = 14  # people; the table has a row for every set of them
_LOCKED, _PLACED, _OFF = 2**50, 2**44, 2**24  # one unit of each outweighs all that follows it


@dataclass(frozen=True, slots=True)
class Optimum:
    tables: tuple[Ints, ...]  # local positions, ascending; by their first member
    score: int


def solved(ground: Ground) -> Optimum:
    """The best circles for at most `MOST_SOLVED_OUTRIGHT` people. Raises ValueError for more."""
    if ground.size > MOST_SOLVED_OUTRIGHT:
        raise ValueError(f"{ground.size} people are more than {MOST_SOLVED_OUTRIGHT}")
    arena = arena_of(ground)
    columns = all_columns(arena, most=2**ground.size * MOST_SOLVED_OUTRIGHT) or {}
    tables = _best(arena, columns)
    return Optimum(tables, sum(ground.score(table) for table in tables))


def off(size: int, target: int) -> int:
    """How far a circle is from the target. In a sum: the people too many or too few, the circles, then inequality."""
    apart = abs(size - target)
    return 2**13 * apart + 2**10 + apart * apart


def _best(arena: Arena, columns: Columns) -> tuple[Ints, ...]:
    """`best[people]` is what the set `people`, as bits, is worth at most; built from the last person back.

    A set's lowest person either sits nowhere or in one of the circles that they are the first of.
    """
    n = arena.size
    best, choice = np.zeros(1 << n, dtype=np.int64), np.full(1 << n, -1, dtype=np.int64)
    rows = [np.sort(row) for block in columns.values() for row in block]
    worth = [value for block in columns.values() for value in _worth(arena, block)]
    starting: list[list[int]] = [[] for _ in range(n)]
    for index, row in enumerate(rows):
        starting[row[0]].append(index)
    for first in reversed(range(n)):
        low, step = 1 << first, 2 << first
        best[low::step] = best[0::step]
        for index in starting[first]:
            circle = int(np.left_shift(1, rows[index]).sum())
            rest = _sets_without(circle, n, step)
            value = worth[index] + best[rest]
            better = value > best[rest | circle]
            best[rest[better] | circle] = value[better]
            choice[rest[better] | circle] = index
    return _read(choice, rows, n)


def _sets_without(circle: int, n: int, step: int) -> Ints:
    """All sets of people after the circle's first who are not in it."""
    later = np.arange(0, 1 << n, step, dtype=np.int64)
    found: Ints = later[later & circle == 0]
    return found


def _worth(arena: Arena, block: Ints) -> list[int]:
    target = arena.ground.facts.rules.target
    locked = (arena.seat[block] >= 0).any(axis=1)
    size = block.shape[1]
    return list(_LOCKED * locked + _PLACED * size - _OFF * off(size, target) + arena.points(block))


def _read(choice: Ints, rows: list[Ints], n: int) -> tuple[Ints, ...]:
    tables, people = [], (1 << n) - 1
    while people:
        low = people & -people
        index = int(choice[people])
        if index < 0:
            people ^= low
        else:
            tables.append(rows[index])
            people ^= int(np.left_shift(1, rows[index]).sum())
    return tuple(tables)
