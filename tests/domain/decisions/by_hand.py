"""Calibration worked out once more, in fractions and by other formulas, to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from statistics import mean

from scipy.stats import norm, t

from edgewise.domain.decisions.calibration import Resolved

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
    value, low, high = of_values(brier(forecasts), [brier([one]) for one in forecasts])
    return value, max(low, 0), min(high, 1)


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
