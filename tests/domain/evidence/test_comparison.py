"""What is shown, what is not, and several outcomes judged together."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from edgewise.domain.evidence.comparison import Asked, Comparison, Standing, by_lottery, by_match, judged
from edgewise.domain.evidence.estimates.clustered import clustered
from edgewise.domain.evidence.estimates.matched import Facts
from edgewise.domain.evidence.gathered import Reason, Subject, gathered

LEAVING = Asked(yes_no=True, smallest=4)
SCORE = Asked(yes_no=False, smallest=0.5, higher_is_better=True)


def people(leave: int, of_others: int) -> list[Subject]:
    """50 in ten circles and 50 who are compared; the leavers sit in the first circles."""
    return [
        *(Subject(key, True, float(key // 10 + key % 10 * 5 < leave), f"c{key % 10}") for key in range(50)),
        *(Subject(key, False, float(key - 50 < of_others)) for key in range(50, 100)),
    ]


def test_a_large_difference_is_shown() -> None:
    found = by_lottery(people(6, 30), LEAVING, seed=1)
    assert found.standing == Standing.SHOWN
    assert (found.taking_part.value, found.compared.value, found.difference) == pytest.approx((0.12, 0.6, -0.48))
    assert found.p == pytest.approx(2 / 2001)
    assert found.low is not None and found.high is not None and found.low < -0.48 < found.high < 0  # noqa: PT018


def test_a_small_one_is_not_shown_and_says_how_many_people_it_takes() -> None:
    found = by_lottery(people(10, 12), LEAVING, seed=1)
    assert (found.standing, found.needed) == (Standing.NOT_SHOWN, 5274)


def test_the_interval_is_that_of_the_cluster_robust_error() -> None:
    given = people(10, 12)
    found, plain = by_lottery(given, LEAVING, seed=1), clustered(gathered(given, yes_no=True).sides)
    assert (found.low, found.high, found.df) == (plain.low, plain.high, plain.df)


def test_a_refused_comparison_has_no_figure() -> None:
    found = by_lottery(people(2, 30), LEAVING, seed=1)
    assert (found.standing, found.reason) == (Standing.REFUSED, Reason.FEW_ALIKE)
    figures = (found.taking_part.value, found.compared.value, found.difference, found.low, found.high, found.p)
    assert {*figures, found.naive_p, found.naive_low, found.needed, found.design_effect} == {None}


def test_swapping_the_sides_turns_the_sign() -> None:
    given = people(10, 20)
    one = by_lottery(given, LEAVING, seed=1)
    other = by_lottery([replace(each, takes_part=not each.takes_part) for each in given], LEAVING, seed=1)
    assert (other.difference, other.low, other.high) == pytest.approx(
        (-(one.difference or 0), -(one.high or 0), -(one.low or 0))
    )


def test_the_same_seed_gives_the_same_result() -> None:
    assert by_lottery(people(10, 12), LEAVING, seed=7) == by_lottery(people(10, 12)[::-1], LEAVING, seed=7)


def test_a_match_compares_within_cells_only() -> None:
    """In each cell the sides leave alike; taken together they do not, since more of the leavers' cell takes part."""
    facts, given = {}, []
    for key in range(200):
        young, takes_part = key < 100, key % 100 < (70 if key < 100 else 30)
        facts[key] = Facts(level=0 if young else 1)
        given.append(Subject(key, takes_part, float(key % 10 < (6 if young else 2))))
    found = by_match(given, facts, LEAVING, seed=1)
    assert found.difference == pytest.approx(0)
    assert found.naive_difference == pytest.approx(0.16)
    assert (found.standing, found.naive_claims, found.strata) == (Standing.NOT_SHOWN, True, 2)
    assert [line.standardised for line in found.balance] == pytest.approx([0] * len(found.balance))


def test_a_match_of_numbers_draws_circles_again() -> None:
    given = [replace(one, value=float(one.key * 7 % 11) + 3 * one.takes_part) for one in people(0, 0)]
    found = by_match(given, {key: Facts() for key in range(100)}, SCORE, seed=1)
    assert (found.standing, found.draws, found.seed) == (Standing.SHOWN, 2000, 1)


def test_a_match_needs_facts_of_everybody() -> None:
    with pytest.raises(ValueError, match="Somebody has no facts to be matched by"):
        by_match(people(10, 12), {}, LEAVING, seed=1)


def test_a_change_that_cannot_be_has_no_number_of_people() -> None:
    assert by_lottery(people(10, 12), Asked(yes_no=True, smallest=30), seed=1).needed is None


def with_p(p: float | None) -> Comparison:
    shown = by_lottery(people(6, 30), LEAVING, seed=1)
    return replace(shown, p=p) if p is not None else by_lottery(people(2, 30), LEAVING, seed=1)


def test_of_several_outcomes_fewer_are_shown() -> None:
    found = judged([with_p(0.04), with_p(0.001), with_p(None), with_p(0.03)])
    assert [one.standing for one in found] == [Standing.NOT_SHOWN, Standing.SHOWN, Standing.REFUSED, Standing.NOT_SHOWN]
    assert [one.p_of_all for one in found] == [pytest.approx(0.06), pytest.approx(0.003), None, pytest.approx(0.06)]


def test_one_outcome_alone_is_judged_as_it_is() -> None:
    found = by_lottery(people(6, 30), LEAVING, seed=1)
    assert judged([found]) == (replace(found, p_of_all=found.p),)
