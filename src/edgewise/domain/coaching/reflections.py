"""What somebody wrote when looking back; when they are asked to, and how long it may be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class ReflectionWords:
    """What somebody writes for themselves, looking back on a session or on a programme."""

    first: str  # what they take with them; what they will keep
    second: str = ""  # what they will try differently; what has changed


EVENING, MORNING = time(17), time(8)
ASKED_WITHIN = timedelta(days=4)  # a weekend and a day: later than that nobody is asked any more
CHANGEABLE_FOR = timedelta(days=1)  # after it was written


def asked_from(over_at: datetime, zone: ZoneInfo) -> datetime:
    """The evening of that day where the reader is, or the next morning once the evening has begun; in UTC.

    Never later than a day after `over_at`, the moment at which what is looked back on was over.
    """
    there = over_at.astimezone(zone)
    evening = _moment(datetime.combine(there.date(), EVENING), zone)
    if over_at <= evening:
        return evening
    return _moment(datetime.combine(there.date() + timedelta(days=1), MORNING), zone)


def may_change(written_at: datetime, now: datetime) -> bool:
    return now < written_at + CHANGEABLE_FOR


def _moment(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)
