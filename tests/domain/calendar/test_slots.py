"""Times that suit people in different time zones, on real dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from edgewise.domain.calendar.slots import Worker, exists, shared_windows

LONDON = Worker("Europe/London", time(9), time(17))
YORK = Worker("America/New_York", time(9), time(17))
NIGHT = Worker("UTC", time(22), time(6))


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_london_and_new_york_share_an_hour_more_between_their_clock_changes() -> None:
    def shared(on: date) -> list[tuple[datetime, datetime]]:
        return shared_windows([LONDON, YORK], on, 1, 60)

    assert shared(date(2026, 3, 2)) == [(utc(2026, 3, 2, 14), utc(2026, 3, 2, 17))]
    assert shared(date(2026, 3, 16)) == [(utc(2026, 3, 16, 13), utc(2026, 3, 16, 17))]


def test_a_window_shorter_than_the_session_is_none() -> None:
    assert shared_windows([LONDON, YORK], date(2026, 3, 2), 1, 181) == []


def test_there_is_no_work_on_a_weekend() -> None:
    assert shared_windows([LONDON], date(2026, 3, 7), 2, 60) == []


def test_nobody_has_no_windows() -> None:
    assert shared_windows([], date(2026, 3, 2), 5, 60) == []


def test_a_session_that_runs_past_the_end_of_the_day_is_outside_working_hours() -> None:
    assert LONDON.is_at_work(utc(2026, 3, 2, 15, 30), 90)
    assert not LONDON.is_at_work(utc(2026, 3, 2, 15, 31), 90)
    assert not LONDON.is_at_work(utc(2026, 3, 7, 12), 60)


def test_a_night_shift_that_began_on_friday_lasts_into_saturday() -> None:
    assert NIGHT.is_at_work(utc(2026, 3, 7, 4), 60)
    assert not NIGHT.is_at_work(utc(2026, 3, 7, 22), 60)


def test_an_hour_the_clocks_jump_over_does_not_exist() -> None:
    assert not exists(datetime(2026, 3, 29, 1, 30), "Europe/London")  # noqa: DTZ001  local, as it is asked about
    assert exists(datetime(2026, 10, 25, 1, 30), "Europe/London")  # noqa: DTZ001  it exists twice
