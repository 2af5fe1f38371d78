"""When the circles of all cohorts meet, week by week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edgewise.desk.calendar.page import WEEKS_SHOWN, calendar_of, first_monday
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import SessionStatus
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


@pytest.fixture
def cohort() -> Cohort:
    return make.cohort(coordinators=[make.membership("Grace")])


def met(cohort: Cohort, circle: Circle) -> list[tuple[date, str]]:
    """The Monday and the state of each session of the circle."""
    found = calendar_of([cohort], MONDAY, NOW)
    (line,) = [line for line in found.cohorts[0][1] if line.circle == circle]
    return [(week.monday, meeting.state) for week, meetings in line.weeks for meeting in meetings]


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, 0, tzinfo=UTC)


def test_a_session_stands_in_its_week_as_what_it_is(cohort: Cohort) -> None:
    harbour = make.circle(cohort, [make.membership("Amara"), make.membership("Bruno")])
    make.session(harbour, at(8, 23), status=SessionStatus.CLOSED)  # a Sunday
    make.session(harbour, at(9), status=SessionStatus.PLANNED)  # its time is over
    make.session(harbour, at(12, 11), status=SessionStatus.PLANNED)  # until 12:30, now it is 12:00
    make.session(harbour, at(13), status=SessionStatus.LIVE)
    make.session(harbour, at(17), status=SessionStatus.CANCELLED)
    second = MONDAY + timedelta(weeks=1)
    assert met(cohort, harbour) == [(MONDAY, "held"), (second, "past"), (second, "planned"), (second, "live")]


def test_weeks_are_those_of_the_readers_clock(cohort: Cohort) -> None:
    harbour = make.circle(cohort, [make.membership("Amara"), make.membership("Bruno")])
    make.session(harbour, at(8, 23))  # in Oslo it is Monday
    with timezone.override("Europe/Oslo"):
        assert met(cohort, harbour) == [(date(2026, 3, 9), "past")]


def test_a_circle_without_a_session_ahead_says_so(cohort: Cohort) -> None:
    harbour, lantern, cedar = (make.circle(cohort, name=name) for name in ("Harbour", "Lantern", "Cedar"))
    make.session(harbour, NOW + timedelta(weeks=WEEKS_SHOWN + 9))  # beyond what is shown
    make.session(lantern, NOW - timedelta(days=3), status=SessionStatus.CLOSED)
    make.session(cedar, NOW + timedelta(days=3), status=SessionStatus.CANCELLED)
    lines = calendar_of([cohort], MONDAY, NOW).cohorts[0][1]
    assert {line.circle: line.is_dated for line in lines} == {cedar: False, harbour: True, lantern: False}


@pytest.mark.parametrize(
    ("asked", "monday"),
    [(None, date(2026, 2, 23)), (date(2026, 3, 8), date(2026, 3, 2)), (date(2026, 3, 9), date(2026, 3, 9))],
)
def test_it_begins_on_a_monday(asked: date | None, monday: date) -> None:
    assert first_monday(asked, date(2026, 3, 12)) == monday


def test_its_page_leads_to_the_circle_and_to_other_weeks(cohort: Cohort, sign_in: SignIn) -> None:
    harbour = make.circle(cohort, [make.membership("Amara"), make.membership("Bruno")])
    session = make.session(harbour, at(3), status=SessionStatus.CLOSED)
    grace: Membership = make.membership("Grace")
    client = sign_in(grace.person)
    html = client.get(f"/desk/calendar/?from=2026-03-02&cohort={cohort.code}").content.decode()
    there = f"/cohorts/{cohort.code}/circles/{harbour.code}/attendance/#session-{session.code}"
    assert (there in html, "from=2025-12-29" in html, "from=2026-05-04" in html) == (True, True, True)
    assert f'id="session-{session.code}"' in client.get(there.partition("#")[0]).content.decode()


@pytest.mark.parametrize("odd", ["?from=0001-01-01", "?from=9999-12-31", "?from=x", "?cohort=none", "?from=2026-02-30"])
def test_odd_questions_get_the_usual_weeks(cohort: Cohort, sign_in: SignIn, odd: str) -> None:
    client = sign_in(make.person("Grace"))
    assert client.get(f"/desk/calendar/{odd}").status_code == 200
