"""More, as now, less: how many pair hours each person is to have."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from edgewise.domain.hours.coaching_schedule import Had
from edgewise.domain.hours.wishes import MOST_FURTHER_HOURS, Wish, wanted
from edgewise.people.models import HoursWish

MORE, SAME, LESS = Wish.MORE, Wish.SAME, Wish.LESS
NONE, ALL = Had(), Had(6, 6)


def test_the_wishes_are_those_of_the_profile() -> None:
    assert [wish.value for wish in Wish] == HoursWish.values


def test_who_wishes_less_has_a_third_less() -> None:
    assert wanted(6, [LESS, SAME, SAME], [NONE] * 3) == [4, 6, 6]
    assert wanted(2, [LESS, SAME, SAME], [NONE] * 3) == [2, 2, 2]


def test_who_has_had_more_already_only_has_the_other_side_of_it() -> None:
    assert wanted(6, [LESS, SAME, SAME], [Had(5, 4), NONE, NONE]) == [5, 6, 6]


def test_more_begins_when_all_who_wish_it_have_had_their_own() -> None:
    assert wanted(6, [MORE, MORE, SAME], [ALL, Had(6, 5), ALL]) == [6, 6, 6]
    assert wanted(6, [MORE, MORE, SAME], [ALL, ALL, NONE]) == [7, 7, 6]
    assert wanted(6, [MORE, MORE, SAME], [Had(7, 6), Had(6, 7), ALL]) == [7, 7, 6]
    assert wanted(6, [MORE, MORE, SAME], [Had(7, 7), Had(7, 7), ALL]) == [8, 8, 6]


def test_one_alone_has_nobody_to_go_on_with() -> None:
    assert wanted(6, [MORE, SAME, LESS], [ALL, ALL, Had(4, 4)]) == [6, 6, 4]


def test_who_joins_late_waits_and_holds_nobody_up() -> None:
    assert wanted(6, [MORE, MORE, MORE], [Had(8, 8), Had(8, 8), ALL]) == [9, 9, 6]


had = st.builds(Had, st.integers(0, 12), st.integers(0, 12))


@given(st.integers(1, 8), st.lists(st.tuples(st.sampled_from(Wish), had), min_size=3, max_size=8))
@example(1, [(MORE, Had(0, 0)), (MORE, Had(0, 8)), (MORE, Had(7, 7))])
def test_nobody_is_asked_for_more_than_they_wish(hours: int, people: list[tuple[Wish, Had]]) -> None:
    found = wanted(hours, [wish for wish, _ in people], [two for _, two in people])
    for (wish, two), number in zip(people, found, strict=True):
        if wish is not MORE:
            assert number <= hours
        assert wish is LESS or number >= hours
        assert number <= max(hours + MOST_FURTHER_HOURS, *two)
