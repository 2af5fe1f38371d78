"""Who counts, and when a comparison is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edgewise.domain.evidence.gathered import Reason, Subject, gathered, reason_to_refuse


def subjects(
    value: Callable[[int], float | None] = lambda key: float(key % 3 == 0),
    circle: Callable[[int], str | None] = lambda key: f"c{key // 10}" if key < 50 else "",
    people: int = 100,
) -> list[Subject]:
    """Half of them take part: they have the smaller keys."""
    return [Subject(key, key < people // 2, value(key), circle(key)) for key in range(people)]


def refused(given: list[Subject], *, yes_no: bool = True) -> Reason | None:
    return reason_to_refuse(gathered(given, yes_no=yes_no), yes_no=yes_no)


def test_enough_people_in_enough_circles_are_compared() -> None:
    found = gathered(subjects(), yes_no=True)
    assert (found.people, found.known, found.clusters, found.circles) == ((50, 50), (50, 50), (5, 50), (5, 0))
    assert reason_to_refuse(found, yes_no=True) is None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (subjects(circle=lambda key: None if key == 7 else f"c{key // 10}"), Reason.CIRCLE_UNKNOWN),
        ([Subject(key, True, 1.0) for key in range(50)], Reason.FEW_PEOPLE),
        ([Subject(key, key < 50, 1.0, stratum=str(key)) for key in range(100)], Reason.NOTHING_MATCHED),
        (subjects(people=38), Reason.FEW_PEOPLE),
        (subjects(value=lambda key: float(key % 3 == 0) if key < 50 else None), Reason.FEW_PEOPLE),  # of one side alone
        (subjects(value=lambda key: None if key > 68 else float(key % 3 == 0)), Reason.FEW_PEOPLE),
        (subjects(circle=lambda key: "Nairobi" if key < 50 else "Berlin"), Reason.ONE_CLUSTER),
        (subjects(circle=lambda key: "Nairobi" if key < 50 else ""), Reason.ONE_CLUSTER),
        (subjects(circle=lambda key: f"c{key // 15}" if key < 45 else ""), Reason.FEW_CIRCLES),
        (subjects(value=lambda key: 1.0), Reason.FEW_ALIKE),  # else it would tell the answer of everybody
        (subjects(value=lambda key: float(key in {1, 2, 3, 4} or key > 80)), Reason.FEW_ALIKE),
        (subjects(value=lambda key: float(key > 4)), Reason.FEW_ALIKE),
    ],
)
def test_a_comparison_is_refused_with_its_reason(given: list[Subject], reason: Reason) -> None:
    assert refused(given) == reason


def test_five_of_each_answer_on_each_side_are_enough() -> None:
    assert refused(subjects(value=lambda key: float(key < 5 or key >= 95))) is None


def test_numbers_have_no_answers_to_count() -> None:
    assert refused(subjects(value=float), yes_no=False) is None


def test_a_score_of_two_values_is_a_yes_and_a_no() -> None:
    assert refused(subjects(value=lambda key: 7.0 if key in {1, 60} else 3.0), yes_no=False) == Reason.FEW_ALIKE
    assert refused(subjects(value=lambda key: 7.0 if key % 3 else 3.0), yes_no=False) is None
    assert refused(subjects(value=lambda key: 7.0), yes_no=False) == Reason.NO_VARIATION


def test_whoever_has_nobody_in_their_stratum_is_left_out_and_counted() -> None:
    odd = [Subject(100, True, 1.0, stratum="alone"), Subject(101, False, None)]
    found = gathered([*subjects(), *odd], yes_no=True)
    assert (found.people, found.known, found.left_out) == ((51, 51), (50, 50), 1)


def test_who_shares_a_lot_outside_of_circles_is_one_cluster() -> None:
    pair = [Subject(200, False, 1.0, together="pair"), Subject(201, False, 0.0, together="pair")]
    assert gathered([*subjects(), *pair], yes_no=True).clusters == (5, 51)


@pytest.mark.parametrize("value", [2.0, 0.5, float("nan"), float("inf")])
def test_a_value_that_is_neither_yes_nor_no_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="A value is not a number, or neither yes nor no"):
        gathered([Subject(1, True, value)], yes_no=True)


def test_nobody_counts_twice() -> None:
    with pytest.raises(ValueError, match="Somebody is listed twice"):
        gathered([Subject(1, True, 1.0), Subject(1, False, 0.0)], yes_no=True)


def test_nobody_at_all_is_too_few() -> None:
    assert refused([]) == Reason.FEW_PEOPLE
