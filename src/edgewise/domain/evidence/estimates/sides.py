"""Two sides to compare, as arrays: one place for each person whose value is known."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Sides(Struct, frozen=True):
    """Arrays of one length. Strata and clusters are numbered from 0 without gaps."""

    value: Floats  # 0 or 1, or a number
    takes_part: Flags
    stratum: Whole
    cluster: Whole


class Centred(Struct, frozen=True):
    """What is left of values and of taking part within each stratum. `weight` is the sum of squares of the latter."""

    part: Floats
    value: Floats
    people: Whole  # in the stratum of each person
    weight: float


def centred(sides: Sides) -> Centred:
    """Each minus the mean of its stratum. In a stratum with one side only `part` is 0: it counts for nothing."""
    people = np.bincount(sides.stratum)
    part = sides.takes_part - (np.bincount(sides.stratum, weights=sides.takes_part) / people)[sides.stratum]
    value = sides.value - (np.bincount(sides.stratum, weights=sides.value) / people)[sides.stratum]
    return Centred(part=part, value=value, people=people[sides.stratum], weight=float(part @ part))


def weighted_means(sides: Sides) -> tuple[float, float]:
    """The mean of who takes part and of who is compared, each stratum weighted by n1 n0 / n (Mantel and Haenszel).

    Their difference is the difference that `clustered` gives. ValueError: no stratum has people on both sides.
    """
    joins = sides.takes_part.astype(float)
    some, people = np.bincount(sides.stratum, weights=joins), np.bincount(sides.stratum)
    others = people - some
    weight = some * others / people
    if not weight.any():
        raise ValueError("No stratum has people on both sides")
    with_value = np.bincount(sides.stratum, weights=joins * sides.value)
    without = np.bincount(sides.stratum, weights=sides.value) - with_value
    return (
        float((with_value / np.maximum(some, 1)) @ weight / weight.sum()),
        float((without / np.maximum(others, 1)) @ weight / weight.sum()),
    )
