"""What time it is somewhere else: a zone by its own definition in the file, by its name, or as far as can be known.

The definition in the file wins over a known name (RFC 5545 3.2.19): Outlook and vobject call London `GMT` and give it
summer rules. A wall time that is skipped counts by the offset before it, one that comes twice is the first (3.3.5).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo

from icalendar import vUTCOffset

from edgewise.domain.calendar.document.components import Component, Property
from edgewise.domain.calendar.document.repetition import starts_of
from edgewise.domain.calendar.document.values import dates_of, moment_of
from edgewise.domain.calendar.document.zones import EAST, WEST, Somewhere, somewhere

EARLIEST, LATEST = datetime(2, 1, 1), datetime(9998, 1, 1)  # noqa: DTZ001  on the wall
AROUND = timedelta(days=800)  # that the definition of a zone is worked out for, on both sides of what is asked for


class Clock(Protocol):
    def offsets(self, wall: datetime) -> tuple[timedelta, timedelta]:
        """How far the wall may be from UTC: at least, and at most (east is more)."""


def moments(clock: Clock, wall: datetime) -> tuple[datetime, datetime]:
    """The first and the last moment, in UTC, at which a clock there can show this; the same where the zone is known."""
    wall = min(max(wall, EARLIEST), LATEST)
    least, most = clock.offsets(wall)
    return (wall - most).replace(tzinfo=UTC), (wall - least).replace(tzinfo=UTC)


def wall_of(clock: Clock, moment: datetime) -> datetime:
    """What a clock there shows; the latest of what it may show."""
    bare = min(max(moment.astimezone(UTC).replace(tzinfo=None), EARLIEST), LATEST)
    return bare + clock.offsets(bare + clock.offsets(bare)[1])[1]


@dataclass(frozen=True, slots=True)
class Named:
    zone: ZoneInfo

    def offsets(self, wall: datetime) -> tuple[timedelta, timedelta]:
        found = wall.replace(tzinfo=self.zone).utcoffset() or timedelta()
        return found, found


@dataclass(frozen=True, slots=True)
class Within:
    """Where a zone cannot be known: anywhere between two offsets."""

    least: timedelta = WEST
    most: timedelta = EAST

    def offsets(self, wall: datetime) -> tuple[timedelta, timedelta]:
        return self.least, self.most


@dataclass(frozen=True, slots=True)
class Defined:
    """A zone as a file defines it: when its offset changes, on the wall before the change; from what, and to what."""

    changes: tuple[tuple[datetime, timedelta, timedelta], ...]

    def offsets(self, wall: datetime) -> tuple[timedelta, timedelta]:
        at = bisect_right(self.changes, wall, key=lambda change: change[0])
        if at == 0:
            return self.changes[0][1], self.changes[0][1]
        begins, before, after = self.changes[at - 1]
        found = before if wall < begins + (after - before) else after  # skipped hours count by the offset before
        return found, found


UTC_CLOCK = Named(ZoneInfo("UTC"))


class Clocks:
    """The clocks of one calendar, by the names that its times give."""

    def __init__(self, calendar: Component, reader: ZoneInfo, first: datetime, until: datetime) -> None:
        self._first, self._until = first, until
        self._definitions: dict[str, Component] = {}
        for part in calendar.parts:
            if part.name == "VTIMEZONE":
                for name in part.every("TZID"):
                    self._definitions.setdefault(name.value.strip(), part)
        self._known: dict[str, tuple[Clock, bool]] = {}
        self.reader: Clock = Named(reader)
        own = calendar.word("X-WR-TIMEZONE")
        self.floating, self.floating_is_known = self.named(own) if own else (self.reader, True)

    def named(self, name: str) -> tuple[Clock, bool]:
        """The clock of that name, and whether it is known."""
        name = name.strip()
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> tuple[Clock, bool]:
        definition = self._definitions.get(name)
        if definition is not None:
            try:
                return _defined(definition, self._first, self._until), True
            except (ValueError, TypeError, OverflowError):
                place = definition.first("X-LIC-LOCATION")
                if place and (found := _clock(somewhere(place.value))):
                    return found
        return _clock(somewhere(name)) or (Within(), False)


def _clock(place: Somewhere | None) -> tuple[Clock, bool] | None:
    if place is None:
        return None
    if place.zone is not None:
        return Named(_zone(place.zone)), True
    return Within(place.least, place.most), place.least == place.most


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _defined(definition: Component, first: datetime, until: datetime) -> Defined:
    """Raises ValueError where an observance lacks what it needs."""
    changes = [change for part in definition.parts for change in _changes(part, first, until)]
    if not changes:
        raise ValueError("no observance")
    return Defined(tuple(sorted(changes)))


def _changes(part: Component, first: datetime, until: datetime) -> list[tuple[datetime, timedelta, timedelta]]:
    before, after, begins = (part.first(name) for name in ("TZOFFSETFROM", "TZOFFSETTO", "DTSTART"))
    if before is None or after is None or begins is None:
        raise ValueError("an observance without a beginning or an offset")
    offset, start = vUTCOffset.from_ical(before.value.strip()), moment_of(begins.value)
    lower, upper = (at.replace(tzinfo=None) for at in (first - AROUND, until + AROUND))
    bare = start.replace(tzinfo=None)
    walls = {bare, *_dates(part.every("RDATE"))}
    for rule in part.every("RRULE"):
        walls |= set(starts_of(rule.value, bare, lambda at: at.replace(tzinfo=None) + offset, lower, upper, last=True))
    return [(wall, offset, vUTCOffset.from_ical(after.value.strip())) for wall in walls]


def _dates(properties: list[Property]) -> list[datetime]:
    return [at.replace(tzinfo=None) for one in properties for at in dates_of(one.value)]
