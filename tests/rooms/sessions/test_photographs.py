"""Faces round the table: for those who sit there and are signed in, each seat its own, and initials otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Person
from edgewise.people.photographs.actions import keep_photograph
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.models.circles import SeatEnd
from edgewise.rooms.guests.actions import invite_guest
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import open_room
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def meeting() -> Session:
    """Amara, Bruno and Chidi; Bruno and Chidi have photographs, and so has Dana, who sits elsewhere."""
    run = make.cohort()
    make.circle(run, [make.membership("Dana")], "Lantern")
    circle = make.circle(run, [make.membership(name) for name in ("Amara", "Bruno", "Chidi")])
    for name in ("Bruno", "Chidi", "Dana"):
        keep_photograph(make.person(name), name.encode())
    session = make.session(circle, timezone.now() - timedelta(minutes=5))
    open_room(session)
    return session


def shown(page: str) -> dict[str, str]:
    """By seat, the address of the photograph that its place on the table points to."""
    return dict(re.findall(r'<g id="photo-(\w+)".*?href="([^"]+)"', page, re.DOTALL))


def address(name: str) -> str:
    return reverse("programmes:photograph", args=[make.person(name).photograph_code])


@pytest.mark.parametrize("screen", ["room", "table"])
def test_a_seat_shows_the_photograph_of_the_person_who_sits_there(
    meeting: Session, sign_in: SignIn, screen: str
) -> None:
    amara = sign_in(make.person("Amara"))
    page = amara.get(reverse(f"rooms:{screen}", args=[meeting.code])).content.decode()
    assert shown(page) == {"s2": address("Bruno"), "s3": address("Chidi")}
    assert set(re.findall(r'href="#photo-(\w+)"', page)) == {"s1", "s2", "s3"}
    assert amara.get(address("Bruno")).status_code == 200


def test_a_guest_sees_initials(meeting: Session) -> None:
    _, secret = invite_guest(meeting, make.person("Bruno"))
    browser = Client()
    browser.post(reverse("rooms:guest", args=[secret]), {"name": "Grace"})
    page = browser.get(reverse("rooms:guest", args=[secret]), follow=True).content.decode()
    assert 'class="seat-initials"' in page
    assert shown(page) == {}


def test_a_person_who_has_left_since_is_still_seen_where_they_sat(meeting: Session, sign_in: SignIn) -> None:
    end_seat(meeting.circle.seats.get(position=2), SeatEnd.LEFT, timezone.now())
    page = sign_in(make.person("Amara")).get(reverse("rooms:room", args=[meeting.code])).content.decode()
    assert shown(page)["s2"] == address("Bruno")
