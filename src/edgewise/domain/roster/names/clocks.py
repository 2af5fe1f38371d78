"""Which time zones show the same time, whatever they are called."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

# Days of one year on which zones differ that differ at all: winter, summer, and when one has changed and another not.
DAYS = tuple(datetime(2026, month, day, 12) for month, day in ((1, 15), (3, 20), (4, 2), (7, 15), (10, 28)))  # noqa: DTZ001
Clock = tuple[int, ...]  # minutes ahead of UTC on DAYS


@lru_cache(maxsize=1024)
def clock_of(zone: str) -> Clock:
    """Raises KeyError for an unknown zone."""
    known = ZoneInfo(zone)
    return tuple(int(offset.total_seconds()) // 60 for day in DAYS if (offset := known.utcoffset(day)) is not None)


@lru_cache(maxsize=1024)
def abbreviations_of(zone: str) -> frozenset[str]:
    """`Europe/Berlin` -> {"CET", "CEST"}."""
    known = ZoneInfo(zone)
    return frozenset(known.tzname(day) or "" for day in DAYS)
