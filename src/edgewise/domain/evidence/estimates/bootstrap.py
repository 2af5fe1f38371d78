"""A difference of means within strata, and its interval by drawing circles again: for numbers, not for yes and no.

Whole clusters are drawn with replacement, as many as there are, apart for those who take part and those who are
compared. Each time the difference d* and its cluster-robust error e* are worked out, and t* = (d* - d) / e*. The
interval is d -+ q e, with q the 95 per cent point of |t*|: the bootstrap-t. The plain bootstrap, which takes the
percentiles of d* themselves, covers 92 per cent with five circles a side; this one covers 94 to 96.
Source: Efron, "Better bootstrap confidence intervals", JASA 82 (1987), for the bootstrap-t; Cameron, Gelbach and
Miller, "Bootstrap-based improvements for inference with clustered errors", REStat 90 (2008), for drawing clusters.
"""

from __future__ import annotations

from math import isinf

import numpy as np

from edgewise.domain.evidence.estimates.clustered import CONFIDENCE, ZERO_EIGENVALUE, Estimate, clustered
from edgewise.domain.evidence.estimates.sides import Floats, Sides, Whole

CELLS_AT_ONCE = 400_000  # draws times people worked on together


def bootstrapped(sides: Sides, draws: int, seed: int) -> Estimate:
    """`df` is that of `clustered`, for the reader; it is not used. ValueError: as `clustered`, or too few clusters."""
    found = clustered(sides)
    clusters = int(sides.cluster.max()) + 1
    difference, error = (float(one[0]) for one in _weighted(sides, np.ones((1, clusters))))
    dice = np.random.Generator(np.random.PCG64(seed))
    step = max(1, CELLS_AT_ONCE // len(sides.value))
    drawn = [_times(sides, min(step, draws - start), dice) for start in range(0, draws, step)]
    again = np.concatenate([_studentised(sides, times, difference) for times in drawn])
    reach = float(np.quantile(again, CONFIDENCE, method="higher")) * error
    if isinf(reach):
        raise ValueError("Too few clusters")
    p = (1 + int((again >= abs(difference) / error).sum())) / (1 + draws)
    return Estimate(difference, error, found.df, difference - reach, difference + reach, p)


def _times(sides: Sides, draws: int, dice: np.random.Generator) -> Floats:
    """How many times each cluster (columns) is drawn, in each draw (rows). Clusters with both sides are a group."""
    size = np.bincount(sides.cluster)
    group = np.bincount(sides.cluster, weights=sides.takes_part) / size
    kind = np.where(group == 1, 2, np.where(group == 0, 0, 1))
    times = np.zeros((draws, len(size)))
    for each in np.unique(kind):
        members = np.flatnonzero(kind == each)
        picked = members[dice.integers(len(members), size=(draws, len(members)))]
        flat = (picked + len(size) * np.arange(draws)[:, None]).ravel()
        times += np.bincount(flat, minlength=times.size).reshape(times.shape)
    return times


def _studentised(sides: Sides, times: Floats, difference: float) -> Floats:
    """|t*|, infinite where a draw has no error."""
    again, error = _weighted(sides, times)
    return np.asarray(np.where(error > 0, np.abs(again - difference) / np.where(error > 0, error, 1.0), np.inf))


def _weighted(sides: Sides, times: Floats) -> tuple[Floats, Floats]:
    """The difference and its error in each draw, every cluster counted as often as it was drawn."""
    order = np.argsort(sides.stratum, kind="stable")
    stratum, cluster = sides.stratum[order], sides.cluster[order]
    starts = np.flatnonzero(np.diff(stratum, prepend=-1))
    place = np.cumsum(np.diff(stratum, prepend=-1) > 0) - 1
    weight = times[:, cluster]
    people = np.maximum(np.add.reduceat(weight, starts, axis=1), 1e-300)[:, place]

    def within(values: Floats) -> Floats:
        return np.asarray(values - np.add.reduceat(weight * values, starts, axis=1)[:, place] / people)

    part, value = within(sides.takes_part[order].astype(float)), within(sides.value[order])
    total = (weight * part**2).sum(axis=1)
    safe = np.where(total > ZERO_EIGENVALUE, total, 1.0)
    difference = (weight * part * value).sum(axis=1) / safe
    own = _summed(part**2, cluster, times.shape[1])
    pulled = _summed(part * (value - difference[:, None] * part), cluster, times.shape[1])
    lean = own**2 / safe[:, None] + _leaning(part, people, stratum, cluster, times.shape[1])
    left = own - lean
    counts = (left > ZERO_EIGENVALUE * own) & (times > 0)
    squares = (times * np.where(counts, pulled**2 * own / np.where(counts, left, 1.0), 0.0)).sum(axis=1)
    return difference, np.where(total > ZERO_EIGENVALUE, np.sqrt(squares) / safe, 0.0)


def _leaning(part: Floats, people: Floats, stratum: Whole, cluster: Whole, clusters: int) -> Floats:
    """Of each cluster, the sum over its strata of (sum of part)^2 / people: what the means of the strata take away."""
    pairs, first, pair = np.unique(cluster * (int(stratum.max()) + 1) + stratum, return_index=True, return_inverse=True)
    sums = _summed(part, pair, len(pairs))
    return _summed(sums**2 / people[:, first], cluster[first], clusters)


def _summed(values: Floats, group: Whole, groups: int) -> Floats:
    rows = len(values)
    flat = np.bincount((group + groups * np.arange(rows)[:, None]).ravel(), values.ravel(), minlength=groups * rows)
    return np.asarray(flat, dtype=np.float64).reshape(rows, groups)
