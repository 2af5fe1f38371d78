"""Circles from people: every hard rule holds, whoever is left over is told why, and the effort repeats the match."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from random import Random

import pytest

from edgewise.domain.matching.match import match
from edgewise.domain.matching.model import BoundKind, Budget, Candidate, Effort, Kind, Match, Progress, Rule, Rules
from tests.domain.matching.people import candidate, crowd, is_permitted, rules


def made(people: Sequence[Candidate], design: Rules, seed: int = 1, seconds: float = 0.0) -> Match:
    """With a clock that counts how often it is read: the same everywhere."""
    ticks = count()
    return match(people, design, seed=seed, budget=Budget(seconds), clock=lambda: next(ticks) / 100)


def seated(found: Match) -> list[int]:
    return sorted(one for circle in found.circles for one in circle.members)


def test_no_circle_breaks_a_hard_rule_and_nobody_is_lost_in_messy_instances() -> None:
    for seed in range(25):
        rng = Random(seed)
        people, design = crowd(rng.randint(15, 40), rng, mess=rng.choice([0.1, 0.3, 0.6]))
        found = made(people, design, seed)
        broken = [one.members for one in found.circles if not is_permitted([people[i] for i in one.members], design)]
        left = [one.id for one in found.unplaced]
        assert (seed, broken, sorted(seated(found) + left)) == (seed, [], list(range(len(people))))
        assert found.score == sum(one.score for one in found.circles) <= found.bound


def test_the_same_effort_makes_the_same_circles_without_a_clock() -> None:
    people, design = crowd(70, Random(5), mess=0.2)
    found = made(people, design, seed=3, seconds=0.4)
    again = match(list(reversed(people)), design, seed=3, budget=Budget(effort=found.effort))
    assert (again.circles, again.unplaced, again.bound) == (found.circles, found.unplaced, found.bound)


def test_a_match_without_a_clock_and_without_an_effort_is_refused() -> None:
    with pytest.raises(ValueError, match="without a clock the budget must name an effort"):
        match([], rules())


def test_sizes_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="sizes 4, 3, 6 are not in order"):
        made([], rules(target=3))


def test_nobody_makes_no_circle() -> None:
    found = made([], rules())
    assert (found.circles, found.unplaced, found.score, found.bound, found.gap) == ((), (), 0, 0, 0.0)


def test_forty_eight_people_all_sit_and_no_size_is_far_from_the_target() -> None:
    found = made([candidate(i) for i in range(48)], rules())
    assert (sorted(len(one.members) for one in found.circles), found.unplaced) == ([4, 4] + [5] * 8, ())


def test_a_handful_is_solved_to_the_proven_optimum() -> None:
    found = made([candidate(i) for i in range(9)], rules())
    assert (seated(found), found.bound_kind, found.gap) == (list(range(9)), BoundKind.OPTIMUM, 0.0)


def test_locked_seats_begin_circles_of_their_own_and_people_locked_together_sit_together() -> None:
    people, design = crowd(40, Random(2), mess=0.0)
    design = rules(seats=(frozenset({0, 1}), frozenset({2})), together=(frozenset({5, 9, 17}),))
    found = made(people, design)
    home = {one: place for place, circle in enumerate(found.circles) for one in circle.members}
    assert (home[0] == home[1], home[0] != home[2], home[5] == home[9] == home[17]) == (True, True, True)


def test_locks_that_contradict_a_rule_are_named_and_their_people_left_over() -> None:
    people = [candidate(i) for i in range(20)] + [candidate(20, level=6)]
    found = made(people, rules(together=(frozenset({3, 20}),)))
    assert [one.id for one in found.unplaced] == [3, 20]
    assert found.warnings == ("The locks on P3 and P20 contradict a rule or each other; they are left over.",)


def test_those_who_declare_an_attribute_sit_two_by_two_or_not_at_all() -> None:
    people = [candidate(i, declared=frozenset({"veteran"} if i % 7 == 0 else ())) for i in range(50)]
    found = made(people, rules())
    counts = [sum(one % 7 == 0 for one in circle.members) for circle in found.circles]
    assert (len(seated(found)), [many for many in counts if many == 1]) == (50, [])


def test_people_who_share_no_language_are_matched_apart() -> None:
    people = [candidate(i, languages=frozenset({"en" if i < 20 else "fr"})) for i in range(40)]
    found = made(people, rules())
    assert len(found.effort.exact) == 2
    assert {len({one < 20 for one in circle.members}) for circle in found.circles} == {1}


def test_pairs_seat_everybody_of_an_odd_number() -> None:
    found = made([candidate(i) for i in range(21)], rules(least=2, target=2, most=3, kind=Kind.PAIR))
    assert sorted(len(one.members) for one in found.circles) == [2] * 9 + [3]


def test_progress_is_told_and_a_stop_is_heard() -> None:
    told: list[Progress] = []
    people, design = crowd(60, Random(1), mess=0.1)
    ticks = count()
    found = match(
        people,
        design,
        budget=Budget(100.0),
        clock=lambda: next(ticks) / 10,
        report=told.append,
        should_stop=lambda: len(told) >= 3,
    )
    assert (told[0].people, found.score >= told[-1].score, found.seconds < 50) == (60, True, True)


def test_no_word_reveals_a_declared_attribute_or_a_pair_that_may_not_meet() -> None:
    people = [candidate(i) for i in range(30)] + [candidate(30, declared=frozenset({"veteran"}))]
    found = made(people, rules(never_again=frozenset({frozenset({1, 2})})))
    text = repr([found.warnings, [one.reasons for one in found.unplaced], found.advice and found.advice.words])
    assert [one for one in ("veteran", "alone", "never") if one in text] == []


def test_an_effort_counts_the_sweeps_of_each_leg_and_all_that_were_made() -> None:
    people, design = crowd(40, Random(4), mess=0.0)
    assert made(people, design).effort == Effort(sweeps=(1, 0, 0, 0, 20), exact=(0,))


def test_a_person_whom_nobody_may_sit_with_is_left_over_with_the_rule() -> None:
    found = made([candidate(i) for i in range(20)] + [candidate(20, zone="Mars/Olympus")], rules())
    assert [(one.id, one.rules) for one in found.unplaced] == [(20, (Rule.HOURS,))]
