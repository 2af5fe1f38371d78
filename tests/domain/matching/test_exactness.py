"""Exact answers and bounds, held against trying everything and against a second, plain reading of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import combinations, count
from random import Random
from typing import cast

import numpy as np
import pytest

from edgewise.domain.matching.exact.bounds import cheap_bound, lp_bound
from edgewise.domain.matching.exact.columns import all_columns, arena_of
from edgewise.domain.matching.exact.pricing import Sweep, likely, profits
from edgewise.domain.matching.exact.proof import improve
from edgewise.domain.matching.exact.small import solved
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import Ground, ground_of
from edgewise.domain.matching.match import match
from edgewise.domain.matching.model import BoundKind, Budget, Candidate, Rules
from tests.domain.matching.people import candidate, crowd, is_permitted, rules

Circles = tuple[tuple[int, ...], ...]


def ground(people: Sequence[Candidate], design: Rules) -> Ground:
    facts = compile_facts(people, design)
    return ground_of(facts, facts.able)


def colleagues(size: int, seed: int) -> list[Candidate]:
    """People who mostly get on, and are worth more or less to one another."""
    rng = Random(seed)
    topics = ["delegating", "presenting", "hiring", "strategy"]
    return [
        candidate(
            i,
            level=rng.randint(1, 4),
            function=rng.choice(["Sales", "Legal", "Product"]),
            location=rng.choice(["Leeds", "Turin", "Lagos"]),
            goals=frozenset(rng.sample(topics, 2)),
            offers=frozenset(rng.sample(topics, 1)),
            declared=frozenset({"a"}) if rng.random() < 0.2 else frozenset(),
        )
        for i in range(size)
    ]


Worth = tuple[int, int, int, int, int]


def worth_of(sizes: Sequence[int], points: int, target: int) -> Worth:
    """What counts, in order: people placed, sizes near the target, few circles, equal ones, points."""
    apart = [abs(size - target) for size in sizes]
    return sum(sizes), -sum(apart), -len(sizes), -sum(one * one for one in apart), points


def best_by_trying(people: list[Candidate], design: Rules, on: Ground) -> Worth:
    """The worth of the best of all ways to choose circles."""
    position = {int(on.facts.people[row].id): i for i, row in enumerate(on.members)}
    worth = {}
    for size in range(design.least, design.most + 1):
        for circle in combinations([one for one in people if one.id in position], size):
            if is_permitted(circle, design):
                points = on.score(np.array([position[one.id] for one in circle]))
                worth[frozenset(one.id for one in circle)] = worth_of([size], points, design.target)
    starting = {one.id: [circle for circle in worth if min(circle) == one.id] for one in people}

    @cache
    def best(left: frozenset[int]) -> Worth:
        if not left:
            return 0, 0, 0, 0, 0
        first = min(left)
        found = best(left - {first})
        for circle in starting[first]:
            if circle <= left:
                pairs = zip(best(left - circle), worth[circle], strict=True)
                found = max(found, cast("Worth", tuple(rest + own for rest, own in pairs)))
        return found

    return best(frozenset(one.id for one in people))


@pytest.mark.parametrize("block", range(10))
def test_few_people_are_seated_as_trying_everything_would(block: int) -> None:
    """300 instances of at most twelve people with all hard rules: always the optimum, feasible if it can be."""
    for seed in range(block * 30, block * 30 + 30):
        rng = Random(seed)
        people, design = crowd(rng.choice((4, 5, 6, 7, 8, 9, 9, 10, 12)), rng, mess=0.2)
        on = ground(people, design)
        tables = solved(on).tables
        found = worth_of([len(table) for table in tables], sum(map(on.score, tables)), design.target)
        assert (seed, found) == (seed, best_by_trying(people, design, on))


def test_every_column_is_a_permitted_circle_and_none_is_missing() -> None:
    for seed in range(30):
        people, design = crowd(9, Random(seed), mess=0.3)
        on = ground(people, design)
        columns = all_columns(arena_of(on), most=10_000)
        assert columns is not None
        found = {
            frozenset(int(on.facts.people[on.members[i]].id) for i in row)
            for block in columns.values()
            for row in block
        }
        able = [on.facts.people[row] for row in on.members]
        wanted = {
            frozenset(one.id for one in circle)
            for size in range(design.least, design.most + 1)
            for circle in combinations(able, size)
            if is_permitted(circle, design)
        }
        assert (seed, found) == (seed, wanted)


def test_those_locked_together_sit_together_or_not_at_all() -> None:
    people = colleagues(10, 3)
    design = rules(
        together=(frozenset({0, 7}), frozenset({7, 4})),
        seats=(frozenset({1}), frozenset({2, 3})),
        level_spread=None,
        nobody_alone=False,
    )
    tables = [set(table.tolist()) for table in solved(ground(people, design)).tables]
    assert sum(map(len, tables)) == 10
    assert [len(table & {0, 4, 7}) in (0, 3) for table in tables] == [True] * len(tables)
    assert [len(table & {2, 3}) in (0, 2) for table in tables] == [True] * len(tables)
    assert [table for table in tables if {1, 2} <= table] == []


@pytest.mark.parametrize("size", [3, 4, 5])
def test_a_sweep_finds_every_circle_above_its_floor(size: int) -> None:
    on = ground(colleagues(20, size), rules(least=3))
    arena = arena_of(on)
    columns = all_columns(arena, most=100_000)
    assert columns is not None
    prices = (np.sort(arena.worth, axis=1)[:, -(size - 1) :].sum(axis=1) * np.float32(0.4)).astype(np.float32)
    profit = profits(arena, prices, columns[size])
    floor = float(np.quantile(profit, 0.9)) + 0.5
    sweep = Sweep(arena, prices, size, floor, lambda: False)
    assert sweep.run()
    assert {tuple(row) for row in sweep.found.tolist()} == {
        tuple(row) for row in columns[size][profit > floor].tolist()
    }


def test_a_sweep_that_is_stopped_proves_nothing() -> None:
    arena = arena_of(ground(colleagues(12, 1), rules()))
    assert not Sweep(arena, np.zeros(12, dtype=np.float32), 4, 0.0, lambda: True).run()


def test_likely_circles_are_permitted() -> None:
    on = ground(colleagues(20, 5), rules(together=(frozenset({1, 2, 3}),)))
    arena = arena_of(on)
    found = likely(arena, np.zeros(20, dtype=np.float32), 5, 4)
    assert len(found) > 0
    assert arena.keeps_rules(found).all()


@pytest.mark.parametrize("seed", range(6))
def test_no_seating_scores_more_than_either_bound(seed: int) -> None:
    on = ground(colleagues(12, seed), rules())
    best = solved(on)
    sizes = [len(table) for table in best.tables]
    linear = lp_bound(on, sizes, {}, lambda: 0.0, 0.0, rounds=40)
    assert best.score <= linear.bound <= cheap_bound(on, sizes)


def test_the_cheap_bound_of_nobody_is_nothing() -> None:
    on = ground(colleagues(1, 1), rules())
    assert (cheap_bound(on, []), cheap_bound(on, [4])) == (0, 0)


def test_improving_reaches_the_optimum_of_few_more_and_proves_it() -> None:
    on = ground(colleagues(16, 2), rules(level_spread=None, nobody_alone=False))
    better = improve(on, (), {}, lambda: 0.0, 1.0)
    assert sum(map(len, better.tables)) == 16
    assert better.bound_kind is BoundKind.OPTIMUM
    assert sum(on.score(table) for table in better.tables) == better.bound


def test_the_same_rounds_make_the_same_circles_and_bound() -> None:
    on = ground(colleagues(16, 4), rules())
    first = improve(on, (), {}, lambda: 0.0, 1.0)
    again = improve(on, (), {}, lambda: 0.0, 0.0, rounds=first.rounds)
    assert [table.tolist() for table in again.tables] == [table.tolist() for table in first.tables]
    assert (again.bound, again.bound_kind, again.rounds) == (first.bound, first.bound_kind, first.rounds)


def _tick(ticks: Iterator[int]) -> float:
    return next(ticks) / 1000


def messy(seeds: range, largest: int) -> list[tuple[int, Circles]]:
    """The seeds whose match breaks a rule, loses somebody or claims more than its bound, with the circles at fault."""
    found = []
    for seed in seeds:
        rng = Random(seed)
        people, design = crowd(rng.randint(0, largest), rng, mess=rng.choice([0.1, 0.3, 0.6]))
        clock = partial(_tick, count())
        answer = match(people, design, budget=Budget(0.05, advised=False), clock=clock)
        broken = tuple(
            circle.members
            for circle in answer.circles
            if not is_permitted([people[one] for one in circle.members], design)
        )
        everybody = sorted([i for circle in answer.circles for i in circle.members] + [i.id for i in answer.unplaced])
        if broken or everybody != list(range(len(people))) or answer.score > answer.bound:
            found.append((seed, broken))
    return found


@pytest.mark.parametrize("block", range(4))
def test_no_match_of_messy_people_breaks_a_rule_or_loses_anybody(block: int) -> None:
    assert messy(range(block * 15, block * 15 + 15), 14) == []


@pytest.mark.slow
@pytest.mark.parametrize("block", range(20))
def test_no_match_of_ten_thousand_messy_ones_breaks_a_rule_or_loses_anybody(block: int) -> None:
    assert messy(range(1000 + block * 500, 1500 + block * 500), 18) == []
