"""What the page of a room holds before anything is live."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Person
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import opening
from edgewise.rooms.sessions.queries import seat_id
from edgewise.vault.actions import ensure_installation_key
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
CIRCLES_CALL, TODAYS_CALL = "https://meet.example/harbour", "https://meet.example/today"


@pytest.fixture
def meeting() -> Session:
    ensure_installation_key()
    circle = make.circle(members=[make.membership(name) for name in make.CAST])
    return make.session(circle, timezone.now() + timedelta(minutes=10))


def page_of(session: Session, sign_in: SignIn) -> str:
    return sign_in(make.person("Amara")).get(reverse("rooms:room", args=[session.code])).content.decode()


def test_the_call_of_the_session_is_joined_from_the_room_or_else_that_of_the_circle(
    meeting: Session, sign_in: SignIn
) -> None:
    assert "Join the call" not in page_of(meeting, sign_in)
    meeting.circle.meeting_link = CIRCLES_CALL
    meeting.circle.save()
    assert f'href="{CIRCLES_CALL}"' in page_of(meeting, sign_in)
    meeting.meeting_link = TODAYS_CALL
    meeting.save()
    assert f'href="{TODAYS_CALL}"' in page_of(meeting, sign_in)


def test_the_room_is_opened_with_whose_issue_comes_first_by_the_hours(meeting: Session) -> None:
    seats = {str(seat.membership): seat for seat in meeting.circle.seats.all()}
    elif_, dana = seats["Elif"].membership, seats["Dana"].membership
    make.hours(meeting.circle, elif_, dana, 20)  # in the round: Elif has given, Dana has received
    order = opening(meeting).issue_order
    assert (order[0], order[-1], len(order)) == (seat_id(seats["Elif"]), seat_id(seats["Dana"]), 6)


def test_the_lobby_says_when_the_session_begins(meeting: Session, sign_in: SignIn) -> None:
    page = page_of(meeting, sign_in)
    assert f'<time id="starts" datetime="{timezone.localtime(meeting.starts_at).isoformat()}">' in page


def test_nothing_says_live_before_a_stream_has_come(meeting: Session, sign_in: SignIn) -> None:
    shown = page_of(meeting, sign_in).split('id="link-words">')[1].split("<")[0]
    assert shown == "Connecting …"


def test_people_of_one_name_are_seated_with_what_tells_them_apart() -> None:
    people = [make.membership("Dana Levi", location=place) for place in ("Oslo",)]
    twin = make.person("Dana Levi", "dana.levi.2@example.org")
    people.append(people[0].organisation.memberships.create(person=twin, location="Nairobi"))
    people.append(make.membership("Amara", location="Oslo"))
    seats = opening(make.session(make.circle(members=people))).seats
    assert [seat.name for seat in seats] == ["Dana Levi (Oslo)", "Dana Levi (Nairobi)", "Amara"]


def test_people_of_one_name_and_place_are_told_apart_by_their_work_or_not_at_all() -> None:
    first = make.membership("Dana Levi", location="Oslo", job_title="Engineer")
    twin = make.person("Dana Levi", "dana.levi.2@example.org")
    second = first.organisation.memberships.create(person=twin, location="Oslo", job_title="Lawyer")
    circle = make.circle(members=[first, second])
    named = [[seat.name for seat in opening(make.session(circle)).seats]]
    second.job_title = "Engineer"
    second.save()
    named.append([seat.name for seat in opening(make.session(circle)).seats])
    assert named == [["Dana Levi (Engineer)", "Dana Levi (Lawyer)"], ["Dana Levi", "Dana Levi"]]
