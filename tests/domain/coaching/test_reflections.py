"""When somebody is asked to look back: that evening or the next morning, where they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.coaching.changes import may_ask_again
from edgewise.domain.coaching.reflections import asked_from, may_change

DAY = timedelta(days=1)
OVER = datetime(2026, 3, 3, 15, 30, tzinfo=UTC)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns")
moments = st.integers(0, 2 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("zone", "asked"),
    [
        ("UTC", datetime(2026, 3, 3, 17, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 3, 3, 16, tzinfo=UTC)),  # 16:30 there
        ("Europe/Helsinki", datetime(2026, 3, 4, 6, tzinfo=UTC)),  # 17:30 there
        ("America/New_York", datetime(2026, 3, 3, 22, tzinfo=UTC)),  # 10:30 there
        ("Asia/Tokyo", datetime(2026, 3, 4, 8, tzinfo=UTC)),  # the night after
    ],
)
def test_one_session_is_asked_about_at_each_ones_own_evening_or_morning(zone: str, asked: datetime) -> None:
    assert asked_from(OVER, ZoneInfo(zone)) == asked


@given(moments, st.sampled_from(ZONES))
def test_it_is_within_a_day_in_the_evening_or_the_morning(over_at: datetime, zone: str) -> None:
    asked = asked_from(over_at, ZoneInfo(zone))
    assert over_at <= asked <= over_at + DAY
    assert asked.astimezone(ZoneInfo(zone)).hour in (8, 17)


def test_what_was_written_can_be_changed_for_a_day() -> None:
    assert [may_change(OVER, OVER + after) for after in (timedelta(), DAY - timedelta(seconds=1), DAY)] == [
        True,
        True,
        False,
    ]


def test_a_peer_who_has_answered_is_asked_again_after_a_fortnight() -> None:
    assert [may_ask_again(answered, OVER) for answered in (None, OVER - 13 * DAY, OVER - 14 * DAY)] == [
        True,
        False,
        True,
    ]
