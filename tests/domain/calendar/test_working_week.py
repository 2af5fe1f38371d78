"""Working hours in real time zones."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.calendar.working_week import DAY, WEEK, clock_regimes, has_run, longest_run, working_week

WINTER, SUMMER = date(2026, 1, 14), date(2026, 7, 15)
NINE, FIVE = 9 * 60, 17 * 60


def minutes(week: int) -> set[int]:
    return {minute for minute in range(WEEK) if week >> minute & 1}


def test_nine_to_five_in_london_begins_an_hour_earlier_in_utc_in_summer() -> None:
    assert min(minutes(working_week("Europe/London", NINE, FIVE, WINTER))) == NINE
    assert min(minutes(working_week("Europe/London", NINE, FIVE, SUMMER))) == NINE - 60


def test_monday_morning_in_auckland_is_sunday_evening_in_utc() -> None:
    week = minutes(working_week("Pacific/Auckland", NINE, FIVE, SUMMER))
    assert max(week) == WEEK - 1
    assert len(week) == 5 * 8 * 60


def test_a_night_shift_runs_over_midnight() -> None:
    week = working_week("UTC", 22 * 60, 6 * 60, WINTER)
    assert longest_run(week) == 8 * 60
    assert week.bit_count() == 5 * 8 * 60


def test_a_shift_that_ends_when_it_begins_is_empty() -> None:
    assert working_week("UTC", NINE, NINE, WINTER) == 0


def test_spring_from_march_to_april_has_three_sets_of_clocks_between_london_and_new_york() -> None:
    assert clock_regimes(["Europe/London", "America/New_York"], date(2026, 3, 1), date(2026, 4, 30)) == (
        date(2026, 3, 1),
        date(2026, 3, 8),
        date(2026, 3, 29),
    )


def test_a_run_that_ends_before_it_begins_is_one_day() -> None:
    assert clock_regimes(["UTC"], SUMMER, WINTER) == (SUMMER,)


def test_london_and_new_york_share_three_hours_and_four_between_their_clock_changes() -> None:
    def shared(on: date) -> int:
        return longest_run(
            working_week("Europe/London", NINE, FIVE, on) & working_week("America/New_York", NINE, FIVE, on)
        )

    assert (shared(WINTER), shared(date(2026, 3, 20))) == (3 * 60, 4 * 60)


@given(st.sets(st.integers(0, 6 * 60)), st.integers(0, 200))
def test_a_run_is_found_exactly_when_minutes_follow_each_other(chosen: set[int], wanted: int) -> None:
    week = sum(1 << minute for minute in chosen)
    best = here = 0
    for minute in range(6 * 60 + 1):
        here = here + 1 if minute in chosen else 0
        best = max(best, here)
    assert has_run(week, wanted) == (wanted <= best)
    assert longest_run(week) == best


def test_a_week_of_one_s_own_takes_the_place_of_the_usual_one() -> None:
    own = ((2, NINE, 12 * 60), (6, 23 * 60, 60), (4, 0, 0))
    week = minutes(working_week("UTC", NINE, FIVE, WINTER, own))
    wednesday, friday, sunday = 2 * DAY, 4 * DAY, 6 * DAY
    assert week == {
        *range(wednesday + NINE, wednesday + 12 * 60),
        *range(friday, friday + DAY),
        *range(sunday + 23 * 60, 7 * DAY),
        *range(60),  # past midnight, on Monday
    }


def test_a_usual_week_leaves_out_the_weekend_of_the_country() -> None:
    week = minutes(working_week("Asia/Riyadh", NINE, FIVE, WINTER))  # three hours ahead
    assert sorted({minute // DAY for minute in week}) == [0, 1, 2, 3, 6]
    assert len(week) == 5 * 8 * 60
