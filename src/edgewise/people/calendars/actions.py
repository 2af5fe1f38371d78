"""A person's own calendar, which is read for busy times; and the feed of their sessions."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from django.conf import settings
from django.db.models import F

from edgewise.domain.calendar.busy import Problem, Reader
from edgewise.people.calendars.queries import CALENDAR_SCOPE, STALE, address_of_calendar, calendar_context, hashed
from edgewise.people.calendars.reading import Reading, Wish, read_aside
from edgewise.people.hours.queries import people_at_work
from edgewise.people.models import BusyCalendar, CalendarKey, Person
from edgewise.people.profiles.queries import zone_of
from edgewise.vault.actions import open_cipher

CALENDAR_AHEAD = timedelta(weeks=8)  # how far a reading of somebody's own calendar looks
CALENDAR_EVERY = timedelta(minutes=30)  # and how often it is made; one that fails, ever less often
MOST_DOUBLINGS = 4


def make_feed(person: Person) -> str:
    """A new secret for the person's calendar feed; an earlier address goes dead. It cannot be shown again."""
    token = secrets.token_urlsafe(24)
    CalendarKey.objects.update_or_create(person=person, defaults={"token": hashed(token)})
    return token


def end_feed(person: Person) -> None:
    CalendarKey.objects.filter(person=person).delete()


def give_calendar(person: Person, address: str, now: datetime) -> Problem | None:
    """Read the person's own calendar now, and from now on; if it cannot be read, why, and nothing is changed."""
    reading = read_aside(_wish(person, address, "", now))
    if reading.busy is None:
        return reading.problem or Problem.NO_CALENDAR
    sealed = open_cipher(CALENDAR_SCOPE).encrypt(address.encode(), calendar_context(person.pk))
    facts = {"address": sealed, "given_at": now, "problem": "", "failures": 0, "next_at": now + CALENDAR_EVERY}
    BusyCalendar.objects.update_or_create(person=person, defaults=facts | _read(person.pk, reading, now))
    return None


def forget_calendar(person: Person) -> bool:
    """The address and all that was read there."""
    return BusyCalendar.objects.filter(person=person).delete()[0] == 1


def claim_calendars(now: datetime, most: int) -> list[tuple[BusyCalendar, Wish]]:
    """Calendars that are due to be read again, the longest waiting first. Two workers never get the same."""
    due = BusyCalendar.objects.filter(next_at__lte=now).select_related("person").order_by("next_at", "pk")[:most]
    mine = [row for row in due if _is_mine(row, now)]
    return [(row, _wish(row.person, address_of_calendar(row), _mark(row, now), now)) for row in mine]


def _is_mine(row: BusyCalendar, now: datetime) -> bool:
    return BusyCalendar.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=now + CALENDAR_EVERY) == 1


def _mark(row: BusyCalendar, now: datetime) -> str:
    """The mark of the last reading; none if that reading does not look far enough ahead any more."""
    return row.etag if row.covers_until > now + CALENDAR_AHEAD - STALE else ""


def _wish(person: Person, address: str, mark: str, now: datetime) -> Wish:
    host = urlsplit(settings.BASE_URL).hostname or ""
    reader = Reader(zone_of(person), frozenset({person.email.lower()}), host)
    return Wish(address, mark, settings.CALENDAR_HOSTS, reader, now - STALE, now + CALENDAR_AHEAD)


def keep_reading(row: BusyCalendar, reading: Reading, now: datetime) -> None:
    """Store the result. An address that was replaced or taken back meanwhile stays as it is."""
    still = BusyCalendar.objects.filter(pk=row.pk, given_at=row.given_at)
    if reading.problem is not None:
        wait = CALENDAR_EVERY * 2 ** min(row.failures, MOST_DOUBLINGS)
        still.update(problem=reading.problem.value, failures=F("failures") + 1, next_at=now + wait)
        return
    again = {"problem": "", "failures": 0, "read_at": now}
    still.update(**again if reading.busy is None else again | _read(row.person_id, reading, now))


def _read(person_id: int, reading: Reading, now: datetime) -> dict[str, object]:
    sealed = open_cipher(CALENDAR_SCOPE).encrypt(msgspec.json.encode(reading.busy), calendar_context(person_id))
    return {"busy": sealed, "etag": reading.etag, "read_at": now, "covers_until": now + CALENDAR_AHEAD}


def forget_calendars_of_leavers() -> None:
    """Delete the calendars of people who are in no organisation any more."""
    BusyCalendar.objects.exclude(person__in=people_at_work()).delete()
