"""An event as far as it can be read: when it begins, how long it lasts, and whether it keeps anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from edgewise.domain.calendar.document.clocks import UTC_CLOCK, Clock, Clocks, moments, wall_of
from edgewise.domain.calendar.document.components import Component, Property
from edgewise.domain.calendar.document.faults import Fault, Faults
from edgewise.domain.calendar.document.values import LONGEST_EVENT, Length, is_date, length_of, moment_of

FREE = {"FREE", "WORKINGELSEWHERE"}  # as Outlook says it beside TRANSP
ONE_DAY = Length(timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Time:
    """What a wall shows, whose, and whether it is a whole day."""

    wall: datetime  # naive
    clock: Clock
    is_day: bool = False
    is_known: bool = True  # its time zone

    @property
    def first(self) -> datetime:
        """The earliest moment that it can be, in UTC."""
        return moments(self.clock, self.wall)[0]

    def lasting(self, length: Length) -> tuple[datetime, datetime]:
        """From the earliest beginning to the latest end."""
        return self.first, moments(self.clock, self.wall + length.days)[1] + length.exact

    def at(self, wall: datetime) -> Time:
        return Time(wall, self.clock, self.is_day, self.is_known)

    def on_wall(self, moment: datetime) -> datetime:
        return wall_of(self.clock, moment)


@dataclass(frozen=True, slots=True)
class Event:
    uid: str
    start: Time | None
    length: Length
    is_busy: bool
    instead_of: Time | None  # its RECURRENCE-ID: one time of a series
    changes_later: bool  # that one and all after it
    rules: list[Property]
    ended_rules: list[Property]  # EXRULE
    dates: list[Property]
    exceptions: list[Property]
    clocks: Clocks


def readable_times(one: Property, clocks: Clocks, faults: Faults, fault: Fault) -> list[tuple[Time, Length | None]]:
    """Each value of a list of dates, moments or periods, the last with its length; what cannot be read is counted."""
    found: list[tuple[Time, Length | None]] = []
    for value in one.value.split(","):
        try:
            found.append(_dated(value, one, clocks))
        except (ValueError, OverflowError):
            faults[fault] += 1
    return found


def _dated(value: str, one: Property, clocks: Clocks) -> tuple[Time, Length | None]:
    begins, _, ends = value.partition("/")
    start = time_of(Property(begins, one.parameters), clocks)
    if not ends:
        return start, None
    if ends.strip().upper().lstrip("+").startswith("P"):
        return start, length_of(ends)
    return start, _between(start, time_of(Property(ends, one.parameters), clocks))


def time_of(one: Property, clocks: Clocks) -> Time:
    """Raises ValueError. A `Z` is UTC, whatever zone is named beside it."""
    at = moment_of(one.value)
    if at.tzinfo is not None:
        return Time(at.astimezone(UTC).replace(tzinfo=None), UTC_CLOCK)
    if is_date(one.value):
        return Time(at, clocks.reader, is_day=True)
    if zone := one.parameters.get("TZID", "").strip():
        clock, is_known = clocks.named(zone)
        return Time(at, clock, is_known=is_known)
    return Time(at, clocks.floating, is_known=clocks.floating_is_known)


def event_of(part: Component, clocks: Clocks, emails: frozenset[str], faults: Faults) -> Event | None:
    """None, and counted, if it is not known when it is."""
    start, instead_of = (_time(part.first(name), clocks) for name in ("DTSTART", "RECURRENCE-ID"))
    if start is None and (instead_of is None or part.first("DTSTART") is not None):
        faults[Fault.BEGINNING] += 1
        return None
    named, uid = part.first("RECURRENCE-ID"), part.first("UID")
    return Event(
        uid=uid.value.strip() if uid else "",
        start=start,
        length=_length(part, start or instead_of, clocks, faults),
        is_busy=_is_busy(part) and not _is_declined(part, emails),
        instead_of=instead_of,
        changes_later=named is not None and named.parameters.get("RANGE", "").upper() == "THISANDFUTURE",
        rules=part.every("RRULE"),
        ended_rules=part.every("EXRULE"),
        dates=part.every("RDATE"),
        exceptions=part.every("EXDATE"),
        clocks=clocks,
    )


def _time(one: Property | None, clocks: Clocks) -> Time | None:
    try:
        return time_of(one, clocks) if one else None
    except (ValueError, OverflowError):
        return None


def _length(part: Component, start: Time | None, clocks: Clocks, faults: Faults) -> Length:
    """All-day events of no length take their day, as Outlook, Google and Apple show them."""
    whole = ONE_DAY if start is None or start.is_day else Length()
    ends, lasts = part.first("DTEND"), part.first("DURATION")
    try:
        if ends is not None and start is not None:
            found = _between(start, time_of(ends, clocks))
        else:
            found = length_of(lasts.value) if lasts else whole
    except (ValueError, OverflowError):
        faults[Fault.END] += 1
        return whole
    return found if found.days or found.exact else whole


def _between(start: Time, end: Time) -> Length:
    """Days for days; else exact, as a length that is said by its end is (RFC 5545 3.8.5.3). Raises ValueError."""
    days = end.wall - start.wall if start.is_day and end.is_day else timedelta()
    exact = timedelta() if start.is_day and end.is_day else end.first - start.first
    if days < timedelta() or exact < timedelta():
        raise ValueError("an end before the beginning")
    return Length(min(days, LONGEST_EVENT), min(exact, LONGEST_EVENT))


def _is_busy(part: Component) -> bool:
    if part.word("TRANSP") == "TRANSPARENT" or part.word("STATUS") == "CANCELLED":
        return False
    return part.word("X-MICROSOFT-CDO-BUSYSTATUS") not in FREE


def _is_declined(part: Component, emails: frozenset[str]) -> bool:
    return any(
        one.parameters.get("PARTSTAT", "").upper() == "DECLINED" and emails & _addresses(one)
        for one in part.every("ATTENDEE")
    )


def _addresses(one: Property) -> set[str]:
    """An address may stand beside a name of the calendar service's own."""
    said = (one.value, one.parameters.get("EMAIL", ""))
    return {address.strip().lower().removeprefix("mailto:") for address in said}
