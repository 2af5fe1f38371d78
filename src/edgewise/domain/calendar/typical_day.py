"""Times on several days, laid over one another: the hours of a day that are common on all of them, or on some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from edgewise.domain.calendar.slots import DAY, Window

Minutes = tuple[int, int]  # from and to, in minutes of a day


@dataclass(frozen=True, slots=True)
class TypicalDay:
    """`on_all` lies within `on_some`; both are in order and do not touch."""

    days: int
    on_all: tuple[Minutes, ...]
    on_some: tuple[Minutes, ...]


def typical_day(windows: Sequence[Window]) -> TypicalDay:
    """Of local times in one zone. A day without any time does not count; a time over midnight belongs to both days.

    Where the clocks change, an hour is as long as the wall says.
    """
    by_day: dict[date, set[int]] = defaultdict(set)
    for begins, ends in windows:
        for on, first, last in _days(begins, ends):
            by_day[on].update(range(first, last))
    minutes = list(by_day.values())
    some = set().union(*minutes)
    every = set.intersection(*minutes) if minutes else set()
    return TypicalDay(len(minutes), _spans(every), _spans(some))


def _days(begins: datetime, ends: datetime) -> Iterable[tuple[date, int, int]]:
    on = begins.date()
    while on <= ends.date():
        first = _minute(begins) if on == begins.date() else 0
        last = _minute(ends) if on == ends.date() else DAY
        if first < last:
            yield on, first, last
        on += timedelta(days=1)


def _minute(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _spans(minutes: set[int]) -> tuple[Minutes, ...]:
    starts = sorted(minute for minute in minutes if minute - 1 not in minutes)
    ends = sorted(minute + 1 for minute in minutes if minute + 1 not in minutes)
    return tuple(zip(starts, ends, strict=True))
