from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from edgewise.domain.calendar.ahead import time_left

NOW = datetime(2026, 3, 28, 16, 0, tzinfo=ZoneInfo("Europe/Oslo"))  # a Saturday; the clocks change in the night


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(minutes=-5), "now"),
        (timedelta(), "now"),
        (timedelta(seconds=1), "in 1 minute"),
        (timedelta(minutes=59), "in 59 minutes"),
        (timedelta(minutes=60), "in 1 hour"),
        (timedelta(hours=17, minutes=10), "in 17 hours"),
        (timedelta(hours=23, minutes=59), "in 24 hours"),
        (timedelta(hours=24), "tomorrow"),
        (timedelta(hours=30), "tomorrow"),
        (timedelta(hours=31), "in 2 days"),
        (timedelta(days=9), "in 9 days"),
    ],
)
def test_it_is_said_as_somebody_would_say_it(left: timedelta, words: str) -> None:
    assert str(time_left(NOW, (NOW.astimezone(UTC) + left).astimezone(NOW.tzinfo))) == words
