"""The p-value of a lottery: how often the draw, made again, gives a difference as large as the one that was seen.

If taking part changes nothing for anybody, everybody's value is the same whatever they had drawn. So the draw is made
again as it was made (strata, units and the reserves as they were), and the statistic is worked out each time.

Two traps. What happens in a circle is shared, so that even without any effect on average the sides can differ more
than people drawn at random do: hence the statistic is the difference over its cluster-robust error (CR2). And circles
are made after the draw: whoever has a place in a re-draw is put into circles of the same sizes, by lot. If the circles
as they were went with the people instead, they would lie across both sides, there would be far more clusters than
there are, and with four circles the test would claim too often.

With one stratum the error is CR2 exactly. With more, the root of I - H_gg is taken in the direction of taking part
alone: h_g = z_g' H_gg z_g / z_g' z_g, which needs no eigenvectors in each of thousands of draws.
Source: Wu and Ding, "Randomization tests for weak null hypotheses in randomized experiments", JASA 116 (2021).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from edgewise.domain.evidence.estimates.clustered import ZERO_EIGENVALUE
from edgewise.domain.evidence.estimates.sides import Flags, Floats, Sides, Whole
from edgewise.domain.evidence.lottery import Urn, redraws_beside_reserves

CELLS_AT_ONCE = 400_000  # draws times people worked on together: what fits a processor's cache
SAME_STATISTIC = 1e-9  # two that differ by less, relatively, are equal


class Drawn(Struct, frozen=True):
    """Everybody who drew a place or the comparison, in the order of `urn.keys`."""

    urn: Urn
    value: Floats  # NaN: not known
    takes_part: Flags
    cluster: Whole  # as they are, numbered from 0
    circles: Sequence[int]  # how many sit in each


def p_value(drawn: Drawn, draws: int, seed: int) -> float:
    """(1 + draws at least as large) / (1 + draws), two-sided. ValueError: the sides as drawn have no statistic."""
    known = ~np.isnan(drawn.value)
    stratum = drawn.urn.stratum[drawn.urn.unit]
    seen = Sides(drawn.value[known], drawn.takes_part[known], stratum[known], drawn.cluster[known])
    statistic = abs(float(studentised(seen, seen.takes_part[None], seen.cluster[None])[0]))
    if np.isnan(statistic):
        raise ValueError("Nothing varies")
    some = Counter(stratum[drawn.takes_part].tolist())
    placed = redraws_beside_reserves(drawn.urn, [some[each] for each in range(len(drawn.urn.people))], draws, seed)
    dice = np.random.Generator(np.random.PCG64([seed, 1]))
    larger, step = 0, max(1, CELLS_AT_ONCE // len(drawn.value))
    for start in range(0, draws, step):
        now = placed[start : start + step]
        cluster = circles_anew(drawn, now, dice)
        again = np.abs(studentised(seen, now[:, known], cluster[:, known]))
        larger += int((np.nan_to_num(again, nan=0.0) >= statistic * (1 - SAME_STATISTIC)).sum())
    return (1 + larger) / (1 + draws)


def circles_anew(drawn: Drawn, placed: Flags, dice: np.random.Generator) -> Whole:
    """Clusters in each draw: circles of the sizes as they were among whoever has a place; units elsewhere."""
    people, units = len(drawn.value), len(drawn.urn.sizes)
    waiting = dice.random(placed.shape) + ~placed
    order = np.argsort(waiting, axis=1)
    seats = np.full(people, -1)
    seats[: sum(drawn.circles)] = np.repeat(np.arange(len(drawn.circles)), drawn.circles)
    seat = np.empty(placed.shape, dtype=np.int64)
    np.put_along_axis(seat, order, np.broadcast_to(seats, placed.shape), axis=1)
    return np.asarray(np.where(placed & (seat >= 0), units + seat, drawn.urn.unit))


def studentised(sides: Sides, takes_part: Flags, cluster: Whole) -> Floats:
    """The difference over its error, in each draw (rows of the last two); NaN where it has none."""
    draws, strata = len(takes_part), int(sides.stratum.max()) + 1
    people = np.bincount(sides.stratum, minlength=strata)
    inside = [np.flatnonzero(sides.stratum == each) for each in range(strata)]
    part, value = takes_part.astype(np.float64), sides.value.copy()
    for members in inside:
        if len(members):
            part[:, members] -= part[:, members].mean(axis=1, keepdims=True)
            value[members] -= value[members].mean()
    weight = np.maximum((part**2).sum(axis=1), ZERO_EIGENVALUE)
    difference = part @ value / weight
    width = int(cluster.max()) + 1
    places = cluster + width * np.arange(draws)[:, None]

    def summed(numbers: Floats, columns: Whole | slice = slice(None)) -> Floats:
        flat = np.bincount(places[:, columns].ravel(), weights=numbers.ravel(), minlength=draws * width)
        return np.asarray(flat, dtype=np.float64).reshape(draws, width)

    own = summed(part**2)
    pulled = summed(part * (value - difference[:, None] * part))
    lean = own**2 / weight[:, None]
    for members, many in zip(inside, people, strict=True):
        if many:
            lean += summed(part[:, members], members) ** 2 / many
    left = own - lean  # own times 1 - h
    counts = left > ZERO_EIGENVALUE * own
    squares = np.where(counts, pulled**2 * own / np.where(counts, left, 1.0), 0.0).sum(axis=1)
    error = np.sqrt(squares) / weight
    return np.asarray(np.where(error > 0, difference / np.where(error > 0, error, 1.0), np.nan))
