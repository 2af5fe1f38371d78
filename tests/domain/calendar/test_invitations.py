"""Read back by another parser than the one that wrote them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject

from edgewise.domain.calendar.invitations import (
    TITLE,
    Appointment,
    MarkedDay,
    Method,
    commitment_uid,
    day_of_commitment,
    invitation,
    published,
)

STARTS = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # half an hour before Europe's clocks jump
SESSION = Appointment(
    "session-1@edgewise.example", STARTS, 90, 0, STARTS - timedelta(days=9), "https://e.example/rooms/1/"
)


def read(words: str) -> vobject.base.Component:
    calendar = vobject.readOne(words)
    calendar.validate(raiseException=True)
    return calendar


def test_an_invitation_is_read_as_it_was_meant() -> None:
    calendar = read(invitation(SESSION, Method.REQUEST, "edgewise@e.example", "amara@e.example"))
    event = calendar.vevent
    assert (calendar.method.value, event.uid.value, event.sequence.value, event.status.value) == (
        "REQUEST",
        SESSION.uid,
        "0",
        "CONFIRMED",
    )
    assert (event.dtstart.value, event.dtend.value) == (STARTS, STARTS + timedelta(minutes=90))
    assert (event.organizer.value, event.attendee.value) == ("mailto:edgewise@e.example", "mailto:amara@e.example")
    assert event.attendee.params["RSVP"] == ["FALSE"]


def test_a_move_keeps_the_name_and_raises_the_number() -> None:
    moved = Appointment(SESSION.uid, STARTS + timedelta(days=1), 90, 1, STARTS, SESSION.url)
    event = read(invitation(moved, Method.REQUEST, "o@e.example", "a@e.example")).vevent
    assert (event.uid.value, event.sequence.value, event.dtstart.value) == (SESSION.uid, "1", moved.starts_at)


def test_a_cancellation_says_so_twice() -> None:
    calendar = read(invitation(SESSION, Method.CANCEL, "o@e.example", "a@e.example"))
    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")


def test_a_title_gives_nothing_away() -> None:
    words = published([SESSION], "Edgewise")
    assert read(words).vevent.summary.value == TITLE == "Coaching session"
    assert read(words).vevent.getChildValue("class") == "PRIVATE"


@pytest.mark.parametrize("count", [0, 1, 40])
def test_a_feed_holds_them_all(count: int) -> None:
    many = [Appointment(f"{n}@e.example", STARTS + timedelta(days=n), 60, 0, STARTS, SESSION.url) for n in range(count)]
    words = published(many, "Edgewise")
    found = [event.uid.value for event in read(words).contents.get("vevent", [])] if count else []
    assert (found, "\n" in words.replace("\r\n", "")) == ([one.uid for one in many], False)


def test_a_link_that_is_long_is_folded_and_comes_back_whole() -> None:
    link = "https://call.example/" + "x" * 300
    call = Appointment(SESSION.uid, STARTS, 90, 0, STARTS, SESSION.url, meeting_link=link)
    words = published([call])
    assert max(len(line.encode()) for line in words.split("\r\n")) <= 75
    assert read(words).vevent.location.value == link


def test_the_day_of_a_commitment_takes_no_time_away_and_says_nothing_of_it() -> None:
    day = MarkedDay(
        commitment_uid("abc", "e.example"), date(2026, 3, 12), 2, STARTS, "https://e.example/commitments/abc/"
    )
    event = read(day_of_commitment(day)).vevent
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 3, 12), date(2026, 3, 13))
    assert (event.uid.value, event.sequence.value, event.transp.value) == (
        "commitment-abc@e.example",
        "2",
        "TRANSPARENT",
    )
    assert event.summary.value == "A commitment of yours"
    assert event.__getattr__("class").value == "PRIVATE"
