from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.calendar.slots import Window
from edgewise.domain.calendar.typical_day import TypicalDay, typical_day

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def at(day: int, begins: int, ends: int) -> Window:
    """From and to in minutes of a day of that week."""
    start = MONDAY + timedelta(days=day)
    return start + timedelta(minutes=begins), start + timedelta(minutes=ends)


def test_hours_common_to_all_days_are_told_from_those_of_some() -> None:
    found = typical_day([at(0, 540, 1020), at(1, 600, 1080), at(2, 540, 720), at(2, 780, 1020)])
    assert found == TypicalDay(3, ((600, 720), (780, 1020)), ((540, 1080),))


def test_a_day_without_any_time_does_not_count() -> None:
    assert typical_day([at(0, 540, 600), at(4, 540, 600)]) == TypicalDay(2, ((540, 600),), ((540, 600),))


def test_days_that_share_nothing_have_no_common_hour() -> None:
    assert typical_day([at(0, 540, 600), at(1, 700, 760)]) == TypicalDay(2, (), ((540, 600), (700, 760)))


def test_a_time_over_midnight_belongs_to_both_days() -> None:
    assert typical_day([at(0, 1380, 1500)]) == TypicalDay(2, (), ((0, 60), (1380, 1440)))


def test_no_times_are_no_days() -> None:
    assert typical_day([]) == TypicalDay(0, (), ())


spans = st.tuples(st.integers(0, 9), st.integers(0, 1400), st.integers(1, 1600))


@given(st.lists(spans, max_size=8))
def test_what_is_common_to_all_is_common_to_some(found: list[tuple[int, int, int]]) -> None:
    day = typical_day([at(on, begins, begins + minutes) for on, begins, minutes in found])
    some = {minute for first, last in day.on_some for minute in range(first, last)}
    assert {minute for first, last in day.on_all for minute in range(first, last)} <= some
    assert all(0 <= first < last <= 1440 for first, last in (*day.on_all, *day.on_some))
