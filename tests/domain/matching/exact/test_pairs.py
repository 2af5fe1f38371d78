from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.matching.exact import pairs
from edgewise.domain.matching.exact.columns import arena_of
from edgewise.domain.matching.exact.pairs import Paired, best_pairs
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import Ground, ground_of
from edgewise.domain.matching.model import Candidate, Rules
from tests.domain.matching.people import candidate, crowd, rules


def ground_for(people: Sequence[Candidate], design: Rules) -> Ground:
    facts = compile_facts(people, design)
    return ground_of(facts, facts.able)


def pairing(**changed: object) -> Rules:
    return rules(**{"least": 2, "target": 2, "most": 3, **changed})


def mixed(size: int, **changed: object) -> Ground:
    """People of some functions, places, levels and goals, who may all meet."""
    rng = Random(size)
    people = [
        candidate(
            i,
            function=f"F{rng.randrange(5)}",
            location=f"L{rng.randrange(6)}",
            level=rng.randrange(3),
            goals=frozenset(rng.sample(["delegating", "presenting", "strategy", "hiring"], 2)),
        )
        for i in range(size)
    ]
    return ground_for(people, pairing(**changed))


def members(found: Paired) -> list[list[int]]:
    return [table.tolist() for table in found.tables]


def best_by_trying(ground: Ground) -> tuple[int, int, int]:
    """People placed, fewness of triads, points: of every way to make pairs and triads."""
    tables = [
        np.array(people)
        for size in range(2, ground.facts.rules.most + 1)
        for people in combinations(range(ground.size), size)
        if ground.is_circle(np.array(people))
    ]
    starting = [[table for table in tables if table[0] == one] for one in range(ground.size)]

    @cache
    def best(left: frozenset[int]) -> tuple[int, int, int]:
        if not left:
            return 0, 0, 0
        one = min(left)
        options = [best(left - {one})]
        for table in starting[one]:
            if left >= set(table.tolist()):
                placed, triads, score = best(left - set(table.tolist()))
                options.append((placed + len(table), triads - (len(table) == 3), score + ground.score(table)))
        return max(options)

    return best(frozenset(range(ground.size)))


def worth(found: Paired) -> tuple[int, int, int]:
    return sum(map(len, found.tables)), -sum(len(table) == 3 for table in found.tables), found.score


def check(ground: Ground, found: Paired) -> None:
    seated = [one for table in members(found) for one in table]
    assert len(seated) == len(set(seated))
    assert all(ground.is_circle(table) for table in found.tables)
    assert found.score == sum(ground.score(table) for table in found.tables)
    assert found.bound >= found.score
    assert found.bound == found.score or not found.optimal


@pytest.mark.parametrize("seed", range(300))
def test_few_people_are_paired_as_well_as_by_trying_everything(seed: int) -> None:
    rng = Random(seed)
    people, design = crowd(rng.randint(0, 9), rng, mess=rng.choice([0.1, 0.3, 0.5]))
    ground = ground_for(
        people,
        pairing(
            most=rng.choice([2, 3]),
            level_spread=design.level_spread,
            never_again=design.never_again,
            nobody_alone=design.nobody_alone,
            common_minutes=design.common_minutes,
        ),
    )
    found = best_pairs(ground, seed)
    check(ground, found)
    assert worth(found) == best_by_trying(ground)
    assert found.optimal


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.integers(4, 9))
def test_the_ways_for_more_people_do_as_well_on_few(seed: int, size: int) -> None:
    people, design = crowd(size, Random(seed))
    ground = ground_for(people, pairing(never_again=design.never_again, nobody_alone=design.nobody_alone))
    found = pairs._Pairing(ground, seed).done()
    check(ground, found)
    if found.optimal:
        assert worth(found) == best_by_trying(ground)
    placed, triads, score = best_by_trying(ground)
    if worth(found)[:2] == (placed, triads):
        assert found.bound >= score


