"""Dates in people's calendars: invited, moved, cancelled, and never twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import vobject
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.delivery.actions import deliver
from edgewise.notices.inbox.page import inbox_of
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import tick
from edgewise.people.calendars.actions import make_feed
from edgewise.people.models import Person
from edgewise.programmes.circles.actions import end_seat, fill_seats
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.calendars.queries import uid_of
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.planning import actions
from edgewise.rooms.planning.actions import (
    Date,
    cancel_session,
    move_session,
    plan_series,
    plan_session,
    restore_session,
)
from edgewise.rooms.planning.queries import chairs_of
from edgewise.rooms.sessions.actions.room import open_room
from tests import make
from tests.rooms.held import held

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)


def this_second() -> datetime:
    """Calendars know no fractions."""
    return timezone.now().replace(microsecond=0)


def harbour(*names: str) -> Circle:
    return make.circle(members=[make.membership(name) for name in names or make.CAST])


def planned(circle: Circle, starts_at: datetime, at: datetime = make.NOW) -> Session:
    chair, deputy, *_ = chairs_of(circle)
    return plan_session(circle, starts_at, builtin_format("decision_round"), chair, deputy, at)


def told(kind: Kind) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind, mail_only=False).values_list("to__person__name", flat=True))


def as_seen(name: str) -> dict[str, tuple[str, datetime]]:
    """What a calendar program makes of a person's letters in the order they were sent: by UID, status and start."""
    shown: dict[str, tuple[int, str, datetime]] = {}
    for notice in Notice.objects.filter(to__person__name=name).exclude(calendar="").order_by("pk"):
        calendar = vobject.readOne(notice.calendar)
        for event in calendar.vevent_list:
            number = int(event.sequence.value)
            if event.uid.value not in shown or number > shown[event.uid.value][0]:
                shown[event.uid.value] = (number, event.status.value, event.dtstart.value)
    return {uid: (status, starts) for uid, (_, status, starts) in shown.items() if status == "CONFIRMED"}


def calendar_of(letter: EmailMessage) -> vobject.base.Component:
    found = [part for part in letter.message().walk() if part.get_content_type() == "text/calendar"]
    words = found[0].get_payload(decode=True)
    assert isinstance(words, bytes)
    return vobject.readOne(words.decode())


def test_everybody_is_invited_moved_and_told_that_it_is_off() -> None:
    session = planned(harbour(), make.NOW + DAY)
    move_session(session, make.NOW + 2 * DAY, make.NOW)
    cancel_session(session, make.NOW)
    assert [told(kind) for kind in (Kind.SESSION_PLANNED, Kind.SESSION_MOVED, Kind.SESSION_CANCELLED)] == [
        sorted(make.CAST)
    ] * 3
    assert as_seen("Amara") == {}


def test_a_letter_holds_no_address_but_its_readers() -> None:
    planned(harbour(), make.NOW + DAY)
    letter = Notice.objects.get(to__person__name="Amara").calendar.replace("\r\n ", "")
    assert [name in letter.lower() for name in ("amara@", "bruno", "chidi", "harbour", "leading")] == [
        True, False, False, False, False,
    ]  # fmt: skip


def test_moving_to_where_it_is_tells_nobody() -> None:
    session = planned(harbour(), make.NOW + DAY)
    assert move_session(session, session.starts_at, make.NOW)
    assert (told(Kind.SESSION_MOVED), session.sequence) == ([], 0)


def test_a_cancelled_session_can_be_brought_back() -> None:
    session = planned(harbour(), this_second() + DAY, this_second())
    cancel_session(session)
    assert (restore_session(session), restore_session(session)) == (True, False)
    assert list(as_seen("Bruno").values()) == [("CONFIRMED", session.starts_at)]


