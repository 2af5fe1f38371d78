from __future__ import annotations

from itertools import combinations
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.exchange.exchange import LEGS, Course, Exchange, Exchanged
from benchmarks.exchange.pairing import Affinity, Limits
from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import FORBIDDEN

ROUNDS = 200


def affinity_of(people: int, seed: int) -> Affinity:
    drawn = np.random.default_rng(seed).integers(0, 100, (people, people), dtype=np.int16)
    upper = np.triu(drawn, 1)
    return upper + upper.T


def tables_of(sizes: list[int], seats: int, seed: int) -> Ints:
    people = np.random.default_rng(seed).permutation(sum(sizes))
    tables = np.full((len(sizes), seats), -1, dtype=np.int64)
    for group, members in enumerate(np.split(people, np.cumsum(sizes)[:-1])):
        tables[group, : len(members)] = members
    return tables


def fixed(tables: Ints) -> Limits:
    sizes = (tables >= 0).sum(axis=1)
    return Limits(least=sizes, most=sizes)


def run(affinity: Affinity, tables: Ints, limits: Limits, seed: int = 1, rounds: int = ROUNDS) -> Exchanged:
    return Exchange(affinity, tables, limits).repeat([rounds // LEGS] * LEGS, np.random.default_rng(seed))


def members(tables: Ints) -> list[list[int]]:
    return [sorted(int(one) for one in table if one >= 0) for table in tables]


def worth(affinity: Affinity, tables: Ints) -> int:
    return sum(int(affinity[a, b]) for group in members(tables) for a, b in combinations(group, 2))


@settings(max_examples=40)
@given(st.lists(st.integers(2, 5), min_size=1, max_size=7), st.integers(0, 1000), st.booleans())
def test_everybody_keeps_a_seat_and_the_score_is_that_of_the_groups(sizes: list[int], seed: int, loose: bool) -> None:
    affinity, tables = affinity_of(sum(sizes), seed), tables_of(sizes, 6, seed)
    groups = len(sizes)
    limits = Limits(least=np.full(groups, 2), most=np.full(groups, 5)) if loose else fixed(tables)
    found = run(affinity, tables, limits, seed, rounds=70)
    assert sorted(one for group in members(found.tables) for one in group) == list(range(sum(sizes)))
    assert found.score == worth(affinity, found.tables)
    assert found.score >= worth(affinity, tables)
    lengths = (found.tables >= 0).sum(axis=1)
    assert ((lengths >= limits.least) & (lengths <= limits.most)).all()


def test_small_groups_are_the_best_there_are() -> None:
    affinity = affinity_of(8, 3)
    found = run(affinity, tables_of([4, 4], 4, 1), Limits(least=np.array([4, 4]), most=np.array([4, 4])))
    everybody = set(range(8))
    splits = [(set(four), everybody - set(four)) for four in combinations(range(8), 4)]
    best = max(sum(int(affinity[a, b]) for half in split for a, b in combinations(half, 2)) for split in splits)
    assert found.score == best


def test_one_person_moves_where_the_sizes_allow_it() -> None:
    affinity = np.zeros((5, 5), dtype=np.int16)
    affinity[:3, :3] = 10
    np.fill_diagonal(affinity, 0)
    tables = np.array([[0, 1, -1], [2, 3, 4]])
    found = run(affinity, tables, Limits(least=np.array([2, 2]), most=np.array([3, 3])))
    assert sorted(members(found.tables)) == [[0, 1, 2], [3, 4]]


def test_the_same_dice_make_the_same_groups() -> None:
    affinity, tables = affinity_of(30, 1), tables_of([5] * 6, 5, 1)
    assert run(affinity, tables, fixed(tables)).tables.tolist() == run(affinity, tables, fixed(tables)).tables.tolist()


def test_forbidden_pairs_are_parted() -> None:
    affinity, tables = affinity_of(12, 2), np.arange(12).reshape(3, 4)
    for a, b in ((0, 1), (1, 2), (3, 7)):
        affinity[a, b] = affinity[b, a] = FORBIDDEN
    together = [
        pair for group in members(run(affinity, tables, fixed(tables)).tables) for pair in combinations(group, 2)
    ]
    assert [pair for pair in together if affinity[pair] == FORBIDDEN] == []


def test_a_pinned_person_stays_where_they_are() -> None:
    affinity, tables = affinity_of(15, 2), tables_of([5, 5, 5], 5, 2)
    pinned = np.zeros(tables.shape, dtype=np.bool_)
    pinned[0, 1] = pinned[2, 3] = True
    sizes = np.array([5, 5, 5])
    found = run(affinity, tables, Limits(least=sizes, most=sizes, pinned=pinned))
    assert found.tables[pinned].tolist() == tables[pinned].tolist()
    assert found.score > worth(affinity, tables)


@settings(max_examples=15)
@given(st.integers(0, 1000))
def test_each_group_keeps_what_it_must_have_in_common(seed: int) -> None:
    affinity, tables = affinity_of(20, seed), np.arange(20).reshape(5, 4)
    dice = np.random.default_rng(seed)
    marks = dice.integers(0, 8, (20, 2), dtype=np.uint64)
    marks[:, 0] |= np.uint64(1) << np.repeat(np.arange(5), 4).astype(np.uint64) // np.uint64(2)
    marks[:, 1] |= np.uint64(1)
    sizes = np.full(5, 4)
    limits = Limits(
        least=sizes, most=sizes, marks=marks, requirements=(slice(0, 1), slice(1, 2)), declared=marks[:, 1:]
    )
    found = run(affinity, tables, limits, seed, rounds=70)
    assert np.bitwise_and.reduce(marks[found.tables], axis=1).all()


@settings(max_examples=15)
@given(st.integers(0, 1000), st.booleans())
def test_nobody_is_left_the_only_one_where_that_can_be_helped(seed: int, loose: bool) -> None:
    affinity, tables = affinity_of(24, seed), tables_of([4] * 6, 5, seed)
    declared = np.zeros((24, 1), dtype=np.uint64)
    declared[:4] = 1
    declared[3:6] |= np.uint64(2)
    least, most = (3, 5) if loose else (4, 4)
    limits = Limits(least=np.full(6, least), most=np.full(6, most), declared=declared)
    found = run(affinity, tables, limits, seed, rounds=640)
    for bit in (1, 2):
        assert 1 not in [sum(int(declared[one, 0]) & bit > 0 for one in group) for group in members(found.tables)]
    assert found.lonely == 0


def test_a_search_by_the_clock_can_be_repeated_by_its_rounds() -> None:
    affinity, tables = affinity_of(30, 1), tables_of([5] * 6, 5, 1)
    found = Exchange(affinity, tables, fixed(tables)).within(0.05, process_time, np.random.default_rng(1))
    assert len(found.rounds) == LEGS
    again = Exchange(affinity, tables, fixed(tables)).repeat(found.rounds, np.random.default_rng(1))
    assert again.tables.tolist() == found.tables.tolist()
    assert again.rounds == found.rounds


def test_a_watch_sees_the_score_rise_and_may_end_the_search() -> None:
    affinity, tables = affinity_of(30, 1), tables_of([5] * 6, 5, 1)
    seen: list[tuple[float, float]] = []

    def watch(share: float, score: float) -> bool:
        seen.append((share, score))
        return share >= 0.5

    Exchange(affinity, tables, fixed(tables)).repeat([64] * LEGS, np.random.default_rng(1), watch)
    assert [share for share, _ in seen] == [0.0, 0.125, 0.25, 0.375, 0.5]
    assert [score for _, score in seen] == sorted(score for _, score in seen)


def test_a_course_cools_and_ends_with_gains_only() -> None:
    course = Course(hot=1.0, cold=0.25, frozen=0.5)
    assert [course.temperature(share) for share in (0, 0.25, 0.5, 1)] == [1.0, 0.5, 0.0, 0.0]


def test_one_group_has_nobody_to_exchange_with() -> None:
    affinity = affinity_of(5, 1)
    tables = np.arange(5).reshape(1, 5)
    assert run(affinity, tables, fixed(tables)).tables.tolist() == tables.tolist()


def test_tables_that_seat_somebody_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="somebody sits in two seats"):
        Exchange(affinity_of(4, 1), np.array([[0, 1], [1, 2]]), Limits(least=np.full(2, 2), most=np.full(2, 2)))


def test_tables_outside_their_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="a group is smaller or larger than its limits"):
        Exchange(affinity_of(4, 1), np.array([[0, 1], [2, 3]]), Limits(least=np.full(2, 3), most=np.full(2, 3)))
