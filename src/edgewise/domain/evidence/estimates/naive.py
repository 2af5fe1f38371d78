"""What a two-sample test says that takes people for independent. Shown beside ours for contrast, never as a result."""

from __future__ import annotations

from math import sqrt

from msgspec import Struct
from scipy.special import ndtr, stdtr, stdtrit

from edgewise.domain.evidence.estimates.clustered import CONFIDENCE
from edgewise.domain.evidence.estimates.risk_difference import newcombe
from edgewise.domain.evidence.estimates.sides import Floats


class Naive(Struct, frozen=True):
    difference: float
    low: float
    high: float
    p: float


def two_proportions(taking_part: Floats, compared: Floats) -> Naive:
    """Of zeros and ones: z with the pooled variance, two-sided; Newcombe's interval. p is 1 where nothing varies."""
    n1, n0 = len(taking_part), len(compared)
    x1, x0 = int(taking_part.sum()), int(compared.sum())
    difference, pooled = x1 / n1 - x0 / n0, (x1 + x0) / (n1 + n0)
    error = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n0))
    p = 2 * float(ndtr(-abs(difference) / error)) if error else 1.0
    return Naive(difference, *newcombe(x1, n1, x0, n0), p)


def welch(taking_part: Floats, compared: Floats) -> Naive:
    """Of numbers: Welch's t. p is 1 where nothing varies and nothing differs, and 0 where only the sides differ."""
    n1, n0 = len(taking_part), len(compared)
    v1, v0 = float(taking_part.var(ddof=1)) / n1, float(compared.var(ddof=1)) / n0
    difference = float(taking_part.mean() - compared.mean())
    if v1 + v0 == 0:
        return Naive(difference, difference, difference, float(difference == 0))
    df = (v1 + v0) ** 2 / (v1**2 / (n1 - 1) + v0**2 / (n0 - 1))
    error = sqrt(v1 + v0)
    reach = float(stdtrit(df, (1 + CONFIDENCE) / 2)) * error
    return Naive(difference, difference - reach, difference + reach, 2 * float(stdtr(df, -abs(difference) / error)))


def naive(taking_part: Floats, compared: Floats, *, yes_no: bool) -> Naive:
    """ValueError: fewer than two people on a side."""
    if min(len(taking_part), len(compared)) < 2:
        raise ValueError("A side has fewer than two people")
    return two_proportions(taking_part, compared) if yes_no else welch(taking_part, compared)
