from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.matching.exact import mates
from edgewise.domain.matching.exact.mates import Mates, best_mates, fair_prices
from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import FORBIDDEN, Scores


def drawn(size: int, seed: int, closed: float = 0.0, steps: int = 1000) -> Scores:
    """Random points, some pairs closed; with few `steps`, many equal ones."""
    rng = np.random.default_rng(seed)
    points = rng.integers(0, steps + 1, (size, size)) * (1000 // steps)
    points[rng.random((size, size)) < closed] = FORBIDDEN
    upper = np.triu(points, 1)
    whole = (upper + upper.T).astype(np.int16)
    np.fill_diagonal(whole, FORBIDDEN)
    return whole


def best_by_trying(points: Scores, bonus: Ints) -> tuple[int, int]:
    """Most people placed, then most points with the bonus."""

    @cache
    def best(left: frozenset[int]) -> tuple[int, int]:
        if not left:
            return 0, 0
        one, *others = sorted(left)
        options = [best(left - {one})]
        for other in others:
            if points[one, other] > FORBIDDEN:
                placed, score = best(left - {one, other})
                options.append((placed + 2, score + int(points[one, other] + bonus[one] + bonus[other])))
        return max(options)

    return best(frozenset(range(len(points))))


def is_matching(found: Mates, points: Scores) -> bool:
    placed = np.flatnonzero(found.mate >= 0)
    mutual = (found.mate[found.mate[placed]] == placed).all()
    return bool(mutual and (points[placed, found.mate[placed]] > FORBIDDEN).all())


@given(st.integers(0, 11), st.integers(0, 10_000), st.sampled_from([0.0, 0.3, 0.7, 0.9]), st.sampled_from([2, 1000]))
def test_few_people_are_matched_as_well_as_by_trying_everything(
    size: int, seed: int, closed: float, steps: int
) -> None:
    points = drawn(size, seed, closed, steps)
    bonus = np.random.default_rng(seed).integers(0, 50, size)
    found = best_mates(points, np.random.default_rng(1))
    assert is_matching(found, points)
    assert (size - len(found.left), found.score) == best_by_trying(points, np.zeros(size, dtype=np.int64))
    assert found.best
    assert found.bound(len(found.left)) >= found.score
    assert found.least_out <= len(found.left)
    favoured = best_mates(points, np.random.default_rng(1), bonus=bonus)
    extra = int(bonus[favoured.mate >= 0].sum())
    assert (size - len(favoured.left), favoured.score + extra) == best_by_trying(points, bonus)


@given(st.integers(2, 60), st.integers(0, 10_000), st.sampled_from([0.0, 0.5]), st.sampled_from([2, 1000]))
def test_no_open_pair_breaks_the_prices(size: int, seed: int, closed: float, steps: int) -> None:
    points = drawn(size, seed, closed, steps)
    prices = fair_prices(points, np.random.default_rng(seed))
    slack = prices[:, None] + prices - points
    assert slack[points > FORBIDDEN].min(initial=0) >= 0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("size", [300, 301])
def test_many_people_are_matched_as_well_as_with_every_pair(
    monkeypatch: pytest.MonkeyPatch, size: int, seed: int
) -> None:
    points = drawn(size, seed, closed=0.5, steps=[4, 1000][seed % 2])
    sparse = best_mates(points, np.random.default_rng(1))
    monkeypatch.setattr(mates, "ALL", size)
    dense = best_mates(points, np.random.default_rng(1))
    assert sparse.best
    assert (sparse.score, len(sparse.left)) == (dense.score, len(dense.left))
    assert is_matching(sparse, points)


def test_odd_islands_leave_one_each_over() -> None:
    """Three islands of 101 people who may meet among themselves alone."""
    points = drawn(303, 5)
    island = np.arange(303) // 101
    points[island[:, None] != island] = FORBIDDEN
    found = best_mates(points, np.random.default_rng(1))
    assert found.least_out == len(found.left) == 3
    assert found.best


def test_moats_bound_odd_clusters_of_equals() -> None:
    """Two crowds of three: 1000 points inside, 0 between. Prices alone allow 3000 points; one pair must cross."""
    points = np.zeros((6, 6), dtype=np.int16)
    points[:3, :3] = points[3:, 3:] = 1000
    np.fill_diagonal(points, FORBIDDEN)
    found = best_mates(points, np.random.default_rng(1))
    assert found.prices.sum() == 3000
    assert found.bound(0) == found.score == 2000


def test_the_same_dice_give_the_same_matching() -> None:
    points = drawn(400, 3, steps=4)
    first, again = (best_mates(points, np.random.default_rng(9)).mate.tolist() for _ in range(2))
    assert first == again
