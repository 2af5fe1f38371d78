"""One small step a week: its usual day, where it is carried, and when its author is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.coaching.steps import WEEK, carried_to, monday_of, usual_day, week_to_tell

MONDAY = date(2026, 3, 2)
FRIDAY, SATURDAY, SUNDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8)
FAR = date(2026, 5, 1)
days = st.dates(date(2026, 1, 1), date(2026, 6, 30))
weeks = st.sets(days.map(monday_of), max_size=8)


@pytest.mark.parametrize(
    ("today", "last", "taken", "usual"),
    [
        (MONDAY, FAR, set(), FRIDAY),
        (FRIDAY, FAR, set(), FRIDAY),
        (SATURDAY, FAR, set(), date(2026, 3, 13)),  # the week that is over takes no step
        (MONDAY, date(2026, 3, 4), set(), date(2026, 3, 4)),
        (SATURDAY, SUNDAY, set(), SUNDAY),  # unless there is no other
        (MONDAY, FAR, {MONDAY}, date(2026, 3, 13)),
        (MONDAY, FRIDAY, {MONDAY}, None),
        (FRIDAY, MONDAY, set(), None),
    ],
)
def test_a_step_is_for_the_end_of_the_first_free_week(
    today: date, last: date, taken: set[date], usual: date | None
) -> None:
    assert usual_day(today, last, taken, "Europe/Berlin") == usual


def test_where_friday_is_a_day_of_rest_a_step_is_for_thursday() -> None:
    riyadh = [usual_day(today, FAR, set(), "Asia/Riyadh") for today in (MONDAY, FRIDAY, SUNDAY)]
    assert riyadh == [date(2026, 3, 5), date(2026, 3, 12), date(2026, 3, 12)]


@given(days, days, weeks, st.sampled_from(["Europe/Berlin", "Asia/Riyadh", "Asia/Tehran", "UTC"]))
def test_a_usual_day_can_be_taken(today: date, last: date, taken: set[date], zone: str) -> None:
    found = usual_day(today, last, taken, zone)
    assert found is None or (today <= found <= last and monday_of(found) not in taken)


@pytest.mark.parametrize(
    ("by", "today", "last", "carried"),
    [
        (FRIDAY, FRIDAY, FAR, None),  # its day is today
        (FRIDAY, SATURDAY, FAR, date(2026, 3, 13)),
        (FRIDAY, date(2026, 3, 13), FAR, date(2026, 3, 13)),
        (FRIDAY, date(2026, 3, 14), FAR, date(2026, 3, 20)),
        (FRIDAY, SUNDAY, date(2026, 3, 10), date(2026, 3, 10)),
        (FRIDAY, date(2026, 3, 11), date(2026, 3, 10), None),
    ],
)
def test_a_step_is_carried_to_the_same_day_of_the_week_to_come(
    by: date, today: date, last: date, carried: date | None
) -> None:
    assert carried_to(by, today, last, set()) == carried


def test_a_week_with_a_step_takes_no_other() -> None:
    assert carried_to(FRIDAY, SATURDAY, FAR, {date(2026, 3, 9)}) is None


@given(days, days, days, weeks)
def test_what_is_carried_lies_ahead_within_a_week(by: date, today: date, last: date, taken: set[date]) -> None:
    found = carried_to(by, today, last, taken)
    if found is not None:
        assert by < today <= found < today + WEEK
        assert found <= last
        assert monday_of(found) not in taken


@pytest.mark.parametrize(
    ("since", "today", "told"),
    [
        (date(2026, 2, 26), SUNDAY - WEEK, None),
        (date(2026, 2, 26), MONDAY, MONDAY),
        (date(2026, 2, 26), FRIDAY, MONDAY),  # late, after a stop
        (date(2026, 2, 26), SATURDAY, None),
        (MONDAY, MONDAY, None),  # whoever sets it in that week knows of it
    ],
)
def test_a_step_is_told_of_in_its_week_if_it_was_set_before(since: date, today: date, told: date | None) -> None:
    assert week_to_tell(FRIDAY, since, today) == told


@given(days, days)
def test_each_step_set_before_its_week_is_told_of_on_a_monday(by: date, since: date) -> None:
    first = next(
        (day for day in (by - timedelta(days=n) for n in range(6, -1, -1)) if week_to_tell(by, since, day)), None
    )
    assert first == (monday_of(by) if since < monday_of(by) else None)
