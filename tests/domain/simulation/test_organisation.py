"""The invented organisation does what its truth says."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from msgspec.structs import replace

from edgewise.domain.simulation.organisation import Truth, Worker, Year, invented_workers, year

DAY = date(2026, 1, 12)
TRUTH = Truth(effect=0.04, icc=0.05)


def workers(people: int, seed: int = 1) -> tuple[Worker, ...]:
    return invented_workers(people, DAY, np.random.Generator(np.random.PCG64(seed)))


def years(truth: Truth, many: int, people: int = 400) -> list[Year]:
    everybody = workers(people)
    return [year(everybody, truth, DAY, seed) for seed in range(many)]


def difference(found: Year) -> float:
    sides = [[one.value or 0.0 for one in found.subjects if one.takes_part == side] for side in (True, False)]
    return float(np.mean(sides[0]) - np.mean(sides[1]))


def test_the_same_seed_gives_the_same_year() -> None:
    assert year(workers(60), TRUTH, DAY, 3) == year(workers(60), TRUTH, DAY, 3)
    assert year(workers(60), TRUTH, DAY, 3) != year(workers(60), TRUTH, DAY, 4)


def test_sides_are_those_of_the_draw_and_reserves_are_in_neither() -> None:
    found = year(workers(300), TRUTH, DAY, 1)
    assert found.draw is not None
    assert {one.key for one in found.subjects if one.takes_part} == set(found.draw.places)
    assert {one.key for one in found.subjects if not one.takes_part} == set(found.draw.comparison)
    assert len(found.draw.reserves) == 14


def test_some_who_have_a_place_do_not_come_and_nobody_who_is_compared_sits_in_a_circle() -> None:
    found = year(workers(300), TRUTH, DAY, 1)
    assert any(one.takes_part and not one.circle for one in found.subjects)
    assert not any(one.circle for one in found.subjects if not one.takes_part)


@pytest.mark.parametrize(("truth", "off"), [(TRUTH, 0.012), (Truth(0.3, 0.2, yes_no=False), 0.035)])
def test_a_place_changes_the_outcome_by_the_effect(truth: Truth, off: float) -> None:
    found = [difference(one) for one in years(truth, 60)]
    assert np.mean(found) == pytest.approx(truth.difference, abs=off)


def test_self_selection_makes_a_difference_where_nothing_is_drawn_and_none_where_places_are() -> None:
    hidden = Truth(effect=0.0, icc=0.0, base=0.3, hidden=True)
    assert abs(np.mean([difference(one) for one in years(hidden, 60)])) < 0.02
    assert np.mean([difference(one) for one in years(replace(hidden, lottery=False), 60)]) < -0.02


@pytest.mark.parametrize("yes_no", [True, False])
def test_two_of_one_circle_correlate_by_icc(yes_no: bool) -> None:
    products, variances = [], []
    for found in years(Truth(effect=0.0, icc=0.2, base=0.3, yes_no=yes_no, lottery=False), 40):
        joins = [one for one in found.subjects if one.circle]
        values = np.array([one.value or 0.0 for one in joins])
        values -= values.mean()
        circles = np.array([int((one.circle or "")[1:]) for one in joins])
        same = np.equal.outer(circles, circles) & ~np.eye(len(joins), dtype=bool)
        products.append((np.outer(values, values)[same]).mean())
        variances.append((values**2).mean())
    assert np.mean(products) / np.mean(variances) == pytest.approx(0.2, abs=0.04)


def test_who_came_after_the_draw_is_in_neither_side() -> None:
    late = [replace(one, since=DAY + timedelta(1)) if one.key < 30 else one for one in workers(100)]
    assert {one.key for one in year(late, TRUTH, DAY, 1).subjects} <= set(range(30, 100))


def test_whoever_left_has_a_day_in_the_window() -> None:
    found = year(workers(300), TRUTH, DAY, 1)
    assert {one.key for one in found.subjects if one.value} <= set(found.left_on)
    assert all(found.window.holds(day) for day in found.left_on.values())
