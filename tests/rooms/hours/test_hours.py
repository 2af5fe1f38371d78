"""Hours have two sides, who came can be corrected, and whoever waited loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.attendance.actions import correct_attendance, note_not_held
from edgewise.rooms.hours.actions import confirm_hours, correct_hours, decline_hours, note_hours, other_side
from edgewise.rooms.hours.queries import balances, turns_next
from edgewise.rooms.models.hours import HoursEntry, HoursSource
from edgewise.rooms.models.sessions import Attendance, AttendanceChange, AttendanceStatus, Session, SessionStatus
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
Status = AttendanceStatus
ON = date(2026, 3, 2)


def of(name: str) -> Membership:
    return make.membership(name)


def circle(*names: str) -> Circle:
    return make.circle(members=[of(name) for name in names or ("Amara", "Bruno", "Chidi")])


def hours_of(table: Circle) -> dict[str, tuple[int, int]]:
    return {one.seat.membership.person.name: (one.given, one.received) for one in balances(table)}


def row_of(session: Session, name: str) -> Attendance:
    return session.attendance.get(seat__membership__person__name=name)


def test_what_one_side_says_counts_for_nobody_until_the_other_confirms() -> None:
    table = circle()
    entry = note_hours(table, of("Amara"), of("Amara"), of("Bruno"), 45, ON)
    before = hours_of(table)
    assert (confirm_hours(entry, of("Amara")), confirm_hours(entry, of("Chidi"))) == (False, False)
    assert (confirm_hours(entry, of("Bruno")), confirm_hours(entry, of("Bruno"))) == (True, False)
    assert before == {"Amara": (0, 0), "Bruno": (0, 0), "Chidi": (0, 0)}
    assert hours_of(table) == {"Amara": (45, 0), "Bruno": (0, 45), "Chidi": (0, 0)}


def test_the_other_side_is_asked_and_after_a_correction_the_first_is() -> None:
    entry = note_hours(circle(), of("Amara"), of("Amara"), of("Bruno"), 45, ON)
    assert correct_hours(entry, of("Bruno"), 30) is True
    asked = Notice.objects.filter(kind=Kind.HOURS_TO_CONFIRM).order_by("pk")
    assert [(one.to.person.name, one.facts["minutes"]) for one in asked] == [("Bruno", 45), ("Amara", 30)]
    assert (correct_hours(entry, of("Bruno"), 60), confirm_hours(entry, of("Amara"))) == (False, True)


def test_what_did_not_take_place_counts_for_nobody() -> None:
    table = circle()
    entry = note_hours(table, of("Amara"), of("Amara"), of("Bruno"), 45, ON)
    assert (decline_hours(entry, of("Bruno")), confirm_hours(entry, of("Bruno"))) == (True, False)
    assert set(hours_of(table).values()) == {(0, 0)}


def test_hours_are_noted_and_confirmed_on_the_page(sign_in: SignIn) -> None:
    table = circle()
    url, today = reverse("rooms:hours", args=[table.code]), timezone.localdate().isoformat()
    given = {"other": of("Bruno").pk, "who_gave": "other", "minutes": "50", "on": today}
    sign_in(of("Amara").person).post(url, given)
    waiting = sign_in(of("Bruno").person).get(url).context["waiting"]
    assert [(str(one.giver), str(one.receiver), one.minutes) for one in waiting] == [("Bruno", "Amara", 50)]
    answer = reverse("rooms:answer-hours", args=[table.code, waiting[0].pk])
    assert sign_in(of("Chidi").person).post(answer, {"yes": "yes"}).status_code == 404
    sign_in(of("Bruno").person).post(answer, {"yes": "yes"})
    assert hours_of(table)["Bruno"] == (50, 0)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"minutes": "4"}, "minutes"),
        ({"minutes": "481"}, "minutes"),
        ({"on": "2031-01-01"}, "on"),
        ({"other": "0"}, "other"),
    ],
)
def test_hours_that_cannot_be_are_refused(sign_in: SignIn, given: dict[str, str], field: str) -> None:
    table = circle()
    whole = {"other": of("Bruno").pk, "who_gave": "me", "minutes": "50", "on": timezone.localdate().isoformat()}
    page = sign_in(of("Amara").person).post(reverse("rooms:hours", args=[table.code]), whole | given)
    assert (list(page.context["form"].errors), HoursEntry.objects.count()) == ([field], 0)


def test_who_cannot_come_says_so_and_can_change_their_mind(sign_in: SignIn) -> None:
    table = circle()
    session = make.session(table, timezone.now() + timedelta(days=2))
    url = reverse("rooms:come", args=[table.code, session.code])
    client = sign_in(of("Amara").person)
    client.post(url, {"comes": "no"})
    excused = row_of(session, "Amara").status
    assert "I can come after all" in client.get(reverse("rooms:circle", args=[table.code])).content.decode()
    client.post(url, {"comes": "yes"})
    assert (excused, row_of(session, "Amara").status) == (Status.EXCUSED, Status.PLANNED)


def test_a_correction_leaves_a_trace_and_takes_hours_from_who_was_not_there() -> None:
    table = circle()
    session = make.session(table, status=SessionStatus.CLOSED)
    session.attendance.update(status=Status.PRESENT)
    Attendance.objects.filter(pk=row_of(session, "Amara").pk).update(minutes_given=30)
    grace = of("Grace")
    assert correct_attendance(row_of(session, "Amara"), Status.NO_SHOW, grace) is True
    assert correct_attendance(row_of(session, "Amara"), Status.NO_SHOW, grace) is False
    trace = AttendanceChange.objects.get()
    assert (trace.was, trace.became, trace.by, hours_of(table)["Amara"]) == (
        Status.PRESENT,
        Status.NO_SHOW,
        grace,
        (0, 0),
    )


def test_who_waited_for_nobody_has_given_their_half() -> None:
    pair = circle("Amara", "Bruno")
    session = make.session(pair, make.NOW)
    assert note_not_held(session, of("Amara"), of("Amara"), make.NOW - timedelta(hours=1)) is False
    assert note_not_held(session, of("Amara"), of("Amara"), make.NOW + timedelta(hours=1)) is True
    assert hours_of(pair) == {"Amara": (45, 0), "Bruno": (0, 0)}
    correct_attendance(row_of(session, "Bruno"), Status.EXCUSED, of("Grace"))
    assert hours_of(pair) == {"Amara": (0, 0), "Bruno": (0, 0)}


def test_a_session_that_nobody_opened_has_no_record_to_read(sign_in: SignIn) -> None:
    pair = circle("Amara", "Bruno")
    session = make.session(pair, make.NOW)
    note_not_held(session, of("Amara"), of("Amara"))
    page = sign_in(of("Amara").person).get(reverse("rooms:circle", args=[pair.code])).content.decode()
    assert ("nobody opened the room" in page, session.code in page) == (True, False)


def test_a_coordinator_corrects_on_the_page_and_members_do_not(sign_in: SignIn) -> None:
    cohort = make.cohort(coordinators=[of("Grace")])
    table = make.circle(cohort, [of("Amara"), of("Bruno")])
    session = make.session(table, status=SessionStatus.CLOSED)
    row = row_of(session, "Amara")
    url = reverse("rooms:attendance", args=[cohort.code, table.code])
    assert sign_in(of("Amara").person).post(url, {"row": row.pk, "status": "excused"}).status_code == 403
    sign_in(of("Grace").person).post(url, {"row": row.pk, "status": "excused"})
    assert row_of(session, "Amara").status == Status.EXCUSED


def test_who_coaches_whom_next_leaves_out_who_cannot_come() -> None:
    table = circle("Amara", "Bruno", "Chidi", "Dana")
    session = make.session(table, timezone.now() + timedelta(days=1))
    every = [(turn.coach.person.name, turn.client.person.name) for turn in turns_next(table)]
    assert (sorted({coach for coach, _ in every}), any((b, a) in every for a, b in every)) == (
        ["Amara", "Bruno", "Chidi", "Dana"],
        False,
    )
    Attendance.objects.filter(pk=row_of(session, "Dana").pk).update(status=Status.EXCUSED)
    assert all("Dana" not in (turn.coach.person.name, turn.client.person.name) for turn in turns_next(table))


def test_a_pair_has_no_turns_to_take() -> None:
    assert turns_next(circle("Amara", "Bruno")) == []


NAMES = ("Amara", "Bruno", "Chidi")
steps = st.tuples(st.sampled_from(("note", "confirm", "decline", "correct")), st.sampled_from(NAMES), st.integers(0, 5))


def answer_to(entry: HoursEntry, what: str, by: Membership) -> None:
    match what:
        case "confirm":
            confirm_hours(entry, by)
        case "decline":
            decline_hours(entry, by)
        case _:
            correct_hours(entry, by, 15)


class TestEveryHourHasTwoSides(TestCase):
    @settings(max_examples=30)
    @given(st.lists(steps, max_size=10))
    def test_given_is_received_whatever_happens(self, changes: list[tuple[str, str, int]]) -> None:
        table = circle(*NAMES)
        for what, who, number in changes:
            entries = list(table.hours.order_by("pk"))
            other = NAMES[(NAMES.index(who) + 1 + number % 2) % 3]
            if what == "note":
                note_hours(table, of(who), of(who), of(other), 10 * (number + 1), ON)
            elif entries:
                entry = entries[number % len(entries)]
                answer_to(entry, what, of(who))
        totals = hours_of(table)
        assert sum(given for given, _ in totals.values()) == sum(received for _, received in totals.values())
        confirmed = table.hours.filter(source=HoursSource.NOTED).exclude(confirmed_at=None)
        assert all(other_side(entry).pk != entry.noted_by_id for entry in confirmed)
