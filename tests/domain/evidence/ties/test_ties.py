from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.evidence.ties.ties import Pair, chance_of_crossing, crossing, tied, times_met

AMARA, BRUNO, CHIDI, DANA, ELIF = range(1, 6)
# One circle of five, by hand: who came to each of its four sessions.
SESSIONS = [{AMARA, BRUNO, CHIDI}, {AMARA, BRUNO, DANA}, {BRUNO, CHIDI, DANA}, {ELIF}]
FUNCTIONS = {AMARA: "Sales", BRUNO: "Legal", CHIDI: "Sales", DANA: "Legal", ELIF: "Legal"}


def test_pairs_of_one_circle_have_met_as_often_as_a_hand_counts() -> None:
    assert times_met(SESSIONS) == {
        (AMARA, BRUNO): 2, (AMARA, CHIDI): 1, (BRUNO, CHIDI): 2, (AMARA, DANA): 1, (BRUNO, DANA): 2, (CHIDI, DANA): 1,
    }  # fmt: skip
    assert tied(times_met(SESSIONS)) == [(AMARA, BRUNO), (BRUNO, CHIDI), (BRUNO, DANA)]


def test_two_of_three_ties_cross_and_by_lot_two_do_as_well() -> None:
    """Of four people, two in each function, a pair differs with a chance of 1 - 4/12."""
    found = crossing(tied(times_met(SESSIONS)), FUNCTIONS, (AMARA, BRUNO, CHIDI, DANA))
    assert found is not None
    assert (found.pairs, found.across, found.unknown) == (3, 2, 0)
    assert found.expected == pytest.approx(2)
    assert (found.low, found.high, found.draws, found.seed) == (2, 2, 2000, 1)
    assert found.p == 1


def test_who_has_no_such_fact_on_record_counts_for_nothing_and_keeps_their_place() -> None:
    facts = FUNCTIONS | {BRUNO: ""}
    found = crossing([(AMARA, BRUNO), (AMARA, CHIDI), (AMARA, DANA)], facts, (AMARA, BRUNO, CHIDI, DANA))
    assert found is not None
    assert (found.pairs, found.across, found.unknown) == (2, 1, 1)
    assert found.expected == pytest.approx(2 * 2 / 3)


def test_without_a_known_pair_there_is_nothing_to_tell() -> None:
    assert crossing([(AMARA, BRUNO)], {AMARA: "Sales"}, (AMARA, BRUNO)) is None
    assert crossing([], FUNCTIONS, FUNCTIONS) is None


def test_two_people_differ_with_the_chance_of_drawing_two_kinds() -> None:
    assert chance_of_crossing("aab") == pytest.approx(2 / 3)
    assert (chance_of_crossing("aaa"), chance_of_crossing("a"), chance_of_crossing("")) == (0, 0, 0)


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Pair], dict[int, str]]:
    people = draw(st.integers(2, 6))
    every = list(combinations(range(people), 2))
    pairs = draw(st.lists(st.sampled_from(every), min_size=1, unique=True))
    return pairs, {one: draw(st.sampled_from("abc")) for one in range(people)}


@given(networks())
def test_what_is_expected_is_the_mean_over_every_way_to_deal_the_people(
    network: tuple[list[Pair], dict[int, str]],
) -> None:
    pairs, facts = network
    found = crossing(pairs, facts, facts, draws=10)
    assert found is not None
    dealt = [sum(way[one] != way[other] for one, other in pairs) for way in permutations(facts.values())]
    assert found.expected == pytest.approx(sum(dealt) / len(dealt))


def test_the_draws_spread_as_every_way_to_deal_the_people_does() -> None:
    pairs = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (6, 7)]
    facts = dict(enumerate("aaabbbcc"))
    ways = Counter(sum(way[one] != way[other] for one, other in pairs) for way in permutations(facts.values()))
    far = sum(times for count, times in ways.items() if abs(count - 7 * chance_of_crossing("aaabbbcc")) >= 5 - 1e-9)
    found = crossing(pairs, facts, facts, draws=20_000)
    assert found is not None
    assert found.across == 0
    assert found.p == pytest.approx(far / ways.total(), abs=0.004)


def test_the_same_seed_draws_the_same_and_the_order_of_the_pairs_changes_nothing() -> None:
    rng = Random(1)
    facts = {one: rng.choice("abcd") for one in range(40)}
    pairs = rng.sample(list(combinations(range(40), 2)), 100)
    assert crossing(pairs, facts, facts, seed=7) == crossing(pairs[::-1], facts, facts, seed=7)
    assert crossing(pairs, facts, facts, seed=7) != crossing(pairs, facts, facts, seed=8)


def test_circles_that_mix_functions_stand_outside_the_range_of_chance() -> None:
    """Ten circles of four, each with one of every function: all 60 ties cross."""
    facts = {4 * circle + seat: "abcd"[seat] for circle in range(10) for seat in range(4)}
    pairs = [pair for circle in range(10) for pair in combinations(range(4 * circle, 4 * circle + 4), 2)]
    found = crossing(pairs, facts, facts)
    assert found is not None
    assert found.across == 60
    assert found.expected == pytest.approx(60 * 30 / 39)
    assert found.low < found.expected < found.high < 60
    assert found.p < 0.001
