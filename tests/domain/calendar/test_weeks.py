"""Hours that differ by day, and what busy times leave of them, over real changes of the clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.calendar.fairness import awkwardness, is_at_night
from edgewise.domain.calendar.slots import WeeklyWindow, Window, Worker, clashing, merged, shared_windows, without

MONDAY = date(2026, 3, 2)
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")
CHANGES = (date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5), date(2026, 10, 4), date(2026, 10, 25))
LUNCH_KEPT = tuple((day, *hours) for day in range(4) for hours in ((time(9), time(12)), (time(13), time(17))))


def worker(*week: WeeklyWindow, zone: str = "UTC", busy: tuple[Window, ...] = ()) -> Worker:
    return Worker(zone, time(9), time(17), (), week, busy)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


def test_without_a_week_of_their_own_they_work_from_monday_to_friday() -> None:
    week = tuple((day, time(9), time(17)) for day in range(5))
    days = [MONDAY + timedelta(days=day) for day in range(14)]
    assert [worker().shifts(day) for day in days] == [worker(*week).shifts(day) for day in days]


def test_lunch_is_kept_free_and_friday_is_a_day_off() -> None:
    one = worker(*LUNCH_KEPT)
    found = shared_windows([one], MONDAY, 7, 60)
    assert found == [
        window
        for day in (MONDAY + timedelta(days=number) for number in range(4))
        for window in ((at(day, 9), at(day, 12)), (at(day, 13), at(day, 17)))
    ]
    assert [one.is_at_work(at(MONDAY, *hour), 60) for hour in ((11, 0), (11, 30), (12, 0), (13, 0))] == [
        True, False, False, True,
    ]  # fmt: skip


def test_from_sunday_to_thursday_friday_is_the_day_of_rest() -> None:
    one = worker(*((day, time(9), time(17)) for day in (6, 0, 1, 2, 3)))
    sunday, friday = MONDAY - timedelta(days=1), MONDAY + timedelta(days=4)
    assert (one.is_at_work(at(sunday, 9), 60), one.is_at_work(at(friday, 9), 60)) == (True, False)
    assert (is_at_night(one, at(sunday, 18), 60), is_at_night(one, at(friday, 12), 60)) == (False, True)


def test_stretches_that_touch_are_one() -> None:
    one = worker((0, time(9), time(12)), (0, time(12), time(17)), (0, time(22), time(0)), (1, time(0), time(6)))
    assert [one.is_at_work(at(MONDAY, 11, 30), 60), one.is_at_work(at(MONDAY, 23, 30), 60)] == [True, True]
    assert one.shifts(MONDAY)[0] == (at(MONDAY, 9), at(MONDAY, 17))


def test_a_day_away_takes_the_shift_that_begins_on_it() -> None:
    one = replace(worker((0, time(22), time(6)), (1, time(9), time(12))), away=((MONDAY, MONDAY),))
    assert shared_windows([one], MONDAY, 2, 30) == [
        (at(MONDAY + timedelta(days=1), 9), at(MONDAY + timedelta(days=1), 12))
    ]


def test_what_they_have_to_do_is_not_free() -> None:
    meeting = (at(MONDAY, 10), at(MONDAY, 11))
    one, other = worker(busy=(meeting,)), worker()
    assert shared_windows([one, other], MONDAY, 1, 60) == [
        (at(MONDAY, 9), at(MONDAY, 10)),
        (at(MONDAY, 11), at(MONDAY, 17)),
    ]
    works = [one.is_at_work(at(MONDAY, *when), 60) for when in ((9, 0), (9, 1), (10, 0), (10, 59), (11, 0))]
    assert works == [True, False, False, False, True]


def test_a_busy_hour_within_the_day_is_awkward() -> None:
    one = worker(busy=((at(MONDAY, 10), at(MONDAY, 11)),))
    assert [awkwardness(one, at(MONDAY, hour), 60) for hour in (9, 10, 11)] == [0.0, 60.0, 0.0]


def test_far_from_any_hour_of_theirs_is_as_awkward_as_it_gets() -> None:
    assert awkwardness(worker((3, time(9), time(12))), at(MONDAY, 12), 60) == 8 * 60


@pytest.mark.parametrize(
    ("week", "places"),
    [
        ([(0, time(9), time(12)), (0, time(12), time(17))], []),
        ([(0, time(9), time(12)), (0, time(11), time(17))], [1]),
        ([(0, time(22), time(6)), (1, time(5), time(9))], [1]),
        ([(0, time(5), time(9)), (6, time(22), time(6))], [1]),  # Sunday night runs into Monday
        ([(0, time(9), time(9)), (1, time(8), time(9))], [1]),  # round the clock
    ],
)
def test_hours_that_overlap_are_found(week: list[WeeklyWindow], places: list[int]) -> None:
    assert clashing(week) == places


clock = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
weeks = st.lists(st.tuples(st.integers(0, 6), clock, clock), min_size=1, max_size=8).map(tuple)
changes = st.sampled_from(CHANGES)
zones = st.sampled_from(ZONES)


@st.composite
def spans(draw: st.DrawFn, around: date) -> tuple[Window, ...]:
    begins = draw(st.lists(st.integers(-2 * 96, 3 * 96), max_size=6))
    lasts = draw(st.lists(st.integers(1, 60), min_size=len(begins), max_size=len(begins)))
    quarter, start = timedelta(minutes=15), at(around, 0)
    return tuple(
        merged((start + one * quarter, start + (one + long) * quarter) for one, long in zip(begins, lasts, strict=True))
    )


@settings(max_examples=60)
@given(weeks, zones, changes, st.data())
def test_a_shared_window_is_free_for_all_and_nothing_busy_is(
    week: tuple[WeeklyWindow, ...], zone: str, day: date, data: st.DataObject
) -> None:
    one = worker(*week, zone=zone, busy=data.draw(spans(day)))
    other = worker(*data.draw(weeks), zone=data.draw(zones), busy=data.draw(spans(day)))
    for begins, ends in shared_windows([one, other], day - timedelta(days=1), 3, 15):
        for taken in (*one.busy, *other.busy):
            assert taken[1] <= begins or ends <= taken[0]
        minutes = int((ends - begins).total_seconds()) // 60
        assert (one.is_at_work(begins, minutes), other.is_at_work(begins, minutes)) == (True, True)


def test_a_shift_whose_end_the_clocks_jump_over_does_not_last_into_the_hour_after() -> None:
    one = worker((5, time(22), time(1, 15)), (6, time(1, 30), time(3)), zone="Europe/London")
    saturday = date(2026, 3, 28)  # the clocks jump from 1:00 to 2:00 on Sunday
    sunday = saturday + timedelta(days=1)
    assert one.shifts(saturday) == [(at(saturday, 22), at(sunday, 0, 15))]
    assert one.shifts(sunday) == [(at(sunday, 1, 30), at(sunday, 2))]


@settings(max_examples=60)
@given(weeks, zones, changes)
def test_the_wall_says_so_at_every_moment_of_a_shift(week: tuple[WeeklyWindow, ...], zone: str, day: date) -> None:
    """Also in the night in which the clocks change, whatever hour is missing or comes twice."""
    one = worker(*week, zone=zone)
    for on in (day + timedelta(days=number) for number in (-1, 0, 1)):
        for begins, ends in one.shifts(on):
            assert begins < ends
            for moment in (begins, begins + (ends - begins) / 2, ends - timedelta(minutes=1)):
                there = moment.astimezone(ZoneInfo(zone))
                assert any(_says(window, on, there) for window in week)


def _says(window: WeeklyWindow, on: date, there: datetime) -> bool:
    weekday, begins, ends = window
    runs_over = ends <= begins
    today = there.date() == on and begins <= there.time() and (runs_over or there.time() < ends)
    tomorrow = there.date() == on + timedelta(days=1) and runs_over and there.time() < ends
    return weekday == on.weekday() and (today or tomorrow)


@settings(max_examples=60)
@given(weeks, zones, changes, st.data())
def test_being_at_work_is_being_in_a_free_window(
    week: tuple[WeeklyWindow, ...], zone: str, day: date, data: st.DataObject
) -> None:
    one = worker(*week, zone=zone, busy=data.draw(spans(day)))
    free = merged(window for back in range(-3, 4) for window in one.free(day + timedelta(days=back)))
    begins = at(day, data.draw(st.integers(0, 23)), data.draw(st.integers(0, 59)))
    minutes = data.draw(st.integers(1, 180))
    inside = any(start <= begins and begins + timedelta(minutes=minutes) <= end for start, end in free)
    assert one.is_at_work(begins, minutes) == inside


@given(spans(MONDAY), spans(MONDAY))
def test_what_is_left_and_what_is_taken_make_the_whole(windows: tuple[Window, ...], taken: tuple[Window, ...]) -> None:
    left = without(windows, taken)
    assert without(left, taken) == left
    both = [(max(a, c), min(b, d)) for a, b in windows for c, d in taken if max(a, c) < min(b, d)]
    assert merged([*left, *both]) == merged(windows)
