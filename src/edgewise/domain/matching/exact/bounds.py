"""Upper bounds on the score of any seating into circles of given sizes.

T0 counts each person's best partners. T1 is the set-partitioning linear programme: choose circles, as fractions, so
that nobody sits twice and no size is used too often, for the most points. It is solved by column generation, and every
price vector gives a valid bound (Lagrange): the sum of the prices plus, for each size, the number of its circles times
the best profit that any circle of that size can have. "Nobody alone" and the locks are counted in T1 and not in T0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.matching.exact.columns import Arena, Columns, arena_of
from edgewise.domain.matching.exact.generation import Generation
from edgewise.domain.matching.exact.master import Master
from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import FORBIDDEN, Ground
from edgewise.domain.matching.model import POINTS

BLOCK = 256  # rows of the matrix looked at together; they fit the cache
CLOSE = 0.001  # share of T0 by which T1 may exceed the value of its programme
ROUNDING = 1e-6  # points


def ideals(ground: Ground, size: int) -> Ints:
    """For each person the points of their `size - 1` best admissible partners, fewer where they have fewer."""
    found: Ints = np.maximum(_partners(ground, size - 1), 0).sum(axis=1, dtype=np.int64)
    return found


def cheap_bound(ground: Ground, sizes: Sequence[int]) -> int:
    """T0: half the points of everybody's best partners. Valid for every seating into these sizes or some of them.

    `sizes` has one entry for each circle. A t-th partner is counted for as many people as sit in circles of more than
    t, those for whom that partner is worth most: no seating can choose these people better.
    """
    if not len(sizes) or ground.size < 2:
        return 0
    best = np.maximum(_partners(ground, max(sizes) - 1), 0).astype(np.int64)
    total, start = 0, 0
    for size in sorted(set(sizes)):
        extra = best[:, start : size - 1].sum(axis=1)
        people = min(sum(one for one in sizes if one >= size), ground.size)
        total += int(np.partition(extra, ground.size - people)[ground.size - people :].sum())
        start = size - 1
    return total // 2


def _partners(ground: Ground, count: int) -> NDArray[np.int16]:
    """n x count: the points of each person's best partners, best first; 0 where there is none."""
    n, count = ground.size, min(count, ground.size - 1)
    found = np.empty((n, max(count, 0)), dtype=np.int16)
    for start in range(0, n if count > 0 else 0, BLOCK):
        rows = ground.affinity[start : start + BLOCK].copy()
        here = np.arange(len(rows))
        rows[here, here + start] = FORBIDDEN
        found[start : start + BLOCK] = np.sort(np.partition(rows, n - count, axis=1)[:, n - count :], axis=1)[:, ::-1]
    found[found <= FORBIDDEN] = 0
    return found


@dataclass(frozen=True, slots=True)
class LpBound:
    bound: int  # valid, whether or not the programme was solved to the end; never above T0
    rounds: int  # of column generation
    is_solved: bool  # the bound is within `CLOSE` of the programme's own value


def lp_bound(
    ground: Ground,
    sizes: Sequence[int],
    columns: Columns,
    clock: Callable[[], float],
    seconds: float,
    rounds: int | None = None,
) -> LpBound:
    """T1: the linear programme over circles, from the columns that a search has seen (any, or none).

    `sizes` has one entry for each circle, all of which are to be made. Ends when solved or after `seconds` of the
    clock, or, where `rounds` is given, after just so many rounds, whatever the clock says.
    """
    cheap, stop, done = cheap_bound(ground, sizes), clock() + seconds, 0
    if not cheap:
        return LpBound(0, 0, is_solved=True)
    state = generation_of(arena_of(ground), sizes, columns, cheap)
    while not state.is_solved and (done < rounds if rounds is not None else clock() < stop):
        if not state.round((lambda: False) if rounds is not None else (lambda: clock() >= stop)):
            break
        done += 1
    return LpBound(bound_of(state, cheap), done, state.is_solved)


def generation_of(arena: Arena, sizes: Sequence[int], columns: Columns, cheap: int) -> Generation:
    """The programme for exactly these sizes: a bonus for each circle, more than it can score, has all of them made."""
    limits = dict(sorted(Counter(sizes).items()))
    bonus = {size: float(POINTS * size * (size - 1) // 2) for size in limits}
    return Generation(Master(arena, limits, bonus, columns), CLOSE * cheap)


def bound_of(state: Generation, cheap: int) -> int:
    """The bound on the points: the state's, less the bonus of the circles that are made."""
    if state.bound == float("inf"):
        return cheap
    return min(floor(state.bound - state.master.granted() + ROUNDING), cheap)