def test_an_odd_number_leaves_nobody_out() -> None:
    for size in (15, 31, 261):
        found = best_pairs(mixed(size))
        assert sorted(map(len, found.tables)) == [2] * ((size - 3) // 2) + [3]


def test_an_odd_number_leaves_one_out_where_three_are_too_many() -> None:
    found = best_pairs(mixed(31, most=2))
    assert sorted(map(len, found.tables)) == [2] * 15
    assert found.optimal


def test_an_even_number_is_paired_for_the_most_points() -> None:
    found = best_pairs(mixed(40))
    assert [len(table) for table in found.tables] == [2] * 20
    assert found.optimal
    assert found.score == found.bound


def test_who_would_be_alone_in_a_pair_is_the_third_of_two_like_them() -> None:
    people = [candidate(i, declared=frozenset({"a"} if i < 3 else ())) for i in range(17)]
    found = best_pairs(ground_for(people, pairing()))
    assert [0, 1, 2] in members(found)
    assert [len(table) for table in found.tables if table.tolist() != [0, 1, 2]] == [2] * 7


@pytest.mark.parametrize("size", [8, 20, 60])
def test_people_locked_together_are_a_pair_and_seats_are_kept_apart(size: int) -> None:
    seats = (frozenset({0}), frozenset({1}), frozenset({2, 3}))
    ground = mixed(size, seats=seats, together=(frozenset({4, 5}),))
    tables = members(best_pairs(ground))
    assert [2, 3] in tables
    assert [4, 5] in tables
    assert [0, 1] not in tables
    assert sum(map(len, tables)) == size


@pytest.mark.parametrize("size", [9, 21, 61])
def test_a_locked_pair_may_take_the_odd_one_and_stays_whole(size: int) -> None:
    together = tuple(frozenset({i, i + 1}) for i in range(0, size - 1, 2))
    tables = members(best_pairs(mixed(size, together=together)))
    assert all(any(lock <= set(table) for table in tables) for lock in together)
    assert sorted(map(len, tables)) == [2] * (size // 2 - 1) + [3]


def test_a_locked_pair_that_breaks_a_rule_is_left_over() -> None:
    lock = frozenset({0, 1})
    found = best_pairs(mixed(20, together=(lock,), never_again=frozenset({lock})))
    assert sorted(one for table in members(found) for one in table) == list(range(2, 20))


def test_somebody_locked_is_placed_before_others() -> None:
    """One language is spoken by three alone, who are two too many for their one friend."""
    people = [candidate(i, languages=frozenset({"fi"}) if i else frozenset({"fi", "en"})) for i in range(3)]
    people += [candidate(i, languages=frozenset({"sv"})) for i in range(3, 33)]
    never = frozenset({frozenset({1, 2})})
    for locked in (1, 2):
        found = best_pairs(ground_for(people, pairing(most=2, never_again=never, seats=(frozenset({locked}),))))
        assert [0, locked] in members(found)


def test_nobody_is_paired_where_nobody_may_meet() -> None:
    people = [candidate(i, languages=frozenset({f"l{i}"})) for i in range(20)]
    found = best_pairs(ground_for(people, pairing()))
    assert (found.tables, found.score, found.bound, found.optimal) == ((), 0, 0, True)


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_a_handful_is_one_table(size: int) -> None:
    assert members(best_pairs(mixed(size))) == [list(range(size))] * (size > 1)


def test_circles_of_more_than_two_are_not_pairs() -> None:
    with pytest.raises(ValueError, match="least size of 2"):
        best_pairs(mixed(6, least=3, target=3))


def test_the_same_seed_makes_the_same_pairs() -> None:
    ground = mixed(261)
    assert members(best_pairs(ground, 5)) == members(best_pairs(ground, 5))


def test_the_bound_holds_for_many_people_with_one_triad() -> None:
    """Leaving out any one of the triad cannot place the others for more than the bound allows."""
    ground = mixed(121)
    found = best_pairs(ground)
    check(ground, found)
    assert 100 * (found.bound - found.score) / found.score < 2
    assert arena_of(ground).keeps_rules(np.array([table for table in found.tables if len(table) == 3])).all()
