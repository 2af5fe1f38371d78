"""When somebody has other things to do, read from their own calendar (RFC 5545): only from when to when.

An event is busy unless it says that it is transparent or cancelled, or that the reader has declined it. Days without a
time are days where the reader is, and a time without a zone is theirs. Sessions of this installation do not count: they
must not be in their own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import prod
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Component, vDDDTypes, vDuration

from edgewise.domain.calendar.invitations import is_session_uid
from edgewise.domain.calendar.slots import Window, merged

MOST_BYTES = 5_000_000
MOST_EVENTS = 10_000
MOST_STEPS = 1_000_000  # that the repetitions of a whole file may take from their beginning until `until`
MOST_REPETITIONS = 20_000  # of them, within what is asked for
FREE = {"FREE", "WORKINGELSEWHERE"}  # as Outlook says it beside TRANSP
DAYS = {"YEARLY": 365, "MONTHLY": 28, "WEEKLY": 7, "DAILY": 1}
A_DAY = {"HOURLY": 24, "MINUTELY": 24 * 60, "SECONDLY": 24 * 3600}
DATES = {"BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYSETPOS"}  # they can be at odds: then there is no such day
FOR_EVER = 8000 * 365  # days, until the years have five digits
LOOK = 20  # steps that it takes to look at a month or a year, whatever is found there
TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
# What readers of such files raise where one makes no sense; a time zone can be named like a folder.
BROKEN = (ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError, OSError, RecursionError)


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
    TOO_OFTEN = "too often"


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


def busy_times(document: bytes, reader: Reader, first: datetime, until: datetime) -> list[Window]:
    """When they are busy between the two moments, in UTC, as `merged`. Raises Unreadable."""
    if len(document) > MOST_BYTES:
        raise Unreadable(Problem.TOO_BIG)
    if document.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise Unreadable(Problem.TOO_MANY)
    events = _events_of(document, reader)
    _refuse_endless_work(events, first, until)
    found = [time for series in _series_of(events) for time in _times_of(series, reader, first, until)]
    return merged((max(start, first), min(end, until)) for start, end in found if start < until and end > first)


def _events_of(document: bytes, reader: Reader) -> list[Component]:
    """Those with a beginning that can be read, but for sessions; a repetition that cannot be read is none."""
    try:
        calendars = Calendar.from_ical(document.removeprefix(b"\xef\xbb\xbf"), multiple=True)
    except BROKEN:
        raise Unreadable(Problem.NO_CALENDAR) from None
    if not calendars or any(one.name != "VCALENDAR" for one in calendars):
        raise Unreadable(Problem.NO_CALENDAR)
    events = [event for one in calendars for event in one.walk("VEVENT") if isinstance(_said(event, "DTSTART"), date)]
    for event in events:
        if not all(_is_rule(rule) for rule in _rules(event)):
            event.pop("RRULE")
    return [event for event in events if not is_session_uid(str(event.get("UID", "")), reader.host)]


def _rules(event: Component) -> list[Any]:
    return _listed(event.get("RRULE"))


def _is_rule(rule: Any) -> bool:
    if not isinstance(rule, dict) or "FREQ" not in rule:
        return False
    return all(every > 0 for every in rule.get("INTERVAL", ())) and all(
        isinstance(end, date) for end in rule.get("UNTIL", ())
    )


def _series_of(events: Sequence[Component]) -> list[Calendar]:
    """Events of one UID together: a later one changes when an earlier one repeats."""
    found: dict[str, Calendar] = {}
    for number, event in enumerate(events):
        found.setdefault(str(event.get("UID", number)), Calendar()).add_component(event)
    return list(found.values())


def _times_of(series: Calendar, reader: Reader, first: datetime, until: datetime) -> list[Window]:
    """When they are busy with it; never, if it makes no sense."""
    zone = ZoneInfo(reader.zone)
    try:
        found = [one for one in recurring_ical_events.of(series).between(first, until) if _is_busy(one, reader)]
        times = [(_moment(one.start, zone), _moment(one.end, zone)) for one in found]
    except BROKEN:
        return []
    return [(start, end) for start, end in times if start < end]


def _is_busy(event: Component, reader: Reader) -> bool:
    if _word(event, "TRANSP") == "TRANSPARENT" or _word(event, "STATUS") == "CANCELLED":
        return False
    return _word(event, "X-MICROSOFT-CDO-BUSYSTATUS") not in FREE and not _is_declined(event, reader.emails)


def _word(event: Component, name: str) -> str:
    return str(event.get(name, "")).strip().upper()


def _is_declined(event: Component, emails: frozenset[str]) -> bool:
    return any(
        str(one).lower().removeprefix("mailto:") in emails and str(one.params.get("PARTSTAT", "")).upper() == "DECLINED"
        for one in _listed(event.get("ATTENDEE"))
        if hasattr(one, "params")
    )


def _listed(value: Any) -> list[Any]:
    """A property as iCalendar has it: none, one or several."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _moment(at: date, zone: ZoneInfo) -> datetime:
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _refuse_endless_work(events: Sequence[Component], first: datetime, until: datetime) -> None:
    """A rule can repeat every second for ever; what it would take is known before it is begun."""
    rules = [(event, rule) for event in events for rule in _rules(event)]
    if sum(_steps(rule, _day(event), until.date()) for event, rule in rules) > MOST_STEPS:
        raise Unreadable(Problem.TOO_OFTEN)
    begins = ((event, rule, max(_day(event), first.date() - _length(event))) for event, rule in rules)
    if sum(_steps(rule, since, until.date()) for _, rule, since in begins) > MOST_REPETITIONS:
        raise Unreadable(Problem.TOO_OFTEN)


