"""Who goes with whom, two by two: the heaviest matching among those that match most people, with a proven bound.

Prices `u` with `u[i] + u[j] >= points[i, j]` for every open pair are the dual of fractional matching: no matching of
everybody scores more than their sum. They come from an assignment problem on each person's best partners; pairs that
break them are added until none is left, so that they hold for every pair and not only for those looked at. What a
pair falls short of its two prices is its slack. Moats tighten the bound: let clusters of people grow by slack, the
nearest joining first; at every height a pair must leave each cluster of odd size, and it leaves two at most. (Edmonds
1965 for the dual; moats after Jünger and Pulleyblank 1993, "Geometric duality and combinatorial optimization".)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import rustworkx as rx
import scipy
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import BLOCK, FORBIDDEN, Scores
from edgewise.domain.matching.model import POINTS

Reals = NDArray[np.float64]
Slack = NDArray[np.float32]
ALL = 250  # up to so many people, every open pair is looked at
NEAREST = 10  # partners that a person brings to the first prices
NEARBY = 5  # partners of least slack that a person brings to the matching
ROUNDS = 12  # of pairs added to the prices; what is then still broken is made good by raising them
MORE = 3  # times that people left over are matched anew with those around them
RING = 300  # people around those left over
WIDE = 600_000  # pairs in a matching that is to prove itself the best
LONE = POINTS  # what being left over costs, in the prices; more would make the bound of triads loose
TOP = 2 * POINTS  # above the points of any pair
CLOSED = 1_000_000  # a slack that no open pair has
TIE = 0.45  # by how much equals are told apart; slack comes in halves


@dataclass(frozen=True, eq=False)
class Mates:
    """`mate[i]` is -1 for who is left over. `best`: no matching places more, or as many with more points."""

    mate: Ints
    score: int
    best: bool
    prices: Reals
    heights: Reals  # at which clusters join, from low to high
    odd: Ints  # how many clusters are of odd size, below each height
    order: Ints  # everybody, so that two people's clusters join at the highest of the steps between them
    steps: Reals  # before each of the order; the first is 0

    @property
    def left(self) -> Ints:
        return np.flatnonzero(self.mate < 0)

    @property
    def least_out(self) -> int:
        """No matching leaves fewer over: one of each odd cluster that no open pair leaves."""
        return int(max(self.odd[self.heights >= CLOSED].max(initial=0), len(self.mate) % 2))

    @property
    def pairs(self) -> Ints:
        """Pairs x 2, the smaller position first, in order."""
        first = np.flatnonzero(self.mate > np.arange(len(self.mate)))
        return np.column_stack([first, self.mate[first]])

    def bound(self, out: int, elsewhere: int = 0) -> float:
        """The most that the prices of those placed add up to when `out` are not, less the moats.

        `elsewhere` people are placed, but may be in no pair that leaves a cluster (members of triads).
        """
        cheapest = np.sort(self.prices)[:out].sum()
        must = np.maximum(self.odd - out - elsewhere, 0)
        return float(self.prices.sum() - cheapest - (must * np.diff(self.heights, prepend=0)).sum() / 2)


def best_mates(points: Scores, rng: np.random.Generator, bonus: Ints | None = None) -> Mates:
    """The matching of a symmetric matrix of points: FORBIDDEN where two may not meet, and on the diagonal.

    `bonus` is added for each person who has a mate, so that where not all can have one those with a high bonus do.
    """
    size = len(points)
    if size <= 1:
        return Mates(
            np.full(size, -1),
            0,
            True,
            np.zeros(size),
            np.zeros(0),
            np.zeros(0, dtype=np.int64),
            np.arange(size),
            np.zeros(size),
        )
    extra = np.zeros(size, dtype=np.int64) if bonus is None else bonus
    prices = fair_prices(points, rng)
    nobody = Mates(np.full(size, -1), 0, False, prices, *_moats(points, prices))
    if size <= ALL:
        mate = _matching(points, _within(points, prices, np.inf), extra)
        return replace(nobody, mate=mate, score=_score(points, mate), best=True)
    mate = _sparse(points, nobody, extra, rng)
    found = replace(nobody, mate=mate, score=_score(points, mate))
    return found if bonus is not None else _proven(points, found)


def fair_prices(points: Scores, rng: np.random.Generator) -> Reals:
    """Prices that no open pair breaks, their sum near the least possible. Multiples of a half."""
    size = len(points)
    prices = np.full(size, float(points.max(initial=0)) / 2)
    keys = np.zeros(0, dtype=np.int64)
    for turn in range(ROUNDS):
        over, broken = _broken(points, prices, rng, NEAREST if turn == 0 else NEARBY, first=turn == 0)
        if turn and not over.any():
            return prices
        keys = np.union1d(keys, broken)
        prices = _dual(points, keys, prices)
    over, _ = _broken(points, prices, rng, 1, first=False)
    return prices + over / 2


def _broken(points: Scores, prices: Reals, rng: np.random.Generator, count: int, *, first: bool) -> tuple[Reals, Ints]:
    """By how much a pair of each person breaks the prices, and such pairs; at `first`, everybody's nearest."""
    over, found = np.zeros(len(points)), [np.zeros(0, dtype=np.int64)]
    for rows, slack in _slack(points, prices):
        least = slack.min(axis=1)
        over[rows] = np.maximum(-least, 0)
        wanted = np.arange(len(rows)) if first else np.flatnonzero(least < 0)
        if len(wanted):
            i, j = _lowest(slack[wanted], count, rng)
            i = rows[wanted[i]]
            kept = (points[i, j] > FORBIDDEN) & (first | (prices[i] + prices[j] < points[i, j]))
            found.append(_keys(i[kept], j[kept], len(points)))
    return over, np.unique(np.concatenate(found))


