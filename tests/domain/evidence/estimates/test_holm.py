"""Holm's adjusted p-values against p.adjust of R 4.2.2."""

from __future__ import annotations

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as some

from edgewise.domain.evidence.estimates.holm import holm

chances = some.lists(some.floats(0, 1), min_size=1, max_size=8)


def test_it_agrees_with_r() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005, 0.6]) == pytest.approx([0.04, 0.09, 0.09, 0.025, 0.6], abs=1e-9)


@given(chances)
def test_no_p_gets_smaller_and_their_order_stays(ps: list[float]) -> None:
    adjusted = holm(ps)
    assert all(one >= p for one, p in zip(adjusted, ps, strict=True))
    assert [one for _, one in sorted(zip(ps, adjusted, strict=True))] == sorted(adjusted)
    assert max(adjusted) <= 1


@given(chances)
def test_one_outcome_more_makes_no_p_smaller(ps: list[float]) -> None:
    assert all(more >= one for more, one in zip(holm([*ps, 0.5]), holm(ps), strict=False))


def test_a_p_that_is_not_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="A p-value is not between 0 and 1"):
        holm([0.01, nan])
