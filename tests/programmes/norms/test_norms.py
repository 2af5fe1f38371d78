"""What a circle writes for itself: changed together, confirmed one by one, and in no table in plain."""

from __future__ import annotations

from datetime import timedelta

import pytest

from edgewise.growth.models import Commitment
from edgewise.growth.queries import words_of
from edgewise.programmes import actions, queries
from edgewise.programmes.models import Circle, Introduction, Norms, Seat
from edgewise.vault.actions import destroy_key, ensure_installation_key
from tests import make
from tests.confidentiality.test_canary import CANARY, rows

pytestmark = [pytest.mark.django_db, pytest.mark.store]
LATER = make.NOW + timedelta(days=1)


@pytest.fixture
def harbour() -> Circle:
    ensure_installation_key()
    return make.circle(members=[make.membership(name) for name in make.CAST[:3]])


def seat_of(circle: Circle, name: str) -> Seat:
    return circle.seats.get(membership__person__name=name)


def said(circle: Circle) -> str | None:
    found = queries.norms_of(circle)
    return queries.norms_text(found) if found else None


def confirmed(circle: Circle) -> list[str]:
    held = queries.confirmed_seats(queries.norms_of(circle))
    return [seat.membership.person.name for seat in queries.open_seats(circle) if seat.pk in held]


def test_whoever_writes_the_norms_holds_to_them(harbour: Circle) -> None:
    assert actions.write_norms(seat_of(harbour, "Amara"), 0, " Be on time ", make.NOW)
    assert (said(harbour), confirmed(harbour)) == ("Be on time", ["Amara"])


def test_new_words_are_for_everybody_to_confirm_and_the_same_words_are_not_new(harbour: Circle) -> None:
    amara, bruno = seat_of(harbour, "Amara"), seat_of(harbour, "Bruno")
    assert actions.write_norms(amara, 0, "Be on time", make.NOW)
    assert [actions.confirm_norms(bruno, 1, make.NOW) for _ in range(2)] == [True, True]
    assert actions.write_norms(bruno, 1, "Be on time", LATER)
    assert (confirmed(harbour), Norms.objects.count()) == (["Amara", "Bruno"], 1)
    assert actions.write_norms(bruno, 1, "Be on time, and kind", LATER)
    assert (said(harbour), confirmed(harbour)) == ("Be on time, and kind", ["Bruno"])


@pytest.mark.parametrize("version", [0, 2])
def test_what_somebody_else_has_changed_is_not_overwritten(harbour: Circle, version: int) -> None:
    actions.write_norms(seat_of(harbour, "Amara"), 0, "Be on time", make.NOW)
    bruno = seat_of(harbour, "Bruno")
    assert [actions.write_norms(bruno, version, "Be late"), actions.confirm_norms(bruno, version)] == [False, False]
    assert (said(harbour), confirmed(harbour)) == ("Be on time", ["Amara"])


def test_whoever_has_left_neither_writes_nor_counts(harbour: Circle) -> None:
    chidi = seat_of(harbour, "Chidi")
    assert actions.write_norms(chidi, 0, "Be on time", make.NOW)
    actions.end_seat(chidi, "opted out", LATER)
    assert (actions.write_norms(chidi, 1, "Be late"), actions.confirm_norms(chidi, 1)) == (False, False)
    assert (said(harbour), confirmed(harbour)) == ("Be on time", [])


def test_an_introduction_is_there_until_it_is_withdrawn(harbour: Circle) -> None:
    amara = seat_of(harbour, "Amara")
    for text in ("I paint", "I paint birds"):
        actions.introduce(amara, text, make.NOW)
    assert [one.text for one in queries.introductions_of(harbour)] == ["I paint birds", "", ""]
    actions.withdraw_introduction(amara)
    assert [one.text for one in queries.introductions_of(harbour)] == ["", "", ""]
    assert not Introduction.objects.exists()


def test_what_a_circle_writes_is_in_no_table_in_plain(harbour: Circle) -> None:
    amara = seat_of(harbour, "Amara")
    actions.agree_anew({harbour.pk}, make.NOW)
    assert actions.change_objectives(amara, 1, CANARY, make.NOW)
    assert actions.write_norms(amara, 0, CANARY, make.NOW)
    actions.introduce(amara, CANARY, make.NOW)
    actions.end_seat(seat_of(harbour, "Chidi"), "opted out", LATER)  # the objectives go on to another version
    agreement = queries.agreement_of(harbour)
    assert agreement is not None
    assert [queries.objectives_of(agreement), said(harbour), queries.introductions_of(harbour)[0].text] == [CANARY] * 3
    assert [value for value in rows() if "canary" in value] == []


def test_once_the_key_is_destroyed_there_are_no_words(harbour: Circle) -> None:
    amara = seat_of(harbour, "Amara")
    actions.write_norms(amara, 0, "Be on time", make.NOW)
    actions.introduce(amara, "I paint", make.NOW)
    destroy_key(harbour.scope)
    assert (said(harbour), queries.introductions_of(harbour)[0].text) == (None, "")


def test_a_process_that_still_holds_the_key_reads_nothing_either(harbour: Circle) -> None:
    amara = seat_of(harbour, "Amara")
    actions.agree_anew({harbour.pk}, make.NOW)
    actions.change_objectives(amara, 1, "Say no", make.NOW)
    actions.write_norms(amara, 0, "Be on time", make.NOW)
    actions.introduce(amara, "I paint", make.NOW)
    promise = make.commitment(harbour, make.membership("Amara"))
    Circle.objects.update(purged_at=LATER)
    circle = Circle.objects.get()
    agreement = queries.agreement_of(circle)
    assert agreement is not None
    assert (queries.objectives_of(agreement), said(circle), words_of(Commitment.objects.get(pk=promise.pk))) == (
        None,
        None,
        None,
    )
    assert queries.introductions_of(circle)[0].text == ""