def _slack(points: Scores, prices: Reals) -> Iterator[tuple[Ints, Slack]]:
    """Rows, and their slack towards everybody, in blocks."""
    light = prices.astype(np.float32)
    for start in range(0, len(points), BLOCK):
        rows = np.arange(start, min(start + BLOCK, len(points)))
        yield rows, light[rows, None] + light - points[rows]


def _lowest(slack: Slack, count: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Row and column of the lowest few of each row. Equals are drawn, so that not everybody names the same people."""
    rows, width = slack.shape
    count = min(count, width)
    noise = sliding_window_view(rng.random(2 * width, dtype=np.float32) * np.float32(TIE), width)
    mixed = slack + noise[rng.integers(0, width, rows)]
    column = np.argpartition(mixed, count - 1, axis=1)[:, :count]
    return np.repeat(np.arange(rows), count), column.ravel()


def _keys(i: Ints, j: Ints, size: int) -> Ints:
    found: Ints = np.minimum(i, j) * size + np.maximum(i, j)
    return found


def _dual(points: Scores, keys: Ints, start: Reals) -> Reals:
    """The prices of least sum for these pairs alone, being left over at the price of LONE.

    Everybody is assigned one partner (not the other way round as well) or themselves; potentials of the assignment
    are the longest paths along its exchanges, and the mean of a person's two potentials is their price.
    """
    size = len(points)
    i, j = keys // size, keys % size
    self_, worth = np.arange(size), points[i, j].astype(np.float64)
    row, column = np.concatenate([i, j, self_]), np.concatenate([j, i, self_])
    value = np.concatenate([worth, worth, np.full(size, -float(LONE))])
    costs = scipy.sparse.csr_array((TOP - value, (row, column)), shape=(size, size))
    partner = np.empty(size, dtype=np.int64)
    chosen, given = scipy.sparse.csgraph.min_weight_full_bipartite_matching(costs)
    partner[chosen] = given
    order = np.argsort(column, kind="stable")
    row, column, value = row[order], column[order], value[order]
    first = np.searchsorted(column, self_)
    own = np.empty(size)
    taken = partner[row] == column
    own[row[taken]] = value[taken]
    gain, source = value - own[row], partner[row]
    before, after = np.full(size, np.inf), start
    while (before != after).any():
        before = after
        after = np.maximum(before, np.maximum.reduceat(before[source] + gain, first))
    prices: Reals = (own - after[partner] + after) / 2
    return prices


def _moats(points: Scores, prices: Reals) -> tuple[Reals, Ints, Ints, Reals]:
    """The heights, odd clusters, order and steps of Mates, by Prim's algorithm on slack.

    Clusters between which no pair is open join at CLOSED or above.
    """
    size = len(points)
    light, away = prices.astype(np.float32), np.full(size, np.inf, dtype=np.float32)
    near, inside, here = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.bool_), 0
    joins = []
    for _ in range(size - 1):
        inside[here], away[here] = True, np.inf
        slack = light + (light[here] - points[here])
        slack[points[here] <= FORBIDDEN] = CLOSED
        slack[inside] = np.inf
        near[slack < away] = here
        np.minimum(away, slack, out=away)
        here = int(away.argmin())
        joins.append((float(away[here]), int(near[here]), here))
    order = np.array([0, *(new for _, _, new in joins)])
    steps = np.array([0.0, *(height for height, _, _ in joins)])
    joins.sort()
    return np.sort(steps[1:]), _odd_clusters(size, [(a, b) for _, a, b in joins]), order, steps


def _odd_clusters(size: int, joins: list[tuple[int, int]]) -> Ints:
    """How many clusters are of odd size before each of these joins."""
    above, is_odd, count = list(range(size)), [True] * size, size
    counts = []
    for pair in joins:
        counts.append(count)
        low, high = (_root(above, one) for one in pair)
        count -= 2 * (is_odd[low] and is_odd[high])
        above[low], is_odd[high] = high, is_odd[low] != is_odd[high]
    return np.array(counts, dtype=np.int64)


def _root(above: list[int], one: int) -> int:
    while above[one] != one:
        above[one] = above[above[one]]
        one = above[one]
    return one


def _sparse(points: Scores, nobody: Mates, extra: Ints, rng: np.random.Generator) -> Ints:
    """A matching on the pairs of least slack. While that leaves people over, those around them are matched anew."""
    size, prices = len(points), nobody.prices
    keys = [_keys(rows[i], j, size) for rows, slack in _slack(points, prices) for i, j in [_lowest(slack, NEARBY, rng)]]
    mate = _matching(points, _open(points, np.unique(np.concatenate(keys))), extra)
    for _ in range(MORE):
        left = np.flatnonzero(mate < 0)
        if len(left) <= nobody.least_out:
            break
        around = _around(points, prices, left, mate, rng)
        few = points[np.ix_(around, around)]
        again = _matching(few, _within(few, prices[around], np.inf), extra[around])
        mate[around] = np.where(again >= 0, around[again], -1)
        if len(left) == np.count_nonzero(mate < 0):
            break
    return mate


def _around(points: Scores, prices: Reals, left: Ints, mate: Ints, rng: np.random.Generator) -> Ints:
    """The people left over, those nearest to them, and these people's mates."""
    slack = (prices[left, None] + prices - points[left]).astype(np.float32)
    _, near = _lowest(slack, max(2, RING // len(left)), rng)
    near = np.union1d(left[:RING], near)
    found: Ints = np.union1d(near, mate[near][mate[near] >= 0])
    return found


def _proven(points: Scores, found: Mates) -> Mates:
    """Proof by the bound; or else by matching once more on every pair that a better matching could use."""
    size, out = len(points), len(found.left)
    full = out == found.least_out
    if full and found.score >= np.floor(found.bound(out)):
        return replace(found, best=True)
    if not full and size * (size - 1) > 2 * WIDE:
        return found
    keys = _useful(points, found, found.bound(out) - found.score) if full else _within(points, found.prices, np.inf)
    if len(keys) > WIDE:
        return found
    mate = _matching(points, keys, np.zeros(size, dtype=np.int64))
    return replace(found, mate=mate, score=_score(points, mate), best=True)


def _useful(points: Scores, found: Mates, gap: float) -> Ints:
    """The keys of the pairs that may be in a better matching: beyond the moats they cross, their slack is in the gap.

    A matching's slack is at least the moats and what one of its pairs has beyond the height where its clusters join.
    """
    size = len(points)
    light, steps = found.prices.astype(np.float32), found.steps.astype(np.float32)
    keys, count = [np.zeros(0, dtype=np.int64)], 0
    for place, one in enumerate(found.order[:-1].tolist()):
        later = found.order[place + 1 :]
        height = np.maximum.accumulate(steps[place + 1 :])
        slack = light[one] + light[later] - points[one, later]
        others = later[(slack - height <= gap) & (points[one, later] > FORBIDDEN)]
        keys.append(_keys(np.full(len(others), one), others, size))
        count += len(others)
        if count > WIDE:
            break
    return np.concatenate(keys)


def _within(points: Scores, prices: Reals, most: float) -> Ints:
    """The keys of the open pairs of at most so much slack."""
    found = [np.zeros(0, dtype=np.int64)]
    for rows, slack in _slack(points, prices):
        i, j = np.nonzero(slack <= most)
        i = rows[i]
        found.append((i * len(points) + j)[i < j])
    return _open(points, np.concatenate(found))


def _open(points: Scores, keys: Ints) -> Ints:
    found: Ints = keys[points[keys // len(points), keys % len(points)] > FORBIDDEN]
    return found


def _matching(points: Scores, keys: Ints, extra: Ints) -> Ints:
    i, j = keys // len(points), keys % len(points)
    worth = points[i, j] + extra[i] + extra[j]
    graph: rx.PyGraph[None, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * len(points))
    graph.extend_from_weighted_edge_list(list(zip(i.tolist(), j.tolist(), worth.tolist(), strict=True)))
    mate = np.full(len(points), -1, dtype=np.int64)
    for a, b in rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int):
        mate[a], mate[b] = b, a
    return mate


def _score(points: Scores, mate: Ints) -> int:
    first = np.flatnonzero(mate > np.arange(len(mate)))
    return int(points[first, mate[first]].sum(dtype=np.int64))
