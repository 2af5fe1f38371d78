from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.nudges.positive_norms import norm


@pytest.mark.parametrize(
    ("kept", "of", "said"),
    [
        (9, 10, "9 of 10 in your cohort kept their promise."),
        (10, 10, "Everybody in your cohort kept their promise."),
        (9, 9, ""),  # too few: everybody knows who is meant
        (5, 10, ""),  # no majority
        (6, 10, "6 of 10 in your cohort kept their promise."),
        (47, 52, "9 of 10 in your cohort kept their promise."),
        (45, 52, "45 of 52 in your cohort kept their promise."),
        (28, 55, "28 of 55 in your cohort kept their promise."),  # half of ten would be no majority
    ],
)
def test_what_is_said(kept: int, of: int, said: str) -> None:
    assert norm(kept, of) == said


@given(st.integers(0, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_it_is_true_a_majority_and_of_ten_or_more(counts: tuple[int, int]) -> None:
    kept, of = counts
    said = norm(kept, of)
    assert bool(said) == (of >= 10 and 2 * kept > of)
    if said and kept < of:
        share, truth = Fraction(int(said.split()[0]), int(said.split()[2])), Fraction(kept, of)
        assert Fraction(1, 2) < share <= truth <= share + Fraction(2, 100)


def test_counts_that_cannot_be_are_refused() -> None:
    for kept, of in ((11, 10), (-1, 10)):
        with pytest.raises(ValueError, match="no share"):
            norm(kept, of)
