"""The draw made again: its statistic is that of the cluster-robust error, and its p-value is uniform."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from edgewise.domain.evidence.estimates.clustered import clustered
from edgewise.domain.evidence.estimates.rerandomised import Drawn, circles_anew, p_value, studentised
from edgewise.domain.evidence.lottery import Entrant, urn_of
from tests.domain.evidence.tables import people, sides


def drawn(value: list[float], placed: int, circles: tuple[int, ...] = ()) -> Drawn:
    cluster = np.concatenate([np.repeat(np.arange(len(circles)), circles), np.arange(100, 100 + len(value))])
    return Drawn(
        urn_of([Entrant(key) for key in range(len(value))]),
        np.array(value),
        np.arange(len(value)) < placed,
        np.unique(cluster[: len(value)], return_inverse=True)[1],
        circles,
    )


@pytest.mark.parametrize("yes_no", [True, False])
def test_with_one_stratum_the_statistic_is_the_difference_over_its_error(yes_no: bool) -> None:
    given = people(yes_no=yes_no, strata=False)
    found = clustered(given)
    statistic = studentised(given, given.takes_part[None], given.cluster[None])
    assert statistic == pytest.approx([found.difference / found.error], abs=1e-9)


def test_with_strata_it_is_close_to_it() -> None:
    given = people(yes_no=False, strata=True)
    found = clustered(given)
    statistic = studentised(given, given.takes_part[None], given.cluster[None])
    assert statistic == pytest.approx([found.difference / found.error], rel=0.02)


def test_the_p_value_is_that_of_all_draws_there_are() -> None:
    value = [5.0, 7.0, 8.0, 4.0, 3.0, 1.0, 2.0, 6.5]
    every = [sides(value, [int(key in placed) for key in range(8)]) for placed in combinations(range(8), 3)]
    all_of_them = [abs(found.difference / found.error) for found in map(clustered, every)]
    exact = np.mean(np.array(all_of_them) >= all_of_them[0] - 1e-9)
    assert p_value(drawn(value, 3), 20_000, 1) == pytest.approx(exact, abs=0.012)


def test_the_same_seed_gives_the_same_p_and_no_p_is_zero() -> None:
    apart = drawn([9.0 + key / 10 for key in range(20)] + [1.0 + key / 10 for key in range(20)], 20, (5, 5, 5, 5))
    assert p_value(apart, 199, 1) == p_value(apart, 199, 1) == pytest.approx(1 / 200)


def test_circles_made_anew_have_the_sizes_they_had_and_hold_only_people_with_a_place() -> None:
    given = drawn([0.0] * 12, 7, (3, 3))
    placed = np.zeros((50, 12), dtype=bool)
    placed[:, 4:11] = True
    again = circles_anew(given, placed, np.random.Generator(np.random.PCG64(1)))
    for row in again:
        assert sorted(np.bincount(row)[12:].tolist()) == [3, 3]
        assert not (row[~placed[0]] >= 12).any()


def test_if_nothing_has_an_effect_one_p_in_twenty_is_small() -> None:
    dice = np.random.Generator(np.random.PCG64(7))
    ps = [p_value(drawn(dice.normal(size=40).tolist(), 20, (5, 5, 5)), 99, seed) for seed in range(400)]
    assert 0.02 < np.mean(np.array(ps) <= 0.05) < 0.085  # three standard errors


def test_whoever_is_not_known_counts_for_nothing() -> None:
    with_gap = drawn([5.0, 7.0, np.nan, 4.0, 3.0, 1.0, 2.0, 6.5], 3)
    assert 0 < p_value(with_gap, 99, 1) <= 1


def test_where_nothing_varies_there_is_no_p() -> None:
    with pytest.raises(ValueError, match="Nothing varies"):
        p_value(drawn([1.0] * 8, 4), 99, 1)
