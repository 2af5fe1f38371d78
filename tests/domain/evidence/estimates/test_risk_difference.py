"""Risk differences against metafor 3.8.1 in R 4.2.2 and statsmodels 0.14.6."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq

from edgewise.domain.evidence.estimates.risk_difference import Z95, mantel_haenszel, newcombe

TABLES = np.array([[12, 40, 20, 44], [5, 22, 4, 31], [0, 15, 3, 12], [9, 61, 15, 58]], dtype=np.float64)
NEWCOMBE = {  # statsmodels: confint_proportions_2indep(method="newcomb", compare="diff")
    (15, 60, 9, 70): (-0.0132049352503, 0.2574224298931),
    (0, 10, 0, 10): (-0.2775327998629, 0.2775327998629),
    (10, 10, 0, 10): (0.6075093504305, 1.0),
    (3, 40, 8, 35): (-0.3224862557634, 0.0105400056049),
}


def test_the_difference_and_its_variance_agree_with_metafor() -> None:
    found = mantel_haenszel(TABLES)  # rma.mh(measure="RD")
    assert (found.difference, found.variance**0.5) == pytest.approx((-0.0988795691090, 0.0499949787600), abs=1e-9)


def test_the_ends_of_the_interval_are_where_the_score_is_two_errors_away() -> None:
    found = mantel_haenszel(TABLES)
    x1, n1, x0, n0 = TABLES.T
    n, weight = n1 + n0, (n1 * n0 / (n1 + n0)).sum()
    p = ((n1**2 * x0 - n0**2 * x1 + n1 * n0 * (n0 - n1) / 2) / n**2).sum()
    q = ((x1 * (n0 - x0) + x0 * (n1 - x1)) / (2 * n)).sum()

    def off(at: float) -> float:
        return float((found.difference - at) ** 2 - Z95**2 * (at * p + q) / weight**2)

    ends = (brentq(off, -1, found.difference, xtol=1e-14), brentq(off, found.difference, 1, xtol=1e-14))
    assert (found.low, found.high) == pytest.approx(ends, abs=1e-9)


def test_a_stratum_of_one_person_changes_nothing() -> None:
    assert mantel_haenszel(np.vstack([TABLES, [1, 1, 0, 0]])) == mantel_haenszel(TABLES)


def test_swapping_the_sides_turns_the_sign() -> None:
    one, other = mantel_haenszel(TABLES), mantel_haenszel(TABLES[:, [2, 3, 0, 1]])
    assert (other.difference, other.variance) == pytest.approx((-one.difference, one.variance))
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))


def test_without_people_on_both_sides_there_is_no_difference() -> None:
    with pytest.raises(ValueError, match="No stratum has people on both sides"):
        mantel_haenszel(np.array([[1.0, 4, 0, 0], [0, 0, 1, 3]]))


@pytest.mark.parametrize("table", NEWCOMBE)
def test_newcombes_interval_agrees_with_statsmodels(table: tuple[int, int, int, int]) -> None:
    assert newcombe(*table) == pytest.approx(NEWCOMBE[table], abs=1e-9)


def test_nobody_on_a_side_has_no_interval() -> None:
    with pytest.raises(ValueError, match="A side is empty"):
        newcombe(0, 0, 1, 3)
