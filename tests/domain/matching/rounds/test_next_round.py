from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.calendar.cadence import first_working_day
from edgewise.domain.matching.rounds.next_round import (
    OBJECTIONS_OPEN,
    Progress,
    Step,
    begins_at,
    next_round_on,
    next_step,
    told_on,
)

MONDAY, ENDS = date(2026, 3, 2), date(2026, 6, 1)
HOUR = timedelta(hours=1)


def at(day: date, hour: int = 6) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_a_round_lasts_one_cadence_and_begins_on_a_working_day() -> None:
    assert next_round_on(MONDAY, 14, ENDS, MONDAY) == date(2026, 3, 16)
    assert next_round_on(MONDAY, 12, ENDS, MONDAY) == date(2026, 3, 16)  # and not on Saturday
    assert next_round_on(date(2025, 12, 15), 10, ENDS, MONDAY) == date(2026, 3, 3)


def test_none_is_made_that_would_not_come_to_its_end() -> None:
    assert next_round_on(date(2026, 5, 4), 14, ENDS, MONDAY) == date(2026, 5, 18)
    assert next_round_on(date(2026, 5, 6), 14, ENDS, MONDAY) is None


def test_one_that_is_overdue_still_leaves_a_day_to_object() -> None:
    friday = date(2026, 3, 20)
    on = next_round_on(MONDAY, 7, ENDS, friday)
    assert on == date(2026, 3, 23)
    assert told_on(on) == friday


def test_it_is_told_on_the_working_day_before() -> None:
    assert told_on(date(2026, 3, 16)) == date(2026, 3, 13)
    assert told_on(date(2026, 3, 17)) == date(2026, 3, 16)


def test_who_is_told_late_has_a_day_all_the_same() -> None:
    assert begins_at(date(2026, 3, 16), at(date(2026, 3, 13))) == at(date(2026, 3, 16))
    assert begins_at(date(2026, 3, 16), at(date(2026, 3, 16), 15)) == at(date(2026, 3, 17), 15)
    assert begins_at(date(2026, 3, 16), at(date(2026, 3, 20), 15)) == at(date(2026, 3, 23))


def test_step_by_step() -> None:
    on = date(2026, 3, 16)
    friday = at(date(2026, 3, 13))
    assert next_step(Progress(on), friday - HOUR) == Step.WAIT
    assert next_step(Progress(on), friday) == Step.PROPOSE
    assert next_step(Progress(on, is_proposed=True), friday) == Step.TELL
    told = Progress(on, is_proposed=True, told_at=friday)
    assert next_step(told, at(on) - HOUR) == Step.WAIT
    assert next_step(told, at(on)) == Step.BEGIN
    assert next_step(Progress(on, is_proposed=True, told_at=friday, is_stopped=True), at(on)) == Step.WAIT


days = st.dates(date(2024, 1, 1), date(2030, 1, 1))


@given(days, st.integers(1, 60), days, st.integers(0, 23))
def test_people_always_have_a_day_and_a_working_day_to_object(
    begun: date, cadence: int, today: date, hour: int
) -> None:
    on = next_round_on(begun, cadence, date(2040, 1, 1), today)
    assert on is not None
    assert on > today or on >= begun + timedelta(days=cadence)
    told = at(first_working_day(max(told_on(on), today)), hour)
    begins = begins_at(on, told)
    assert begins - told >= OBJECTIONS_OPEN
    assert begins.date() >= on
    assert first_working_day(begins.date()) == begins.date()
    assert first_working_day(told.date()) == told.date() < begins.date()
