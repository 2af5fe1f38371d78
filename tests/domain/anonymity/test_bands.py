from __future__ import annotations

from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.anonymity.bands import (
    FEWEST_DIVIDED,
    FEWEST_IN_A_GROUP,
    OF_FIVE_OR_MORE,
    OF_FOUR,
    OF_THREE,
    Band,
    are_divided,
    band,
)

answers = st.lists(st.integers(1, 5), max_size=40)
MOST_LOOKED_AT = 60  # answers in a group


def of_sum(count: int, total: int) -> Band | None:
    """The band of `count` answers with this sum."""
    each, more = divmod(total, count)
    return band([each + 1] * more + [each] * (count - more))


@pytest.mark.parametrize(
    ("given_answers", "words"),
    [
        ([5, 5, 5], "3 or more"),
        ([1, 3, 5], "3 or more"),
        ([2, 3, 3], "less than 3"),
        ([5, 5, 5, 5], "3.5 or more"),
        ([2, 3, 3, 3], "about 3"),
        ([1, 1, 4, 4], "2.5 or less"),
        ([4, 4, 4, 4, 4], "4 or more"),
        ([4, 4, 4, 4, 3], "between 3 and 4"),
        ([3, 3, 3, 3, 3], "about 3"),
        ([2, 2, 2, 2, 3], "between 2 and 3"),
        ([1, 1, 1, 1, 1], "2 or less"),
    ],
)
def test_bands_in_words(given_answers: list[int], words: str) -> None:
    found = band(given_answers)
    assert found is not None
    assert str(found.words) == words


@given(answers)
def test_the_mean_lies_in_the_band_and_order_does_not_matter(given_answers: list[int]) -> None:
    found = band(given_answers)
    assert (found is None) == (len(given_answers) < FEWEST_IN_A_GROUP)
    if found:
        assert found.low <= sum(given_answers) / len(given_answers) <= found.high
        assert band(sorted(given_answers)) == found


@pytest.mark.parametrize("count", range(FEWEST_IN_A_GROUP, MOST_LOOKED_AT))
def test_each_band_holds_two_sums_whoever_takes_an_answer_of_their_own_out(count: int) -> None:
    left: dict[tuple[Band | None, int], set[int]] = {}
    for total in range(count, 5 * count + 1):
        for own in range(6):  # 0: nobody takes one out
            rest, people = total - own, count - (own > 0)
            if people <= rest <= 5 * people:
                left.setdefault((of_sum(count, total), own), set()).add(rest)
    assert {key: sums for key, sums in left.items() if len(sums) < 2} == {}


@pytest.mark.parametrize("count", range(FEWEST_DIVIDED, 11))
def test_whether_they_are_divided_leaves_two_sums_too(count: int) -> None:
    left: dict[object, set[int]] = {}
    for sheet in combinations_with_replacement(range(1, 6), count):
        for own in {0, *sheet}:
            left.setdefault((band(sheet), are_divided(sheet), own), set()).add(sum(sheet) - own)
    assert {key: sums for key, sums in left.items() if len(sums) < 2} == {}


def test_divided_is_said_of_two_on_each_side_and_only_in_between() -> None:
    assert are_divided([1, 2, 3, 3, 4, 5]) is True
    assert are_divided([1, 3, 3, 3, 4, 5]) is False
    assert are_divided([1, 2, 3, 4, 5]) is None
    assert are_divided([1, 1, 1, 1, 4, 4]) is None


def test_bands_join_without_a_gap() -> None:
    for bands in (OF_THREE, OF_FOUR, OF_FIVE_OR_MORE):
        assert [one.low for one in bands] == [1, *(one.high for one in bands[:-1])]
        assert bands[-1].high == 5


@pytest.mark.parametrize("wrong", [0, 6, -1])
def test_an_answer_off_the_scale_is_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 5"):
        band([3, 3, wrong])
