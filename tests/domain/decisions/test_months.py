"""Each decision is counted once, whenever somebody looks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.decisions.months import (
    CLOSES_AFTER,
    FIRST_AFTER,
    LAST_AFTER,
    MONTH,
    Month,
    Told,
    closes_on,
    days_of,
    month_to_count,
    next_day,
)

STARTS, ENDS = date(2026, 3, 2), date(2026, 6, 1)
DAY = timedelta(days=1)
LAST = ENDS + LAST_AFTER


FIRST = STARTS + FIRST_AFTER


def test_figures_are_made_after_six_weeks_then_every_four_and_once_at_the_end() -> None:
    assert days_of(STARTS, ENDS) == [*(FIRST + MONTH * number for number in range(4)), LAST]
    assert LAST - days_of(STARTS, ENDS)[-2] <= MONTH


@pytest.mark.parametrize(
    ("counted", "today", "month"),
    [
        ([], FIRST - DAY, None),
        ([], FIRST, Month(date.min, FIRST)),
        ([Told(FIRST, True)], FIRST, None),
        ([Told(FIRST, True)], FIRST + MONTH - DAY, None),
        ([Told(FIRST, True)], FIRST + MONTH, Month(FIRST, FIRST + MONTH)),
        ([Told(FIRST, False)], FIRST + MONTH + DAY, Month(date.min, FIRST + MONTH)),
        ([], FIRST + 2 * MONTH, Month(date.min, FIRST + 2 * MONTH)),
        ([Told(LAST, False)], LAST + timedelta(days=400), None),
    ],
)
def test_what_was_told_is_not_counted_again_and_what_was_not_waits(
    counted: list[Told], today: date, month: Month | None
) -> None:
    assert month_to_count(STARTS, ENDS, counted, today) == month


def test_a_decision_closes_a_week_after_its_day_and_a_month_begins_after_the_one_before() -> None:
    month = Month(STARTS, FIRST)
    days = (STARTS, STARTS + DAY, FIRST, FIRST + DAY)
    assert [month.counts(day) for day in days] == [False, True, True, False]
    assert closes_on(STARTS) == STARTS + CLOSES_AFTER == STARTS + timedelta(days=7)


def test_the_next_day_is_named_until_the_last_is_over() -> None:
    assert [next_day(STARTS, ENDS, day) for day in (STARTS, FIRST, LAST - DAY, LAST)] == [
        FIRST,
        FIRST + MONTH,
        LAST,
        None,
    ]


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=30), st.integers(1, 300))
def test_no_decision_is_ever_counted_in_two_months_that_are_told(visits: list[tuple[int, bool]], length: int) -> None:
    """Workers come when they come, and whether there are enough is as it is."""
    counted: list[Told] = []
    told: list[Month] = []
    today, ends = STARTS, STARTS + timedelta(days=length)
    for days, is_told in visits:
        today += timedelta(days=days)
        month = month_to_count(STARTS, ends, counted, today)
        if month:
            counted.append(Told(month.until, is_told))
            told += [month] if is_told else []
    days_on_which = [STARTS + timedelta(days=day) for day in range(-60, 400)]
    assert max(sum(month.counts(day) for month in told) for day in days_on_which) <= 1
    assert len({one.until for one in counted}) == len(counted)
