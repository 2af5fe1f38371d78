"""Why two people do not sit together: the rule in the way, or the least that would have to change."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.matching.audit import between, locks_broken, missing, violations
from edgewise.domain.matching.change.plans import nearest
from edgewise.domain.matching.explain.why_not import Option, WhyNot, why_not_with
from edgewise.domain.matching.given.points import Points
from edgewise.domain.matching.model import Candidate, Rules
from tests.domain.matching.drafts import easy_crowd, seated
from tests.domain.matching.people import candidate, rules

CAST = ("Amara", "Bruno", "Chidi", "Dana", "Elif", "Farid", "Grace", "Hugo")
CIRCLES = ((0, 1, 2), (3, 4, 5))


def people(**changed: dict[str, object]) -> list[Candidate]:
    return [candidate(i, name=name, **changed.get(name, {})) for i, name in enumerate(CAST)]


def small(**changed: object) -> Rules:
    return rules(**{"least": 3, "target": 3, "most": 3, "level_spread": 3, **changed})


def applied(circles: list[list[int]], option: Option) -> list[list[int]]:
    after = [list(circle) for circle in circles]
    for index, members in option.circles:
        after += [[]] if index == len(after) else []
        after[index] = list(members)
    return [circle for circle in after if circle]


@settings(max_examples=30)
@given(st.integers(0, 100_000))
def test_every_option_keeps_every_rule_and_costs_and_moves_what_it_says(seed: int) -> None:
    rng = Random(seed)
    cast, design = easy_crowd(24, rng, together=(frozenset({0, 1}),), seats=(frozenset({2}),))
    circles = seated(cast, design, rng)
    points = Points(cast, design)
    home = {one: set(circle) for circle in circles for one in circle}
    for _ in range(6):
        one, other = rng.sample(range(24), 2)
        found = why_not_with(cast, circles, design, one, other)
        assert found.words
        for option in found.options:
            after = applied(circles, option)
            assert [violations([cast[i] for i in circle], design) for circle in after] == [()] * len(after)
            assert locks_broken(after, design, range(24)) == ()
            assert [circle for circle in after if one in circle] == [circle for circle in after if other in circle]
            assert sum(map(points.of, circles)) - sum(map(points.of, after)) == option.cost
            placed = {i for circle in after for i in circle}
            assert (home.keys() - placed, len(placed)) == (set(option.left), sum(map(len, after)))
            assert set(option.left) <= set(option.moved)
            assert set(option.moved) & {one, other}
        moves = [len(option.moved) for option in found.options]
        costs = [option.cost for option in found.options]
        assert (moves, costs) == (sorted(set(moves)), sorted(set(costs), reverse=True))


@given(st.integers(0, 100_000))
def test_a_pair_that_a_rule_forbids_is_told_its_name(seed: int) -> None:
    rng = Random(seed)
    cast, design = easy_crowd(12, rng)
    circles = seated(cast, design, rng)
    for one, other in ((0, 1), (2, 3), (4, 5)):
        broken = between(cast[one], cast[other], design)
        if broken and not missing(cast[one], design) and not missing(cast[other], design):
            assert set(why_not_with(cast, circles, design, one, other).labels) == {rule.label for rule in broken}


@pytest.mark.parametrize(
    ("changed", "design", "answer"),
    [
        ({"languages": frozenset({"fr"})}, {}, WhyNot(("common language",), (), ("They have no language in common.",))),
        (
            {"zone": "Asia/Tokyo"},
            {},
            WhyNot(("shared working hours",), (), ("Their working hours do not share 1 h in every week.",)),
        ),
        ({"level": 6}, {}, WhyNot(("level band",), (), ("Their role levels are more than 3 apart.",))),
        (
            {"line_up": frozenset({3})},
            {},
            WhyNot(("no reporting line",), (), ("One of them reports to the other, directly or one step up.",)),
        ),
        (
            {},
            {"apart": frozenset({frozenset({0, 3})})},
            WhyNot(("kept apart",), (), ("They are kept apart in this draft.",)),
        ),
        (
            {},
            {"never_again": frozenset({frozenset({0, 3})})},
            WhyNot(("a confidential rule",), (), ("A confidential rule keeps them apart.",)),
        ),
        ({"level": None}, {}, WhyNot(("level band",), (), ("Amara: No role level is on record for them.",))),
    ],
)
def test_the_rule_that_keeps_two_apart_is_said_in_words(
    changed: dict[str, object], design: dict[str, object], answer: WhyNot
) -> None:
    assert why_not_with(people(Amara=changed), CIRCLES, small(**design), 0, 3) == answer


def test_people_who_sit_together_are_told_so() -> None:
    assert why_not_with(people(), CIRCLES, small(), 0, 2) == WhyNot((), (), ("They sit together.",))


def test_the_fewest_people_who_would_have_to_move_are_named_with_the_cost() -> None:
    found = why_not_with(people(), CIRCLES, small(), 0, 3)
    words = "Amara would move to the circle of Dana and Farid. Elif would move to the circle of Bruno and Chidi"
    assert found.words == (f"{words}. No points lost.",)
    assert found.options[0].circles == ((0, (1, 2, 4)), (1, (0, 3, 5)))


def test_somebody_left_over_takes_a_seat_only_at_the_price_of_another() -> None:
    found = why_not_with(people(), CIRCLES, small(), 6, 3)
    words = "Grace would move to the circle of Dana and Farid. Elif would be left over. No points lost."
    assert (found.options[0].left, found.words) == ((4,), (words,))


def test_two_left_over_found_a_circle_when_others_can_be_spared() -> None:
    found = why_not_with(people(), ((0, 1, 2, 3), (4, 5)), small(most=4), 6, 7)
    assert found.options[0].circles == ((0, (1, 2, 3)), (2, (0, 6, 7)))
    assert found.words[0].startswith("Amara would move to a new circle. Grace would move to a new circle. Hugo")


def test_a_circle_that_only_a_secret_forbids_is_told_by_the_name_that_secrets_share() -> None:
    cast = people(Amara={"declared": frozenset({"veteran"})})
    found = why_not_with(cast, ((3, 4, 5),), small(), 0, 3)
    assert found == WhyNot(
        ("a confidential rule",),
        (),
        ("No circle with both is possible under all the rules.", "It would take relaxing “a confidential rule”."),
    )


def test_one_person_asked_about_twice_and_somebody_unknown_are_refused() -> None:
    with pytest.raises(ValueError, match="two different people"):
        why_not_with(people(), CIRCLES, small(), 1, 1)
    with pytest.raises(KeyError):
        why_not_with(people(), CIRCLES, small(), 1, 99)


def test_of_very_many_circles_those_nearest_in_level_are_looked_at() -> None:
    cast = [candidate(i, level=i // 6) for i in range(36)]
    circles = [range(i, i + 3) for i in range(0, 36, 3)]
    assert nearest(cast, circles, [cast[0], cast[8]], most=4) == [0, 1, 2, 3]
    assert nearest(cast, circles, [cast[35]], most=2) == [10, 11]