def test_who_leaves_is_told_it_is_off_for_them_and_who_comes_is_invited() -> None:
    circle = harbour("Amara", "Bruno", "Chidi")
    session = planned(circle, make.NOW + 9 * DAY)
    end_seat(open_seats(circle)[0], SeatEnd.OPTED_OUT, make.NOW)
    assert (as_seen("Amara"), list(as_seen("Bruno").values())) == ({}, [("CONFIRMED", session.starts_at)])
    fill_seats(circle, [make.membership("Dana")], make.NOW)
    actions.follow_seats({circle.pk}, at=make.NOW)
    assert list(as_seen("Dana").values()) == [("CONFIRMED", session.starts_at)]


def run_of(circle: Circle, dates: int = 5) -> list[Session]:
    chair, deputy, *_ = chairs_of(circle)
    fmt = builtin_format("decision_round")
    return plan_series(
        circle, [Date(make.NOW + n * 14 * DAY, fmt, chair, deputy) for n in range(1, dates + 1)], make.NOW
    )


def test_a_run_is_one_message_and_for_each_date_a_mail_that_a_calendar_takes(mailoutbox: list[EmailMessage]) -> None:
    made = run_of(harbour())
    assert (inbox_of(make.person("Amara"), make.NOW).count(), deliver(make.NOW).sent) == (1, 30)
    letters = [letter for letter in mailoutbox if letter.to == ["amara@example.org"]]
    calendars = [calendar_of(letter) for letter in letters]
    assert [[event.uid.value for event in one.vevent_list] for one in calendars] == [[uid_of(one)] for one in made]
    assert {
        (one.method.value, one.vevent.organizer.value, one.vevent.attendee.value, one.vevent.sequence.value)
        for one in calendars
    } == {("REQUEST", "mailto:edgewise@localhost", "mailto:amara@example.org", "0")}
    assert [letter.subject for letter in letters][:2] == [
        "A session on Monday 16 March",
        "Session 2 of 5: Monday 30 March",
    ]


def test_one_date_of_a_run_is_moved_and_one_is_called_off() -> None:
    circle = harbour()
    made = run_of(circle)
    move_session(made[2], make.NOW + 50 * DAY, make.NOW)
    cancel_session(made[4], make.NOW)
    assert as_seen("Amara") == {
        uid_of(one): ("CONFIRMED", one.starts_at) for one in (made[0], made[1], made[2], made[3])
    }


def test_a_newcomer_hears_of_all_dates_in_one_message_and_so_does_a_leaver() -> None:
    circle = harbour("Amara", "Bruno", "Chidi")
    made = run_of(circle)
    fill_seats(circle, [make.membership("Dana")], make.NOW)
    actions.follow_seats({circle.pk}, at=make.NOW)
    end_seat(open_seats(circle)[0], SeatEnd.OPTED_OUT, make.NOW)
    dates = {kind: Notice.objects.get(kind=kind, mail_only=False, to__person__name=name).facts["dates"]
             for kind, name in ((Kind.SESSION_PLANNED, "Dana"), (Kind.SESSION_CANCELLED, "Amara"))}  # fmt: skip
    assert (set(dates.values()), len(as_seen("Dana")), as_seen("Amara")) == ({len(made)}, len(made), {})


def test_every_file_of_a_letter_has_one_appointment() -> None:
    """A calendar program takes the first of several, and nothing of a METHOD:PUBLISH."""
    run_of(harbour())
    files = [vobject.readOne(words) for words in Notice.objects.exclude(calendar="").values_list("calendar", flat=True)]
    assert {(len(one.vevent_list), one.method.value) for one in files} == {(1, "REQUEST")}


def test_what_is_no_longer_true_does_not_leave(mailoutbox: list[EmailMessage]) -> None:
    session = planned(harbour("Amara", "Bruno"), make.NOW + 9 * DAY)
    move_session(session, make.NOW + 10 * DAY, make.NOW)
    deliver(make.NOW)
    assert {letter.subject for letter in mailoutbox} == {"Moved to Thursday 12 March"}


