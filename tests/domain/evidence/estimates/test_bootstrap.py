"""Circles drawn again."""

from __future__ import annotations

import numpy as np
import pytest

from edgewise.domain.evidence.estimates.bootstrap import bootstrapped
from edgewise.domain.evidence.estimates.clustered import clustered
from edgewise.domain.evidence.estimates.sides import Sides
from tests.domain.evidence.tables import people, sides


def test_the_difference_is_that_of_least_squares_and_the_error_close_to_cr2() -> None:
    given = people(yes_no=False, strata=True)
    found, plain = bootstrapped(given, 199, 1), clustered(given)
    assert found.difference == pytest.approx(plain.difference, abs=1e-12)
    assert found.error == pytest.approx(plain.error, rel=0.02)


def test_with_one_stratum_the_error_is_cr2() -> None:
    given = people(yes_no=False, strata=False)
    assert bootstrapped(given, 199, 1).error == pytest.approx(clustered(given).error, abs=1e-12)


def test_with_many_people_it_says_what_students_t_says() -> None:
    dice = np.random.Generator(np.random.PCG64(3))
    given = sides(dice.normal(size=600).tolist(), [1] * 300 + [0] * 300)
    found, plain = bootstrapped(given, 4000, 1), clustered(given)
    assert (found.low, found.high, found.p) == pytest.approx((plain.low, plain.high, plain.p), abs=0.02)


def test_swapping_the_sides_turns_the_sign() -> None:
    given = people(yes_no=False, strata=True)
    one = bootstrapped(given, 20_000, 1)
    other = bootstrapped(Sides(given.value, ~given.takes_part, given.stratum, given.cluster), 20_000, 1)
    assert (other.difference, other.error) == pytest.approx((-one.difference, one.error))
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low), abs=0.03)  # other clusters are drawn


def test_the_same_seed_gives_the_same_interval() -> None:
    given = people(yes_no=False, strata=True)
    assert bootstrapped(given, 99, 5) == bootstrapped(given, 99, 5)
