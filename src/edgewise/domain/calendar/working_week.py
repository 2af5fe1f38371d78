"""Working hours as a week of minutes in UTC, so that "free together" is one AND.

A week is an int of 10,080 bits; bit 0 is Monday 00:00 UTC. It is cyclic: Monday morning in
Auckland is Sunday evening in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from edgewise.domain.calendar.closed_days import working_days

DAY = 24 * 60
WEEK = 7 * DAY
_ALL = (1 << WEEK) - 1
Stretches = tuple[tuple[int, int, int], ...]  # weekday from Monday, 0, and the minutes after its local midnight


@lru_cache(maxsize=4096)
def offset_minutes(zone: str, on: date) -> int:
    """Minutes that `zone` is ahead of UTC at noon UTC of `on`. Raises KeyError for an unknown zone."""
    at = datetime.combine(on, time(12), UTC).astimezone(ZoneInfo(zone))
    return int((at.utcoffset() or timedelta()).total_seconds()) // 60


@lru_cache(maxsize=1024)
def _offsets(zone: str, first: date, days: int) -> tuple[int, ...]:
    return tuple(offset_minutes(zone, first + timedelta(days=day)) for day in range(days))


def clock_regimes(zones: Iterable[str], first: date, last: date) -> tuple[date, ...]:
    """One date for each different set of clock offsets from `first` to `last`, both included.

    Europe and America change their clocks on different days, so a spring run has three or four.
    """
    known = sorted(set(zones))
    days = max((last - first).days, 0) + 1
    offsets = [_offsets(zone, first, days) for zone in known]
    samples: dict[tuple[int, ...], date] = {}
    for day in range(days):
        samples.setdefault(tuple(found[day] for found in offsets), first + timedelta(days=day))
    return tuple(samples.values())


def working_week(zone: str, works_from: int, works_until: int, on: date, own: Stretches = ()) -> int:
    """The working minutes of a week with the clocks as on `on`; times are minutes after local midnight.

    A shift that ends before it begins runs over midnight; one that ends when it begins is empty. A week of one's `own`
    takes their place; a stretch of it that ends when it begins is a whole day.
    """
    is_empty = works_from == works_until
    usual = () if is_empty else ((day, works_from, works_until) for day in working_days(zone))
    ahead, week = offset_minutes(zone, on), 0
    for day, begins, ends in own or usual:
        length = (ends - begins - 1) % DAY + 1
        week |= _turned((1 << length) - 1, (begins + day * DAY - ahead) % WEEK)
    return week


def starts_of_run(week: int, minutes: int) -> int:
    """The minutes, as a week, at which an unbroken stretch of `minutes` begins. (The week is cyclic.)"""
    if not 0 < minutes <= WEEK:
        return _ALL if minutes <= 0 else 0
    have, starts = 1, week
    while have < minutes and starts:
        step = min(have, minutes - have)
        starts &= _turned(starts, WEEK - step)
        have += step
    return starts


def has_run(week: int, minutes: int) -> bool:
    """Is there an unbroken stretch of at least `minutes` minutes? (None is always there.)"""
    return starts_of_run(week, minutes) != 0


def longest_run(week: int) -> int:
    """The longest unbroken stretch, in minutes."""
    least, most = 0, WEEK
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if has_run(week, middle) else (least, middle - 1)
    return least


def _turned(week: int, by: int) -> int:
    """`week` with every minute `by` minutes later; what passes Sunday's midnight comes back on Monday."""
    return ((week << by) | (week >> (WEEK - by))) & _ALL
