from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.calendar.cadence import Rhythm, first_working_day, programme_dates, rhythm_days, usual_dates
from edgewise.domain.calendar.closed_days import (
    country_of,
    days_of_rest,
    has_known_holidays,
    is_christmas,
    is_holiday,
    is_weekend,
    moved_on,
    working_day_before,
    working_days,
)
from edgewise.domain.calendar.polls import Search, times_to_ask
from edgewise.domain.calendar.slots import Worker, shared_windows

BERLIN, NAIROBI = "Europe/Berlin", "Africa/Nairobi"
GOOD_FRIDAY = date(2026, 4, 3)
days = st.dates(date(2026, 1, 1), date(2029, 1, 1))
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def is_closed(day: date, zones: tuple[str, ...]) -> bool:
    return is_christmas(day) or any(is_weekend(day, zone) or is_holiday(day, zone) for zone in zones)


@pytest.mark.parametrize(
    ("zone", "country"), [(BERLIN, "DE"), (NAIROBI, "KE"), ("Asia/Calcutta", "IN"), ("UTC", ""), ("Nowhere/At_all", "")]
)
def test_a_time_zone_lies_in_a_country_or_in_none(zone: str, country: str) -> None:
    assert (country_of(zone), has_known_holidays(zone)) == (country, bool(country))


@pytest.mark.parametrize(
    ("zone", "rest"),
    [
        (BERLIN, {SAT, SUN}),
        ("Asia/Riyadh", {FRI, SAT}),
        ("Asia/Jerusalem", {FRI, SAT}),
        ("Africa/Cairo", {FRI, SAT}),
        ("Asia/Dubai", {SAT, SUN}),
        ("Asia/Tehran", {FRI}),
        ("Asia/Kolkata", {SAT, SUN}),
        ("Asia/Hong_Kong", {SAT, SUN}),  # one of the two sources has Sunday alone
        ("Asia/Brunei", {FRI, SAT, SUN}),  # Friday and Sunday by one, Saturday and Sunday by the other
        ("UTC", {SAT, SUN}),
        ("Nowhere/At_all", {SAT, SUN}),
    ],
)
def test_a_weekend_is_that_of_the_country(zone: str, rest: set[int]) -> None:
    assert days_of_rest(zone) == rest
    assert set(working_days(zone)) == set(range(7)) - rest


@pytest.mark.parametrize(
    ("day", "zone", "before"),
    [
        (date(2026, 3, 2), BERLIN, date(2026, 2, 27)),  # a Monday, and the Friday before it
        (date(2026, 3, 3), BERLIN, date(2026, 3, 2)),
        (date(2026, 3, 7), BERLIN, date(2026, 3, 6)),
        (date(2026, 3, 8), BERLIN, date(2026, 3, 6)),
        (date(2026, 3, 8), "Asia/Riyadh", date(2026, 3, 5)),  # a Sunday, and the Thursday before it
    ],
)
def test_the_working_day_before(day: date, zone: str, before: date) -> None:
    assert working_day_before(day, zone) == before


def test_every_time_zone_has_a_weekend_and_most_of_a_week_to_work() -> None:
    found = [zone for zone in available_timezones() if not (1 <= len(days_of_rest(zone)) <= 3)]
    assert found == []


def test_without_a_week_of_their_own_nobody_is_asked_for_a_day_of_rest_of_their_country() -> None:
    riyadh, berlin = (Worker(zone, time(9), time(17), keeps_holidays=True) for zone in ("Asia/Riyadh", BERLIN))
    week = [date(2026, 5, 4) + timedelta(days=day) for day in range(7)]  # a Monday and the days after it
    assert [day.weekday() for day in week if riyadh.works_on(day)] == [MON, TUE, WED, THU, SUN]
    assert [day.weekday() for day in week if riyadh.is_closed(day)] == [FRI, SAT]
    assert [day.weekday() for day in week if berlin.is_closed(day)] == [SAT, SUN]
    shared = shared_windows([riyadh, berlin], week[0], len(week), 60)
    assert {begins.weekday() for begins, _ in shared} == {MON, TUE, WED, THU}


def test_a_public_holiday_is_one_where_somebody_is_and_nowhere_else() -> None:
    unity, mashujaa = date(2026, 10, 3), date(2026, 10, 20)
    assert [is_holiday(unity, zone) for zone in (BERLIN, NAIROBI, "UTC")] == [True, False, False]
    assert [is_holiday(mashujaa, zone) for zone in (BERLIN, NAIROBI, "UTC")] == [False, True, False]


