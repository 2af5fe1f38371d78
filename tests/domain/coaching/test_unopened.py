from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.coaching.unopened import Became, what_became

ELSEWHERE, MOVED, NOT_MET = Became.ELSEWHERE, Became.MOVED, Became.NOT_MET


@pytest.mark.parametrize(
    ("answers", "became"),
    [
        ([], NOT_MET),
        ([ELSEWHERE], ELSEWHERE),
        ([ELSEWHERE, NOT_MET], NOT_MET),  # a tie
        ([ELSEWHERE, MOVED], NOT_MET),
        ([ELSEWHERE, ELSEWHERE, MOVED], ELSEWHERE),
        ([MOVED, MOVED, NOT_MET], MOVED),
        ([ELSEWHERE, ELSEWHERE, MOVED, NOT_MET], NOT_MET),  # the most, and no more than half
    ],
)
def test_what_more_than_half_say_became_of_it(answers: list[Became], became: Became) -> None:
    assert {what_became(order) for order in permutations(answers)} == {became}


@given(st.lists(st.sampled_from(Became)))
def test_it_was_held_only_if_more_say_so_than_all_others_together(answers: list[Became]) -> None:
    held = answers.count(ELSEWHERE)
    assert (what_became(answers) is ELSEWHERE) == (held > len(answers) - held)
