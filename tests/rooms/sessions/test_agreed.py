"""Whoever enters a room has signed what its circle agreed; and where a circle is purged, its sessions are too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Person
from edgewise.programmes.agreements.actions import agree_anew
from edgewise.programmes.agreements.queries import must_sign
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.models.agreements import Agreement
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.demonstration.actions import start_demo_session
from edgewise.rooms.guests.actions import invite_guest
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import open_room
from edgewise.vault.actions import destroy_key, ensure_installation_key
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def harbour() -> Circle:
    ensure_installation_key()
    circle = make.circle(members=[make.membership(name) for name in make.CAST])
    agree_anew({circle.pk}, timezone.now() - timedelta(hours=2))
    return circle


@pytest.fixture
def meeting(harbour: Circle) -> Session:
    return make.session(harbour, timezone.now())


def room(session: Session) -> str:
    return reverse("rooms:room", args=[session.code])


def test_signing_comes_first_and_leads_on_into_the_room(meeting: Session, sign_in: SignIn) -> None:
    amara = sign_in(make.person("Amara"))
    agreement = reverse("programmes:agreement", args=[meeting.circle.code])
    answer = amara.get(room(meeting))
    assert answer.headers["Location"] == f"{agreement}?room={meeting.code}"
    assert "Before you enter the room" in amara.get(answer.headers["Location"]).content.decode()
    signed = amara.post(agreement, {"version": "1", "room": meeting.code})
    assert signed.headers["Location"] == room(meeting)
    assert amara.get(room(meeting)).status_code == 200


def test_the_screen_on_the_wall_waits_for_the_signature_too(meeting: Session, sign_in: SignIn) -> None:
    amara, table = sign_in(make.person("Amara")), reverse("rooms:table", args=[meeting.code])
    assert amara.get(table).status_code == 302
    amara.post(reverse("programmes:agreement", args=[meeting.circle.code]), {"version": "1"})
    assert amara.get(table).status_code == 200


def test_on_its_day_the_agreement_is_looked_at_in_the_session(meeting: Session, sign_in: SignIn) -> None:
    amara, url = sign_in(make.person("Amara")), reverse("programmes:agreement", args=[meeting.circle.code])
    amara.post(url, {"version": "1"})
    assert "still right?" not in amara.get(room(meeting)).content.decode()
    Agreement.objects.update(review_on=timezone.localdate())
    Cohort.objects.update(ends_on=timezone.localdate() + timedelta(days=30))
    assert "still right?" in amara.get(room(meeting)).content.decode()
    amara.post(reverse("programmes:still_right", args=[meeting.circle.code]))
    assert "still right?" not in amara.get(room(meeting)).content.decode()


def test_one_signature_lets_nobody_else_in(meeting: Session, sign_in: SignIn) -> None:
    sign_in(make.person("Amara")).post(reverse("programmes:agreement", args=[meeting.circle.code]), {"version": "1"})
    answers = [sign_in(make.person(name)).get(room(meeting)).status_code for name in ("Amara", "Bruno")]
    assert answers == [200, 302]


def test_a_session_still_far_away_says_when_it_opens(harbour: Circle, sign_in: SignIn) -> None:
    later = make.session(harbour, timezone.now() + timedelta(days=3))
    assert sign_in(make.person("Amara")).get(room(later)).status_code == 200


def test_a_version_made_while_a_room_is_open_sends_nobody_out(meeting: Session, sign_in: SignIn) -> None:
    amara, bruno = (meeting.circle.seats.get(membership__person__name=name) for name in ("Amara", "Bruno"))
    url = reverse("programmes:agreement", args=[meeting.circle.code])
    sign_in(make.person("Amara")).post(url, {"version": "1", "room": meeting.code})
    open_room(meeting)
    end_seat(meeting.circle.seats.get(membership__person__name="Farid"), SeatEnd.OPTED_OUT, timezone.now())
    assert [sign_in(make.person(name)).get(room(meeting)).status_code for name in ("Amara", "Bruno")] == [200, 302]
    assert [must_sign(amara), must_sign(bruno)] == [True, True]


def test_without_an_agreement_a_room_is_open_as_before(sign_in: SignIn) -> None:
    ensure_installation_key()
    session = make.session(starts_at=timezone.now())
    assert sign_in(make.person("Amara")).get(room(session)).status_code == 200


def test_a_demonstration_and_a_guest_have_nothing_to_sign(meeting: Session, sign_in: SignIn) -> None:
    session, newcomer = start_demo_session("participant")
    agree_anew({session.circle_id})
    assert sign_in(newcomer).get(room(session)).status_code == 200
    _, secret = invite_guest(meeting, make.person("Bruno"))
    assert Client().get(reverse("rooms:guest", args=[secret])).status_code == 200
    assert Agreement.objects.filter(circle=session.circle).exists()


def test_what_was_said_in_a_purged_circle_is_gone_also_from_memory(harbour: Circle, sign_in: SignIn) -> None:
    held = make.session(harbour, timezone.now() - timedelta(minutes=5))
    Agreement.objects.filter(circle=harbour).update(made_at=timezone.now() + timedelta(hours=1))  # after it was opened
    open_room(held)
    amara = sign_in(make.person("Amara"))
    assert amara.get(room(held)).status_code == 200
    destroy_key(harbour.scope)
    urls = [reverse(f"rooms:{name}", args=[held.code]) for name in ("room", "table", "record", "replay")]
    assert [amara.get(url).status_code for url in urls] == [410] * 4
    stranger = sign_in(make.membership("Jonas").person)
    assert [stranger.get(url).status_code for url in urls] == [404] * 4
