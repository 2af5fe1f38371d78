"""What is told in the night about a session that takes place before the night is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.delivery.actions import deliver
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import tick
from edgewise.notices.preferences.actions import save_preference
from edgewise.programmes.circles.actions import end_seat, fill_seats, seats_have_changed
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.planning.actions import (
    Date,
    cancel_session,
    move_session,
    plan_series,
    plan_session,
    restore_session,
    set_meeting_link,
)
from edgewise.rooms.planning.queries import chairs_of
from tests import make
from tests.notices.post import Chat, chat_server, free_port

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 4, 7, 0, tzinfo=UTC)  # a Wednesday; quiet until eight
NIGHT = datetime(2026, 3, 3, 22, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def harbour() -> Circle:
    return make.circle(members=[make.membership(name) for name in ("Amara", "Bruno", "Chidi")])


def planned(circle: Circle, starts_at: datetime, at: datetime = make.NOW) -> Session:
    chair, deputy, *_ = chairs_of(circle)
    return plan_session(circle, starts_at, builtin_format("decision_round"), chair, deputy, at)


@contextmanager
def after(box: list[mail.EmailMessage], now: datetime = NIGHT) -> Iterator[None]:
    """Only what is told from here on is in the box; then the post goes, in the night."""
    deliver(now - HOUR)
    box.clear()
    yield
    deliver(now + timedelta(minutes=1))


def told(box: list[mail.EmailMessage]) -> dict[str, list[str]]:
    """Who has got each letter, by its subject."""
    found: dict[str, list[str]] = {}
    for letter in box:
        found.setdefault(str(letter.subject), []).append(letter.to[0].partition("@")[0])
    return found


ALL = ["amara", "bruno", "chidi"]


@pytest.mark.parametrize(
    ("was", "becomes", "subject"),
    [
        (MORNING, None, "Cancelled: Wednesday 4 March"),
        (MORNING, LATER, "Moved to Thursday 5 March"),
        (LATER, MORNING, "Moved to Wednesday 4 March"),
        (MORNING + HOUR, None, "Cancelled: Wednesday 4 March"),  # eight is too late for what begins at eight
    ],
)
def test_what_is_before_the_morning_is_told_at_night(
    was: datetime, becomes: datetime | None, subject: str, harbour: Circle, mailoutbox: list[mail.EmailMessage]
) -> None:
    session = planned(harbour, was)
    with after(mailoutbox):
        assert move_session(session, becomes, NIGHT) if becomes else cancel_session(session, NIGHT)
    assert told(mailoutbox) == {subject: ALL}


@pytest.mark.parametrize("becomes", [None, LATER + HOUR])
def test_what_is_later_waits_for_the_morning(
    becomes: datetime | None, harbour: Circle, mailoutbox: list[mail.EmailMessage]
) -> None:
    session = planned(harbour, LATER)
    with after(mailoutbox):
        assert move_session(session, becomes, NIGHT) if becomes else cancel_session(session, NIGHT)
    assert (told(mailoutbox), deliver(MORNING + HOUR).sent) == ({}, 3)


def test_a_new_date_and_one_brought_back_are_told_at_night(
    harbour: Circle, mailoutbox: list[mail.EmailMessage]
) -> None:
    with after(mailoutbox):
        session = planned(harbour, MORNING, NIGHT)
    cancel_session(session, NIGHT + HOUR)
    restore_session(session, NIGHT + HOUR)
    deliver(NIGHT + HOUR)
    assert told(mailoutbox) == {"A session on Wednesday 4 March": ALL * 2}  # what is undone at once is not told


def test_another_link_to_the_call_is_told_at_night_with_a_file_for_each_date(
    harbour: Circle, mailoutbox: list[mail.EmailMessage]
) -> None:
    planned(harbour, MORNING), planned(harbour, LATER)
    with after(mailoutbox):
        set_meeting_link(harbour, "https://meet.example/harbour", NIGHT)
        set_meeting_link(harbour, "https://meet.example/harbour", NIGHT)  # the same again is no news
    assert told(mailoutbox) == {"The link has changed: Wednesday 4 March": ALL}
    deliver(MORNING + HOUR)
    assert told(mailoutbox)["The link has changed: Thursday 5 March"] == ALL
    files = Notice.objects.filter(kind=Kind.SESSION_CHANGED).values_list("calendar", flat=True)
    assert {"https://meet.example/harbour" in str(words).replace("\r\n ", "") for words in files} == {True}


def test_a_seat_that_ends_is_told_at_night_and_so_is_the_next_facilitator(
    harbour: Circle, mailoutbox: list[mail.EmailMessage]
) -> None:
    planned(harbour, MORNING)
    with after(mailoutbox):
        end_seat(open_seats(harbour)[0], SeatEnd.OPTED_OUT, NIGHT)
    assert told(mailoutbox) == {
        "Cancelled: Wednesday 4 March": ["amara"],
        "You facilitate on Wednesday 4 March": ["bruno"],
        "Your circle has changed": ["bruno", "chidi"],
    }


def test_a_newcomer_is_told_at_night(harbour: Circle, mailoutbox: list[mail.EmailMessage]) -> None:
    planned(harbour, MORNING)
    with after(mailoutbox):
        fill_seats(harbour, [make.membership("Dana")], NIGHT)
        seats_have_changed({harbour.pk}, NIGHT)
    assert told(mailoutbox) == {
        "A session on Wednesday 4 March": ["dana"],
        "Your circle has changed": ALL,
        "Your circle is ready": ["dana"],
    }


def test_a_change_of_the_circle_waits_where_nothing_is_near(
    harbour: Circle, mailoutbox: list[mail.EmailMessage]
) -> None:
    planned(harbour, LATER)
    with after(mailoutbox):
        end_seat(open_seats(harbour)[0], SeatEnd.OPTED_OUT, NIGHT)
    assert told(mailoutbox) == {}


def test_a_reminder_of_a_monday_morning_comes_before_it(harbour: Circle, mailoutbox: list[mail.EmailMessage]) -> None:
    monday = datetime(2026, 3, 9, 7, 30, tzinfo=UTC)
    planned(harbour, monday)
    deliver(NIGHT - HOUR * 10)
    mailoutbox.clear()
    for hours in range(0, 72, 6):
        tick(make.NOW + 4 * DAY + hours * HOUR)
        deliver(make.NOW + 4 * DAY + hours * HOUR)
    assert told(mailoutbox) == {"Soon: your session on Monday 9 March": ALL}


def test_a_chat_is_told_at_night_too(harbour: Circle) -> None:
    chat, port = Chat(), free_port()
    session = planned(harbour, MORNING)
    deliver(NIGHT - HOUR)
    save_preference(make.membership("Amara"), {"chat": f"http://127.0.0.1:{port}/hook", "digest": "weekly", "cap": 0})
    with chat_server(chat, port):
        cancel_session(session, NIGHT)
        deliver(NIGHT)
    assert ["Cancelled: Wednesday 4 March" in str(one) for one in chat.said] == [True]


def test_a_run_is_said_once_in_a_chat(harbour: Circle) -> None:
    chat, port = Chat(), free_port()
    save_preference(make.membership("Amara"), {"chat": f"http://127.0.0.1:{port}/hook"})
    chair, fmt = chairs_of(harbour)[0], builtin_format("decision_round")
    with chat_server(chat, port):
        plan_series(harbour, [Date(at, fmt, chair) for at in (MORNING, LATER)], make.NOW)
        deliver(make.NOW)
    assert ["the first of 2 sessions" in str(one) for one in chat.said] == [True]


def test_a_pause_that_ends_on_a_sunday_is_told_before(mailoutbox: list[mail.EmailMessage]) -> None:
    amara, sunday = make.membership("Amara"), date(2026, 3, 8)
    make.enrolment(amara, make.cohort())
    Enrolment.objects.update(state=EnrolmentState.PAUSED, paused_until=sunday)
    save_preference(amara, {"digest": "weekly"})
    for hours in range(0, 96, 6):
        tick(make.NOW + 2 * DAY + hours * HOUR)
        deliver(make.NOW + 2 * DAY + hours * HOUR)
    assert [letter.subject for letter in mailoutbox] == ["Your pause is ending"]
