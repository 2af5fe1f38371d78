"""A circle plans its own sessions, and its page is its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.formats.builtin import builtin_format
from edgewise.people.models import Person
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, Session, SessionStatus
from edgewise.rooms.planning.actions import cancel_session, move_session, plan_session
from edgewise.rooms.planning.forms import PlanForm
from edgewise.rooms.planning.queries import chairs_of, free_together, local_times, next_facilitator, next_session
from edgewise.rooms.sessions.actions.room import open_room
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def harbour() -> Circle:
    return make.circle(members=[make.membership(name) for name in make.CAST])


def planned(circle: Circle, days: int) -> Session:
    chair, deputy, *_ = chairs_of(circle)
    return plan_session(circle, make.NOW + timedelta(days=days), builtin_format("decision_round"), chair, deputy)


def test_a_planned_session_keeps_its_format_and_expects_everybody(harbour: Circle) -> None:
    chair, deputy, *_ = chairs_of(harbour)
    made = plan_session(harbour, timezone.now() + timedelta(days=1), builtin_format("decision_round"), chair, deputy)
    assert (made.minutes, made.attendance.count(), made.status) == (90, 6, SessionStatus.PLANNED)
    assert next_session(harbour) == made


def test_the_chair_goes_round_and_the_deputy_is_next(harbour: Circle) -> None:
    made = [planned(harbour, days) for days in range(1, 8)]
    chairs = [(str(one.facilitator), str(one.deputy)) for one in made]
    assert chairs[:3] == [("Amara", "Bruno"), ("Bruno", "Chidi"), ("Chidi", "Dana")]
    assert chairs[6] == ("Amara", "Bruno")


def test_a_cancelled_session_does_not_count_as_a_turn_in_the_chair(harbour: Circle) -> None:
    assert cancel_session(planned(harbour, 1)) is True
    assert str(next_facilitator(harbour)) == "Amara"


def test_a_session_that_has_begun_is_neither_moved_nor_cancelled(harbour: Circle) -> None:
    made = planned(harbour, 1)
    Session.objects.update(status=SessionStatus.LIVE)
    assert (move_session(made, make.NOW), cancel_session(made)) == (False, False)


def test_a_room_that_is_open_is_not_moved(harbour: Circle) -> None:
    made = planned(harbour, 1)
    assert move_session(made, make.NOW + timedelta(days=2)) is True
    open_room(made)
    assert move_session(made, make.NOW + timedelta(days=3)) is False


def test_the_time_is_the_planners_own(harbour: Circle, sign_in: SignIn) -> None:
    make.membership("Amara").__class__.objects.filter(person__name="Amara").update(time_zone="America/New_York")
    day = timezone.localdate() + timedelta(days=30)
    form = {"day": day.isoformat(), "at": "10:00", "format_key": "decision_round", "facilitator": ""}
    client, url = sign_in(make.person("Amara")), reverse("rooms:plan", args=[harbour.code])
    form["facilitator"] = str(make.membership("Chidi").pk)
    looked = client.post(url, form)
    assert ([line.works for line in looked.context["chosen"]], Session.objects.count()) == ([False] * 6, 0) or (
        day.weekday() < 5
    )
    client.post(url, form | {"plan": "yes"})
    made = Session.objects.get()
    assert made.starts_at.astimezone(timezone.get_fixed_timezone(0)).hour in (14, 15)
    assert (str(made.facilitator), str(made.deputy)) == ("Chidi", "Amara")


def test_a_session_outside_somebodys_hours_is_flagged_for_them(harbour: Circle) -> None:
    make.membership("Dana").__class__.objects.filter(person__name="Dana").update(
        time_zone="Asia/Tokyo", works_from=time(9), works_until=time(18)
    )
    seats = open_seats(harbour)
    lines = local_times(seats, datetime(2026, 3, 4, 14, tzinfo=UTC), 90)
    assert {line.seat.membership.person.name: (line.at.hour, line.works) for line in lines} == {
        **dict.fromkeys(("Amara", "Bruno", "Chidi", "Elif", "Farid"), (14, True)),
        "Dana": (23, False),
    }


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"day": "2026-03-29", "at": "01:30"}, "at", "The clocks jump over this time on that day. Choose another."),
        ({"day": "2026-03-01", "at": "10:00"}, "day", "Choose a time in the future, within a year."),
        ({"day": "2028-03-01", "at": "10:00"}, "day", "Choose a time in the future, within a year."),
    ],
)
def test_a_time_that_is_none_is_refused(harbour: Circle, given: dict[str, str], field: str, words: str) -> None:
    chairs = chairs_of(harbour)
    form = PlanForm(
        chairs, "Europe/London", make.NOW, {**given, "format_key": "decision_round", "facilitator": chairs[0].pk}
    )
    assert form.errors == {field: [words]}


def test_only_formats_for_that_many_people_are_offered() -> None:
    pair = make.circle(members=[make.membership("Amara"), make.membership("Bruno")])
    form = PlanForm(chairs_of(pair), "UTC", make.NOW)
    offered = [key for key, _ in form.fields["format_key"].choices]  # type: ignore[attr-defined]
    assert offered == ["grow_pair", "coaching_pair", "decision_review", "check_in_only", "kickoff", "midway"]


def test_a_newcomer_does_not_see_sessions_from_before(harbour: Circle, sign_in: SignIn) -> None:
    before = make.session(harbour, make.NOW - timedelta(days=40), status=SessionStatus.CLOSED)
    since = make.session(harbour, make.NOW - timedelta(days=4), status=SessionStatus.CLOSED)
    page = sign_in(make.person("Amara")).get(reverse("rooms:circle", args=[harbour.code]))
    assert (list(page.context["held"]), before.code in page.content.decode()) == ([since], False)


def test_a_former_member_does_not_find_the_circle(harbour: Circle, sign_in: SignIn) -> None:
    ines = make.membership("Ines")
    make.ended_seat(harbour, ines)
    url = reverse("rooms:circle", args=[harbour.code])
    assert sign_in(ines.person).get(url).status_code == 404


def test_a_member_of_another_circle_cannot_cancel(harbour: Circle, sign_in: SignIn) -> None:
    made = planned(harbour, 1)
    other = make.circle(members=[make.membership("Jonas")], name="Lantern")
    client = sign_in(make.person("Jonas"))
    urls = [reverse("rooms:cancel", args=[code, made.code]) for code in (harbour.code, other.code)]
    assert [client.post(url).status_code for url in urls] == [404, 404]
    made.refresh_from_db()
    assert made.status == SessionStatus.PLANNED


def test_the_circle_page_asks_as_many_questions_for_three_sessions_as_for_one(harbour: Circle, sign_in: SignIn) -> None:
    client, url = sign_in(make.person("Amara")), reverse("rooms:circle", args=[harbour.code])

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    planned(harbour, 1)
    make.session(harbour, make.NOW - timedelta(days=4), status=SessionStatus.CLOSED)
    make.commitment(harbour, make.membership("Amara"))
    one = asked()
    for days in (2, 3):
        planned(harbour, days)
        make.session(harbour, make.NOW - timedelta(days=days), status=SessionStatus.CLOSED)
        make.commitment(harbour, make.membership("Bruno"))
    assert asked() == one


def test_where_facilitator_and_deputy_have_left_the_rota_gives_the_chair(harbour: Circle) -> None:
    meeting = planned(harbour, 3)
    gone = {meeting.facilitator, meeting.deputy}
    for seat in list(open_seats(harbour)):
        if seat.membership in gone:
            end_seat(seat, SeatEnd.OPTED_OUT, make.NOW)
    meeting.refresh_from_db()
    assert (meeting.facilitator in gone, meeting.facilitator, meeting.deputy) == (
        False,
        chairs_of(harbour)[-1],
        None,
    )
    assert meeting.attendance.count() == len(make.CAST) - len(gone)


def test_the_question_coach_speaks_to_the_writer_alone_and_keeps_nothing(harbour: Circle, sign_in: SignIn) -> None:
    url = reverse("rooms:advise", args=[planned(harbour, 1).code])
    said = sign_in(make.person("Amara")).post(url, {"text": "Have you tried talking to her?"}).json()
    assert (said["label"], said["rewordings"][0][-1]) == ("advice_question", "?")
    assert sign_in(make.membership("Jonas").person).post(url, {"text": "Why?"}).status_code == 404


def test_a_session_of_another_circle_takes_its_time(harbour: Circle) -> None:
    """Of whoever sits in both and has not excused themself there."""
    amara = make.membership("Amara")
    other = make.circle(make.cohort(), [amara, make.membership("Jonas")], "Lantern")
    begins = (timezone.now() + timedelta(days=7)).replace(hour=12, minute=0, second=0, microsecond=0)
    while begins.weekday() > 4:
        begins += timedelta(days=1)
    meeting = make.session(other, begins)
    seats = list(open_seats(harbour))
    whole = [(begins.replace(hour=9), begins.replace(hour=17))]
    ends = begins + timedelta(minutes=meeting.minutes)
    assert free_together(seats, begins.date(), 1, 60, "UTC") == [(whole[0][0], begins), (ends, whole[0][1])]
    Attendance.objects.filter(session=meeting, seat__membership=amara).update(status=AttendanceStatus.EXCUSED)
    assert free_together(seats, begins.date(), 1, 60, "UTC") == whole
    assert free_together(list(open_seats(other)), begins.date(), 1, 60, "UTC") == whole
