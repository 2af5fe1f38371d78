"""The attacker finds nothing in what is published, and finds what is known to leak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from itertools import combinations_with_replacement, product
from random import Random

import pytest

from edgewise.domain.anonymity.bands import Band
from tests.domain.anonymity import leaks
from tests.domain.anonymity.attacker import SCALE, Attack, Case, Groups, recovered_from_one_item
from tests.domain.anonymity.cases import ITEMS, Pages, published_item, random_case

SIZES = [(3,), (4,), (5,), (6,), (2, 3), (3, 2), (3, 3), (4, 1), (1, 4), (1, 1, 3), (3, 1, 1)]
LARGE = [(7,), (8,), (9,), (10,), (3, 4), (4, 4), (5, 2), (3, 5), (1, 6)]  # without "cannot say"
RANDOM_CASES = 150


@pytest.mark.parametrize("sizes", SIZES)
def test_no_answer_to_an_item_follows_from_any_page_there_can_be(sizes: tuple[int, ...]) -> None:
    assert recovered_from_one_item(published_item, sizes) == []


@pytest.mark.parametrize("sizes", LARGE)
def test_nor_in_larger_groups(sizes: tuple[int, ...]) -> None:
    assert recovered_from_one_item(published_item, sizes, SCALE) == []


@pytest.mark.parametrize("own", [1, 3, 5, None])
def test_the_leader_s_own_answer_opens_nothing(own: int | None) -> None:
    assert recovered_from_one_item(lambda groups: published_item(groups, own), (3, 3), SCALE) == []


@pytest.mark.slow
@pytest.mark.parametrize("waves", [1, 2])
def test_nothing_follows_from_random_360s_nor_from_two_of_them(waves: int) -> None:
    for seed in range(RANDOM_CASES):
        dice = Random(f"{waves}/{seed}")
        case = random_case(dice, waves)
        attack = Attack(case, Pages(), dice)
        helper = dice.choice(case.raters())
        assert (attack.recovered(), attack.recovered(helper)) == ([], []), (waves, seed, helper)


def test_whoever_helps_nothing_follows() -> None:
    for seed in range(5):
        dice = Random(f"all/{seed}")
        case = random_case(dice, 2)
        attack = Attack(case, Pages(), dice)
        assert {helper: found for helper in case.raters() if (found := attack.recovered(helper))} == {}, seed


@pytest.mark.parametrize(
    ("publish", "sizes"),
    [
        (leaks.means, (3, 3)),
        (leaks.unless_all_alike, (3, 3)),
        (leaks.unless_all_alike, (5,)),
        (leaks.halves, (4,)),
        (leaks.mean_and_spread, (5,)),
        (leaks.medians_and_extremes, (5,)),
        (leaks.with_total, (4, 2)),
        (leaks.bands_with_total, (3, 3)),
    ],
)
def test_the_attacker_sees_what_leaks(publish: Callable[[Groups], Hashable], sizes: tuple[int, ...]) -> None:
    assert any("answered" in found.what for found in recovered_from_one_item(publish, sizes, SCALE))


def test_four_or_more_for_those_who_all_gave_five_needs_no_helper() -> None:
    found = recovered_from_one_item(leaks.unless_all_alike, (5,), SCALE)
    assert "everybody in group 0 answered 5" in {one.what for one in found if one.known == "nobody helps"}


@pytest.mark.slow
@pytest.mark.parametrize(("others", "one"), [((4, 5), (4, 5)), ((1, 5), (1, 5)), ((1, 2), (1, 5)), ((4, 5), (1, 5))])
def test_nothing_follows_where_all_or_all_but_one_moved_alike(others: tuple[int, int], one: tuple[int, int]) -> None:
    raters = [f"r{number}" for number in range(5)]
    waves = tuple(
        {rater: dict.fromkeys(ITEMS, (one if rater == "r0" else others)[wave]) for rater in raters} for wave in (0, 1)
    )
    attack = Attack(Case(dict.fromkeys(raters, "peers"), waves), Pages(), Random(1), tries=200)
    assert {helper: found for helper in ("", "r0", "r1") if (found := attack.recovered(helper))} == {}


def test_a_change_of_one_item_tells_one_of_five_what_the_others_answered() -> None:
    """Why a change is said of all items together (changes.change)."""
    known = (5, 4)  # whoever helps went down, while the mean rose
    afters: dict[Hashable, set[int]] = defaultdict(set)
    for others in combinations_with_replacement(product(SCALE, SCALE), 4):
        afters[leaks.change_of_one_item((known, *others))] |= {after for _, after in others}
    assert {page: seen for page, seen in afters.items() if len(seen) == 1} == {
        (Band.FROM_2_TO_3, Band.FROM_4, "more"): {5}
    }


def test_levels_of_those_who_stayed_give_the_one_who_left_away() -> None:
    dice = Random(7)
    raters = [f"r{number}" for number in range(6)]
    first = {rater: {item: dice.choice(SCALE) for item in ITEMS[:3]} for rater in raters}
    case = Case(dict.fromkeys(raters, "peers"), (first, {rater: first[rater] for rater in raters[1:]}))
    found = Attack(case, leaks.stayers_before, dice, tries=30).recovered()
    assert {f"(0, 'r0', '{item}') is {first['r0'][item]}" for item in ITEMS[:3]} <= set(found)


def test_two_who_help_can_learn_the_third_of_three() -> None:
    """What bands do not promise: three who answered 5, 2 and 2 are at "3 or more", and two of them can count."""
    others = {
        c
        for a, b, c in product(SCALE, repeat=3)
        if (a, b) == (2, 2) and published_item(((a, b, c), (5, 5, 5))) == published_item(((2, 2, 5), (5, 5, 5)))
    }
    assert others == {5}
