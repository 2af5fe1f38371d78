"""A guest's link is for one person, who is called by the right name; whoever sits in the circle is no guest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.session.commands import HandOver, Join
from edgewise.people.models import Person
from edgewise.programmes.agreements.actions import agree_anew, change_objectives
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.models.circles import SeatEnd
from edgewise.rooms.guests.actions import admit_guest, invite_guest, revoke_guest
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Guest, Session
from edgewise.rooms.sessions.actions.room import obey, open_room
from tests import make

pytestmark = [pytest.mark.store, pytest.mark.django_db]
SignIn = Callable[[Person], Client]


@pytest.fixture
def session() -> Session:
    meeting = make.session(starts_at=timezone.now() - timedelta(minutes=5))
    open_room(meeting)
    return meeting


def invited(session: Session, by: str = "Bruno") -> str:
    """The address of a new link."""
    _, secret = invite_guest(session, make.person(by))
    return reverse("rooms:guest", args=[secret])


def came(link: str, name: str = "Grace") -> Client:
    """A browser that has come in by the link."""
    browser = Client()
    assert browser.post(link, {"name": name}).status_code == 302
    return browser


def names(session: Session) -> list[str]:
    return [seat.name for seat in log.load_state(session).seats.values() if seat.guest]


def test_one_link_seats_one_person(session: Session) -> None:
    link = invited(session)
    grace, other = came(link), Client()

    answers = [grace.get(link).status_code, other.get(link).status_code, other.post(link, {"name": "Hana"}).status_code]

    assert (answers, names(session)) == ([200, 403, 403], ["Grace"])
    assert other.get(f"{link}record/").status_code == other.get(f"{link}name/").status_code == 404


def test_of_two_at_the_same_moment_one_is_told(session: Session) -> None:
    guest, _ = invite_guest(session, make.person("Bruno"))
    same = Guest.objects.get(pk=guest.pk)
    assert isinstance(admit_guest(guest, "Grace"), str)
    assert getattr(admit_guest(same, "Hana"), "code", "") == "taken"
    assert names(session) == ["Grace"]


def test_who_is_refused_leaves_the_link_free(session: Session) -> None:
    for number in range(8):
        came(invited(session), f"Guest {number}")
    link, browser = invited(session), Client()
    assert browser.post(link, {"name": "One too many"}).status_code == 200
    assert Guest.objects.order_by("pk").last().browser == ""  # type: ignore[union-attr]


def test_a_member_who_opens_a_guests_link_is_there_as_themself(session: Session, sign_in: SignIn) -> None:
    link, amara = invited(session), sign_in(make.person("Amara"))
    answers = [amara.get(link), amara.post(link, {"name": "Somebody"})]
    came(link)
    answers.append(amara.get(link))
    room = reverse("rooms:room", args=[session.code])
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, room)] * 3
    assert names(session) == ["Grace"]


def test_somebody_else_who_is_signed_in_can_be_a_guest(session: Session, sign_in: SignIn) -> None:
    link, jonas = invited(session), sign_in(make.membership("Jonas").person)
    assert jonas.post(link, {"name": "Jonas"}).status_code == 302
    assert (jonas.get(link).status_code, names(session)) == (200, ["Jonas"])


def test_a_link_is_no_way_back_for_who_was_taken_out(session: Session, sign_in: SignIn) -> None:
    link = invited(session, by="Amara")
    end_seat(session.circle.seats.get(position=1), SeatEnd.DROPPED, timezone.now())
    amara = sign_in(make.person("Amara"))
    assert amara.get(invited(session), follow=True).status_code == 404
    assert Client().get(link).status_code == 404  # of their own making, and not used


def test_a_guest_corrects_their_own_name(session: Session) -> None:
    link = invited(session)
    grace = came(link, "Grcae")
    assert grace.post(f"{link}name/", {"name": "Grace"}).status_code == 302
    assert (names(session), Guest.objects.get().name) == (["Grace"], "Grace")


def test_a_member_corrects_a_guests_name_and_a_stranger_does_not(session: Session, sign_in: SignIn) -> None:
    came(invited(session), "Grcae")
    page = reverse("rooms:rename-guest", args=[session.code, Guest.objects.get().pk])
    assert sign_in(make.membership("Jonas").person).post(page, {"name": "Else"}).status_code == 404
    assert sign_in(make.person("Chidi")).post(page, {"name": "Grace"}).status_code == 302
    assert names(session) == ["Grace"]


def test_a_guest_who_has_not_come_has_no_name_to_correct(session: Session, sign_in: SignIn) -> None:
    invited(session)
    page = reverse("rooms:rename-guest", args=[session.code, Guest.objects.get().pk])
    assert sign_in(make.person("Chidi")).get(page).status_code == 404


def test_the_name_stands_in_no_row(session: Session) -> None:
    came(invited(session), "Canary Grace")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM rooms_guest")
        assert not any(
            b"Canary" in bytes(value)
            for row in cursor.fetchall()
            for value in row
            if isinstance(value, bytes | memoryview)
        )
        cursor.execute("SELECT * FROM rooms_guest")
        assert "Canary" not in repr(cursor.fetchall())


def seat_of(session: Session) -> str:
    return next(seat.id for seat in log.load_state(session).seats.values() if seat.guest)


def given_the_chair(session: Session) -> str:
    """By the facilitator, who is here: the refusal's code, or nothing."""
    obey(session, Join(), "s2")
    return getattr(obey(session, HandOver(to=seat_of(session)), "s2"), "code", "")


def test_a_guest_signs_before_holding_the_chair(session: Session) -> None:
    link = invited(session)
    grace = came(link)
    assert "Read and sign it" in grace.get(link).text
    assert given_the_chair(session) == "unsigned"
    assert grace.post(f"{link}agreement/", {"version": "7"}).status_code == 302
    assert given_the_chair(session) == "unsigned"
    page = grace.get(f"{link}agreement/").text
    assert "Sensitive data" in page
    assert grace.post(f"{link}agreement/", {"version": "0"}).status_code == 302
    assert given_the_chair(session) == ""
    assert log.load_state(session).control.chair == seat_of(session)
    assert "Read and sign it" not in grace.get(link).text


def test_only_the_browser_that_came_in_signs(session: Session) -> None:
    link = invited(session)
    assert Client().get(f"{link}agreement/").status_code == 404
    came(link)
    assert Client().post(f"{link}agreement/", {"version": "0"}).status_code == 404
    assert given_the_chair(session) == "unsigned"


def test_a_guest_signs_the_agreement_without_the_circles_own_objectives(session: Session) -> None:
    link = invited(session)
    grace = came(link)
    agree_anew({session.circle_id})
    assert change_objectives(session.circle.seats.get(position=1), 1, "canary objective")
    page = grace.get(f"{link}agreement/").text
    assert ("canary" in page, "Only its members read them" in page) == (False, True)
    assert grace.post(f"{link}agreement/", {"version": "2"}).status_code == 302
    assert Guest.objects.get().signed_version == 2


def test_a_link_that_was_taken_back_signs_nothing(session: Session) -> None:
    link = invited(session)
    grace = came(link)
    revoke_guest(Guest.objects.get())
    assert grace.get(f"{link}agreement/").status_code == 404
    assert grace.post(f"{link}agreement/", {"version": "0"}).status_code == 404
