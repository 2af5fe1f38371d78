"""Risk differences of yes and no, for people who have nothing to do with each other.

A table is a row of four: yes and all of who takes part, yes and all of who is compared (x1, n1, x0, n0).
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.special import ndtri

from edgewise.domain.evidence.estimates.clustered import CONFIDENCE

Tables = NDArray[np.float64]  # (strata, 4)
Z95 = float(ndtri((1 + CONFIDENCE) / 2))


class RiskDifference(Struct, frozen=True):
    """`variance` is that of the difference found, `low` and `high` of the score interval."""

    difference: float
    variance: float
    low: float
    high: float


def mantel_haenszel(tables: Tables) -> RiskDifference:
    """The stratified risk difference d, weighted by w = n1 n0 / n, and its interval of 95 per cent.

        d = sum w (x1 / n1 - x0 / n0) / W,  W = sum w
        variance(d) = (d P + Q) / W^2
        P = sum (n1^2 x0 - n0^2 x1 + n1 n0 (n0 - n1) / 2) / n^2
        Q = sum (x1 (n0 - x0) + x0 (n1 - x1)) / (2 n)

    It holds for few large strata and for many of two people. The interval has all d that are within z errors, each
    error taken at that d: middle = d + z^2 P / (2 W^2), reach = sqrt(middle^2 - d^2 + z^2 Q / W^2). Where nobody or
    everybody said yes and both sides are of one size it has no width: `newcombe` has one.
    Source: Sato, Greenland and Robins, Biometrics 45 (1989); Klingenberg, "A new and improved confidence interval for
    the Mantel-Haenszel risk difference", Statistics in Medicine 33 (2014).
    ValueError: no stratum has people on both sides. A stratum with one side only counts for nothing.
    """
    x1, n1, x0, n0 = np.asarray(tables, dtype=np.float64)[(tables[:, 1] > 0) & (tables[:, 3] > 0)].T
    n = n1 + n0
    weight = float((n1 * n0 / n).sum())
    if not weight:
        raise ValueError("No stratum has people on both sides")
    difference = float(((x1 * n0 - x0 * n1) / n).sum()) / weight
    p = float(((n1**2 * x0 - n0**2 * x1 + n1 * n0 * (n0 - n1) / 2) / n**2).sum()) / weight**2
    q = float(((x1 * (n0 - x0) + x0 * (n1 - x1)) / (2 * n)).sum()) / weight**2
    middle = difference + Z95**2 * p / 2
    reach = sqrt(max(middle**2 - difference**2 + Z95**2 * q, 0.0))
    return RiskDifference(difference, difference * p + q, middle - reach, middle + reach)


def newcombe(x1: int, n1: int, x0: int, n0: int) -> tuple[float, float]:
    """95 per cent, of one table: Wilson's interval of each share, joined. 0 of 10 against 0 of 10 is -0.28 to 0.28.

    Source: Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine
    17 (1998), method 10. ValueError: nobody on a side.
    """
    if not (n1 and n0):
        raise ValueError("A side is empty")
    one, other = x1 / n1, x0 / n0
    (low1, high1), (low0, high0) = _wilson(one, n1), _wilson(other, n0)
    below = sqrt((one - low1) ** 2 + (high0 - other) ** 2)
    above = sqrt((high1 - one) ** 2 + (other - low0) ** 2)
    return one - other - below, one - other + above


def _wilson(share: float, people: int) -> tuple[float, float]:
    middle = (share + Z95**2 / (2 * people)) / (1 + Z95**2 / people)
    reach = Z95 * sqrt(share * (1 - share) / people + Z95**2 / (4 * people**2)) / (1 + Z95**2 / people)
    return middle - reach, middle + reach
