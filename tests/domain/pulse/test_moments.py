"""When a cohort is asked, from the first and the last day of its run."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.pulse.moments import (
    OPEN_DAYS,
    WAVES_APART,
    Moment,
    closes_at,
    reminds_at,
    wave_days,
)

START = date(2026, 3, 2)


def test_a_run_of_sixteen_weeks_is_asked_three_times() -> None:
    found = wave_days(START, date(2026, 6, 21), list(Moment))
    assert [(one.moment, one.opens_on, one.closes_on) for one in found] == [
        (Moment.WEEK_4, date(2026, 3, 23), date(2026, 3, 29)),
        (Moment.HALFWAY, date(2026, 4, 26), date(2026, 5, 2)),
        (Moment.END, date(2026, 6, 15), date(2026, 6, 21)),
    ]


@pytest.mark.parametrize(
    ("weeks", "left"),
    [(3, ["halfway"]), (5, ["halfway"]), (8, ["week_4", "end"]), (12, ["week_4", "halfway", "end"])],
)
def test_what_would_come_too_near_is_left_out(weeks: int, left: list[str]) -> None:
    found = wave_days(START, START + timedelta(weeks=weeks), list(Moment))
    assert [one.moment.value for one in found] == left


def test_a_programme_chooses() -> None:
    assert [one.moment for one in wave_days(START, date(2026, 6, 21), ["end"])] == [Moment.END]
    assert wave_days(START, date(2026, 6, 21), []) == []


@given(st.integers(0, 800), st.sets(st.sampled_from(list(Moment))))
def test_waves_lie_within_the_run_and_apart(days: int, wanted: set[Moment]) -> None:
    found = wave_days(START, START + timedelta(days=days), wanted)
    assert {one.moment for one in found} <= wanted
    assert all(one.opens_on >= START and one.closes_on <= START + timedelta(days=days) for one in found)
    assert all((one.closes_on - one.opens_on).days == OPEN_DAYS - 1 for one in found)
    assert all(after.opens_on - before.opens_on >= WAVES_APART for before, after in pairwise(found))


@given(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(0, 30))
def test_waves_move_with_the_run(start: date, by: int) -> None:
    end, moved = start + timedelta(weeks=14), timedelta(days=by)
    before, after = (wave_days(start + shift, end + shift, list(Moment)) for shift in (timedelta(), moved))
    assert [one.opens_on + moved for one in before] == [one.opens_on for one in after]


def test_the_last_day_is_over_everywhere_before_it_closes() -> None:
    assert closes_at(date(2026, 5, 3)) == datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert reminds_at(date(2026, 5, 3)) == datetime(2026, 5, 1, 6, tzinfo=UTC)
