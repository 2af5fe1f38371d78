"""What is written of a commitment: once, sealed, and in the right order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from edgewise.growth.commitments.actions import ask, check_in, record_report
from edgewise.growth.commitments.queries import words_of
from edgewise.growth.models import CheckIn, Commitment, Status
from edgewise.notices.models import Delivery, DeliveryState
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from tests import make

CANARY = "Tell Osric that the heron project ends"

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def test_the_words_come_back_as_they_were_said(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    words = make.words("Écrire à Zoë 👋", "Draft it tonight", "She has answered")

    made = make.commitment(harbour, amara, bruno, words)

    assert words_of(Commitment.objects.get(pk=made.pk)) == words


def test_the_same_session_settled_twice_leaves_one_commitment(harbour: Circle, amara: Membership) -> None:
    first = make.commitment(harbour, amara, said=make.words("Call Dana"), session_code="spring1")
    again = make.commitment(harbour, amara, said=make.words("Call Dana"), session_code="spring1")

    assert (again.pk, Commitment.objects.count()) == (first.pk, 1)


def test_two_promises_outside_a_session_are_two(harbour: Circle, amara: Membership) -> None:
    make.commitment(harbour, amara, session_code="")
    make.commitment(harbour, amara, session_code="")

    assert Commitment.objects.count() == 2


def test_nobody_is_their_own_witness(harbour: Circle, amara: Membership) -> None:
    assert make.commitment(harbour, amara, amara).witness is None


def test_a_report_settled_twice_is_one_check_in(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)
    for _ in range(2):
        record_report(made.code, amara, Status.KEPT, "Ask early", at=make.NOW, session_code="spring2")

    made.refresh_from_db()
    assert (made.status, CheckIn.objects.count()) == (Status.KEPT, 1)


def test_nobody_reports_on_somebody_elses_promise(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    made = make.commitment(harbour, amara, bruno)

    said = record_report(made.code, bruno, Status.NOT, "", at=make.NOW, session_code="spring2")

    made.refresh_from_db()
    assert (said, made.status) == (None, Status.OPEN)


def test_a_new_date_keeps_a_promise_open(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)
    later = made.by_date + timedelta(days=7)

    check_in(made, amara, Status.CHANGED, "Dana is away", make.NOW, moved_to=later)

    made.refresh_from_db()
    assert (made.status, made.by_date) == (Status.OPEN, later)


def test_changed_without_a_new_date_is_over(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)

    check_in(made, amara, Status.CHANGED, "", make.NOW)

    made.refresh_from_db()
    assert made.status == Status.CHANGED


def test_only_a_change_moves_the_date(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)

    entry = check_in(made, amara, Status.KEPT, "", make.NOW, moved_to=make.NOW.date())

    made.refresh_from_db()
    assert (entry.moved_to, made.status) == (None, Status.KEPT)


def test_a_report_brought_in_late_does_not_undo_a_later_check_in(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)
    check_in(made, amara, Status.KEPT, "", make.NOW)

    earlier = make.NOW - timedelta(hours=1)
    record_report(made.code, amara, Status.NOT, "", at=earlier, session_code="spring2")

    made.refresh_from_db()
    assert made.status == Status.KEPT


def test_a_check_in_does_not_bring_back_a_date_that_was_moved_meanwhile(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)
    stale = Commitment.objects.get(pk=made.pk)
    later = made.by_date + timedelta(days=7)
    check_in(made, amara, Status.CHANGED, "", make.NOW, moved_to=later)

    check_in(stale, amara, Status.PARTLY, "", make.NOW + timedelta(hours=1))

    made.refresh_from_db()
    assert (made.status, made.by_date) == (Status.PARTLY, later)


def test_whoever_has_said_how_it_went_is_not_asked_any_more(
    harbour: Circle, amara: Membership, bruno: Membership
) -> None:
    promise = make.commitment(harbour, amara, bruno, made_at=make.NOW)
    ask(promise, make.NOW)
    assert Delivery.objects.filter(state=DeliveryState.WAITING).count() == 1
    check_in(promise, amara, Status.KEPT, "", make.NOW)
    assert not Delivery.objects.filter(state=DeliveryState.WAITING).exists()


def test_asking_after_a_promise_that_is_over_does_nothing(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)
    asked = ask(made, make.NOW)
    check_in(made, amara, Status.KEPT, "", make.NOW)

    assert (asked, ask(made, make.NOW)) == (True, False)


def test_what_was_promised_and_learnt_is_nowhere_in_the_database(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara, said=make.words(CANARY, CANARY, CANARY))
    check_in(made, amara, Status.KEPT, CANARY, make.NOW)

    dump = _raw_rows()

    assert made.code.encode() in dump
    assert [word for word in (b"Osric", b"heron") if word in dump] == []


def _raw_rows() -> bytes:
    cells = []
    with connection.cursor() as cursor:
        for table in ("growth_commitment", "growth_checkin"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            cells += [
                bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                for row in cursor.fetchall()
                for cell in row
            ]
    return b"\n".join(cells)
