"""A record is read by the people who were there, and by each as far as they were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from edgewise.domain.session.events import happened as e
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.people.models import Person
from edgewise.programmes.models.circles import SeatEnd
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.settle import settle
from tests import make
from tests.rooms.held import held

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
HALF = 0.5


@pytest.fixture
def session() -> Session:
    session = held()
    settle(session, log.load_state(session))
    return session


def taken_out(session: Session, position: int, share: float) -> tuple[Person, datetime]:
    """Somebody whose seat ended after that share of the session."""
    events = log.events_since(session)
    at = datetime.fromtimestamp(events[int(len(events) * share)].at / 1000, UTC) + timedelta(milliseconds=1)
    seat = session.circle.seats.get(position=position)
    seat.ended_at, seat.reason_ended = at, SeatEnd.DROPPED
    seat.save()
    return seat.membership.person, at


def said(events: Sequence[AnyEvent]) -> set[str]:
    """The words of these events that a record shows."""
    words: set[str] = set()
    for event in events:
        match event:
            case e.Contributed(text=text) | e.Decided(text=text) | e.Parked(text=text) | e.QuestionFramed(text=text):
                words.add(text)
            case e.Reflected(learning=text) | e.Committed(what=text):
                words.add(text)
            case e.NoteWritten(text=text):
                words |= set(text.split("\n"))  # read out, a note is what is said
            case _:
                pass
    return words


@pytest.mark.parametrize("share", [0.1, 0.3, HALF, 0.7, 0.9])
def test_who_was_taken_out_reads_nothing_that_was_said_afterwards(
    session: Session, sign_in: SignIn, share: float
) -> None:
    person, at = taken_out(session, 4, share)
    events = log.events_since(session)
    before = [event for event in events if event.at < at.timestamp() * 1000]
    later = said(events) - said(before) - {""}
    assert later

    client = sign_in(person)
    record = client.get(reverse("rooms:record", args=[session.code]))
    replay = client.get(reverse("rooms:replay", args=[session.code]), {"version": len(events)})

    assert {words for page in (record, replay) for words in later if words in page.content.decode()} == set()
    assert record.context["until"] == at
    assert replay.context["moment"].newest == len(before)


def test_they_read_what_was_said_until_then(session: Session, sign_in: SignIn) -> None:
    person, at = taken_out(session, 4, HALF)
    before = [event for event in log.events_since(session) if event.at < at.timestamp() * 1000]
    said_before = {event.text for event in before if isinstance(event, e.QuestionFramed)}
    page = sign_in(person).get(reverse("rooms:record", args=[session.code])).content.decode()
    assert said_before
    assert {words for words in said_before if words not in page} == set()


def test_who_stayed_reads_all_of_it(session: Session, sign_in: SignIn) -> None:
    taken_out(session, 4, HALF)
    stays = session.circle.seats.get(position=1).membership.person
    page = sign_in(stays).get(reverse("rooms:record", args=[session.code]))
    assert page.context["until"] is None
    decided = {event.text for event in log.events_since(session) if isinstance(event, e.Decided)}
    assert {words for words in decided if words not in page.content.decode()} == set()


def test_who_comes_back_reads_from_their_new_seat_on_and_not_what_was_said_between(
    session: Session, sign_in: SignIn
) -> None:
    person, at = taken_out(session, 4, 0.3)
    events = log.events_since(session)
    make.seat(session.circle, make.membership("Dana"), since=at + timedelta(minutes=5))
    before = [event for event in events if event.at < at.timestamp() * 1000]
    page = sign_in(person).get(reverse("rooms:record", args=[session.code])).content.decode()
    assert {words for words in said(events) - said(before) - {""} if words in page} == set()


def test_who_came_to_the_circle_during_the_session_was_not_at_its_table(session: Session, sign_in: SignIn) -> None:
    _, at = taken_out(session, 4, HALF)
    newcomer = make.seat(session.circle, make.membership("Jonas"), since=at).membership.person
    client = sign_in(newcomer)
    codes = [
        client.get(reverse(f"rooms:{door}", args=[session.code])).status_code
        for door in ("record", "replay", "room", "table")
    ]
    assert codes == [404] * 4


def test_a_record_begins_with_the_people_who_were_there(session: Session, sign_in: SignIn) -> None:
    absent = session.attendance.order_by("seat__position").last()
    assert absent is not None
    session.attendance.exclude(pk=absent.pk).update(status="present")
    session.attendance.filter(pk=absent.pk).update(status="no_show")
    reader = session.circle.seats.get(position=1).membership.person
    came = sign_in(reader).get(reverse("rooms:record", args=[session.code])).context["came"]
    seats = session.circle.seats.order_by("position")
    assert came == [seat.membership for seat in seats[:5]]
