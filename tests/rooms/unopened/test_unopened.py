"""A session that nobody opened: its circle is asked, and what most say counts after a week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.desk.cases.queries.concerns import concerns_of
from edgewise.desk.figures.queries import facts_of
from edgewise.desk.home.page import home_for
from edgewise.domain.coaching.unopened import ANSWERS_WANTED_WITHIN, ASKED_UNTIL, UNOPENED_AFTER, Became
from edgewise.domain.nudges.cases import UNOPENED_UNANSWERED, Concern
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.people.models import Person
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.models.hours import HoursEntry
from edgewise.rooms.models.sessions import AttendanceStatus, Session, SessionStatus
from edgewise.rooms.models.unopened import UnopenedAnswer
from edgewise.rooms.planning.actions import move_session
from edgewise.rooms.planning.queries import sessions_ahead
from edgewise.rooms.sessions.actions.room import open_room
from edgewise.rooms.unopened.actions import answer_unopened, look_after_unopened
from edgewise.rooms.unopened.queries import asked_of
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def harbour() -> Circle:
    return make.circle(members=[make.membership(name) for name in make.CAST[:3]])


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def unopened(circle: Circle, at: datetime, ago: timedelta = UNOPENED_AFTER) -> Session:
    session = make.session(circle, at - ago)
    circle.seats.update(since=at - timedelta(days=90))
    return session


def say(session: Session, at: datetime, *answers: Became) -> None:
    for seat, became in zip(session.circle.seats.order_by("position"), answers, strict=False):
        assert answer_unopened(session, seat, became, at)


def asked(session: Session) -> list[str]:
    notices = Notice.objects.filter(kind=Kind.SESSION_UNOPENED, key__startswith=f"unopened:{session.code}:")
    return sorted(notices.values_list("to__person__name", flat=True))


def test_everybody_expected_is_asked_once_some_hours_after_its_start(harbour: Circle, now: datetime) -> None:
    session = unopened(harbour, now)
    look_after_unopened(now - MINUTE)
    assert asked(session) == []
    look_after_unopened(now)
    look_after_unopened(now + MINUTE)
    assert asked(session) == ["Amara", "Bruno", "Chidi"]


@pytest.mark.parametrize("status", [one for one in SessionStatus if one != SessionStatus.PLANNED])
def test_nobody_is_asked_about_a_session_that_is_not_just_planned(
    harbour: Circle, now: datetime, status: SessionStatus
) -> None:
    session = unopened(harbour, now)
    Session.objects.update(status=status)
    look_after_unopened(now + timedelta(days=60))
    session.refresh_from_db()
    assert (asked(session), session.status) == ([], status)


def test_nobody_is_asked_about_a_demonstration_or_about_what_is_long_ago(harbour: Circle, now: datetime) -> None:
    demonstration, long_ago = unopened(harbour, now), unopened(harbour, now, ASKED_UNTIL)
    Session.objects.filter(pk=demonstration.pk).update(demo=True)
    look_after_unopened(now)
    long_ago.refresh_from_db()
    assert (asked(demonstration), asked(long_ago), long_ago.status) == ([], [], SessionStatus.NOT_HELD)


@pytest.mark.parametrize(
    ("answers", "status", "completion"),
    [
        ((Became.ELSEWHERE, Became.ELSEWHERE, Became.NOT_MET), SessionStatus.CLOSED, 100),
        ((Became.ELSEWHERE, Became.NOT_MET), SessionStatus.NOT_HELD, None),
        ((Became.MOVED, Became.MOVED), SessionStatus.NOT_HELD, None),
        ((), SessionStatus.NOT_HELD, None),
    ],
)
def test_a_week_after_the_question_what_most_say_counts(
    harbour: Circle, now: datetime, answers: tuple[Became, ...], status: SessionStatus, completion: int | None
) -> None:
    session = unopened(harbour, now)
    look_after_unopened(now)
    say(session, now, *answers)
    look_after_unopened(now + ANSWERS_WANTED_WITHIN - MINUTE)
    session.refresh_from_db()
    assert (session.status, session.unopened_answers.count()) == (SessionStatus.PLANNED, len(answers))
    look_after_unopened(now + ANSWERS_WANTED_WITHIN)
    session.refresh_from_db()
    total = facts_of([harbour.cohort], now).total()
    assert (session.status, total.completion) == (status, completion)
    assert (total.attendance, HoursEntry.objects.count()) == (None, 0)  # nobody counted who came, or the hours


def test_who_said_what_is_deleted_once_it_is_counted(harbour: Circle, now: datetime) -> None:
    session = unopened(harbour, now)
    look_after_unopened(now)
    say(session, now, Became.ELSEWHERE)
    look_after_unopened(now + ANSWERS_WANTED_WITHIN)
    assert UnopenedAnswer.objects.count() == 0
    assert not answer_unopened(session, harbour.seats.get(position=1), Became.NOT_MET, now + ANSWERS_WANTED_WITHIN)


def test_an_answer_can_be_changed_and_taken_back(harbour: Circle, now: datetime) -> None:
    session = unopened(harbour, now)
    say(session, now, Became.ELSEWHERE)
    say(session, now, Became.NOT_MET)
    seat = harbour.seats.get(position=1)
    (one,) = asked_of([seat], now)
    assert (one.mine, one.answered, one.people) == ("not_met", 1, 3)
    assert answer_unopened(session, seat, None, now)
    (one,) = asked_of([seat], now)
    assert (one.mine, one.answered) == ("", 0)


def test_a_room_that_somebody_opened_and_nobody_began_is_asked_about_and_counted(
    harbour: Circle, now: datetime
) -> None:
    session = unopened(harbour, now)
    open_room(session)
    look_after_unopened(now)
    say(session, now, Became.ELSEWHERE)
    look_after_unopened(now + ANSWERS_WANTED_WITHIN)
    session.refresh_from_db()
    assert session.status == SessionStatus.CLOSED


def test_a_session_that_is_moved_is_asked_about_anew_at_its_new_time(harbour: Circle, now: datetime) -> None:
    session = unopened(harbour, now)
    look_after_unopened(now)
    say(session, now, Became.MOVED)
    later = now + timedelta(days=1)
    assert move_session(session, later)
    assert (asked_of(harbour.seats.all(), now), list(sessions_ahead(harbour, now))) == ([], [session])
    assert UnopenedAnswer.objects.count() == 0
    look_after_unopened(later + UNOPENED_AFTER)
    assert len(asked(session)) == 6


def test_after_three_days_without_an_answer_it_is_a_case_until_somebody_answers(harbour: Circle, now: datetime) -> None:
    session = unopened(harbour, now)
    look_after_unopened(now)

    def concerns(at: datetime) -> list[str]:
        return [one.key for one in concerns_of(harbour.cohort, at) if one.concern is Concern.UNOPENED]

    assert concerns(now + UNOPENED_UNANSWERED - MINUTE) == []
    assert [key.split(":")[1] for key in concerns(now + UNOPENED_UNANSWERED)] == [str(session.pk)]
    say(session, now, Became.ELSEWHERE)
    assert concerns(now + UNOPENED_UNANSWERED) == []


def test_it_stands_on_home_and_on_the_page_of_the_circle_and_not_as_the_next_session(
    harbour: Circle, now: datetime, sign_in: SignIn
) -> None:
    session = unopened(harbour, now)
    amara = make.person("Amara")
    home = home_for(amara)
    assert ([one.session for one in home.unopened], home.sessions) == ([session], [])
    client = sign_in(amara)
    for path in ("/", f"/circles/{harbour.code}/"):
        assert f"/circles/{harbour.code}/sessions/{session.code}/became/" in client.get(path).content.decode()


def test_people_who_sat_down_later_are_not_asked(harbour: Circle, now: datetime) -> None:
    unopened(harbour, now)
    newcomer = make.seat(harbour, make.membership("Dana"), now - MINUTE)
    assert asked_of([newcomer], now) == []


def test_we_moved_it_leads_to_its_new_time(harbour: Circle, now: datetime, sign_in: SignIn) -> None:
    session = unopened(harbour, now)
    client, path = sign_in(make.person("Amara")), f"/circles/{harbour.code}/sessions/{session.code}/became/"
    assert client.post(path, {"became": "moved"})["Location"].endswith(f"/sessions/{session.code}/move/")
    assert client.post(path, {"became": "not_met"})["Location"] == f"/circles/{harbour.code}/"
    assert client.post(path, {"became": "nonsense"})["Location"] == f"/circles/{harbour.code}/"
    assert [one.became for one in UnopenedAnswer.objects.all()] == ["not_met"]
    assert client.post(path, {"became": ""})["Location"] == f"/circles/{harbour.code}/"
    assert UnopenedAnswer.objects.count() == 0


def test_nobody_answers_about_a_session_to_come(harbour: Circle, now: datetime) -> None:
    session = make.session(harbour, now + timedelta(days=1))
    assert not answer_unopened(session, harbour.seats.get(position=1), Became.NOT_MET, now)


def test_three_circles_are_asked_in_as_many_queries_as_one(harbour: Circle, now: datetime) -> None:
    def queries() -> int:
        seats = list(make.membership("Amara").seats.select_related("circle"))
        with CaptureQueriesContext(connection) as seen:
            asked_of(seats, now)
        return len(seen)

    unopened(harbour, now)
    one = queries()
    for name in ("Lantern", "Cedar"):
        unopened(make.circle(harbour.cohort, [make.membership("Amara")], name), now)
    assert queries() == one


def test_a_coordinator_sees_that_nobody_counted_who_came_and_can_note_it(
    harbour: Circle, now: datetime, sign_in: SignIn
) -> None:
    grace = make.membership("Grace")
    harbour.cohort.coordinators.add(grace)
    session = unopened(harbour, now)
    Session.objects.filter(pk=session.pk).update(status=SessionStatus.CLOSED)
    path = f"/cohorts/{harbour.cohort.code}/circles/{harbour.code}/attendance/"
    client = sign_in(grace.person)
    assert client.get(path).content.decode().count("Not known") == 3
    row = session.attendance.get(seat__position=1)
    client.post(path, {"row": row.pk, "status": "present"})
    assert client.get(path).content.decode().count("Not known") == 2
    assert facts_of([harbour.cohort], now).total().attendance == 100


def test_what_stood_as_held_although_all_but_one_were_missed_is_not_held_any_more(
    harbour: Circle, now: datetime
) -> None:
    waited, met, uncounted = (unopened(harbour, now) for _ in range(3))
    Session.objects.update(status=SessionStatus.CLOSED)
    for session, came in ((waited, 1), (met, 2)):
        for row in session.attendance.all():
            row.status = AttendanceStatus.PRESENT if row.seat.position <= came else AttendanceStatus.NO_SHOW
            row.save()
    migration = import_module("edgewise.rooms.migrations.0011_unopened")
    migration.tell_not_held(apps, SimpleNamespace(connection=connection))
    statuses = [Session.objects.get(pk=one.pk).status for one in (waited, met, uncounted)]
    assert statuses == [SessionStatus.NOT_HELD, SessionStatus.CLOSED, SessionStatus.CLOSED]
    migration.tell_closed(apps, SimpleNamespace(connection=connection))
    assert set(Session.objects.values_list("status", flat=True)) == {SessionStatus.CLOSED}
