"""After the close the rows say what the log says, once, however often they are brought to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.session.coaching_minutes import coached
from edgewise.growth.commitments.queries import words_of
from edgewise.growth.feedback.models import ChairTaps
from edgewise.growth.models import Commitment
from edgewise.people.models import Person
from edgewise.rooms.hours.queries.ledger import coaching_in
from edgewise.rooms.log import log
from edgewise.rooms.models.hours import HoursEntry
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, Session, SessionStatus
from edgewise.rooms.sessions.actions.settle import settle, settle_what_a_stop_left_open
from tests.rooms.held import held

pytestmark = [pytest.mark.store, pytest.mark.django_db]


@pytest.fixture
def session() -> Session:
    return held()


def settled(session: Session) -> Session:
    settle(session, log.load_state(session))
    session.refresh_from_db()
    return session


def test_a_closed_session_is_held_and_everybody_was_there(session: Session) -> None:
    settled(session)

    assert session.status == SessionStatus.CLOSED
    assert list(session.attendance.values_list("status", flat=True)) == [AttendanceStatus.PRESENT] * 6


def test_each_leaves_with_the_commitment_they_said(session: Session) -> None:
    said = log.load_state(session).commitments

    settled(session)

    kept = Commitment.objects.filter(session_code=session.code).select_related("circle", "author__person", "witness")
    words = {row.author.person.name: words_of(row) for row in kept}
    state = log.load_state(session)
    assert {name: found and found.what for name, found in words.items()} == {
        state.seats[seat].name: commitment.what for seat, commitment in said.items()
    }
    assert len(words) == 6


def test_hours_given_and_received_are_those_of_the_issues(session: Session) -> None:
    hours = coached(log.events_since(session))

    settled(session)

    people = {seat.membership_id: f"s{seat.position}" for seat in session.circle.seats.all()}
    found = coaching_in(session.circle.hours.all())
    assert {people[who]: (one.given, one.received) for (_, who), one in found.items()} == {
        seat: (hours.given_by(seat), hours.received_by(seat)) for seat in people.values()
    }
    assert sorted(one.received > 0 for one in found.values()) == [False] * 4 + [True] * 2
    assert sum(one.given for one in found.values()) == sum(one.received for one in found.values())
    assert HoursEntry.objects.filter(session_code=session.code).count() == 10  # five givers for each of two owners


def test_settling_twice_changes_nothing(session: Session) -> None:
    settled(session)
    first = _rows(session)

    settled(session)

    assert _rows(session) == first


def test_what_a_stop_left_open_is_settled_at_the_next_start(session: Session) -> None:
    settle_what_a_stop_left_open()

    session.refresh_from_db()
    assert (session.status, Commitment.objects.filter(session_code=session.code).count()) == (SessionStatus.CLOSED, 6)


def test_the_next_session_opens_with_the_promises_of_the_last(session: Session) -> None:
    settled(session)
    made = Commitment.objects.filter(session_code=session.code)

    following = held(session.circle)
    settled(following)

    opened = log.load_state(following).last_promises
    assert {promise.ref for promise in opened.values()} == set(made.values_list("code", flat=True))
    assert not made.filter(status="open").exists()


def _rows(session: Session) -> list[object]:
    return [
        list(Commitment.objects.order_by("pk").values()),
        list(HoursEntry.objects.order_by("pk").values()),
        list(Attendance.objects.order_by("pk").values()),
        list(Session.objects.values()),
    ]


def test_those_who_were_there_are_asked_once_how_it_was_with_the_chair(
    session: Session, sign_in: Callable[[Person], Client]
) -> None:
    for _ in range(2):
        settled(session)

    state, asked = log.load_state(session), ChairTaps.objects.filter(session_code=session.code)
    people = {
        f"s{seat.position}": seat.membership for seat in session.circle.seats.select_related("membership__person")
    }
    chair = people.pop(state.control.chair)
    assert {row.by for row in asked.select_related("by")} == set(people.values())
    asked.update(over_at=timezone.now())  # of this week
    pages = [
        sign_in(who.person).get(reverse("rooms:record", args=[session.code])).content.decode()
        for who in (chair, next(iter(people.values())))
    ]
    assert ["in the chair? Two taps" in page for page in pages] == [False, True]
