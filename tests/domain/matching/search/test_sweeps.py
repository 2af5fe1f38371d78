from __future__ import annotations

from random import Random

import numpy as np

from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import Ground, ground_of
from edgewise.domain.matching.search.seating import Seating
from edgewise.domain.matching.search.sweeps import LEGS, SEATINGS_KEPT, Seen, Spent, search
from tests.domain.matching.people import crowd, rules


def ground() -> Ground:
    people, _ = crowd(24, Random(4), mess=0)
    facts = compile_facts(people, rules(least=3, target=4, most=5))
    return ground_of(facts, facts.able)


def seen_in(sweeps: int) -> Seen:
    seen = Seen()
    search(ground(), (4,) * 6, (), np.random.default_rng(1), Spent((sweeps // LEGS,) * LEGS, sweeps), seen)
    return seen


def test_every_seating_of_a_short_search_is_remembered() -> None:
    assert len(seen_in(20).circles) == 20


def test_a_long_search_is_remembered_at_equal_distances_and_no_more_than_fits() -> None:
    seen = seen_in(5 * SEATINGS_KEPT)
    assert SEATINGS_KEPT <= len(seen.circles) < 2 * SEATINGS_KEPT
    assert all(ground().is_circle(circle) for circles in seen.circles for circle in circles)


def test_looking_does_not_change_the_search() -> None:
    spent = Spent((5,) * LEGS, 20)
    with_look, _ = search(ground(), (4,) * 6, (), np.random.default_rng(1), spent, Seen())
    without, _ = search(ground(), (4,) * 6, (), np.random.default_rng(1), spent)
    assert [one.tolist() for one in with_look] == [one.tolist() for one in without]


def test_going_back_forgets_circles_that_were_added_since() -> None:
    seating = Seating(ground(), np.array([4, 4]), np.random.default_rng(1))
    kept = seating.copied()
    seating.extend(3)
    seating.copy_from(kept)
    assert (len(seating.seats), len(seating.size), len(seating.planned)) == (2, 2, 2)
