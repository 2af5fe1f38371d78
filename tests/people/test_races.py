"""Two at once: the database is the referee."""

from __future__ import annotations

from datetime import time
from functools import partial

import pytest
from django.utils import timezone
from pytest_django import Settings

from edgewise.people.calendars.actions import CALENDAR_EVERY, claim_calendars, give_calendar
from edgewise.people.hours.actions import set_weekly_hours
from edgewise.people.hours.queries import week_of
from edgewise.people.models import BusyCalendar
from tests import make
from tests.at_once import at_once
from tests.people.calendars.calendars import Service, listening

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def test_of_two_weeks_saved_at_once_one_is_kept_whole() -> None:
    amara = make.membership("Amara")
    weeks = [[(day, time(hour), time(hour + 2)) for day in range(5)] for hour in (8, 9, 8, 9)]
    at_once(*[partial(set_weekly_hours, amara, week) for week in weeks])
    assert week_of(amara) in weeks


def test_a_calendar_given_twice_at_once_is_one_and_read_by_one_worker(settings: Settings) -> None:
    amara, now = make.membership("Amara"), timezone.now()
    with listening(Service()) as service:
        settings.CALENDAR_HOSTS = [service.origin]
        given = at_once(*[lambda: give_calendar(amara.person, f"{service.origin}/a.ics", now)] * 3)
        assert (given, BusyCalendar.objects.count()) == ([None] * 3, 1)
    claimed = at_once(*[lambda: len(claim_calendars(now + CALENDAR_EVERY, 10))] * 4)
    assert sorted(claimed) == [0, 0, 0, 1]
