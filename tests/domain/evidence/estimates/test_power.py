"""How many people it takes."""

from __future__ import annotations

import pytest
from scipy.stats import norm

from edgewise.domain.evidence.estimates.power import FEWEST_NEEDED, needed_for_means, needed_for_shares


def test_from_12_to_8_per_cent_takes_879_people_in_each_group() -> None:
    assert needed_for_shares(0.12, 0.08) == 879
    assert needed_for_shares(0.08, 0.12) == 879


def test_so_many_people_see_it_in_four_of_five_tries() -> None:
    error = ((0.12 * 0.88 + 0.08 * 0.92) / 879) ** 0.5
    assert norm.sf(norm.ppf(0.975) - 0.04 / error) == pytest.approx(0.8, abs=0.0001)


def test_it_is_close_to_the_test_that_takes_the_variances_for_equal() -> None:
    assert abs(needed_for_shares(0.12, 0.08) - 881.819) < 3  # power.prop.test of R 4.2.2, statsmodels 0.14.6


def test_a_design_effect_of_two_takes_twice_as_many_and_one_below_one_does_not_help() -> None:
    assert needed_for_shares(0.12, 0.08, 2.0) == 1758
    assert needed_for_shares(0.12, 0.08, 0.5) == 879


def test_numbers_take_as_many_as_r_says_less_one_for_students_t() -> None:
    assert needed_for_means(0.64, 0.3) == 112  # power.t.test of R 4.2.2: 112.597 with t, 111.6 with the normal


def test_never_fewer_than_a_comparison_needs_at_all() -> None:
    assert needed_for_shares(0.9, 0.1) == FEWEST_NEEDED


@pytest.mark.parametrize("shares", [(0.1, 0.1), (0.02, -0.02), (0.9, 1.1)])
def test_what_cannot_be_is_refused(shares: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r"No number of people|A share is not"):
        needed_for_shares(*shares)