def test_the_weeks_of_christmas_are_that_of_the_25th_and_that_of_new_year() -> None:
    first, last = date(2026, 12, 21), date(2027, 1, 3)
    around = [first + timedelta(days=number) for number in range(-3, 17)]
    assert [day for day in around if is_christmas(day)] == [day for day in around if first <= day <= last]
    assert first_working_day(date(2026, 12, 20)) == date(2027, 1, 4)


@given(days, st.integers(1, 60), st.integers(0, 300))
def test_no_date_of_a_run_is_on_a_closed_day_and_none_moves_past_half_of_the_rhythm(
    first: date, rhythm: int, length: int
) -> None:
    run = Rhythm(first, first + timedelta(days=length), rhythm, time(10), BERLIN)

    def closed(day: date) -> bool:
        return is_closed(day, (BERLIN, NAIROBI))

    planned = [one.starts_at.astimezone(ZoneInfo(BERLIN)).date() for one in programme_dates(run, closed=closed)]
    assert not any(closed(day) for day in planned)
    assert planned == [kept for _, kept in rhythm_days(run, closed) if kept]
    assert all(kept is None or 0 <= (kept - day).days < max(1, rhythm / 2) for day, kept in rhythm_days(run, closed))
    assert all(kept is not None for day, kept in rhythm_days(run, closed) if not closed(day))


def test_a_date_moves_on_to_the_next_open_day_or_is_left_out() -> None:
    def closed(day: date) -> bool:
        return is_closed(day, (BERLIN,))

    assert moved_on(GOOD_FRIDAY, 14, date(2026, 9, 1), closed) == date(2026, 4, 7)  # after Easter Monday
    assert moved_on(GOOD_FRIDAY, 7, date(2026, 9, 1), closed) is None
    assert moved_on(date(2026, 12, 21), 14, date(2027, 9, 1), closed) is None


@given(days, st.integers(0, 6), st.integers(1, 20))
def test_a_run_of_whole_weeks_stays_on_the_weekday_that_was_chosen(first: date, weekday: int, weeks: int) -> None:
    run = Rhythm(first, first + timedelta(weeks=weeks), 7, time(10), "UTC", weekday)
    planned = [one.starts_at.date() for one in programme_dates(run)]
    assert {day.weekday() for day in planned} == {weekday}
    assert 0 <= (planned[0] - first).days < 7


@given(days, st.integers(7, 40), st.integers(1, 300))
def test_the_calendar_of_a_run_has_no_date_in_the_weeks_of_christmas(first: date, rhythm: int, length: int) -> None:
    usual = usual_dates(first, first + timedelta(days=length), rhythm)
    assert not any(is_christmas(one.starts_at.date()) for one in usual)


def test_no_time_is_proposed_on_a_public_holiday_of_anybody_or_at_christmas() -> None:
    berlin = Worker(BERLIN, time(9), time(17), keeps_holidays=True)
    nairobi = Worker(NAIROBI, time(9), time(17), keeps_holidays=True)
    for first, off in ((date(2026, 10, 19), date(2026, 10, 20)), (date(2026, 4, 2), GOOD_FRIDAY)):
        windows = {begins.date() for begins, _ in shared_windows([berlin, nairobi], first, 7, 60)}
        asked = {start.date() for start in times_to_ask({1: berlin, 2: nairobi}, Search(first, 3, "UTC", 60))}
        assert (off in windows, off in asked) == (False, False)
        assert first in windows
    assert shared_windows([berlin], date(2026, 12, 21), 14, 60) == []
    assert not berlin.is_at_work(datetime(2026, 12, 22, 10, tzinfo=UTC), 60)


def test_not_even_where_no_other_day_is_left_is_somebody_asked_for_a_weekend() -> None:
    worker = Worker(BERLIN, time(9), time(17), keeps_holidays=True)
    assert times_to_ask({1: worker}, Search(date(2026, 3, 7), 2, BERLIN, 60)) == []
    saturdays = Worker(BERLIN, time(9), time(17), weekly=((5, time(9), time(17)),), keeps_holidays=True)
    assert times_to_ask({1: saturdays}, Search(date(2026, 3, 7), 1, BERLIN, 60)) != []  # their own week says so
