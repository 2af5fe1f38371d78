"""The tests shown for contrast, against R 4.2.2: prop.test(correct = FALSE), t.test."""

from __future__ import annotations

import numpy as np
import pytest

from edgewise.domain.evidence.estimates.naive import naive
from tests.domain.evidence.tables import people


def test_two_proportions_agree_with_r() -> None:
    found = naive(np.repeat([1.0, 0.0], [15, 45]), np.repeat([1.0, 0.0], [9, 61]), yes_no=True)
    assert found.p == pytest.approx(0.0752513770477, abs=1e-9)


def test_two_means_agree_with_r() -> None:
    given = people(yes_no=False, strata=False)
    found = naive(given.value[given.takes_part], given.value[~given.takes_part], yes_no=False)
    assert (found.p, found.low, found.high) == pytest.approx(
        (0.1940072668743, -0.1660815270292, 0.7878315270292), abs=1e-9
    )


def test_where_nobody_left_nothing_is_claimed_and_the_interval_has_a_width() -> None:
    found = naive(np.zeros(10), np.zeros(10), yes_no=True)
    assert (found.p, found.low, found.high) == pytest.approx((1.0, -0.2775327998629, 0.2775327998629), abs=1e-9)


def test_one_person_is_no_side() -> None:
    with pytest.raises(ValueError, match="A side has fewer than two people"):
        naive(np.zeros(1), np.zeros(10), yes_no=True)
