"""Cells, and the balance table."""

from __future__ import annotations

import pytest

from edgewise.domain.evidence.estimates.matched import Facts, balance


@pytest.mark.parametrize(("days", "band"), [(0, 0), (364, 0), (365, 1), (1095, 1), (1096, 2), (2556, 2), (2557, 3)])
def test_tenure_is_banded_by_years(days: int, band: int) -> None:
    assert Facts(tenure_days=days).tenure_band == band


def test_what_is_not_known_is_a_kind_of_its_own() -> None:
    assert Facts().cell == (None, "", "", None) != Facts(tenure_days=0).cell


def test_balance_says_how_far_apart_the_sides_are_now_and_before() -> None:
    facts = {key: Facts(level=0 if key < 8 else 1) for key in range(16)}
    before = (dict.fromkeys(range(2, 10), 1.0), dict.fromkeys((0, 1, *range(10, 16)), 1.0))
    weights = (
        {key: 1 / 6 if key < 8 else 1 / 2 for key in range(2, 10)},
        {0: 0.5, 1: 0.5, **dict.fromkeys(range(10, 16), 1 / 6)},
    )
    low, high, *_ = balance(facts, weights, before)
    assert (low.name, low.kind, high.kind) == ("level", "0", "1")
    assert (low.taking_part, low.compared, low.standardised) == pytest.approx((0.5, 0.5, 0.0))
    assert low.before == pytest.approx(0.5 / 0.1875**0.5)


def test_a_kind_of_fewer_than_five_people_has_no_line() -> None:
    facts = {key: Facts(site="Nairobi" if key < 4 else "Berlin") for key in range(12)}
    sides = (dict.fromkeys(range(6), 1.0), dict.fromkeys(range(6, 12), 1.0))
    assert [line.kind for line in balance(facts, sides, sides) if line.name == "site"] == ["Berlin"]
