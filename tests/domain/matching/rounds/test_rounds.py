from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from random import Random
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.match import match
from edgewise.domain.matching.model import Budget, Candidate, Kind, Rule, Rules
from edgewise.domain.matching.rounds.rounds import MOST_WITH_MEETINGS, Rounds, least_repeats_of, rounds_of
from tests.domain.matching.people import candidate, crowd, rules

PAIRS = {"kind": Kind.SPRINT, "least": 2, "target": 2, "most": 3}


def held(people: Sequence[Candidate], design: Rules, count: int, effort: int = 300, seed: int = 1) -> Rounds:
    found = match(people, design, seed=seed, budget=Budget(0.1), clock=process_time)
    return rounds_of(people, design, found, count, seed, effort=effort)


def many(size: int) -> list[Candidate]:
    return [candidate(i, function=f"F{i % 3}", location=f"L{i % 4}") for i in range(size)]


def meetings(found: Rounds) -> Counter[tuple[int, ...]]:
    return Counter(pair for one in found.held for circle in one.circles for pair in combinations(circle.members, 2))


def outs(found: Rounds) -> list[list[int]]:
    return [[one.id for one in round_.unplaced] for round_ in found.held]


def test_a_sprint_of_six_meets_everybody_once_in_five_rounds() -> None:
    found = held(many(6), rules(**PAIRS), 5)
    assert meetings(found) == Counter(combinations(range(6), 2))
    assert (found.repeats, found.least_repeats, outs(found)) == (0, 0, [[]] * 5)


def test_after_that_the_repeats_are_those_that_must_be() -> None:
    found = held(many(6), rules(**PAIRS), 7)
    assert [one.repeats for one in found.held] == [0, 0, 0, 0, 0, 3, 3]
    assert (found.repeats, found.least_repeats) == (6, 6)


def test_in_an_odd_sprint_of_pairs_each_sits_out_once_and_is_told_why() -> None:
    found = held(many(5), rules(**{**PAIRS, "most": 2}), 5)
    assert sorted(outs(found)) == [[0], [1], [2], [3], [4]]
    (told,) = found.held[0].unplaced
    words = ("Everybody they could sit with now is seated without them.", "They sit in 4 of 5 rounds.")
    assert (told.rules, told.reasons) == ((Rule.SIZE,), words)


def test_circles_rotate_from_those_of_the_match() -> None:
    people, design = many(8), rules()
    found = match(people, design, budget=Budget(0.1), clock=process_time)
    rounds = rounds_of(people, design, found, 2)
    assert rounds.held[0].circles == found.circles
    assert (rounds.held[0].score, rounds.repeats, rounds.least_repeats) == (found.score, 4, 4)


def test_whoever_found_no_place_sits_in_another_round() -> None:
    found = held(many(7), rules(), 7)
    assert sorted(outs(found)) == [[0], [1], [2], [3], [4], [5], [6]]


def test_who_can_sit_nowhere_hears_the_rule_in_every_round() -> None:
    people = [*many(8), candidate(8, languages=frozenset({"fi"}))]
    found = held(people, rules(), 3)
    assert [[(one.id, one.rules[0]) for one in round_.unplaced] for round_ in found.held] == [[(8, Rule.LANGUAGE)]] * 3


def test_locked_people_stay_together_and_count_as_repeats() -> None:
    found = held(many(16), rules(together=(frozenset({0, 5}),)), 4)
    assert meetings(found)[0, 5] == 4
    assert found.least_repeats >= 3
    pairs = held(many(8), rules(**PAIRS, together=(frozenset({0, 5}),)), 3)
    assert (meetings(pairs)[0, 5], pairs.repeats, pairs.least_repeats) == (3, 2, 2)


def test_people_who_can_never_mix_are_counted_by_themselves() -> None:
    people = [candidate(i, languages=frozenset({"en" if i < 4 else "fi"})) for i in range(8)]
    found = held(people, rules(**PAIRS), 4)
    assert (found.repeats, found.least_repeats) == (4, 4)


def test_the_bound_counts_those_who_must_go_on_together() -> None:
    people = many(8)
    facts = compile_facts(people, rules())
    ground = ground_of(facts, facts.able)
    week = [np.arange(4), np.arange(4, 8)]
    assert least_repeats_of(ground, [week, week]) == 4
    assert least_repeats_of(ground, [week]) == least_repeats_of(ground, []) == 0


@pytest.mark.parametrize(("count", "size"), [(0, 4), (2, MOST_WITH_MEETINGS + 1)])
def test_what_cannot_be_made_is_refused(count: int, size: int) -> None:
    with pytest.raises(ValueError, match="cannot be made"):
        rounds_of([candidate(0)] * size, rules(), match([], rules(), clock=process_time), count)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 14), st.integers(1, 5), st.booleans())
def test_every_round_keeps_every_rule_and_loses_nobody(seed: int, size: int, count: int, is_sprint: bool) -> None:
    people, design = crowd(size, Random(seed), mess=0.15)
    if is_sprint:
        design = rules(**PAIRS, never_again=design.never_again, nobody_alone=design.nobody_alone)
    found = held(people, design, count, effort=40, seed=seed)
    met = meetings(found)
    assert found.repeats == sum(met.values()) - len(met)
    assert found.repeats >= found.least_repeats
    for round_ in found.held:
        seated = [one for circle in round_.circles for one in circle.members]
        assert sorted([*seated, *(one.id for one in round_.unplaced)]) == list(range(size))
        assert [violations([people[i] for i in circle.members], design) for circle in round_.circles] == [()] * len(
            round_.circles
        )
