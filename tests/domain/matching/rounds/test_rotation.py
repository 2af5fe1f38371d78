from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.matching.exact.columns import arena_of
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.rounds.rotation import Rotation, least_repeats, new_circles, rotations
from tests.domain.matching.people import candidate, rules


def meetings(found: Rotation) -> Counter[tuple[int, int]]:
    return Counter(pair for week in found.weeks for group in week for pair in combinations(group, 2))


def repeats(found: Rotation) -> int:
    return sum(count - 1 for count in meetings(found).values())


KNOWN = [
    (5, 3, 7),
    (5, 4, 5),
    (8, 4, 9),
    (12, 5, 8),
    (9, 3, 13),
    (6, 4, 6),
    (6, 4, 7),
    (5, 5, 6),
    (40, 5, 6),
    (12, 3, 12),
]


@pytest.mark.parametrize(("groups", "size", "weeks"), KNOWN)
def test_nobody_meets_twice_where_that_is_known_to_be_possible(groups: int, size: int, weeks: int) -> None:
    found = rotations(groups, size, weeks)
    assert len(found.weeks) == weeks
    for week in found.weeks:
        assert [len(group) for group in week] == [size] * groups
        assert sorted(one for group in week for one in group) == list(range(groups * size))
    assert repeats(found) == found.repeats == found.bound == 0


@settings(max_examples=30)
@given(st.integers(1, 4), st.integers(2, 4), st.integers(1, 4), st.integers(0, 4), st.integers(0, 100))
def test_repeats_are_counted_and_never_fewer_than_the_bound(
    groups: int, size: int, weeks: int, fewer: int, seed: int
) -> None:
    people = max(groups * size - fewer, groups * (size - 1) + 1)
    found = rotations(groups, size, weeks, seed, effort=30, people=people)
    for week in found.weeks:
        assert sorted(one for group in week for one in group) == list(range(people))
        assert {len(group) for group in week} <= {size, size - 1}
    assert repeats(found) == found.repeats >= found.bound


def test_people_who_make_no_whole_groups_are_spread_evenly() -> None:
    found = rotations(8, 4, 6, people=30)
    assert [sorted(map(len, week)) for week in found.weeks] == [[3, 3, 4, 4, 4, 4, 4, 4]] * 6
    assert found.repeats == 0


def test_earlier_meetings_count() -> None:
    before = np.zeros((12, 12), dtype=np.int64)
    for week in rotations(4, 3, 2).weeks:
        for group in week:
            before[np.ix_(group, group)] += 1
    found = rotations(4, 3, 1, before=before)
    assert found.repeats == 0
    (week,) = found.weeks
    assert all(before[a, b] == 0 for group in week for a, b in combinations(group, 2))


def test_people_who_must_not_meet_do_not() -> None:
    barred = np.zeros((12, 12), dtype=np.bool_)
    barred[0, 1:7] = barred[1:7, 0] = True
    found = rotations(4, 3, 3, barred=barred)
    assert all(not barred[pair] for pair in meetings(found))


@pytest.mark.parametrize(
    ("people", "groups", "weeks", "least"),
    [
        (8, 2, 2, 4),  # of four in a group, two and two go on together
        (4, 2, 4, 2),  # three partners each, for four weeks
        (15, 5, 7, 0),
        (15, 5, 8, 15),  # all 105 pairs are used in seven weeks
    ],
)
def test_the_bound_counts_what_cannot_be_avoided(people: int, groups: int, weeks: int, least: int) -> None:
    assert least_repeats(people, groups, weeks) == least


def test_earlier_meetings_raise_the_bound() -> None:
    before = np.ones((6, 6), dtype=np.int64)
    assert least_repeats(6, 3, 2, before) == 6


@pytest.mark.parametrize(
    ("groups", "size", "weeks", "people"), [(0, 3, 1, 0), (3, 1, 1, 3), (3, 3, 0, 9), (3, 3, 1, 6)]
)
def test_people_who_do_not_make_the_groups_are_refused(groups: int, size: int, weeks: int, people: int) -> None:
    with pytest.raises(ValueError, match="do not make"):
        rotations(groups, size, weeks, people=people)


def test_new_circles_keep_every_rule_and_part_those_who_have_met() -> None:
    rng = Random(1)
    people = [
        candidate(
            i,
            level=rng.randrange(3),
            function=f"F{i % 4}",
            location=f"L{i % 3}",
            declared=frozenset({"a"} if i < 4 else ()),
        )
        for i in range(31)
    ]
    never = frozenset({frozenset({4, 20}), frozenset({9, 30})})
    lock = frozenset({25, 26})
    facts = compile_facts(people, rules(never_again=never, together=(lock,)))
    ground = ground_of(facts, facts.able)
    first = [
        np.array(circle)
        for circle in ([0, 1, 4, 5, 6], [2, 3, 7, 8, 9], [10, 11, 12, 13, 14], [15, 16, 17, 18, 19],
                       [20, 21, 22, 23, 24], [25, 26, 27, 28, 29, 30])
    ]  # fmt: skip
    cycles = new_circles(ground, first, 3, effort=1_500)
    arena = arena_of(ground)
    met: Counter[tuple[int, int]] = Counter()
    for cycle in cycles:
        assert [len(circle) for circle in cycle] == [5, 5, 5, 5, 5, 6]
        assert sorted(one for circle in cycle for one in circle.tolist()) == list(range(31))
        assert all(arena.keeps_rules(circle[None])[0] for circle in cycle)
        met.update(pair for circle in cycle for pair in combinations(circle.tolist(), 2))
    assert [circle.tolist() for circle in cycles[0]] == [circle.tolist() for circle in first]
    assert met.pop((25, 26)) == 3
    assert sum(count - 1 for count in met.values()) <= 4  # those who declare the same have few others to sit with


def test_many_cycles_part_people_as_well_as_few() -> None:
    facts = compile_facts([candidate(i) for i in range(25)], rules())
    ground = ground_of(facts, facts.able)
    cycles = new_circles(ground, [np.arange(5) + 5 * i for i in range(5)], 6)
    met = Counter(pair for cycle in cycles for circle in cycle for pair in combinations(circle.tolist(), 2))
    assert sum(met.values()) - len(met) < 60  # of 250 new meetings, were nobody parted; none is the least


def test_one_circle_stays_as_it_is() -> None:
    facts = compile_facts([candidate(i) for i in range(5)], rules())
    ground = ground_of(facts, facts.able)
    cycles = new_circles(ground, [np.arange(5)], 2)
    assert [[circle.tolist() for circle in cycle] for cycle in cycles] == [[[0, 1, 2, 3, 4]]] * 2


def test_the_same_seed_makes_the_same_rotation() -> None:
    assert rotations(6, 4, 5, 3, people=22, effort=200) == rotations(6, 4, 5, 3, people=22, effort=200)
