"""Circles from people: every hard rule holds, and whoever is left over is told why."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from edgewise.domain.matching.audit import Ground
from edgewise.domain.matching.match import islands, match, violations
from edgewise.domain.matching.model import Candidate, Match, Rule, Rules
from edgewise.domain.matching.search import searched
from tests.domain.matching.people import candidate, crowd, is_permitted, rules


def seated(found: Match) -> list[int]:
    return sorted(one for circle in found.circles for one in circle.members)


def most_that_can_sit(people: list[Candidate], design: Rules) -> int:
    """Every way to choose circles, tried; for a handful of people only."""
    if not people:
        return 0
    first, rest = people[0], people[1:]
    best = most_that_can_sit(rest, design)
    for size in range(design.least - 1, min(design.most, len(people))):
        for others in combinations(rest, size):
            if is_permitted((first, *others), design):
                left = [one for one in rest if one not in others]
                best = max(best, size + 1 + most_that_can_sit(left, design))
    return best


@pytest.mark.parametrize("block", range(10))
def test_no_circle_breaks_a_hard_rule_and_nobody_is_lost_in_thousands_of_messy_instances(block: int) -> None:
    for seed in range(block * 300, block * 300 + 300):
        rng = Random(seed)
        people, design = crowd(rng.randint(0, 16), rng, mess=rng.choice([0.1, 0.3, 0.6]))
        found = match(people, design, Random(seed))
        broken = [
            circle.members
            for circle in found.circles
            if not is_permitted([people[one] for one in circle.members], design)
        ]
        left = [one.id for one in found.unplaced]
        assert (seed, broken, sorted(seated(found) + left)) == (seed, [], list(range(len(people))))
        assert all(one.rules and one.reasons for one in found.unplaced)


@pytest.mark.parametrize("seed", range(150))
def test_as_many_sit_as_can_be_seated(seed: int) -> None:
    rng = Random(seed)
    people, design = crowd(rng.randint(2, 8), rng)
    assert len(seated(match(people, design, Random(1)))) == most_that_can_sit(people, design)


@pytest.mark.parametrize("seed", range(150))
def test_the_search_for_many_seats_as_many_as_the_exact_answer_for_few(seed: int) -> None:
    rng = Random(seed)
    people, design = crowd(rng.randint(4, 9), rng, mess=0.2)
    ground = Ground(people, design)
    found = [searched(ground, island, 0, Random(seed)) for island in islands(ground)]
    assert sum(circle.bit_count() for island in found for circle in island) == most_that_can_sit(people, design)


def test_the_same_seed_gives_the_same_circles() -> None:
    people, design = crowd(60, Random(5), mess=0.2)
    assert match(people, design, Random(3)) == match(list(reversed(people)), design, Random(3))


def test_seven_people_where_six_is_the_most_leave_one_over_for_the_size() -> None:
    found = match([candidate(i) for i in range(7)], rules(), Random(1))
    assert [len(circle.members) for circle in found.circles] in ([5], [6])
    assert {one.rules for one in found.unplaced} == {(Rule.SIZE,)}


def test_eight_people_sit_in_two_circles_of_four_rather_than_five_and_three_left() -> None:
    found = match([candidate(i) for i in range(8)], rules(), Random(1))
    assert [len(circle.members) for circle in found.circles] == [4, 4]


def test_forty_eight_people_all_sit_and_no_size_is_far_from_the_target() -> None:
    found = match([candidate(i) for i in range(48)], rules(), Random(1))
    assert (sum(abs(len(circle.members) - 5) for circle in found.circles) <= 3, found.unplaced) == (True, ())


def test_three_who_share_hours_two_by_two_but_not_together_do_not_sit_together() -> None:
    shifts = [(9, 17), (16, 24), (8, 10)]
    trio = [candidate(i, zone="UTC", works_from=a * 60, works_until=b % 24 * 60) for i, (a, b) in enumerate(shifts)]
    trio.append(candidate(3, zone="UTC", works_from=9 * 60, works_until=20 * 60))
    found = match(trio, rules(least=3, target=3, most=3), Random(1))
    assert [circle.members for circle in found.circles] in ([(0, 1, 3)], [(0, 2, 3)])


def test_an_hour_that_summer_time_takes_away_for_two_weeks_is_no_common_hour() -> None:
    london = [candidate(i, works_from=9 * 60, works_until=14 * 60) for i in range(2)]
    york = [candidate(i, zone="America/New_York", works_from=8 * 60, works_until=16 * 60) for i in (2, 3)]
    assert len(match(london + york, rules(level_spread=None), Random(1)).circles) == 1
    late = [candidate(i, zone="America/New_York", works_from=9 * 60, works_until=16 * 60) for i in (2, 3)]
    assert len(match(london + late, rules(level_spread=None), Random(1)).circles) == 0


def test_the_secret_rules_share_one_name() -> None:
    assert Rule.NEVER_AGAIN.label == Rule.ALONE.label == "a confidential rule"


def test_a_person_whom_only_a_secret_rule_keeps_out_is_not_told_which() -> None:
    people = [candidate(i) for i in range(3)] + [candidate(3, declared=frozenset({"veteran"}))]
    found = match(people, rules(most=4, target=4), Random(1))
    text = repr([one.reasons for one in found.unplaced])
    assert [one for one in ("veteran", "alone", "never") if one in text] == []
    assert {rule for one in found.unplaced for rule in one.rules} == {Rule.ALONE}


def test_a_reason_names_what_everybody_shares() -> None:
    functions = ["Sales", "Legal", "Product", "Sales"]
    people = [candidate(i, function=name, level=i % 2 + 1) for i, name in enumerate(functions)]
    found = match(people, rules(), Random(1), levels=("Associate", "Team lead", "Manager"))
    assert found.circles[0].reasons == (
        "Everyone speaks English.",
        "8 h of everybody's working day overlap, all through.",
        "Levels from Team lead to Manager.",
        "3 functions: Legal, Product and Sales.",
        "Nobody reports to anybody here, directly or one step up.",
    )


def test_a_person_without_a_language_on_record_is_told_so() -> None:
    people = [candidate(i) for i in range(4)] + [candidate(4, languages=frozenset())]
    found = match(people, rules(), Random(1))
    assert [(one.id, one.rules, one.reasons) for one in found.unplaced] == [
        (4, (Rule.LANGUAGE,), ("No language is on record for them.",))
    ]


def test_the_rule_to_relax_is_named_for_whoever_is_left_over() -> None:
    people = [candidate(i) for i in range(4)] + [candidate(4, level=6)]
    assert match(people, rules(), Random(1)).unplaced[0].reasons == (
        "No circle is possible under all the rules.",
        "Level band rules out 4 of 4.",
        "Relaxing “level band” would make a circle possible.",
    )


def test_an_unknown_time_zone_keeps_a_person_out_and_nobody_else() -> None:
    people = [candidate(i) for i in range(4)] + [candidate(4, zone="Mars/Olympus")]
    found = match(people, rules(), Random(1))
    assert (seated(found), found.unplaced[0].rules) == ([0, 1, 2, 3], (Rule.HOURS,))


def test_a_published_circle_is_checked_again_as_the_facts_stand() -> None:
    circle = [candidate(i) for i in range(4)]
    assert violations(circle, rules()) == ()
    boss = candidate(3, level=6, free_load=0, languages=frozenset({"fr"}))
    subject = candidate(0, line_up=frozenset({3}))
    assert violations([subject, circle[1], circle[2], boss], rules()) == (
        Rule.LANGUAGE,
        Rule.LINE,
        Rule.LEVEL,
        Rule.LOAD,
    )


def test_sizes_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="sizes 4, 3, 6 are not in order"):
        match([], rules(target=3), Random(1))
