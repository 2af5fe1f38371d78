"""When somebody has other things to do, read from their own calendar (RFC 5545): only from when to when.

An event is busy unless it says that it is transparent or cancelled, or that the reader has declined it. Days without a
time are days where the reader is; a time without a zone is the calendar's (X-WR-TIMEZONE), or else theirs. What cannot
be read costs its own part and is counted; where a zone cannot be known, the time is busy wherever it may be. Sessions
of this installation do not count: they must not be in their own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from edgewise.domain.calendar.document.clocks import Clocks
from edgewise.domain.calendar.document.components import Component, calendars_of
from edgewise.domain.calendar.document.events import Event, event_of, readable_times
from edgewise.domain.calendar.document.faults import Fault, Faults
from edgewise.domain.calendar.document.repetition import Budget
from edgewise.domain.calendar.document.series import Asked, window_of, windows_of
from edgewise.domain.calendar.document.values import Length
from edgewise.domain.calendar.invitations import is_session_uid
from edgewise.domain.calendar.slots import Window, merged

MOST_BYTES = 5_000_000
MOST_EVENTS = 10_000


class Problem(StrEnum):
    """Why a calendar cannot be read."""

    NO_ADDRESS = "no address"
    FORBIDDEN = "forbidden"  # no https, another port, or an address within a private network
    UNKNOWN_HOST = "unknown host"
    NO_ANSWER = "no answer"
    SLOW = "slow"
    REFUSED = "refused"  # the service answers that there is nothing for us
    BROKEN_SERVICE = "broken service"  # it answers that it cannot at the moment
    REDIRECTS = "redirects"
    NO_CALENDAR = "no calendar"
    TOO_BIG = "too big"
    TOO_MANY = "too many"


class Unreadable(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose calendar it is: their time zone (an IANA name), their addresses in lower case, and the host of Edgewise."""

    zone: str
    emails: frozenset[str]
    host: str


@dataclass(frozen=True, slots=True)
class BusyTimes:
    """When they are busy, in UTC, as `merged`; and how much of the calendar was passed over."""

    times: list[Window]
    faults: dict[Fault, int]


def busy_times(document: bytes, reader: Reader, first: datetime, until: datetime) -> list[Window]:
    """When they are busy between the two moments, in UTC, as `merged`. Raises Unreadable."""
    return read_calendar(document, reader, first, until).times


def read_calendar(document: bytes, reader: Reader, first: datetime, until: datetime) -> BusyTimes:
    """When they are busy between the two moments, and what could not be read. Raises Unreadable."""
    if len(document) > MOST_BYTES:
        raise Unreadable(Problem.TOO_BIG)
    if document.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise Unreadable(Problem.TOO_MANY)
    faults = Faults()
    calendars = calendars_of(document, faults)
    if not calendars:
        raise Unreadable(Problem.NO_CALENDAR)
    asked = Asked(first, until, Budget(), faults)
    events: list[Event] = []
    found: list[Window] = []
    for calendar in calendars:
        clocks = Clocks(calendar, ZoneInfo(reader.zone), first, until)
        events += _events(calendar, clocks, reader, faults)
        found += _listed(calendar, clocks, asked)
    for series in _series(events):
        found += windows_of(series, asked)
    return BusyTimes(merged(found), {fault: faults[fault] for fault in Fault if faults[fault]})


def _events(calendar: Component, clocks: Clocks, reader: Reader, faults: Faults) -> Iterator[Event]:
    for part in calendar.parts:
        uid = part.first("UID") if part.name == "VEVENT" else None
        if part.name == "VEVENT" and not (uid and is_session_uid(uid.value.strip(), reader.host)):
            event = event_of(part, clocks, reader.emails, faults)
            if event is not None:
                yield event


def _series(events: Iterable[Event]) -> list[list[Event]]:
    """Events of one UID together: one may change when another repeats. Without a UID, each is its own."""
    found: dict[str | int, list[Event]] = {}
    for number, event in enumerate(events):
        found.setdefault(event.uid or number, []).append(event)
    return list(found.values())


def _listed(calendar: Component, clocks: Clocks, asked: Asked) -> Iterator[Window]:
    """The busy times of VFREEBUSY, as services publish them that show no events."""
    lists = [one for part in calendar.parts if part.name == "VFREEBUSY" for one in part.every("FREEBUSY")]
    for one in lists:
        if one.parameters.get("FBTYPE", "").upper() == "FREE":
            continue
        for start, length in readable_times(one, clocks, asked.faults, Fault.PERIOD):
            if window := window_of(start, length or Length(), asked):
                yield window
