"""Who could sit where, asked of all circles at once, is what the audit says of each circle by itself."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.change.places import Places
from edgewise.domain.matching.given.company import View, circle_with
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.model import Candidate, Rule, Rules
from tests.domain.matching.people import candidate, crowd, rules

ASIDE = frozenset({Rule.SIZE})
seeds = st.integers(0, 10_000)


def set_out(seed: int, size: int) -> tuple[list[Candidate], Rules, list[list[int]]]:
    """Messy people, half of them in circles that keep every rule but the size."""
    rng = Random(seed)
    people, design = crowd(size, rng, mess=0.2)
    waiting, circles = rng.sample(range(size), size), []
    while len(waiting) > size // 2:
        circle = [waiting.pop()]
        for one in list(waiting):
            if len(circle) < rng.randint(2, 5) and not set(told(people, [*circle, one], design)) - {
                Rule.SIZE,
                Rule.ALONE,
            }:
                circle.append(one)
                waiting.remove(one)
        if not set(told(people, circle, design)) - {Rule.SIZE}:
            circles.append(circle)
    return people, design, circles


def told(people: list[Candidate], circle: list[int], design: Rules) -> tuple[Rule, ...]:
    return violations([people[one] for one in circle], design)


@given(seeds)
def test_a_place_beside_the_members_is_open_when_the_larger_circle_breaks_no_rule(seed: int) -> None:
    people, design, circles = set_out(seed, 14)
    places = Places(View(compile_facts(people, design)), circles)
    for one in range(len(people)):
        expected = [one not in circle and not set(told(people, [*circle, one], design)) - ASIDE for circle in circles]
        assert places.joins(one).tolist() == expected


@given(seeds)
def test_a_place_instead_of_somebody_is_open_when_the_changed_circle_breaks_no_rule(seed: int) -> None:
    people, design, circles = set_out(seed, 14)
    places = Places(View(compile_facts(people, design)), circles)
    home = {one: circle for circle in circles for one in circle}
    for one in range(len(people)):
        expected = [
            other in home
            and one not in home[other]
            and not set(told(people, [*(set(home[other]) - {other}), one], design)) - ASIDE
            for other in range(len(people))
        ]
        assert places.instead(one).tolist() == expected


@given(seeds)
def test_somebody_is_spared_when_the_others_are_still_a_circle(seed: int) -> None:
    people, design, circles = set_out(seed, 14)
    places = Places(View(compile_facts(people, design)), circles)
    home = {one: circle for circle in circles for one in circle}
    expected = [
        one in home
        and len(home[one]) > design.least
        and not set(told(people, [other for other in home[one] if other != one], design)) - ASIDE
        for one in range(len(people))
    ]
    assert places.spared.tolist() == expected


@given(seeds)
def test_everybody_is_asked_at_once_whether_they_suit_a_circle(seed: int) -> None:
    people, design, circles = set_out(seed, 14)
    places = Places(View(compile_facts(people, design)), circles)
    for circle in circles:
        expected = [
            one not in circle and not set(told(people, [*circle, one], design)) - ASIDE for one in range(len(people))
        ]
        assert places.suits(circle).tolist() == expected


@given(seeds)
def test_circles_that_change_are_the_same_as_circles_set_out_anew(seed: int) -> None:
    people, design, circles = set_out(seed, 16)
    view = View(compile_facts(people, design))
    changed = Places(view, circles)
    waiting = [one for one in range(len(people)) if changed.home[one] < 0]
    if circles:
        changed.change({0: []})
    changed.found(waiting[:2])
    fresh = Places(view, [[], *circles[1:], waiting[:2]] if circles else [waiting[:2]])
    for one in range(len(people)):
        assert changed.joins(one).tolist() == fresh.joins(one).tolist()
        assert changed.instead(one).tolist() == fresh.instead(one).tolist()


@pytest.mark.parametrize("seed", range(60))
def test_a_circle_around_somebody_is_found_exactly_when_there_is_one(seed: int) -> None:
    people, design = crowd(9, Random(seed))
    view = View(compile_facts(people, design))
    found, proved = circle_with(view, [0], np.arange(9))
    possible = any(
        not told(people, [0, *others], design)
        for size in range(design.least, design.most + 1)
        for others in combinations(range(1, 9), size - 1)
    )
    assert (bool(found), proved) == (possible, True)
    assert not found or (0 in found and told(people, list(found), design) == ())


@pytest.mark.parametrize("left_out", [Rule.LINE, Rule.NEVER_AGAIN, Rule.ALONE, Rule.HOURS, Rule.LANGUAGE, Rule.LEVEL])
def test_a_rule_left_out_of_the_view_is_a_rule_relaxed(left_out: Rule) -> None:
    for seed in range(25):
        people, design = crowd(7, Random(seed), mess=0.4)
        relaxed = Rules(
            **{name: getattr(design, name) for name in Rules.__slots__} | {"relaxed": frozenset({left_out})}
        )
        view = View(compile_facts(people, design), frozenset({left_out}))
        for circle in combinations(range(7), 3):
            expected = set(told(people, list(circle), relaxed)) - ASIDE
            sized = design.least <= 3 <= design.most
            assert view.is_circle(circle) == (sized and not expected)


def test_people_locked_together_come_together_or_not_at_all() -> None:
    people = [candidate(i) for i in range(5)]
    design = rules(together=(frozenset({0, 1, 2}),), least=2, target=3, most=4)
    view = View(compile_facts(people, design))
    assert circle_with(view, [0], np.arange(5)) == ((0, 1, 2), True)
    assert circle_with(View(view.facts, frozenset({Rule.LOCKED})), [0], np.arange(5)) == ((0, 1), True)


def test_two_locked_seats_never_share_a_circle() -> None:
    people = [candidate(i) for i in range(2)]
    design = rules(seats=(frozenset({0}), frozenset({1})), least=2, target=2, most=3)
    assert circle_with(View(compile_facts(people, design)), [0], np.arange(2)) == ((), True)
