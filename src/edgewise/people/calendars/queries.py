"""Busy times from people's own calendars."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from edgewise.domain.calendar.busy import BusyTimes
from edgewise.domain.calendar.slots import Window
from edgewise.people.models import BusyCalendar, Person
from edgewise.vault.queries import cipher_of

CALENDAR_SCOPE = "calendars"  # of the key for people's own calendars
MOST_SHOWN = 20
STALE = timedelta(days=1)  # a reading older than this says nothing any more


def calendar_of(person: Person) -> BusyCalendar | None:
    """The person's own calendar, if they have given one."""
    return BusyCalendar.objects.filter(person=person).first()


def address_of_calendar(row: BusyCalendar) -> str:
    return cipher_of(CALENDAR_SCOPE).decrypt(bytes(row.address), calendar_context(row.person_id)).decode()


def calendar_context(person_id: int) -> bytes:
    return f"person:{person_id}".encode()


def read_in(row: BusyCalendar) -> BusyTimes:
    """When they are busy, as it was read last, and what was passed over; earlier readings have the times alone."""
    sealed = cipher_of(CALENDAR_SCOPE).decrypt(bytes(row.busy), calendar_context(row.person_id))
    found = msgspec.json.decode(sealed, type=BusyTimes | list[Window])
    return found if isinstance(found, BusyTimes) else BusyTimes(found, {})


def shown_of(row: BusyCalendar, now: datetime) -> dict[str, object]:
    """What a person is told of their own calendar; of its address the host alone."""
    coming = [window for window in read_in(row).times if window[1] > now]
    return {
        "host": urlsplit(address_of_calendar(row)).hostname,
        "read_at": row.read_at,
        "is_stale": row.read_at <= now - STALE,
        "count": len(coming),
        "times": coming[:MOST_SHOWN],
    }


def busy_times_of(people: Iterable[int], now: datetime) -> dict[int, tuple[Window, ...]]:
    """When they are busy, by person, as far as their calendars were read within a day; one query."""
    fresh = BusyCalendar.objects.filter(person__in=list(people), read_at__gt=now - STALE)
    return {row.person_id: tuple(read_in(row).times) for row in fresh}


def hashed(token: str) -> str:
    """The form in which a link's secret is stored."""
    return hashlib.sha256(token.encode()).hexdigest()
