"""A circle goes on with the least disruption: every repair keeps every rule and lock, and says what it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.matching.audit import locks_broken, violations
from edgewise.domain.matching.given.points import Points
from edgewise.domain.matching.model import Candidate, Rule, Rules
from edgewise.domain.matching.repair import Conflict, Repair, RepairKind, recheck, repairs
from tests.domain.matching.drafts import easy_crowd, seated
from tests.domain.matching.people import candidate, rules

CAST = ("Amara", "Bruno", "Chidi", "Dana", "Elif", "Farid", "Grace", "Hugo", "Iris", "Jonas")


def people(**changed: dict[str, object]) -> list[Candidate]:
    return [candidate(i, name=name, free_load=0, **changed.get(name, {})) for i, name in enumerate(CAST)]


def small(**changed: object) -> Rules:
    return rules(**{"least": 3, "target": 4, "most": 4, **changed})


def told(found: Sequence[Repair]) -> list[tuple[RepairKind, tuple[int, ...]]]:
    return [(repair.kind, repair.moved) for repair in found]


def applied(circles: Sequence[Sequence[int]], repair: Repair) -> list[tuple[int, ...]]:
    after = [tuple(circle) for circle in circles]
    for index, members in repair.circles:
        after += [()] if index == len(after) else []
        after[index] = members
    return after


@settings(max_examples=25)
@given(st.integers(0, 100_000))
def test_every_repair_keeps_every_rule_and_lock_and_moves_whom_it_says(seed: int) -> None:
    rng = Random(seed)
    cast, design = easy_crowd(26, rng, together=(frozenset({0, 1}),), seats=(frozenset({2}),))
    circles = seated(cast, design, rng)
    placed = {one for circle in circles for one in circle}
    waiting = set(range(26)) - placed
    gone = set(rng.sample(sorted(placed), 3)) - {0, 1, 2} if placed else set()
    boss = rng.choice(range(3, 26))
    cast = [replace(one, line_up=frozenset({boss})) if one.id in rng.sample(range(26), 3) else one for one in cast]
    locked = set(rng.sample(range(26), 4))
    left = [[one for one in circle if one not in gone] for circle in circles]
    seats = [replace(one, free_load=1) if one.id in placed else one for one in cast]
    points = Points(cast, design)
    for repair in repairs(cast, circles, design, gone=gone, waiting=waiting, locked=locked):
        after = applied(left, repair)
        changed = [after[index] for index, members in repair.circles if members]
        assert [violations([seats[i] for i in circle], design) for circle in changed] == [()] * len(changed)
        assert locks_broken(changed, design, set(range(26)) - gone) == ()
        home = {one: index for index, circle in enumerate(left) for one in circle}
        new = {one: index for index, circle in enumerate(after) for one in circle}
        assert set(repair.moved) == {one for one in new if new[one] != home.get(one)}
        assert (home.keys() - new.keys(), len(new)) == (set(), sum(map(len, after)))
        assert set(repair.moved) & (locked - waiting) == set()
        assert repair.score == sum(map(points.of, after)) - sum(map(points.of, left))
        assert set(repair.moved) - placed <= waiting


def test_a_circle_that_is_still_large_enough_goes_on() -> None:
    found = repairs(people(), ((0, 1, 2, 3), (4, 5, 6, 7)), small(), gone={0})
    assert told(found) == [(RepairKind.CONTINUE, ())]
    assert found[0].words == "The circle goes on as it is. No points lost."


def test_whoever_waits_takes_the_place_and_a_load_cap_counts_for_them_alone() -> None:
    cast = people()
    cast[8] = replace(cast[8], free_load=1)
    found = repairs(cast, ((0, 1, 2), (4, 5, 6)), small(most=3, target=3), gone={0}, waiting={8, 9})
    assert [(repair.kind, repair.circles) for repair in found] == [(RepairKind.BACKFILL, ((0, (1, 2, 8)),))]
    assert found[0].words.startswith("Iris comes from the waiting list.")


def test_two_come_where_one_is_not_enough() -> None:
    cast = [replace(one, free_load=1) for one in people()]
    found = repairs(cast, ((0, 1, 2), (4, 5, 6)), small(most=3, target=3), gone={0, 1}, waiting={8, 9})
    assert found[0].circles == ((0, (2, 8, 9)),)
    assert found[0].words.startswith("Iris and Jonas come from the waiting list.")


def test_a_larger_circle_spares_somebody() -> None:
    found = repairs(people(), ((0, 1, 2), (4, 5, 6, 7)), small(), gone={0})
    assert found[0].kind is RepairKind.MOVE
    assert found[0].circles == ((0, (1, 2, 4)), (1, (5, 6, 7)))
    assert found[0].words.startswith("Elif comes from another circle.")


def test_two_small_circles_become_one_and_the_fewer_move() -> None:
    found = repairs(people(), ((0, 1, 2), (4, 5, 6)), small(most=5), gone={0})
    assert (found[0].kind, found[0].circles) == (RepairKind.MERGE, ((0, ()), (1, (1, 2, 4, 5, 6))))
    assert found[0].words.startswith("Two circles become one: Bruno and Chidi move.")


def test_the_larger_part_moves_when_the_smaller_is_locked() -> None:
    found = repairs(people(), ((0, 1, 2), (4, 5, 6)), small(most=5), gone={0}, locked={1})
    merged = [repair for repair in found if repair.kind is RepairKind.MERGE]
    assert [repair.circles for repair in merged] == [((0, (1, 2, 4, 5, 6)), (1, ()))]


def test_a_circle_ends_when_its_members_find_room_elsewhere() -> None:
    circles = ((0, 1, 2), (3, 4, 5), (6, 7, 8))
    found = repairs(people(), circles, small(), gone={0})
    assert (RepairKind.SPREAD, (1, 2)) in told(found)


def test_a_circle_too_large_becomes_two() -> None:
    found = repairs(people(), ((0, 1, 2, 3, 4, 5, 6),), small())
    assert {repair.kind for repair in found} == {RepairKind.SPLIT}
    assert [len(members) for _, members in found[0].circles] == [4, 3]


def test_a_new_reporting_line_is_met_by_moving_one_of_the_two() -> None:
    cast = people(Amara={"line_up": frozenset({1})})
    found = repairs(cast, ((0, 1, 2, 3), (4, 5, 6)), small())
    assert {repair.moved for repair in found if repair.kind is RepairKind.MOVE} == {(0,), (1,)}


def test_a_new_reporting_line_is_met_by_an_exchange_where_no_circle_has_room() -> None:
    cast = people(Amara={"line_up": frozenset({1})})
    found = repairs(cast, ((0, 1, 2), (4, 5, 6)), small(most=3, target=3))
    assert {repair.kind for repair in found} == {RepairKind.SWAP}
    assert all(len(set(repair.moved) & {0, 1}) == 1 for repair in found)


def test_repairs_that_move_fewer_people_come_first_and_then_those_with_more_points() -> None:
    cast = [replace(one, free_load=1) for one in people(Jonas={"function": "Legal"}, Bruno={"function": "Sales"})]
    found = repairs(cast, ((0, 1, 2, 3), (4, 5, 6)), small(), gone={0}, waiting={8, 9})
    assert told(found)[:3] == [(RepairKind.CONTINUE, ()), (RepairKind.BACKFILL, (9,)), (RepairKind.BACKFILL, (8,))]


def test_circles_without_trouble_need_no_repair() -> None:
    assert repairs(people(), ((0, 1, 2), (4, 5, 6)), small()) == ()
    assert repairs(people(), ((0, 1, 2), (4, 5, 6)), small(), gone={0, 1, 2}) == ()


def test_a_circle_without_trouble_is_looked_at_on_request() -> None:
    cast = [replace(one, free_load=1) for one in people()]
    found = repairs(cast, ((0, 1, 2), (4, 5, 6)), small(), waiting={9}, of={1})
    assert [(one.circle, *told([one])[0]) for one in found] == [
        (1, RepairKind.CONTINUE, ()),
        (1, RepairKind.BACKFILL, (9,)),
    ]


def test_a_published_circle_with_a_new_reporting_line_is_found_with_the_two_concerned() -> None:
    cast = people(Amara={"line_up": frozenset({1})})
    assert recheck(cast, ((0, 1, 2), (4, 5, 6)), small()) == (Conflict(0, (Rule.LINE,), (0, 1)),)


@pytest.mark.parametrize(
    ("changed", "conflicts"),
    [
        ({"free_load": -1}, ()),
        ({"level": 5}, (Conflict(0, (Rule.LEVEL,), (0, 1, 2)),)),
        ({"zone": "Mars/Olympus"}, (Conflict(0, (Rule.HOURS,), (0, 1, 2)),)),
        ({"declared": frozenset({"veteran"})}, (Conflict(0, (Rule.ALONE,), (0, 1, 2)),)),
    ],
)
def test_what_a_recheck_says_of_new_facts(changed: dict[str, object], conflicts: tuple[Conflict, ...]) -> None:
    cast = [replace(one, **changed) if one.id == 0 else one for one in people()]  # type: ignore[arg-type]
    assert recheck(cast, ((0, 1, 2), (4, 5)), small()) == conflicts


def test_both_secret_rules_look_alike_in_a_recheck() -> None:
    alone = recheck(people(Amara={"declared": frozenset({"veteran"})}), ((0, 1, 2),), small())
    never = recheck(people(), ((0, 1, 2),), small(never_again=frozenset({frozenset({0, 1})})))
    assert alone == never
