"""The first page of somebody who takes part: the next session, their own promises, and what comes when nothing has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.desk.home.page import PROMISES_SHOWN, home_for
from edgewise.growth.models import CheckIn, Status
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.rooms.models.sessions import SessionStatus
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
LINK = "https://meet.example.org/harbour"


@pytest.fixture
def harbour() -> Circle:
    return make.circle(members=[make.membership(name) for name in ("Amara", "Bruno", "Chidi")])


@pytest.fixture
def amara(harbour: Circle) -> Membership:
    return make.membership("Amara")


def page(client: Client) -> str:
    return client.get("/").content.decode()


def test_the_next_session_has_its_people_its_time_left_and_both_doors(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    harbour.meeting_link = LINK
    harbour.save()
    session = make.session(harbour, timezone.now() + timedelta(hours=17))
    html = page(sign_in(amara.person)).partition("<article")[2].partition("</article>")[0]
    assert "in 17 hours" in html
    assert [name in html for name in ("Bruno", "Chidi", "Amara")] == [True, True, False]
    assert (f"/rooms/{session.code}/" in html, LINK in html, "Join call" in html) == (True, True, True)


def test_without_a_link_to_the_call_one_can_be_added(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    make.session(harbour, timezone.now() + timedelta(hours=17))
    html = page(sign_in(amara.person))
    assert ("Join call" in html, f"/circles/{harbour.code}/meeting-link/" in html) == (False, True)


def test_a_session_under_way_is_joined_now(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    make.session(harbour, timezone.now() - timedelta(minutes=5), status=SessionStatus.LIVE)
    html = page(sign_in(amara.person))
    assert ("Under way now" in html, "Join now" in html) == (True, True)


def test_ones_own_words_stand_there_and_nobody_elses(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    make.commitment(harbour, amara, said=make.words("I ask Dana"))
    make.commitment(harbour, make.membership("Bruno"), amara, said=make.words("I write to Elif"))
    html = page(sign_in(amara.person))
    assert ("I ask Dana" in html, "I write to Elif" in html) == (True, False)
    assert "You are the witness of 1 commitment" in html


def test_the_first_due_are_shown_and_all_are_counted(harbour: Circle, amara: Membership) -> None:
    for days in range(PROMISES_SHOWN + 2, 0, -1):
        make.commitment(harbour, amara, by_date=make.DUE + timedelta(days=days))
    home = home_for(amara.person)
    shown = [promise.row.by_date for promise in home.promises]
    assert shown == [make.DUE + timedelta(days=days) for days in range(1, PROMISES_SHOWN + 1)]
    assert home.open_commitments == PROMISES_SHOWN + 2


@pytest.mark.parametrize("status", [Status.KEPT, Status.PARTLY, Status.CHANGED, Status.NOT])
def test_one_tap_answers_and_another_takes_it_back(
    harbour: Circle, amara: Membership, sign_in: SignIn, status: Status
) -> None:
    made, client = make.commitment(harbour, amara), sign_in(amara.person)
    client.post(f"/commitments/{made.code}/answer/", {"status": status})
    made.refresh_from_db()
    assert (made.status, f"/commitments/{made.code}/answer/back/" in page(client)) == (status, True)
    client.post(f"/commitments/{made.code}/answer/back/")
    made.refresh_from_db()
    assert (made.status, CheckIn.objects.count()) == (Status.OPEN, 0)
    assert f'action="/commitments/{made.code}/answer/"' in page(client)


def test_an_answer_that_is_none_and_a_second_answer_change_nothing(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    made, client = make.commitment(harbour, amara), sign_in(amara.person)
    for said in ("open", "perhaps", ""):
        client.post(f"/commitments/{made.code}/answer/", {"status": said})
    assert CheckIn.objects.count() == 0
    client.post(f"/commitments/{made.code}/answer/", {"status": "kept"})
    client.post(f"/commitments/{made.code}/answer/", {"status": "not"})
    assert [row.status for row in CheckIn.objects.all()] == ["kept"]


def test_after_ten_minutes_an_answer_stays(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    made, client = make.commitment(harbour, amara), sign_in(amara.person)
    client.post(f"/commitments/{made.code}/answer/", {"status": "kept"})
    CheckIn.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert "/answer/back/" not in page(client)
    client.post(f"/commitments/{made.code}/answer/back/")
    made.refresh_from_db()
    assert made.status == Status.KEPT


def test_an_answer_taken_back_leaves_the_one_before_it(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    made, client = make.commitment(harbour, amara), sign_in(amara.person)
    make.seat(make.circle(name="Lantern"), amara)
    later = timezone.localdate() + timedelta(days=9)
    moved = {"status": "changed", "moved_to": later.isoformat(), "learnt": "It takes longer", "key": "a" * 24}
    client.post(f"/commitments/{made.code}/", moved)
    client.post(f"/commitments/{made.code}/answer/", {"status": "kept"})
    client.post(f"/commitments/{made.code}/answer/back/")
    made.refresh_from_db()
    assert (made.status, made.by_date, made.check_ins.count()) == (Status.OPEN, later, 1)


def test_somebody_who_said_yes_reads_what_comes_and_when(sign_in: SignIn) -> None:
    dana = make.membership("Dana")
    cohort = make.enrolment(dana, make.cohort(), EnrolmentState.ENROLLED).cohort
    cohort.ends_on = timezone.localdate() + timedelta(days=90)
    cohort.save()
    html = page(sign_in(dana.person))
    assert ("Your circle comes next" in html, "The run begins on 1 March 2026." in html) == (True, True)
    make.circle(cohort, [dana])
    assert "Your circle comes next" not in page(sign_in(dana.person))


def test_a_page_of_three_circles_asks_as_many_questions_as_that_of_one(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    client = sign_in(amara.person)

    def asked() -> int:
        page(client)
        with CaptureQueriesContext(connection) as found:
            page(client)
        return len(found)

    make.session(harbour, timezone.now() + timedelta(hours=1))
    make.commitment(harbour, amara)
    one = asked()
    for name in ("Lantern", "Cedar"):
        circle = make.circle(members=[amara, make.membership("Bruno")], name=name)
        make.session(circle, timezone.now() + timedelta(hours=2))
        make.commitment(circle, amara, make.membership("Bruno"))
    assert asked() == one
