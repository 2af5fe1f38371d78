from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.nudges.positive_norms import norm


@pytest.mark.parametrize(
    ("kept", "of", "said"),
    [
        (9, 10, "At least 6 of 10 in your cohort kept their promise."),
        (10, 10, "At least 6 of 10 in your cohort kept their promise."),  # never everybody
        (9, 9, ""),  # too few: everybody knows who is meant
        (5, 10, ""),  # no majority
        (47, 52, "At least 9 of 10 in your cohort kept their promise."),
        (45, 52, "At least 8 of 10 in your cohort kept their promise."),
        (28, 55, "More than half of your cohort kept their promise."),
    ],
)
def test_what_is_said(kept: int, of: int, said: str) -> None:
    assert norm(kept, of) == said


@given(st.integers(0, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_it_is_true_a_majority_and_of_ten_or_more(counts: tuple[int, int]) -> None:
    kept, of = counts
    said = norm(kept, of)
    assert bool(said) == (of >= 10 and 2 * min(kept, of - 4) > of)
    if said.startswith("At least"):
        assert Fraction(1, 2) < Fraction(int(said.split()[2]), 10) <= Fraction(min(kept, of - 4), of)


def test_counts_that_cannot_be_are_refused() -> None:
    for kept, of in ((11, 10), (-1, 10)):
        with pytest.raises(ValueError, match="no share"):
            norm(kept, of)
