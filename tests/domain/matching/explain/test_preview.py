"""What a hard rule excludes, shown while it is being chosen, is what the rule rules out by itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.matching.audit import between, missing
from edgewise.domain.matching.explain.preview import Exclusion, excluded
from edgewise.domain.matching.model import Candidate, Rule, Rules
from tests.domain.matching.people import candidate, crowd, rules


def alone_with(people: list[Candidate], design: Rules) -> tuple[int, float]:
    """Who has too few partners, and the share of pairs ruled out, by looking at every pair."""
    barred = [
        (one.id, other.id)
        for one, other in permutations(people, 2)
        if missing(one, design) or missing(other, design) or between(one, other, design)
    ]
    partners = {one.id: len(people) - 1 for one in people}
    for one, _ in barred:
        partners[one] -= 1
    few = [one for one in people if missing(one, design) or partners[one.id] < design.least - 1]
    return len(few), len(barred) / (len(people) * (len(people) - 1))


@given(st.integers(0, 10_000))
def test_a_rule_by_itself_rules_out_what_looking_at_every_pair_says(seed: int) -> None:
    rng = Random(seed)
    people, design = crowd(rng.randint(2, 14), rng)
    for found in excluded(people, design)[:-1]:
        held = {found.rule} if found.rule else set(Rule) - {Rule.NEVER_AGAIN, Rule.ALONE}
        expected = alone_with(people, replace(design, relaxed=frozenset(set(Rule) - held)))
        assert (found.rule, found.people) == (found.rule, expected[0])
        assert found.pairs is None or found.pairs == pytest.approx(expected[1])


def test_rules_that_rule_nothing_out_for_want_of_a_limit_are_not_shown() -> None:
    people = [candidate(i) for i in range(4)]
    shown = [found.rule for found in excluded(people, rules(level_spread=None, common_minutes=0))]
    assert shown == [Rule.LANGUAGE, Rule.LINE, Rule.LOAD, None, Rule.ALONE]


def test_a_rule_says_in_words_whom_it_excludes() -> None:
    people = [candidate(i) for i in range(4)] + [candidate(4, languages=frozenset({"fr"}))]
    assert excluded(people, rules())[0].words == "Excludes 1 person and 40 % of all pairs."


@pytest.mark.parametrize(("lonely", "told"), [(0, None), (1, None), (4, None), (5, 5), (6, 5), (11, 10)])
def test_a_secret_rule_is_told_in_fives_and_never_below_five(lonely: int, told: int | None) -> None:
    people = [candidate(i, declared=frozenset({f"attribute {i}"} if i < lonely else ())) for i in range(15)]
    words = f"Excludes {told} people or a few more." if told else "Excludes a few people at most."
    assert excluded(people, rules())[-1] == Exclusion(Rule.ALONE, told, None, words)


def test_never_again_pairs_change_no_figure_but_the_secret_one() -> None:
    people = [candidate(i) for i in range(6)]
    pairs = frozenset(frozenset((0, i)) for i in range(1, 6))
    assert excluded(people, rules(never_again=pairs)) == excluded(people, rules())


def test_never_again_pairs_with_people_who_are_not_there_exclude_nobody() -> None:
    pairs = frozenset(frozenset((i, 10 + j)) for i in range(5) for j in range(9))
    assert excluded([candidate(i) for i in range(5)], rules(never_again=pairs))[-1].people is None


@pytest.mark.parametrize("size", [0, 1])
def test_nobody_and_one_person_have_no_pairs_to_rule_out(size: int) -> None:
    assert {found.pairs for found in excluded([candidate(i) for i in range(size)], rules())} == {0.0, None}
