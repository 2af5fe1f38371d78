"""How many people in each group it takes to see a difference."""

from __future__ import annotations

from math import floor

from scipy.special import ndtri

CLAIM_AT = 0.05  # two-sided
POWER = 0.8
FEWEST_NEEDED = 20  # people in each group: below, no comparison is shown


def needed_for_shares(compared: float, taking_part: float, design_effect: float = 1.0) -> int:
    """People in each group to tell one share from the other, in four of five tries, at 5 per cent two-sided.

        n = (z(0.975) + z(0.8))^2 (p1 (1 - p1) + p0 (1 - p0)) design_effect / (p1 - p0)^2

    rounded to the nearest. 12 against 8 per cent: 879.07, so 879. The variances are those of each side, as in the
    comparison itself; with the pooled variance under no difference it is 882, with the arcsine of the root 875.
    The design effect is how many times larger the variance is than that of people who have nothing to do with each
    other. Source: Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions" (2003), chapter 4; Donner
    and Klar (2000) for the design effect. ValueError: no difference, or a share that is not between 0 and 1.
    """
    if not (0 <= compared <= 1 and 0 <= taking_part <= 1):
        raise ValueError("A share is not between 0 and 1")
    return _needed(taking_part * (1 - taking_part) + compared * (1 - compared), taking_part - compared, design_effect)


def needed_for_means(variance: float, difference: float, design_effect: float = 1.0) -> int:
    """The same for numbers, of which both sides have this variance. ValueError: no difference."""
    return _needed(2 * variance, difference, design_effect)


def _needed(variances: float, difference: float, design_effect: float) -> int:
    if difference == 0:
        raise ValueError("No number of people shows a difference of nothing")
    reach = float(ndtri(1 - CLAIM_AT / 2) + ndtri(POWER))
    return max(FEWEST_NEEDED, floor(reach**2 * variances * max(design_effect, 1.0) / difference**2 + 0.5))
