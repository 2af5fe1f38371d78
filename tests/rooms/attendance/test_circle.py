"""A circle as its coordinator sees it: who sits there, when they meet, who came, and no word of what was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.people.models import Person
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.attendance.views import SESSIONS_A_PAGE
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, SessionStatus
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def harbour() -> Circle:
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    return make.circle(cohort, [make.membership("Amara"), make.membership("Bruno")])


@pytest.fixture
def grace(harbour: Circle, sign_in: SignIn) -> Client:
    return sign_in(make.person("Grace"))


def path(circle: Circle) -> str:
    return f"/cohorts/{circle.cohort.code}/circles/{circle.code}/attendance/"


def test_a_published_circle_leads_there_from_its_cohort(harbour: Circle, grace: Client) -> None:
    cohort = grace.get(f"/cohorts/{harbour.cohort.code}/").content.decode()
    assert f'<a href="{path(harbour)}">Harbour</a>' in cohort


def test_it_shows_who_sits_there_and_when_they_meet(harbour: Circle, grace: Client) -> None:
    make.commitment(harbour, make.membership("Amara"), said=make.words("Tell Osric about the heron"))
    session = make.session(harbour, timezone.now() + timedelta(days=3))
    html = grace.get(path(harbour)).content.decode()
    assert [word in html for word in ("Amara", "Bruno", "Osric", "heron")] == [True, True, False, False]
    assert (f'id="session-{session.code}"' in html, "No session is planned." in html) == (True, False)


def test_without_a_date_it_says_so(harbour: Circle, grace: Client) -> None:
    make.session(harbour, timezone.now() + timedelta(days=3), status=SessionStatus.CANCELLED)
    assert "No session is planned." in grace.get(path(harbour)).content.decode()


def test_three_sessions_ask_as_many_questions_as_one(harbour: Circle, grace: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            grace.get(path(harbour))
        return len(found)

    def met(days: int) -> None:
        make.session(harbour, timezone.now() + timedelta(days=days))
        make.session(harbour, timezone.now() - timedelta(days=days), status=SessionStatus.CLOSED)

    met(1)
    grace.get(path(harbour))
    one = asked()
    met(2)
    met(3)
    assert asked() == one


def test_sessions_have_pages_and_a_correction_leads_back_to_its_own(harbour: Circle, grace: Client) -> None:
    days = range(SESSIONS_A_PAGE + 1, 0, -1)
    ago = [timezone.now() - timedelta(days=number) for number in days]
    held, *_ = (make.session(harbour, at, status=SessionStatus.CLOSED) for at in ago)  # the first of them
    Attendance.objects.update(status=AttendanceStatus.PRESENT)
    url = f"{path(harbour)}?page=2"
    page = grace.get(url)
    (one,) = page.context["sessions"]
    assert (one.session, one.came, one.is_known) == (held, 2, True)
    assert ("2 of 2 came" in page.content.decode(), len(grace.get(path(harbour)).context["sessions"])) == (True, 10)
    answer = grace.post(url, {"row": one.rows[0].pk, "status": "no_show"})
    assert answer["Location"] == f"{url}#session-{held.code}"
    assert "1 of 2 came" in grace.get(url).content.decode()


def test_where_nobody_counted_no_number_is_said(harbour: Circle, grace: Client) -> None:
    make.session(harbour, timezone.now() - timedelta(days=1), status=SessionStatus.CLOSED)
    html = grace.get(path(harbour)).content.decode()
    assert ("not known" in html, "of 2 came" in html) == (True, False)
