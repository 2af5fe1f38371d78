"""Many organisations of which the truth is known: intervals hold it, and nothing is claimed where there is nothing.

The benchmark tries thousands; these few would notice an error that forgets the circles, or a re-draw that does.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from edgewise.domain.evidence.comparison import Asked, Comparison, Standing, by_lottery, by_match
from edgewise.domain.simulation.organisation import Truth, invented_workers, year

DAY = date(2026, 1, 12)
RUNS = 120


def compared(truth: Truth, runs: int = RUNS) -> list[Comparison]:
    workers = invented_workers(200, DAY, np.random.Generator(np.random.PCG64(1)))
    asked = Asked(yes_no=truth.yes_no, smallest=4 if truth.yes_no else 0.3)
    found = []
    for seed in range(runs):
        happened = year(workers, truth, DAY, seed)
        if truth.lottery:
            found.append(by_lottery(happened.subjects, asked, seed=seed, draws=199))
        else:
            found.append(by_match(happened.subjects, happened.facts, asked, seed=seed, draws=199))
    return [one for one in found if one.standing != Standing.REFUSED]


@pytest.mark.parametrize(
    "truth",
    [
        Truth(0.1, 0.2, base=0.4),
        Truth(0.1, 0.2, base=0.4, lottery=False),
        Truth(0.3, 0.2, yes_no=False, hidden=True),
        Truth(0.3, 0.2, yes_no=False, lottery=False),
    ],
    ids=["lottery", "match", "lottery of numbers, hidden selection", "match of numbers"],
)
def test_intervals_hold_the_truth(truth: Truth) -> None:
    found = compared(truth)
    held = [(one.low or 0) <= truth.difference <= (one.high or 0) for one in found]
    assert len(found) > 0.8 * RUNS
    assert 0.9 <= np.mean(held) <= 0.995  # 95 per cent, and three standard errors down


def test_where_there_is_nothing_the_lottery_claims_less_than_an_ordinary_test() -> None:
    found = compared(Truth(0.0, 0.2, base=0.4))
    claims = [one.standing == Standing.SHOWN for one in found]
    assert np.mean(claims) < 0.1
    assert sum(claims) < sum(one.naive_claims for one in found)
