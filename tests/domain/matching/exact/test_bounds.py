"""With weights that ask for the same as with those that ask for others: no bound is below the best there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, count
from random import Random

import numpy as np
import pytest
import rustworkx
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.matching.exact.bounds import cheap_bound, lp_bound
from edgewise.domain.matching.exact.pairs import best_pairs
from edgewise.domain.matching.exact.proof import improve
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import Ground, ground_of, terms_of
from edgewise.domain.matching.match import match
from edgewise.domain.matching.model import POINTS, BoundKind, Budget, Candidate, Effort, Weights
from tests.domain.matching.people import candidate, rules

SIDED = st.integers(-5, 5)
WEIGHTS = st.builds(
    Weights,
    function=SIDED,
    unit=SIDED,
    location=SIDED,
    level=st.integers(0, 5),
    goal=st.integers(0, 5),
    strength=st.integers(0, 5),
    fresh=st.integers(0, 5),
)


def colleagues(size: int, seed: int) -> list[Candidate]:
    """People of some functions, units and places; of one in five some fact is not known."""
    rng = Random(seed)

    def one_of(*values: str) -> str:
        return "" if rng.random() < 0.2 else rng.choice(values)

    return [
        candidate(
            i,
            level=rng.randint(1, 4),
            function=one_of("Sales", "Legal", "Product"),
            unit=one_of("Retail Bank", "Insurance"),
            location=one_of("Leeds", "Turin", "Lagos"),
            goals=frozenset(rng.sample(["delegating", "presenting", "hiring"], 1)),
            offers=frozenset(rng.sample(["delegating", "presenting", "hiring"], 1)),
        )
        for i in range(size)
    ]


def ground_for(people: Sequence[Candidate], weights: Weights, **changed: object) -> Ground:
    met = {frozenset((one.id, one.id + 1)): 0.7 for one in people[:-1:3]}
    facts = compile_facts(people, rules(weights=weights, level_spread=None, met=met, **changed))
    return ground_of(facts, facts.able)


def partitions(people: tuple[int, ...], sizes: Sequence[int]) -> Iterator[list[tuple[int, ...]]]:
    """Every way to seat all of them into circles of these sizes."""
    if not people:
        yield []
        return
    first, *others = people
    for size in set(sizes):
        rest = list(sizes)
        rest.remove(size)
        for companions in combinations(others, size - 1):
            left = tuple(one for one in others if one not in companions)
            for further in partitions(left, rest):
                yield [(first, *companions), *further]


def best_score(ground: Ground, sizes: Sequence[int]) -> int:
    ways = partitions(tuple(range(ground.size)), sizes)
    return max(sum(ground.score(np.array(circle)) for circle in way) for way in ways)


@settings(max_examples=60, deadline=None)
@given(WEIGHTS, st.integers(0, 10_000), st.sampled_from(((4, 4), (5, 4), (3, 3, 2), (3, 3, 3), (2, 2, 2, 2))))
def test_no_bound_is_below_the_best_score(weights: Weights, seed: int, sizes: tuple[int, ...]) -> None:
    ground = ground_for(colleagues(sum(sizes), seed), weights, least=2, target=min(sizes), most=max(sizes))
    best = best_score(ground, sizes)
    clock = count()
    linear = lp_bound(ground, sizes, {}, lambda: float(next(clock)), 1e9)
    assert best <= linear.bound <= max(cheap_bound(ground, sizes), best)
    assert best <= cheap_bound(ground, sizes) or best < 0


@settings(max_examples=25, deadline=None)
@given(WEIGHTS, st.integers(0, 10_000))
def test_the_optimum_of_few_people_is_the_best_there_is(weights: Weights, seed: int) -> None:
    people = colleagues(8, seed)
    design = rules(weights=weights, level_spread=None, least=4, target=4, most=4)
    found = match(people, design, budget=Budget(effort=Effort((1, 0, 0, 0, 5), (0,))))
    assert (found.bound_kind, found.score) == (BoundKind.OPTIMUM, found.bound)
    facts = compile_facts(people, design)
    assert found.score == best_score(ground_of(facts, facts.able), (4, 4))


@settings(max_examples=30, deadline=None)
@given(WEIGHTS, st.integers(0, 10_000))
def test_no_bound_of_pairs_is_below_the_best_score(weights: Weights, seed: int) -> None:
    ground = ground_for(colleagues(16, seed), weights, least=2, target=2, most=3)
    edges = [(i, j, int(ground.affinity[i, j])) for i, j in combinations(range(16), 2)]
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(16))
    graph.add_edges_from(edges)
    mates = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    best = sum(int(ground.affinity[pair]) for pair in mates)
    found = best_pairs(ground, 1)
    assert (len(mates), found.score) == (8, best)
    assert best <= found.bound


@settings(max_examples=8, deadline=None)
@given(WEIGHTS, st.integers(0, 10_000))
def test_a_proof_of_more_people_is_never_below_what_it_finds(weights: Weights, seed: int) -> None:
    ground = ground_for(colleagues(20, seed), weights, least=4, target=5, most=5)
    tables = [np.arange(start, start + 5) for start in range(0, 20, 5)]
    clock = count()
    found = improve(ground, tables, {}, lambda: float(next(clock)), 1e9, rounds=12)
    assert sum(map(ground.score, found.tables)) <= found.bound
    assert sum(map(ground.score, tables)) <= found.bound


@given(WEIGHTS)
def test_every_pair_has_from_nothing_to_all_points_before_what_meeting_costs(weights: Weights) -> None:
    worth = terms_of(weights)
    earned = (worth.level, worth.location, worth.language, worth.function, worth.goal, worth.strength, worth.unit)
    assert min(earned) >= 0
    assert sum(earned) in (0, POINTS)
    facts = compile_facts(colleagues(10, 1), rules(weights=weights, level_spread=None))
    points = ground_of(facts, facts.able).affinity
    assert (int(points.min()) >= 0, int(points.max()) <= POINTS) == (True, True)


@pytest.mark.parametrize("term", ["function", "unit", "location"])
def test_a_weight_below_nothing_pays_the_same_and_a_weight_above_pays_others(term: str) -> None:
    people = [candidate(i, **{term: value}) for i, value in enumerate(("Red", "Red", "Blue", ""))]
    nothing = dict.fromkeys(("level", "location", "language", "function", "goal", "strength"), 0)
    expected = {
        5: [[0, 0, 1000, 0], [0, 0, 1000, 0], [1000, 1000, 0, 0], [0, 0, 0, 0]],
        -5: [[0, 1000, 0, 0], [1000, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        0: [[0] * 4] * 4,
    }
    for weight, points in expected.items():
        facts = compile_facts(people, rules(weights=Weights(**{**nothing, term: weight})))
        assert ground_of(facts, facts.able).affinity.tolist() == points


def test_the_same_function_in_different_units_can_be_asked_for() -> None:
    crafts, units = ("Sales", "Legal", "Product"), ("Retail Bank", "Insurance", "Wealth", "Markets")
    people = [candidate(4 * i + j, function=f, unit=u) for i, f in enumerate(crafts) for j, u in enumerate(units)]
    wish = Weights(function=-5, unit=5, location=0, level=0, language=0, goal=0, strength=0)
    found = match(
        people, rules(weights=wish, least=4, target=4, most=4), budget=Budget(effort=Effort((1, 0, 0, 0, 20), (0,)))
    )
    assert [circle.members for circle in found.circles] == [(0, 1, 2, 3), (4, 5, 6, 7), (8, 9, 10, 11)]
    assert found.score == found.bound == 3 * 6 * POINTS