def _steps(rule: Any, since: date, until: date) -> int:
    """At most how many times of a rule are looked at from a day until another."""
    last = [until, *(_as_date(end) for end in rule.get("UNTIL", ()))]
    days = (min(last) - since).days + 1
    if days <= 0:
        return 0
    often = str(next(iter(rule["FREQ"]))).upper()
    every = next(iter(rule.get("INTERVAL", ())), 1)
    return _bounded(days, often, every, rule)


def _bounded(days: int, often: str, every: int, rule: Any) -> int:
    dated, daily = DATES & set(rule), len(rule.get("BYDAY", ()))
    times = prod(max(len(rule.get(name, ())), 1) for name in TIMES)
    if often in A_DAY:
        steps = (FOR_EVER if dated else days) * A_DAY[often] * times // every + 1
    elif (dated or daily) and often in ("YEARLY", "MONTHLY"):
        steps = (days // (DAYS[often] * every) + 1) * (LOOK + _found_in_one(often, rule)) * times
    elif dated or (daily and often != "WEEKLY"):
        steps = days * times
    else:
        steps = (days // (DAYS[often] * every) + 1) * max(daily, 1) * times
    narrowed = dated or daily or any(name in rule for name in TIMES)
    return steps if narrowed else min([steps, *rule.get("COUNT", ())])


def _found_in_one(often: str, rule: Any) -> int:
    """At most how many days of a month, or of a year, a rule names."""
    most = 31 if often == "MONTHLY" else 366
    if "BYYEARDAY" in rule or "BYWEEKNO" in rule:
        return most
    months = 1 if often == "MONTHLY" else len(rule.get("BYMONTH", ())) or 12
    days = len(rule.get("BYMONTHDAY", ())) or 5 * len(rule.get("BYDAY", ())) or 1
    return min(most, months * days)


def _day(event: Component) -> date:
    return _as_date(_said(event, "DTSTART"))


def _said(event: Component, name: str) -> Any:
    """A date, a moment or a length; None where there is none, or none that can be read."""
    found = event.get(name)
    return found.dt if isinstance(found, (vDDDTypes, vDuration)) else None


def _as_date(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at


def _length(event: Component) -> timedelta:
    """How long one of them lasts, in days and rounded up, as far as it says."""
    lasts, ends = _said(event, "DURATION"), _said(event, "DTEND")
    if not isinstance(lasts, timedelta):
        lasts = _as_date(ends) - _day(event) if isinstance(ends, date) else timedelta()
    return timedelta(days=max(lasts.days, 0) + 2)
