"""The audit of circles and drafts, held against a slower opinion and against the arrays it is there to check."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.matching.audit import broken, locks_broken, shared_weeks, violations
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.model import Candidate, Rule, Rules
from tests.domain.matching.people import candidate, crowd, is_permitted, rules

seeds = st.integers(0, 100_000)


@settings(max_examples=40)
@given(seeds)
def test_the_audit_permits_exactly_the_circles_that_the_plainest_reading_permits(seed: int) -> None:
    rng = Random(seed)
    people, design = crowd(7, rng, mess=rng.choice([0.1, 0.3, 0.6]))
    for size in range(1, 6):
        for circle in combinations(people, size):
            assert (violations(circle, design) == ()) == is_permitted(circle, design)


@given(seeds)
def test_the_audit_and_the_arrays_agree_on_every_circle(seed: int) -> None:
    people, design = crowd(7, Random(seed))
    facts = compile_facts(people, design)
    ground = ground_of(facts, np.arange(facts.size))
    for circle in combinations(range(7), 4):
        able = not any(facts.faults[i] for i in circle)
        expected = not violations([people[i] for i in circle], design)
        assert (able and ground.is_circle(np.array(circle))) == expected


def test_a_published_circle_is_checked_again_as_the_facts_stand() -> None:
    circle = [candidate(i) for i in range(4)]
    assert violations(circle, rules()) == ()
    boss = candidate(3, level=6, free_load=0, languages=frozenset({"fr"}))
    subject = candidate(0, line_up=frozenset({3}))
    broken_now = violations([subject, circle[1], circle[2], boss], rules())
    assert broken_now == (Rule.LANGUAGE, Rule.LINE, Rule.LEVEL, Rule.LOAD)


@pytest.mark.parametrize(
    ("changed", "design", "rule"),
    [
        ({"languages": frozenset({"fr"})}, {}, Rule.LANGUAGE),
        ({"languages": frozenset()}, {}, Rule.LANGUAGE),
        ({"zone": "Asia/Tokyo"}, {}, Rule.HOURS),
        ({"zone": "Mars/Olympus"}, {}, Rule.HOURS),
        ({"works_until": 9 * 60}, {}, Rule.HOURS),
        ({"line_up": frozenset({1})}, {}, Rule.LINE),
        ({}, {"never_again": frozenset({frozenset({0, 1})})}, Rule.NEVER_AGAIN),
        ({}, {"apart": frozenset({frozenset({0, 3})})}, Rule.APART),
        ({"level": 5}, {}, Rule.LEVEL),
        ({"level": None}, {}, Rule.LEVEL),
        ({"free_load": 0}, {}, Rule.LOAD),
        ({"declared": frozenset({"a"})}, {}, Rule.ALONE),
        ({}, {"least": 5, "target": 5}, Rule.SIZE),
        ({}, {"least": 3, "target": 3, "most": 3}, Rule.SIZE),
    ],
)
def test_each_rule_is_named_when_it_is_broken_and_not_when_it_is_relaxed(
    changed: dict[str, object], design: dict[str, object], rule: Rule
) -> None:
    circle = [candidate(0, **changed), *(candidate(i) for i in (1, 2, 3))]
    assert violations(circle, rules(**design)) == (rule,)
    assert violations(circle, rules(**design, relaxed=frozenset({rule}))) == ()


def test_nobody_alone_may_be_left_out_of_a_programme() -> None:
    circle = [candidate(i, declared=frozenset({"a"} if i == 0 else ())) for i in range(4)]
    assert violations(circle, rules(nobody_alone=False)) == ()


def test_an_hour_that_summer_time_takes_away_for_two_weeks_is_no_common_hour() -> None:
    london = [candidate(i, works_from=9 * 60, works_until=14 * 60) for i in range(2)]
    york = [candidate(i, zone="America/New_York", works_from=8 * 60, works_until=16 * 60) for i in (2, 3)]
    late = [candidate(i, zone="America/New_York", works_from=9 * 60, works_until=16 * 60) for i in (2, 3)]
    assert violations(london + york, rules()) == ()
    assert violations(london + late, rules()) == (Rule.HOURS,)


def test_somebody_without_a_usable_zone_shares_no_minute() -> None:
    assert shared_weeks([candidate(0), candidate(1, zone="Mars/Olympus")], rules()) == (0,)


def draft(**changed: object) -> tuple[list[Candidate], Rules]:
    return [candidate(i, name=name) for i, name in enumerate(("Amara", "Bruno", "Chidi", "Dana", "Elif"))], rules(
        **{"least": 2, "target": 2, "most": 3, **changed}
    )


def test_a_whole_draft_in_which_everything_holds_has_nothing_wrong() -> None:
    people, design = draft(seats=(frozenset({0}), frozenset({2})), together=(frozenset({0, 1}),))
    assert broken(people, [(0, 1), (2, 3)], (4,), design) == ()


@pytest.mark.parametrize(
    ("circles", "unplaced", "words"),
    [
        ([(0, 1), (1, 2)], (3, 4), "Bruno is in 2 circles."),
        ([(0, 1), (2, 3)], (3, 4), "Dana is both seated and left over."),
        ([(0, 1), (2, 3)], (), "Elif is neither seated nor left over."),
        ([(0, 1), (2, 3, 9)], (4,), "Person 9 is not among these people."),
        ([(0, 1), (2,)], (3, 4), "Circle 2 breaks: circle size."),
    ],
)
def test_what_is_wrong_with_a_draft_is_said(
    circles: list[tuple[int, ...]], unplaced: tuple[int, ...], words: str
) -> None:
    people, design = draft()
    assert words in broken(people, circles, unplaced, design)


def test_a_draft_that_breaks_a_secret_rule_is_refused_without_saying_which() -> None:
    people, design = draft(never_again=frozenset({frozenset({0, 1})}))
    people[2] = candidate(2, name="Chidi", declared=frozenset({"veteran"}))
    words = "breaks: a confidential rule."
    assert broken(people, [(0, 1), (2, 3)], (4,), design) == (f"Circle 1 {words}", f"Circle 2 {words}")


@pytest.mark.parametrize(
    ("locks", "circles", "numbers"),
    [
        ({"together": (frozenset({0, 1}),)}, [(0, 2), (1, 3)], (1, 2)),
        ({"together": (frozenset({0, 1}),)}, [(0, 2)], (1,)),
        ({"together": (frozenset({0, 1}),)}, [(2, 3)], ()),
        ({"together": (frozenset({0, 9}),)}, [(0, 2)], ()),
        ({"seats": (frozenset({0}), frozenset({1}))}, [(0, 1), (2, 3)], (1,)),
        ({"seats": (frozenset({0, 1}),)}, [(0, 1, 2)], ()),
    ],
)
def test_locks_are_broken_by_parting_people_and_by_joining_two_locked_seats(
    locks: dict[str, object], circles: list[tuple[int, ...]], numbers: tuple[int, ...]
) -> None:
    assert locks_broken(circles, rules(**locks), range(5)) == numbers


def test_a_week_of_one_s_own_counts_in_the_place_of_the_usual_hours() -> None:
    """Wednesday mornings alone: with those of the afternoon there is no hour, with those of the morning there is."""
    mornings = candidate(0, week=((2, 540, 720),))
    late = [candidate(i, works_from=780, works_until=1020) for i in range(1, 4)]
    early = [candidate(i) for i in range(1, 4)]
    assert violations([mornings, *late], rules()) == (Rule.HOURS,)
    assert violations([mornings, *early], rules()) == ()
    assert violations([mornings, *early], rules(common_minutes=240)) == (Rule.HOURS,)


@given(seeds)
def test_two_colleagues_may_pair_unless_a_line_a_secret_or_a_full_load_is_between_them(seed: int) -> None:
    people, design = crowd(7, Random(seed), mess=0.5)
    for one, other in combinations(people, 2):
        has_line = one.id in other.line_up or other.id in one.line_up
        is_apart = frozenset((one.id, other.id)) in design.never_again
        is_full = min(one.free_load, other.free_load) < 1
        assert (violations((one, other), design.of_colleagues) == ()) == (not (has_line or is_apart or is_full))


@given(seeds)
def test_a_pair_of_colleagues_is_two_people(seed: int) -> None:
    people, design = crowd(7, Random(seed), mess=0)
    sizes = [len(violations(people[:size], design.of_colleagues)) for size in (1, 2, 3)]
    assert sizes == [1, 0, 1]
