"""A private note: its author finds it again, and nobody else ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Person
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.guests.actions import invite_guest
from edgewise.rooms.log import log
from edgewise.rooms.models.notes import PrivateNote
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.notes.actions import keep_note
from edgewise.rooms.notes.queries import private_note
from edgewise.rooms.sessions.actions.room import open_room
from edgewise.rooms.sessions.actions.settle import settle
from edgewise.vault.actions import destroy_key
from edgewise.vault.cipher import Undecipherable
from tests import make
from tests.rooms.held import held

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
CANARY = "the canary in my own hand"


@pytest.fixture
def session() -> Session:
    grace = make.membership("Grace")
    cohort = make.cohort(coordinators=[grace])
    found = make.session(make.circle(cohort, [make.membership(name) for name in make.CAST[:3]]), timezone.now())
    open_room(found)
    return found


def seat(session: Session, position: int) -> Seat:
    return session.circle.seats.select_related("membership__person").get(position=position)


def page(sign_in: SignIn, person: Person, route: str, session: Session) -> str:
    return sign_in(person).get(reverse(route, args=[session.code])).content.decode()


def test_the_author_finds_it_in_the_room_and_the_two_beside_them_do_not(session: Session, sign_in: SignIn) -> None:
    assert keep_note(session, seat(session, 1), CANARY, "") == CANARY
    pages = [page(sign_in, seat(session, place).membership.person, "rooms:room", session) for place in (1, 2, 3)]
    assert [CANARY in body for body in pages] == [True, False, False]


def test_a_coordinator_and_an_owner_have_no_way_to_it(session: Session, sign_in: SignIn) -> None:
    keep_note(session, seat(session, 1), CANARY, "")
    for person in (make.person("Grace"), make.membership("Hana", is_owner=True).person):
        for path in ("rooms:note", "rooms:record", "rooms:room"):
            client = sign_in(person)
            ask = client.post if path == "rooms:note" else client.get
            assert ask(reverse(path, args=[session.code])).status_code == 404


def test_it_stands_in_no_column_and_under_its_own_row_only(session: Session) -> None:
    keep_note(session, seat(session, 1), CANARY, "")
    keep_note(session, seat(session, 2), "mine", "")
    first, second = PrivateNote.objects.order_by("seat__position")
    assert CANARY.encode() not in bytes(first.sealed or b"")
    second.sealed = first.sealed
    second.save()
    with pytest.raises(Undecipherable):  # moved to another row
        private_note(session, seat(session, 2))


def test_what_another_device_wrote_meanwhile_stays(session: Session) -> None:
    mine = seat(session, 1)
    keep_note(session, mine, "first", "")
    keep_note(session, mine, "first\nfrom the phone", "first")
    assert keep_note(session, mine, "first\nfrom the laptop", "first") == "first\nfrom the laptop\nfrom the phone"
    assert PrivateNote.objects.count() == 1


def test_a_sheet_can_be_emptied(session: Session) -> None:
    mine = seat(session, 1)
    keep_note(session, mine, CANARY, "")
    assert keep_note(session, mine, "", CANARY) == ""
    assert PrivateNote.objects.get().sealed is None


def test_the_page_is_answered_with_what_is_kept_and_with_words_where_it_is_too_long(
    session: Session, sign_in: SignIn
) -> None:
    client = sign_in(seat(session, 1).membership.person)
    path = reverse("rooms:note", args=[session.code])
    kept = client.post(path, {"text": "a\r\nb", "over": ""}, headers={"Accept": "application/json"})
    assert (kept.status_code, kept.json()) == (200, {"kept": "a\nb"})
    long = client.post(path, {"text": "a" * 8001, "over": ""}, headers={"Accept": "application/json"})
    assert long.status_code == 400
    assert "8000" in long.json()["error"]
    assert private_note(session, seat(session, 1)) == "a\nb"


def test_after_the_circles_key_is_gone_it_is_gone_too(session: Session, sign_in: SignIn) -> None:
    mine = seat(session, 1)
    keep_note(session, mine, CANARY, "")
    destroy_key(session.circle.scope)
    assert private_note(session, mine) == ""
    assert keep_note(session, mine, "more", "") is None


@pytest.mark.slow
def test_the_record_shows_it_to_its_author_alone_and_can_be_written_on(sign_in: SignIn) -> None:
    session = held()
    settle(session, log.load_state(session))
    amara, bruno = (seat(session, place).membership.person for place in (1, 2))
    client = sign_in(amara)
    answer = client.post(reverse("rooms:note", args=[session.code]), {"text": CANARY, "over": ""})
    assert answer["Location"] == reverse("rooms:record", args=[session.code])
    assert CANARY in page(sign_in, amara, "rooms:record", session)
    assert CANARY not in page(sign_in, bruno, "rooms:record", session)
    assert CANARY not in page(sign_in, amara, "rooms:replay", session)


def test_a_guest_has_no_sheet(session: Session, client: Client) -> None:
    _guest, token = invite_guest(session, seat(session, 1).membership.person)
    path = reverse("rooms:guest", args=[token])
    body = client.post(path, {"name": "Gus"}, follow=True).content.decode()
    assert 'id="room"' in body
    assert 'id="private"' not in body


def test_somebody_who_came_to_the_circle_later_cannot_write_on_the_session(session: Session, sign_in: SignIn) -> None:
    late = make.seat(session.circle, make.membership("Kofi"))
    late.since = timezone.now() + timedelta(seconds=5)
    late.save()
    path = reverse("rooms:note", args=[session.code])
    assert sign_in(late.membership.person).post(path, {"text": "x"}).status_code == 404
