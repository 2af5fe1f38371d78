from __future__ import annotations

from datetime import UTC, date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.calendar.cadence import (
    Meeting,
    Rhythm,
    days_due,
    days_missed,
    on_the_wall,
    programme_dates,
)

# (zone, the last day before its clocks change, the first day after): real transitions of 2026 to 2028
TRANSITIONS = [
    ("Europe/Berlin", date(2026, 3, 28), date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 24), date(2026, 10, 25)),
    ("Europe/London", date(2027, 3, 27), date(2027, 3, 28)),
    ("America/New_York", date(2026, 3, 7), date(2026, 3, 8)),
    ("America/New_York", date(2026, 10, 31), date(2026, 11, 1)),
    ("America/Los_Angeles", date(2027, 3, 13), date(2027, 3, 14)),
    ("America/Santiago", date(2026, 4, 4), date(2026, 4, 5)),
    ("Australia/Sydney", date(2026, 4, 4), date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 3), date(2026, 10, 4)),  # by half an hour
    ("Pacific/Auckland", date(2026, 9, 26), date(2026, 9, 27)),
    ("Africa/Cairo", date(2026, 4, 23), date(2026, 4, 24)),
    ("Asia/Beirut", date(2027, 3, 27), date(2027, 3, 28)),
]


@pytest.mark.parametrize(("zone", "before", "after"), TRANSITIONS)
def test_the_time_on_the_wall_stays_over_a_change_of_clocks(zone: str, before: date, after: date) -> None:
    there = ZoneInfo(zone)
    starts = [on_the_wall(day, time(14, 30), zone) for day in (before, after)]
    assert [f"{one.astimezone(there):%Y-%m-%d %H:%M}" for one in starts] == [f"{before} 14:30", f"{after} 14:30"]
    assert (starts[1] - starts[0]).total_seconds() != 24 * 3600


@given(
    st.sampled_from(sorted({zone for zone, _, _ in TRANSITIONS})),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    st.integers(1, 30),
    st.integers(0, 200),
    st.times(time(6), time(22)).map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_no_date_is_on_a_wrong_day(zone: str, first: date, days: int, length: int, at: time) -> None:
    rhythm = Rhythm(first, date.fromordinal(first.toordinal() + length), days, at, zone)
    planned = programme_dates(rhythm)
    local = [one.starts_at.astimezone(ZoneInfo(zone)) for one in planned]
    assert [one.date().toordinal() - first.toordinal() for one in local] == [days * n for n in range(len(planned))]
    assert {one.time() for one in local} == {at}
    assert all(one.starts_at.tzinfo == UTC for one in planned)


def test_a_run_begins_with_a_kickoff_and_checks_in_half_way() -> None:
    rhythm = Rhythm(date(2026, 3, 3), date(2026, 5, 26), 14, time(10), "UTC")
    kinds = [one.kind for one in programme_dates(rhythm)]
    assert kinds == [Meeting.KICKOFF, *[Meeting.SESSION] * 2, Meeting.MIDWAY, *[Meeting.SESSION] * 3]
    assert {one.kind for one in programme_dates(rhythm, kickoff=False, midway=False)} == {Meeting.SESSION}


def test_a_rhythm_that_never_meets_is_refused() -> None:
    with pytest.raises(ValueError, match="a rhythm is"):
        programme_dates(Rhythm(date(2026, 3, 3), date(2026, 3, 2), 14, time(10), "UTC"))


MONDAY = date(2026, 3, 2)


def test_a_date_is_due_once_the_next_one_has_come_and_the_last_one_once_the_run_is_over() -> None:
    last = MONDAY + timedelta(days=35)
    dates = [MONDAY + timedelta(days=14 * number) for number in range(3)]
    for days, due in ((-1, 0), (13, 0), (14, 1), (27, 1), (28, 2), (35, 2), (36, 3), (400, 3)):
        assert days_due(MONDAY, last, 14, MONDAY + timedelta(days=days)) == dates[:due]
    assert days_due(MONDAY, MONDAY - timedelta(days=1), 14, last) == []


def test_a_session_answers_the_date_of_its_time_and_a_further_one_the_oldest_that_is_open() -> None:
    due = [MONDAY + timedelta(days=14 * number) for number in range(3)]
    first, second, third = due
    assert days_missed(due, []) == due
    assert days_missed(due, [second + timedelta(days=13)]) == [first, third]
    assert days_missed(due, [second, second + timedelta(days=2)]) == [third]
    assert days_missed(due, [first - timedelta(days=9), third + timedelta(days=40)]) == [second]
    assert days_missed(due, [first] * 5) == []


@given(
    st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    st.integers(1, 40),
    st.integers(0, 200),
    st.integers(-10, 250),
    st.lists(st.integers(-20, 250), max_size=30),
)
def test_what_is_missed_and_what_is_held_are_at_least_what_is_due(
    first: date, days: int, length: int, today: int, held: list[int]
) -> None:
    on = [first + timedelta(days=number) for number in held]
    due = days_due(first, first + timedelta(days=length), days, first + timedelta(days=today))
    missed = days_missed(due, on)
    assert len(missed) == max(0, len(due) - len(on))
    assert missed == sorted({*missed} & {*due})