def test_a_day_before_all_are_reminded_once_for_each_date() -> None:
    session = planned(harbour(), make.NOW + 3 * DAY)
    counts = []
    for hours in (0, 47, 49, 50, 71, 80):
        tick(make.NOW + timedelta(hours=hours))
        counts.append(len(told(Kind.SESSION_SOON)))
    assert counts == [0, 0, 6, 6, 6, 6]
    move_session(session, make.NOW + 9 * DAY, make.NOW + 2 * DAY)
    tick(make.NOW + 8.5 * DAY)
    assert len(told(Kind.SESSION_SOON)) == 12


def test_a_resource_groups_name_is_in_no_letter() -> None:
    circle = harbour()
    Cohort.objects.update(is_erg=True)
    planned(Circle.objects.get(pk=circle.pk), make.NOW + DAY)
    facts = Notice.objects.filter(kind=Kind.SESSION_PLANNED).first()
    assert facts is not None
    assert facts.facts["discreet"] is True


def test_a_feed_is_secret_follows_every_change_and_can_be_renewed(client: Client) -> None:
    circle, now = harbour(), this_second()
    session = planned(circle, now + DAY, now)
    url = reverse("rooms:feed", args=[make_feed(make.person("Amara"))])
    first = client.get(url)
    events = vobject.readOne(first.content.decode()).vevent_list
    assert ([event.uid.value for event in events], first.headers["Content-Type"]) == (
        [uid_of(session)],
        "text/calendar; charset=utf-8",
    )
    assert client.get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    cancel_session(session)
    assert vobject.readOne(client.get(url).content.decode()).vevent.status.value == "CANCELLED"
    make_feed(make.person("Amara"))
    assert client.get(url).status_code == 404


def test_a_feed_shows_no_circle_that_its_reader_has_left(client: Client) -> None:
    circle, now = harbour(), this_second()
    planned(circle, now + DAY, now)
    url = reverse("rooms:feed", args=[make_feed(make.person("Amara"))])
    end_seat(open_seats(circle)[0], SeatEnd.OPTED_OUT, now)
    assert b"VEVENT" not in client.get(url).content


def test_the_address_of_a_feed_is_shown_once(sign_in: SignIn) -> None:
    client, url = sign_in(make.membership("Amara").person), reverse("rooms:feed-settings")
    shown = client.post(url).context["address"]
    assert client.get(shown.removeprefix("http://localhost:8000")).status_code == 200
    assert shown not in client.get(url).content.decode()
    client.post(url, {"end": "yes"})
    assert client.get(shown.removeprefix("http://localhost:8000")).status_code == 404


def test_a_meeting_link_is_on_the_page_and_in_the_file(sign_in: SignIn) -> None:
    circle, client = harbour(), sign_in(make.person("Amara"))
    session = planned(circle, this_second() + DAY, this_second())
    url = reverse("rooms:meeting-link", args=[circle.code])
    assert client.post(url, {"link": "javascript:alert(1)"}).context["form"].errors
    client.post(url, {"link": "https://call.example/harbour"})
    assert "https://call.example/harbour" in client.get(reverse("rooms:circle", args=[circle.code])).content.decode()
    words = client.get(reverse("rooms:calendar-file", args=[session.code])).content.decode()
    assert vobject.readOne(words).vevent.location.value == "https://call.example/harbour"


