"""What a circle writes for itself: changed together, confirmed one by one, and in no table in plain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from edgewise.growth.commitments.queries import words_of
from edgewise.growth.models import Commitment
from edgewise.people.models import Person
from edgewise.programmes.agreements.actions import agree_anew, change_objectives
from edgewise.programmes.agreements.queries import agreement_of, objectives_of
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.agreements import Introduction, Norms
from edgewise.programmes.models.circles import Circle, Seat, SeatEnd
from edgewise.programmes.norms.actions import confirm_norms, introduce, withdraw_introduction, write_norms
from edgewise.programmes.norms.queries import confirmed_seats, introductions_of, norms_of, norms_text, supports_of
from edgewise.vault.actions import destroy_key, ensure_installation_key
from tests import make
from tests.confidentiality.test_canary import CANARY, rows

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
LATER = make.NOW + timedelta(days=1)


@pytest.fixture
def harbour() -> Circle:
    ensure_installation_key()
    return make.circle(members=[make.membership(name) for name in make.CAST[:3]])


def seat_of(circle: Circle, name: str) -> Seat:
    return circle.seats.get(membership__person__name=name)


def said(circle: Circle) -> str | None:
    found = norms_of(circle)
    return norms_text(found) if found else None


def confirmed(circle: Circle) -> list[str]:
    held = confirmed_seats(norms_of(circle))
    return [seat.membership.person.name for seat in open_seats(circle) if seat.pk in held]


def test_whoever_writes_the_norms_holds_to_them(harbour: Circle) -> None:
    assert write_norms(seat_of(harbour, "Amara"), 0, " Be on time ", make.NOW)
    assert (said(harbour), confirmed(harbour)) == ("Be on time", ["Amara"])


def test_new_words_are_for_everybody_to_confirm_and_the_same_words_are_not_new(harbour: Circle) -> None:
    amara, bruno = seat_of(harbour, "Amara"), seat_of(harbour, "Bruno")
    assert write_norms(amara, 0, "Be on time", make.NOW)
    assert [confirm_norms(bruno, 1, make.NOW) for _ in range(2)] == [True, True]
    assert write_norms(bruno, 1, "Be on time", LATER)
    assert (confirmed(harbour), Norms.objects.count()) == (["Amara", "Bruno"], 1)
    assert write_norms(bruno, 1, "Be on time, and kind", LATER)
    assert (said(harbour), confirmed(harbour)) == ("Be on time, and kind", ["Bruno"])


@pytest.mark.parametrize("version", [0, 2])
def test_what_somebody_else_has_changed_is_not_overwritten(harbour: Circle, version: int) -> None:
    write_norms(seat_of(harbour, "Amara"), 0, "Be on time", make.NOW)
    bruno = seat_of(harbour, "Bruno")
    assert [write_norms(bruno, version, "Be late"), confirm_norms(bruno, version)] == [False, False]
    assert (said(harbour), confirmed(harbour)) == ("Be on time", ["Amara"])


def test_whoever_has_left_neither_writes_nor_counts(harbour: Circle) -> None:
    chidi = seat_of(harbour, "Chidi")
    assert write_norms(chidi, 0, "Be on time", make.NOW)
    end_seat(chidi, SeatEnd.OPTED_OUT, LATER)
    assert (write_norms(chidi, 1, "Be late"), confirm_norms(chidi, 1)) == (False, False)
    assert (said(harbour), confirmed(harbour)) == ("Be on time", [])


def test_an_introduction_is_there_until_it_is_withdrawn(harbour: Circle) -> None:
    amara = seat_of(harbour, "Amara")
    for text in ("I paint", "I paint birds"):
        introduce(amara, text, make.NOW)
    assert [one.text for one in introductions_of(harbour)] == ["I paint birds", "", ""]
    withdraw_introduction(amara)
    assert [one.text for one in introductions_of(harbour)] == ["", "", ""]
    assert not Introduction.objects.exists()


def test_what_a_circle_writes_is_in_no_table_in_plain(harbour: Circle) -> None:
    amara = seat_of(harbour, "Amara")
    agree_anew({harbour.pk}, make.NOW)
    assert change_objectives(amara, 1, CANARY, make.NOW)
    assert write_norms(amara, 0, CANARY, make.NOW)
    introduce(amara, CANARY, make.NOW)
    end_seat(seat_of(harbour, "Chidi"), SeatEnd.OPTED_OUT, LATER)  # the objectives go on to another version
    agreement = agreement_of(harbour)
    assert agreement is not None
    assert [objectives_of(agreement), said(harbour), introductions_of(harbour)[0].text] == [CANARY] * 3
    assert [value for value in rows() if "canary" in value] == []


def test_once_the_key_is_destroyed_there_are_no_words(harbour: Circle) -> None:
    amara = seat_of(harbour, "Amara")
    write_norms(amara, 0, "Be on time", make.NOW)
    introduce(amara, "I paint", make.NOW)
    destroy_key(harbour.scope)
    assert (said(harbour), introductions_of(harbour)[0].text) == (None, "")


def test_a_process_that_still_holds_the_key_reads_nothing_either(harbour: Circle) -> None:
    amara = seat_of(harbour, "Amara")
    agree_anew({harbour.pk}, make.NOW)
    change_objectives(amara, 1, "Say no", make.NOW)
    write_norms(amara, 0, "Be on time", make.NOW)
    introduce(amara, "I paint", make.NOW)
    promise = make.commitment(harbour, make.membership("Amara"))
    Circle.objects.update(purged_at=LATER)
    circle = Circle.objects.get()
    agreement = agreement_of(circle)
    assert agreement is not None
    assert (objectives_of(agreement), said(circle), words_of(Commitment.objects.get(pk=promise.pk))) == (
        None,
        None,
        None,
    )
    assert introductions_of(circle)[0].text == ""


def test_three_taps_are_norms_too_and_everybody_confirms_them(harbour: Circle, sign_in: SignIn) -> None:
    amara, page = sign_in(make.person("Amara")), reverse("programmes:norms", args=[harbour.code])
    taps = {"missed": "call", "slipped": "think", "again": "issue"}
    assert amara.post(page, {"version": "0", "text": "", **taps}).status_code == 302
    assert "One of us calls them in the same week." in sign_in(make.person("Bruno")).get(page).text
    bruno = seat_of(harbour, "Bruno")
    assert confirm_norms(bruno, 1)
    assert amara.post(page, {"version": "1", "text": "", **taps}).status_code == 302  # the same: nothing to confirm
    assert confirm_norms(bruno, 1)
    assert amara.post(page, {"version": "1", "text": "", **taps, "again": "matters"}).status_code == 302
    assert not confirm_norms(bruno, 1)
    assert supports_of(norms_of(harbour)) == {**taps, "again": "matters"}


def test_taps_that_are_no_answers_and_nothing_at_all_are_refused(harbour: Circle, sign_in: SignIn) -> None:
    amara, page = sign_in(make.person("Amara")), reverse("programmes:norms", args=[harbour.code])
    assert amara.post(page, {"version": "0", "text": "Be kind", "missed": "fire them"}).status_code == 200
    assert "Write a norm, or choose" in amara.post(page, {"version": "0", "text": ""}).text
    assert norms_of(harbour) is None


def test_words_that_change_leave_the_taps_as_they_are(harbour: Circle) -> None:
    amara = seat_of(harbour, "Amara")
    assert write_norms(amara, 0, "Be on time", make.NOW, {"missed": "call"})
    assert write_norms(amara, 1, "Be kind", LATER)
    assert supports_of(norms_of(harbour)) == {"missed": "call"}
    sealed = bytes(Norms.objects.get(version=2).supports or b"")
    assert b"call" not in sealed
