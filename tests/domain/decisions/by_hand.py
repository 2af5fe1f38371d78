"""Calibration worked out once more, in fractions and by other formulas, to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from statistics import mean

import numpy as np
from scipy.stats import norm, t

from edgewise.domain.decisions.calibration import RESAMPLES, SEED, Resolved

ZERO = Fraction()
EDGES = (19, 39, 60, 80)  # per cent: a chance above the first of them is in the second band, and so on
Ends = tuple[float, float, float]  # a value, and the two ends of its interval


def band_of(chance: int) -> int:
    return sum(chance > edge for edge in EDGES)


def by_band(forecasts: Sequence[Resolved]) -> list[list[Resolved]]:
    return [found for number in range(5) if (found := [one for one in forecasts if band_of(one.chance) == number])]


def chances(forecasts: Sequence[Resolved]) -> list[Fraction]:
    return [Fraction(one.chance, 100) for one in forecasts]


def outcomes(forecasts: Sequence[Resolved]) -> list[Fraction]:
    return [Fraction(one.came_true) for one in forecasts]


def brier(forecasts: Sequence[Resolved]) -> Fraction:
    return mean((f - o) ** 2 for f, o in zip(chances(forecasts), outcomes(forecasts), strict=True))


def parts(forecasts: Sequence[Resolved]) -> tuple[Fraction, Fraction, Fraction, Fraction, Fraction]:
    """By sums of squares: reliability, resolution, uncertainty, and both parts within bands."""
    count, base_rate = len(forecasts), mean(outcomes(forecasts))
    sums = [(len(one), sum(chances(one), ZERO), sum(outcomes(one), ZERO)) for one in by_band(forecasts)]
    squares = sum((f * f for f in chances(forecasts)), ZERO)
    products = sum((f * o for f, o in zip(chances(forecasts), outcomes(forecasts), strict=True)), ZERO)
    return (
        sum(((f - o) ** 2 / n for n, f, o in sums), ZERO) / count,
        sum((o * o / n for n, _, o in sums), ZERO) / count - base_rate**2,
        base_rate - base_rate**2,
        (squares - sum((f * f / n for n, f, _ in sums), ZERO)) / count,
        2 * (products - sum((f * o / n for n, f, o in sums), ZERO)) / count,
    )


def wilson(hits: int, count: int) -> Ends:
    """The chances from which so many hits are just not too far, found by halving."""
    z, share = float(norm.ppf(0.975)), hits / count

    def is_too_far(chance: float) -> bool:
        return abs(share - chance) > z * sqrt(chance * (1 - chance) / count)

    ends = []
    for outside in (0.0, 1.0):
        far, near = outside, share
        for _ in range(200):
            middle = (far + near) / 2
            far, near = (middle, near) if is_too_far(middle) else (far, middle)
        ends.append(near)
    return share, ends[0], ends[1]


def of_values(value: Fraction, values: Sequence[Fraction]) -> Ends:
    """Student's interval around a value."""
    count, centre = len(values), mean(values)
    variance = sum((one - centre) ** 2 for one in values) / (count - 1)
    half = float(t.ppf(0.975, count - 1)) * sqrt(variance / count)
    return float(value), float(value) - half, float(value) + half


def brier_ends(forecasts: Sequence[Resolved]) -> Ends:
    """The studentised bootstrap, one resample after another, in whole numbers as far as they go."""
    squares = sorted(abs(one.chance - 100 * one.came_true) ** 2 for one in forecasts)
    count, whole = len(squares), sum(squares)
    error = _error(squares)
    score = whole / count / 100**2
    if error == 0:
        return score, score, score
    ratios = []
    for places in np.random.default_rng(SEED).integers(0, count, (RESAMPLES, count)).tolist():
        drawn = [squares[place] for place in places]
        ratios.append((sum(drawn) - whole) / count / max(_error(drawn), error / 3))
    ratios.sort()
    low, high = _quantile(ratios, 0.025), _quantile(ratios, 0.975)
    return score, max(score - max(high, 0) * error / 100**2, 0), min(score - min(low, 0) * error / 100**2, 1)


def _error(values: Sequence[int]) -> float:
    count, total = len(values), sum(values)
    return sqrt((count * sum(one * one for one in values) - total * total) / (count * count * (count - 1)))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two nearest, in proportion."""
    place = share * (len(ordered) - 1)
    before = int(place)
    return ordered[before] + (place - before) * (ordered[before + 1] - ordered[before])


def beyond_base_rate(forecasts: Sequence[Resolved]) -> Ends:
    """By leaving each out and working everything out anew."""
    count, whole = len(forecasts), _beyond(forecasts)
    left = [_beyond([*forecasts[:at], *forecasts[at + 1 :]]) for at in range(count)]
    value, low, high = of_values(whole, [count * whole - (count - 1) * one for one in left])
    return value, max(low, -1), min(high, 1)


def _beyond(forecasts: Sequence[Resolved]) -> Fraction:
    base_rate = mean(outcomes(forecasts))
    always = mean((base_rate - o) ** 2 for o in outcomes(forecasts))
    return always - brier(forecasts)
