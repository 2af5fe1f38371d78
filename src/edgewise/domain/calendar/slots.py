"""Times that suit people in different time zones, on real dates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from edgewise.domain.calendar.closed_days import days_of_rest, is_christmas, is_holiday, is_weekend

DAY, WEEK = 24 * 60, 7 * 24 * 60  # minutes
Window = tuple[datetime, datetime]
WeeklyWindow = tuple[int, time, time]  # weekday (Monday is 0), from, until; an end not after the beginning is next day


@dataclass(frozen=True, slots=True)
class Worker:
    """When somebody can meet: their hours of the week, without the days away and what else they have to do.

    `weekly` is their own week; without it they work on all days but the weekend of their country. An end before the
    beginning is on the next day.
    """

    zone: str  # IANA name
    works_from: time
    works_until: time
    away: tuple[tuple[date, date], ...] = ()  # first and last days, local, on which they do not work
    weekly: tuple[WeeklyWindow, ...] = ()
    busy: tuple[Window, ...] = ()  # in UTC, as `merged`
    keeps_holidays: bool = False  # no time is proposed on public holidays where they are, and in the weeks of Christmas

    def is_away(self, on: date) -> bool:
        return any(first <= on <= last for first, last in self.away) or self.has_holiday(on)

    def has_holiday(self, on: date) -> bool:
        return self.keeps_holidays and (is_christmas(on) or is_holiday(on, self.zone))

    def is_closed(self, on: date) -> bool:
        """Is it no day to be asked for, however few others there are?"""
        return self.has_holiday(on) or (
            self.keeps_holidays and is_weekend(on, self.zone) and self.rests_on(on.weekday())
        )

    def rests_on(self, weekday: int) -> bool:
        """Is it a day of the week on which they never work?"""
        if self.weekly:
            return all(weekday != day for day, _, _ in self.weekly)
        return weekday in days_of_rest(self.zone)

    def works_on(self, on: date) -> bool:
        """Does a shift of theirs begin on that day?"""
        return not self.rests_on(on.weekday()) and not self.is_away(on)

    def shifts(self, on: date) -> list[Window]:
        """The working times that begin on `on`, in UTC and in order; those that touch are one."""
        if not self.works_on(on):
            return []
        week = self.weekly or ((on.weekday(), self.works_from, self.works_until),)
        found = (_shift(self.zone, on, begins, ends) for day, begins, ends in week if day == on.weekday())
        return merged(one for one in found if one[0] < one[1])

    def free(self, on: date) -> list[Window]:
        """What other things to do leave of the shifts that begin on `on`, in UTC."""
        return without(self.shifts(on), self.busy)

    def is_at_work(self, begins: datetime, minutes: int) -> bool:
        """Is the whole of those minutes inside working time of theirs, and free?"""
        ends = begins + timedelta(minutes=minutes)
        if _meets(self.busy, begins, ends):
            return False
        today = begins.astimezone(ZoneInfo(self.zone)).date()
        days = (today + timedelta(days=day) for day in (-1, 0, 1))
        shifts = merged(shift for day in days for shift in self.shifts(day))
        return any(start <= begins and ends <= end for start, end in shifts)


def exists(local: datetime, zone: str) -> bool:
    """Is there such a local time, or do the clocks jump over it on that day? `local` carries no zone."""
    there = local.replace(tzinfo=ZoneInfo(zone))
    return there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


def merged(windows: Iterable[Window]) -> list[Window]:
    """The same times in order, each once: what overlaps or touches is one."""
    found: list[Window] = []
    for begins, ends in sorted(windows):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def without(windows: Iterable[Window], taken: Sequence[Window]) -> list[Window]:
    """What is left of the windows beside those `taken`, which are `merged`."""
    left: list[Window] = []
    for begins, ends in windows:
        at = begins
        for start, end in taken[max(bisect_right(taken, begins, key=_start) - 1, 0) :]:
            if start >= ends:
                break
            if at < start:
                left.append((at, start))
            at = max(at, end)
        if at < ends:
            left.append((at, ends))
    return left


def clashing(week: Sequence[WeeklyWindow]) -> list[int]:
    """The places of those that share a minute with one before them in the list; Sunday night runs into Monday."""
    spans = [_span(window) for window in week]
    return [place for place, span in enumerate(spans) if any(_share(span, before) for before in spans[:place])]


def _span(window: WeeklyWindow) -> tuple[int, int]:
    """The minute of the week in which it begins, and how many it lasts."""
    weekday, begins, ends = window
    first, last = begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute
    return weekday * DAY + first, (last - first) % DAY or DAY


def _share(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return (other[0] - one[0]) % WEEK < one[1] or (one[0] - other[0]) % WEEK < other[1]


def shared_windows(workers: Sequence[Worker], first: date, days: int, minutes: int) -> list[Window]:
    """When all are at work for at least `minutes`, beginning on one of `days` days (in UTC) from `first`; in UTC."""
    if not workers:
        return []
    shared = _windows(workers[0], first, days)
    for worker in workers[1:]:
        theirs = _windows(worker, first, days)
        shared = [both for mine in shared for other in theirs if (both := _overlap(mine, other))]
    long_enough = [window for window in shared if window[1] - window[0] >= timedelta(minutes=minutes)]
    return [window for window in long_enough if first <= window[0].date() < first + timedelta(days=days)]


@lru_cache(maxsize=16384)
def _shift(zone: str, on: date, begins: time, ends: time) -> Window:
    """In UTC. Where the clocks jump over one of its edges it is the shorter for it, and can end before it begins."""
    ends_on = on if ends > begins else on + timedelta(days=1)
    first, last = datetime.combine(on, begins), datetime.combine(ends_on, ends)
    last = last if exists(last, zone) else last.replace(fold=1)  # as late as before the jump, not as after it
    there = ZoneInfo(zone)
    return first.replace(tzinfo=there).astimezone(UTC), last.replace(tzinfo=there).astimezone(UTC)


def _start(window: Window) -> datetime:
    return window[0]


def _meets(taken: Sequence[Window], begins: datetime, ends: datetime) -> bool:
    """Does any of `taken` share a moment with it? Of no length at all, it is the moment itself."""
    before = bisect_right(taken, begins, key=_start)
    last = taken[before - 1 : before]
    following = taken[before : before + 1]
    return any(end > begins for _, end in last) or any(start < ends for start, _ in following)


def _windows(worker: Worker, first: date, days: int) -> list[Window]:
    dates = (first + timedelta(days=day) for day in range(-1, days + 1))
    return [window for on in dates for window in worker.free(on)]


def _overlap(one: Window, other: Window) -> Window | None:
    begins, ends = max(one[0], other[0]), min(one[1], other[1])
    return (begins, ends) if begins < ends else None
