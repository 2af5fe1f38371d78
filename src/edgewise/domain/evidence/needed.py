"""How many people in each group a comparison would have needed, judged by what it has seen."""

from __future__ import annotations

import numpy as np

from edgewise.domain.evidence.estimates.clustered import Estimate
from edgewise.domain.evidence.estimates.power import needed_for_means, needed_for_shares
from edgewise.domain.evidence.estimates.risk_difference import Tables, mantel_haenszel
from edgewise.domain.evidence.estimates.sides import Sides, centred, weighted_means


def design_effect(sides: Sides, estimate: Estimate, *, yes_no: bool) -> float:
    """How many times the squared error is that of people who have nothing to do with each other; 1 at least."""
    alone = mantel_haenszel(tables(sides)).variance if yes_no else variance(sides) / centred(sides).weight
    return max(1.0, estimate.error**2 / alone) if alone > 0 else 1.0


def people_needed(sides: Sides, smallest: float, effect: float, *, better: int, yes_no: bool) -> int | None:
    """In each group, to see `smallest` (a share 0 to 1, or units) in the better direction (1 up, -1 down).

    None where such a change cannot be: a share below 0 or above 1.
    """
    if not yes_no:
        return needed_for_means(variance(sides), smallest, effect)
    _, compared = weighted_means(sides)
    aim = compared + better * smallest
    return needed_for_shares(compared, aim, effect) if 0 <= aim <= 1 else None


def variance(sides: Sides) -> float:
    """Of one person's number, within strata and sides."""
    found = centred(sides)
    residuals = found.value - float(found.part @ found.value) / found.weight * found.part
    return float(residuals @ residuals) / max(len(residuals) - len(set(sides.stratum.tolist())) - 1, 1)


def tables(sides: Sides) -> Tables:
    """Yes and all of who takes part, yes and all of who is compared, in each stratum."""
    joins = sides.takes_part.astype(float)
    counts = [sides.value * joins, joins, sides.value * (1 - joins), 1 - joins]
    return np.stack([np.bincount(sides.stratum, weights=each) for each in counts], axis=1)
