"""Whoever is left over is told what stands in the way, as far as it may be told, and what would help."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.explain.infeasible import explain_left
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.model import Advice, Candidate, Rule, Rules, Unplaced
from tests.domain.matching.drafts import easy_crowd, seated
from tests.domain.matching.people import candidate, crowd, rules

NONE = "No circle is possible under all the rules."


def left(
    people: list[Candidate], design: Rules, *circles: tuple[int, ...]
) -> tuple[tuple[Unplaced, ...], Advice | None]:
    return explain_left(compile_facts(people, design), circles)


def most_placed(people: list[Candidate], design: Rules) -> int:
    """Every way to choose circles, tried."""
    if not people:
        return 0
    first, rest = people[0], people[1:]
    best = most_placed(rest, design)
    for size in range(design.least - 1, min(design.most, len(people))):
        for others in combinations(rest, size):
            if not violations((first, *others), design):
                best = max(best, size + 1 + most_placed([one for one in rest if one not in others], design))
    return best


def test_nobody_left_over_needs_no_advice() -> None:
    assert left([candidate(i) for i in range(4)], rules(), (0, 1, 2, 3)) == ((), None)


@pytest.mark.parametrize(
    ("changed", "rule", "words"),
    [
        ({"languages": frozenset()}, Rule.LANGUAGE, "No language is on record for them."),
        ({"zone": "Mars/Olympus"}, Rule.HOURS, "Their time zone or working hours cannot be used."),
        ({"level": None}, Rule.LEVEL, "No role level is on record for them."),
        ({"free_load": 0}, Rule.LOAD, "They are already in as many circles as they said they would join."),
    ],
)
def test_a_fact_that_is_missing_is_named(changed: dict[str, object], rule: Rule, words: str) -> None:
    people = [*(candidate(i) for i in range(4)), candidate(4, **changed)]
    unplaced, advice = left(people, rules(), (0, 1, 2, 3))
    assert unplaced == (Unplaced(4, (rule,), (words,)),)
    assert advice is not None
    lacking = "1 person lacks a fact on record that a rule needs: complete it before relaxing the rule."
    assert (lacking in advice.words) is (rule is not Rule.LOAD)


def test_the_rule_to_relax_is_named_with_how_many_it_rules_out() -> None:
    people = [*(candidate(i) for i in range(4)), candidate(4, level=6)]
    unplaced, advice = left(people, rules(), (0, 1, 2, 3))
    reasons = (NONE, "The rule “level band” rules out 4 of 4.", "Relaxing “level band” would make a circle possible.")
    assert unplaced == (Unplaced(4, (Rule.LEVEL,), reasons),)
    words = ("Relaxing “level band” would place 1 of the 1 left over.",)
    assert advice == Advice((Rule.LEVEL,), Rule.LEVEL, 1, words)


def test_two_rules_that_must_go_together_are_named_together() -> None:
    people = [*(candidate(i) for i in range(4)), candidate(4, level=6, languages=frozenset({"fr"}))]
    unplaced, advice = left(people, rules(), (0, 1, 2, 3))
    assert unplaced[0].rules == (Rule.LANGUAGE, Rule.LEVEL)
    assert (
        unplaced[0].reasons[-1] == "Relaxing “common language” and “level band” together would make a circle possible."
    )
    assert advice is not None
    assert (advice.smallest, advice.relax, advice.would_place) == ((Rule.LANGUAGE, Rule.LEVEL), None, 0)
    assert advice.words == (
        "We found no single rule that, if relaxed, places more people.",
        "To place everybody, “common language” and “level band” would have to be relaxed together.",
    )


def test_seven_where_six_is_the_most_are_told_it_is_the_size() -> None:
    people = [candidate(i, name=f"Amara {i}") for i in range(7)]
    unplaced, advice = left(people, rules(), (0, 1, 2, 3, 4))
    would = "They would fit with Amara 0, Amara 1 and Amara 2,"
    would += " but no way was found to seat them without leaving others over."
    assert unplaced[0] == Unplaced(5, (Rule.SIZE,), (would,))
    assert advice == Advice((Rule.SIZE,), Rule.SIZE, 2, ("Circles of 3 to 7 would place 2 of the 2 left over.",))


def test_a_person_whom_only_a_secret_rule_keeps_out_is_not_told_which() -> None:
    circle = (0, 1, 2)
    alone = [*(candidate(i) for i in range(3)), candidate(3, declared=frozenset({"veteran"}))]
    pairs = frozenset(frozenset({3, i}) for i in range(3))
    design = rules(least=3, target=4, most=4)
    one = left(alone, design, circle)
    other = left([candidate(i) for i in range(4)], replace(design, never_again=pairs), circle)
    assert one == other
    assert one[0][0].reasons == (NONE, "A confidential rule stands in the way.")
    assert one[1] == Advice((Rule.ALONE,), None, 0, ("We found no single rule that, if relaxed, places more people.",))


def test_where_a_rule_that_may_be_told_would_do_the_secret_one_is_not_mentioned() -> None:
    declared = frozenset({"veteran"})
    people = [*(candidate(i) for i in range(4)), candidate(4, declared=declared)]
    people.append(candidate(5, declared=declared, line_up=frozenset({4})))
    unplaced, advice = left(people, rules(), (0, 1, 2, 3))
    assert [one.rules for one in unplaced] == [(Rule.LINE,), (Rule.LINE,)]
    assert advice is not None
    assert (advice.smallest, advice.relax, advice.would_place) == ((Rule.LINE,), Rule.LINE, 2)
    assert "confidential" not in repr((unplaced, advice))


def test_people_whom_a_longer_search_could_seat_are_told_so() -> None:
    people = [candidate(i) for i in range(14)]
    advice = left(people, rules(), (0, 1, 2, 3, 4), (5, 6, 7, 8, 9))[1]
    words = ("Everybody left over can be seated under all the rules: match for longer.",)
    assert advice == Advice((), None, 0, words)


@settings(max_examples=8)
@given(st.integers(0, 100_000))
def test_with_a_handful_of_people_the_advice_is_what_trying_everything_says(seed: int) -> None:
    people, design = crowd(7, Random(seed), mess=0.4)
    unplaced, advice = left(people, design)
    assert len(unplaced) == 7
    assert advice is not None
    if advice.relax in (Rule.LEVEL, Rule.LANGUAGE, Rule.HOURS, Rule.LINE):
        assert advice.would_place == most_placed(people, replace(design, relaxed=frozenset({advice.relax})))
    if advice.smallest and not set(advice.smallest) & {Rule.SIZE, Rule.ALONE}:
        assert most_placed(people, replace(design, relaxed=frozenset(advice.smallest))) == 7


@settings(max_examples=8)
@given(st.integers(0, 100_000))
def test_no_circle_is_called_impossible_that_is_possible(seed: int) -> None:
    people, design = crowd(8, Random(seed), mess=0.4)
    for one in left(people, design)[0]:
        possible = any(
            not violations([people[one.id], *others], design)
            for size in range(design.least - 1, design.most)
            for others in combinations([other for other in people if other.id != one.id], size)
        )
        assert one.rules
        assert (NONE in one.reasons) is (not possible and not _lacks(people[one.id], design))


def _lacks(one: Candidate, design: Rules) -> bool:
    facts = compile_facts([one], design)
    return bool(facts.faults[0])


@settings(max_examples=15)
@given(st.integers(0, 100_000))
def test_no_text_tells_a_secret(seed: int) -> None:
    rng = Random(seed)
    people, design = easy_crowd(20, rng)
    people = [replace(one, declared=frozenset({"canary"}) if one.declared else frozenset()) for one in people]
    unplaced, advice = left(people, design, *(tuple(circle) for circle in seated(people, design, rng)))
    texts = [text for one in unplaced for text in one.reasons] + list(advice.words if advice else ())
    assert [text for text in texts if any(word in text for word in ("canary", "alone", "never", "again"))] == []
    assert Rule.NEVER_AGAIN not in {rule for one in unplaced for rule in one.rules}
    assert advice is None or Rule.NEVER_AGAIN not in advice.smallest
    assert advice is None or advice.relax not in (Rule.NEVER_AGAIN, Rule.ALONE)
