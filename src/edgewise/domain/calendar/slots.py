"""Times that suit people in different time zones, on real dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WORKING_DAYS = 5  # Monday to Friday
Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Worker:
    """Working hours from Monday to Friday; an end before the beginning is on the next day."""

    zone: str  # IANA name
    works_from: time
    works_until: time
    away: tuple[tuple[date, date], ...] = ()  # first and last days, local, on which they do not work

    def is_away(self, on: date) -> bool:
        return any(first <= on <= last for first, last in self.away)

    def works_on(self, on: date) -> bool:
        """Does a shift of theirs begin on that day?"""
        return on.weekday() < WORKING_DAYS and not self.is_away(on)

    def shift(self, on: date) -> Window:
        """The working time that begins on `on`, in UTC."""
        zone = ZoneInfo(self.zone)
        ends_on = on if self.works_until > self.works_from else on + timedelta(days=1)
        begins = datetime.combine(on, self.works_from, zone)
        return begins.astimezone(UTC), datetime.combine(ends_on, self.works_until, zone).astimezone(UTC)

    def is_at_work(self, begins: datetime, minutes: int) -> bool:
        """Is the whole of those minutes inside one working day of theirs?"""
        ends = begins + timedelta(minutes=minutes)
        today = begins.astimezone(ZoneInfo(self.zone)).date()
        days = (today - timedelta(days=back) for back in (0, 1))
        shifts = (self.shift(day) for day in days if self.works_on(day))
        return any(start <= begins and ends <= end for start, end in shifts)


def exists(local: datetime, zone: str) -> bool:
    """Is there such a local time, or do the clocks jump over it on that day? `local` carries no zone."""
    there = local.replace(tzinfo=ZoneInfo(zone))
    return there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


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


def _windows(worker: Worker, first: date, days: int) -> list[Window]:
    dates = (first + timedelta(days=day) for day in range(-1, days + 1))
    return [worker.shift(on) for on in dates if worker.works_on(on)]


def _overlap(one: Window, other: Window) -> Window | None:
    begins, ends = max(one[0], other[0]), min(one[1], other[1])
    return (begins, ends) if begins < ends else None