def test_a_whole_run_is_planned_from_one_page(sign_in: SignIn) -> None:
    circle = harbour()
    Cohort.objects.update(starts_on=timezone.localdate(), ends_on=timezone.localdate() + 84 * DAY)
    client, url = sign_in(make.person("Amara")), reverse("rooms:series", args=[circle.code])
    usual = client.get(url).context["form"].initial
    given = {name: value for name, value in usual.items() if value is not False}
    seen = client.post(url, given).context["proposed"]
    assert [line.kind.value for line in seen.lines][:4] == ["kickoff", "session", "session", "midway"]
    assert [line.facilitator.person.name for line in seen.lines] == [*make.CAST]
    assert (seen.shares, Session.objects.count()) == ([], 0)
    client.post(url, given | {"plan": "yes"})
    assert Session.objects.count() == len(seen.lines) == 6
    again = client.post(url, given).context["proposed"]
    assert again.lines == []  # planned already


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"first": "2020-01-01"}, "first", "Choose today or a later day."),
        ({"last": "2020-01-01"}, "last", "Choose a day after the first, within a year."),
        ({"days": "0"}, "days", "Ensure this value is greater than or equal to 1."),
    ],
)
def test_a_run_that_cannot_be_is_refused(given: dict[str, str], field: str, words: str, sign_in: SignIn) -> None:
    circle = harbour()
    client, url = sign_in(make.person("Amara")), reverse("rooms:series", args=[circle.code])
    usual = {name: value for name, value in client.get(url).context["form"].initial.items() if value is not False}
    page = client.post(url, usual | given | {"plan": "yes"})
    assert (page.context["form"].errors[field], Session.objects.count()) == ([words], 0)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(("move", "cancel", "restore", "leave", "join")), st.integers(1, 20)), max_size=8)
)
def test_whatever_happens_calendars_show_what_is_planned(changes: list[tuple[str, int]]) -> None:
    Notice.objects.all().delete()
    now = this_second()
    circle = make.circle(members=[make.membership(name) for name in ("Amara", "Bruno", "Chidi")])
    session = planned(circle, now + 5 * DAY, now)
    for step, (change, days) in enumerate(changes):
        session.refresh_from_db()
        at = now + timedelta(seconds=step)
        seats = list(open_seats(circle))
        if change == "move":
            move_session(session, now + (5 + days) * DAY, at)
        elif change == "cancel":
            cancel_session(session, at)
        elif change == "restore":
            restore_session(session, at)
        elif change == "leave" and len(seats) > 1:
            end_seat(seats[-1], SeatEnd.OPTED_OUT, at)
        elif change == "join" and len(seats) < 3:
            here = {seat.membership.person.name for seat in seats}
            back = next(name for name in ("Amara", "Bruno", "Chidi") if name not in here)
            fill_seats(circle, [make.membership(back)], at)
            actions.follow_seats({circle.pk}, at=at)
    session.refresh_from_db()
    here = {seat.membership.person.name for seat in open_seats(circle)}
    on = {uid_of(session): ("CONFIRMED", session.starts_at)} if session.status == SessionStatus.PLANNED else {}
    uid = uid_of(session)
    seen = {
        name: {key: shown for key, shown in as_seen(name).items() if key == uid} for name in ("Amara", "Bruno", "Chidi")
    }
    assert seen == {name: on if name in here else {} for name in seen}


@pytest.mark.slow
def test_the_day_of_a_commitment_comes_as_a_file_that_says_nothing_of_what_was_promised(sign_in: SignIn) -> None:
    session = held()
    state = log.load_state(session)
    amara = session.circle.seats.get(position=1)
    said = state.commitments["s1"]
    answer = sign_in(amara.membership.person).get(reverse("rooms:commitment-file", args=[session.code]))
    (event,) = vobject.readOne(answer.content.decode()).vevent_list
    assert event.dtstart.value.isoformat() == said.by_date
    assert event.summary.value == "A commitment of yours"
    assert event.url.value.endswith(f"/rooms/{session.code}/record/")
    text = answer.content.decode().replace("\r\n ", "")
    assert [
        words for words in (said.what, said.first_step, said.measure, amara.membership.person.name) if words in text
    ] == []


def test_without_a_commitment_there_is_no_day(sign_in: SignIn) -> None:
    session = make.session(harbour(), timezone.now())
    open_room(session)
    amara = session.circle.seats.get(position=1).membership.person
    assert sign_in(amara).get(reverse("rooms:commitment-file", args=[session.code])).status_code == 404
