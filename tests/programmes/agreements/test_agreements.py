"""A circle's agreement: made, signed, made anew, reviewed, recalled and, in the end, purged."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from edgewise.domain.nudges.kinds import Kind
from edgewise.growth.commitments.queries import words_of
from edgewise.notices.models import Delivery, DeliveryState, Notice
from edgewise.notices.outbox.actions import tick
from edgewise.programmes.agreements.actions import change_objectives, find_still_right, save_agreement_design, sign
from edgewise.programmes.agreements.queries import (
    agreement_of,
    is_signed,
    must_sign,
    objectives_of,
    review_on,
    text_of,
    unsigned_seats,
    versions_for,
)
from edgewise.programmes.circles.actions import end_seat, fill_seats, open_circle, seats_have_changed
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.agreements import Agreement
from edgewise.programmes.models.circles import Circle, Seat, SeatEnd
from edgewise.programmes.repair.actions import end_circle
from edgewise.vault.actions import ensure_installation_key
from edgewise.vault.cipher import KeyDestroyed
from edgewise.vault.queries import cipher_of, openings
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
LATER = make.NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _key() -> None:
    ensure_installation_key()


@pytest.fixture
def harbour() -> Circle:
    members = [make.membership(name) for name in make.CAST[:4]]
    return open_circle(make.cohort(), members, "Harbour", make.NOW)


def current(circle: Circle) -> Agreement:
    found = agreement_of(circle)
    assert found is not None
    return found


def seat_of(circle: Circle, name: str) -> Seat:
    return circle.seats.get(membership__person__name=name, ended_at=None)


def unsigned(circle: Circle) -> list[str]:
    return [seat.membership.person.name for seat in unsigned_seats(circle)]


def told(kind: Kind) -> list[tuple[str, str]]:
    return sorted(Notice.objects.filter(kind=kind).values_list("to__person__name", "key"))


def sign_all(circle: Circle) -> None:
    for seat in open_seats(circle):
        assert sign(seat, current(circle).version, make.NOW)


def test_a_new_circle_has_an_agreement_and_everybody_is_told(harbour: Circle) -> None:
    made = current(harbour)
    assert (made.version, made.why, made.session_minutes, made.cadence_days) == (1, "first", 90, 14)
    assert (made.purge_on, made.review_on) == (date(2026, 11, 30), date(2026, 4, 13))
    assert told(Kind.AGREEMENT_READY) == [(name, f"agreement:{harbour.code}:1") for name in make.CAST[:4]]
    assert {one.link for one in Notice.objects.filter(kind=Kind.AGREEMENT_READY)} == {
        f"/circles/{harbour.code}/agreement/"
    }
    assert (is_signed(harbour), unsigned(harbour)) == (False, list(make.CAST[:4]))


def test_a_circle_without_an_agreement_has_nobody_to_sign() -> None:
    circle = make.circle(members=[make.membership("Amara")])
    assert (agreement_of(circle), is_signed(circle), unsigned(circle)) == (None, False, [])
    assert must_sign(circle.seats.get()) is False


def test_a_circle_of_a_resource_group_is_told_of_without_its_name() -> None:
    cohort = make.cohort()
    cohort.is_erg = True
    cohort.save()
    open_circle(cohort, [make.membership("Amara")], "Harbour", make.NOW)
    assert Notice.objects.get(kind=Kind.AGREEMENT_READY).facts["discreet"] is True


def test_signing_is_one_click_and_may_be_repeated(harbour: Circle) -> None:
    seat = seat_of(harbour, "Bruno")
    assert [sign(seat, 1, make.NOW), sign(seat, 1, LATER)] == [True, True]
    assert list(seat.signatures.values_list("signed_at", flat=True)) == [make.NOW]
    assert unsigned(harbour) == ["Amara", "Chidi", "Dana"]


def test_whoever_has_signed_is_not_asked_to_any_more(harbour: Circle) -> None:
    sign(seat_of(harbour, "Amara"), 1)
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, notice__kind=Kind.AGREEMENT_READY)
    assert sorted(waiting.values_list("notice__to__person__name", flat=True)) == ["Bruno", "Chidi", "Dana"]


@pytest.mark.parametrize("version", [0, 2, 10**30])
def test_only_the_current_version_is_signed(harbour: Circle, version: int) -> None:
    assert sign(seat_of(harbour, "Bruno"), version) is False
    assert unsigned(harbour) == list(make.CAST[:4])


def test_whoever_has_left_signs_nothing(harbour: Circle) -> None:
    seat = seat_of(harbour, "Dana")
    end_seat(seat, SeatEnd.OPTED_OUT, LATER)
    assert sign(seat, 2) is False


def test_when_somebody_leaves_the_same_terms_are_signed_again(harbour: Circle) -> None:
    assert change_objectives(seat_of(harbour, "Amara"), 1, "Say no more often", make.NOW)
    sign_all(harbour)
    assert is_signed(harbour)
    before = current(harbour)
    end_seat(seat_of(harbour, "Dana"), SeatEnd.OPTED_OUT, LATER)
    after = current(harbour)
    assert (after.version, after.why, objectives_of(after)) == (3, "members", "Say no more often")
    assert (after.text, after.purge_on, after.review_on) == (before.text, before.purge_on, before.review_on)
    assert unsigned(harbour) == ["Amara", "Bruno", "Chidi"]
    assert [key for _, key in told(Kind.AGREEMENT_READY) if key.endswith(":3")] == [f"agreement:{harbour.code}:3"] * 3


def test_the_same_members_need_no_other_version(harbour: Circle) -> None:
    sign_all(harbour)
    seats_have_changed({harbour.pk}, LATER)
    assert (current(harbour).version, is_signed(harbour)) == (1, True)


def test_a_circle_that_ends_has_nobody_to_sign(harbour: Circle) -> None:
    end_circle(harbour, LATER)
    assert (current(harbour).version, unsigned(harbour)) == (1, [])


def test_who_comes_sees_the_versions_from_then_on(harbour: Circle) -> None:
    fill_seats(harbour, [make.membership("Elif")], LATER)
    seats_have_changed({harbour.pk}, LATER)
    seen = {name: versions_for(seat_of(harbour, name)) for name in ("Amara", "Elif")}
    assert {name: [one.row.version for one in found] for name, found in seen.items()} == {"Amara": [2, 1], "Elif": [2]}
    assert (seen["Elif"][0].joined, seen["Elif"][0].left) == (["Elif"], [])


def test_new_objectives_are_for_all_to_sign_also_for_their_author(harbour: Circle) -> None:
    sign_all(harbour)
    amara = seat_of(harbour, "Amara")
    assert change_objectives(amara, 1, " Say no more often ", LATER)
    made = current(harbour)
    assert (made.version, made.why, str(made.made_by)) == (2, "edited", "Amara")
    assert objectives_of(made) == "Say no more often"
    assert unsigned(harbour) == list(make.CAST[:4])
    assert change_objectives(amara, 2, "Say no more often", LATER)
    assert current(harbour).version == 2


def test_of_two_who_change_the_objectives_at_once_one_is_told(harbour: Circle) -> None:
    amara, bruno = seat_of(harbour, "Amara"), seat_of(harbour, "Bruno")
    assert change_objectives(amara, 1, "Say no", LATER) is True
    assert change_objectives(bruno, 1, "Say yes", LATER) is False
    assert objectives_of(current(harbour)) == "Say no"


def test_on_its_day_one_word_is_enough_and_moves_it_on(harbour: Circle) -> None:
    amara, day = seat_of(harbour, "Amara"), datetime(2026, 4, 13, 9, 0, tzinfo=UTC)
    assert find_still_right(amara, day - timedelta(days=1)) is False
    assert find_still_right(amara, day) is True
    assert find_still_right(seat_of(harbour, "Bruno"), day) is False
    made = current(harbour)
    assert (made.version, made.review_on, review_on(made)) == (1, date(2026, 4, 13), date(2026, 5, 25))
    assert [str(review.by) for review in made.reviews.all()] == ["Amara"]


def test_the_owner_s_words_are_those_of_later_circles(harbour: Circle) -> None:
    programme = harbour.cohort.programme
    save_agreement_design(programme, "{objectives}", 6, 90)
    other = open_circle(harbour.cohort, [make.membership("Jonas")], "Cedar", make.NOW)
    assert (current(other).text, current(harbour).text == text_of(make.programme())) == ("{objectives}", True)


def test_after_three_days_whoever_has_not_signed_hears_of_it_once(harbour: Circle) -> None:
    sign(seat_of(harbour, "Amara"), 1, make.NOW)
    for hours in (71, 72, 73):
        tick(make.NOW + timedelta(hours=hours))
    key = f"agreement-reminder:{harbour.code}:1"
    assert told(Kind.AGREEMENT_REMINDER) == [("Bruno", key), ("Chidi", key), ("Dana", key)]


def test_a_version_that_is_overtaken_reminds_nobody(harbour: Circle) -> None:
    end_seat(seat_of(harbour, "Dana"), SeatEnd.OPTED_OUT, make.NOW + timedelta(days=2))
    tick(make.NOW + timedelta(days=3))
    assert told(Kind.AGREEMENT_REMINDER) == []


def test_whoever_has_not_signed_hears_of_it_before_the_session(harbour: Circle) -> None:
    monday = make.NOW + timedelta(days=7)
    make.session(harbour, monday)
    sign(seat_of(harbour, "Amara"), 1, make.NOW)
    Agreement.objects.update(reminded_at=make.NOW)  # only the second reminder is of interest here
    tick(datetime(2026, 3, 6, 8, 59, tzinfo=UTC))
    assert told(Kind.AGREEMENT_REMINDER) == []
    for minutes in (0, 1):
        tick(datetime(2026, 3, 6, 9, minutes, tzinfo=UTC))
    assert [who for who, _ in told(Kind.AGREEMENT_REMINDER)] == ["Bruno", "Chidi", "Dana"]
    assert Notice.objects.filter(kind=Kind.AGREEMENT_REMINDER)[0].facts["starts_at"] == monday.isoformat()


def test_once_the_day_has_come_what_was_said_is_gone(harbour: Circle) -> None:
    assert change_objectives(seat_of(harbour, "Amara"), 1, "Say no more often", make.NOW)
    promise = make.commitment(harbour, make.membership("Amara"))
    day = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)
    tick(day - timedelta(minutes=1))
    assert words_of(promise) is not None
    tick(day)
    harbour.refresh_from_db()
    assert (harbour.purged_at, words_of(promise), objectives_of(current(harbour))) == (day, None, None)
    with pytest.raises(KeyDestroyed):
        cipher_of(harbour.scope)
    tick(day + timedelta(days=1))
    assert [(line.who, line.what) for line in openings(harbour.scope)] == [
        ("Edgewise", "Everything said here was deleted, as agreed")
    ]


def test_while_a_circle_meets_nothing_is_deleted(harbour: Circle) -> None:
    harbour.cohort.ends_on = date(2026, 12, 24)
    harbour.cohort.save()
    tick(datetime(2026, 12, 24, 12, 0, tzinfo=UTC))
    harbour.refresh_from_db()
    assert harbour.purged_at is None
    end_circle(harbour, datetime(2026, 12, 24, 12, 0, tzinfo=UTC))
    tick(datetime(2026, 12, 24, 12, 1, tzinfo=UTC))
    harbour.refresh_from_db()
    assert harbour.purged_at is not None


MOVES = st.lists(st.tuples(st.sampled_from(("come", "go", "sign", "edit")), st.sampled_from(make.CAST)), max_size=12)


class AnyCourseOfEvents(TestCase):
    @given(MOVES)
    @hypothesis_settings(max_examples=40)
    def test_one_version_counts_and_only_its_signatures(self, moves: list[tuple[str, str]]) -> None:
        ensure_installation_key()
        circle = open_circle(make.cohort(), [make.membership(name) for name in make.CAST[:3]], "H", make.NOW)
        signed: set[str] = set()
        for number, (move, name) in enumerate(moves):
            before = current(circle).version
            self.make(move, name, circle, number)
            if current(circle).version != before:
                signed.clear()
            if move == "sign" and circle.seats.filter(membership__person__name=name, ended_at=None).exists():
                signed.add(name)
            self.check(circle, signed)

    def make(self, move: str, name: str, circle: Circle, number: int) -> None:
        seat, at = circle.seats.filter(membership__person__name=name, ended_at=None).first(), make.NOW
        if move == "come" and seat is None:
            fill_seats(circle, [make.membership(name)], at)
            seats_have_changed({circle.pk}, at)
        elif seat is not None and move == "go":
            end_seat(seat, SeatEnd.OPTED_OUT, at)
        elif seat is not None and move == "sign":
            assert sign(seat, current(circle).version, at)
        elif seat is not None and move == "edit":
            assert change_objectives(seat, current(circle).version, f"Objective {number}", at)

    def check(self, circle: Circle, signed: set[str]) -> None:
        versions = list(circle.agreements.order_by("version").values_list("version", flat=True))
        sitting = {seat.pk: seat.membership.person.name for seat in open_seats(circle)}
        assert versions == list(range(1, len(versions) + 1))
        assert not sitting or set(current(circle).seats) == set(sitting)
        assert set(unsigned(circle)) == set(sitting.values()) - signed


def test_a_circle_keeps_the_words_that_it_signed_when_the_usual_text_has_become_another(harbour: Circle) -> None:
    signed = "Older words. {objectives} {confidentiality} {exceptions} {purge_on} {review_on}"
    Agreement.objects.filter(circle=harbour).update(text=signed)
    assert change_objectives(seat_of(harbour, "Amara"), 1, "Say no more often")
    assert current(harbour).text == signed
    other = open_circle(harbour.cohort, [make.membership("Elif"), make.membership("Farid")], "Lantern", make.NOW)
    assert "{sensitive}" in current(other).text
