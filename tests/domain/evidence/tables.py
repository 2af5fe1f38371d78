"""Fixed data that other programs have worked on, and builders of the sides of a comparison."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from edgewise.domain.evidence.estimates.sides import Sides

# stratum, takes part, cluster, yes or no, number: 16 people in four circles, against 14 alone and two sites of three
PEOPLE = (
    (2, 1, 0, 0, 3.6), (2, 1, 0, 1, 4.71), (0, 1, 0, 0, 3.17), (1, 1, 0, 1, 5.11), (0, 1, 1, 1, 3.03),
    (1, 1, 1, 0, 3.96), (2, 1, 1, 0, 2.87), (2, 1, 1, 0, 3.41), (2, 1, 2, 1, 3.75), (1, 1, 2, 1, 4.13),
    (0, 1, 2, 1, 3.59), (2, 1, 2, 0, 3.66), (2, 1, 3, 1, 3.77), (2, 1, 3, 0, 2.96), (1, 1, 3, 0, 2.72),
    (0, 1, 3, 1, 2.91), (1, 0, 16, 0, 1.9), (1, 0, 17, 1, 2.62), (1, 0, 18, 0, 1.91), (1, 0, 19, 1, 3.3),
    (2, 0, 20, 0, 4.09), (0, 0, 21, 0, 3.23), (0, 0, 22, 0, 3.95), (2, 0, 23, 0, 4.01), (2, 0, 24, 0, 3.01),
    (2, 0, 25, 0, 4.58), (0, 0, 26, 0, 3.48), (2, 0, 27, 0, 3.21), (0, 0, 28, 0, 3.58), (1, 0, 29, 0, 4.22),
    (0, 0, 30, 0, 2.47), (2, 0, 31, 0, 3.21), (1, 0, 30, 0, 3.84), (2, 0, 31, 0, 2.48), (1, 0, 30, 1, 3.24),
    (2, 0, 31, 1, 3.14),
)  # fmt: skip


def sides(
    value: Sequence[float],
    takes_part: Sequence[int],
    stratum: Sequence[int] | None = None,
    cluster: Sequence[int] | None = None,
) -> Sides:
    """One stratum and everybody alone, where nothing else is said."""
    numbered = [
        np.unique(np.asarray(given), return_inverse=True)[1] for given in (stratum, cluster) if given is not None
    ]
    kinds = iter(numbered)
    return Sides(
        np.asarray(value, dtype=np.float64),
        np.asarray(takes_part, dtype=bool),
        np.zeros(len(value), dtype=np.int64) if stratum is None else next(kinds),
        np.arange(len(value)) if cluster is None else next(kinds),
    )


def people(*, yes_no: bool, strata: bool) -> Sides:
    stratum, takes_part, cluster, yes, number = zip(*PEOPLE, strict=True)
    return sides(yes if yes_no else number, takes_part, stratum if strata else None, cluster)
