"""When an event counts: one day for everybody. A clock that starts on joining finds a benefit where there is none."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from edgewise.domain.evidence.clock import Window, could_be_invited, happened

DAY = date(2026, 3, 2)
WINDOW = Window(DAY, 365)


@pytest.mark.parametrize(
    ("since", "left_on", "could"),
    [
        (DAY, None, True),
        (DAY + timedelta(1), None, False),
        (None, None, True),
        (DAY, DAY, False),  # the first day without them
        (DAY, DAY + timedelta(1), True),
        (None, DAY - timedelta(400), False),
    ],
)
def test_who_had_left_and_who_came_later_is_in_neither_side(
    since: date | None, left_on: date | None, could: bool
) -> None:
    assert could_be_invited(since, left_on, DAY) is could


def test_the_first_day_counts_and_the_day_after_the_last_does_not() -> None:
    events = [
        (1, DAY), (2, DAY - timedelta(1)), (3, DAY + timedelta(364)), (4, DAY + timedelta(365)), (9, DAY),
    ]  # fmt: skip
    assert happened([1, 2, 3, 4, 5], events, WINDOW) == {1: 1.0, 2: 0.0, 3: 1.0, 4: 0.0, 5: 0.0}


def test_an_event_twice_counts_once() -> None:
    assert happened([1], [(1, DAY), (1, DAY + timedelta(9))], WINDOW) == {1: 1.0}


def test_a_clock_that_starts_on_joining_shows_a_benefit_of_five_points_where_there_is_none() -> None:
    dice = np.random.Generator(np.random.PCG64(1))
    people, invited = range(8000), set(range(4000))
    leaves = np.where(dice.random(8000) < 0.4, dice.integers(365, size=8000), 9999)  # alike on both sides
    joins = dice.integers(120, size=8000)  # days from the invitation to the first session
    events = [(key, DAY + timedelta(int(leaves[key]))) for key in people if leaves[key] < 365]

    ours = happened(people, events, WINDOW)
    benefit = np.mean([ours[key] for key in people if key not in invited]) - np.mean([ours[key] for key in invited])
    assert abs(benefit) < 0.03

    joined = [key for key in invited if leaves[key] > joins[key]]  # who leaves before it joins nothing
    naive = np.mean([leaves[key] < 365 for key in joined])
    stayed_out = [leaves[key] < 365 for key in people if key not in invited or leaves[key] <= joins[key]]
    assert np.mean(stayed_out) - naive > 0.05
