"""Hours have two sides, who came can be corrected, and whoever waited loses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.session.coaching_minutes import coached
from edgewise.notices.models import Notice
from edgewise.people.models import Membership, Person
from edgewise.programmes.designs.queries import hours_of_circle
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Kind as DesignKind
from edgewise.rooms.attendance.actions import correct_attendance, note_not_held
from edgewise.rooms.hours.actions import (
    confirm_hours,
    correct_hours,
    decline_hours,
    note_hours,
    other_side,
    recount_from_logs,
)
from edgewise.rooms.hours.queries.ledger import balances, lines_of, reached_in
from edgewise.rooms.hours.queries.turns import turns_next
from edgewise.rooms.log.log import events_since, load_state
from edgewise.rooms.models.hours import HoursEntry, HoursSource
from edgewise.rooms.models.sessions import Attendance, AttendanceChange, AttendanceStatus, Session, SessionStatus
from edgewise.rooms.sessions.actions.settle import settle
from edgewise.vault.actions import destroy_key
from tests import make
from tests.rooms.held import held

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
Status = AttendanceStatus
ON = date(2026, 3, 2)


def of(name: str) -> Membership:
    return make.membership(name)


def circle(*names: str) -> Circle:
    return make.circle(members=[of(name) for name in names or ("Amara", "Bruno", "Chidi")])


def hours_of(table: Circle) -> dict[str, tuple[int, int]]:
    """Minutes given and received."""
    return {one.seat.membership.person.name: one.coaching.minutes for one in balances(table)}


def row_of(session: Session, name: str) -> Attendance:
    return session.attendance.get(seat__membership__person__name=name)


def test_the_page_draws_what_each_gave_and_received(sign_in: SignIn) -> None:
    table = circle()
    assert confirm_hours(note_hours(table, of("Amara"), of("Amara"), of("Bruno"), 90, ON), of("Bruno"))
    assert confirm_hours(note_hours(table, of("Chidi"), of("Chidi"), of("Bruno"), 38, ON), of("Bruno"))
    shown = sign_in(make.person("Amara")).get(reverse("rooms:hours", args=[table.code])).context["balance"]
    assert shown.table.rows == (
        ("Amara", "0", "1.5", "1.5", "0", "3.3"),
        ("Bruno", "2.1", "0", "0", "0", "3.3"),
        ("Chidi", "0", "0.6", "0.6", "0", "3.3"),
    )
    assert shown.summary == "0 of 3 people have given and received 3.3 hours."
    sides = [(one.tone.value, one.x, one.width) for one in shown.drawing.rects if one.tone != "ground"]
    assert sides == [("main", "27.27%", "22.73%"), ("other", "50%", "31.82%"), ("main", "40.91%", "9.091%")]


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


def purge_circle(table: Circle) -> None:
    destroy_key(table.scope)
    Circle.objects.filter(pk=table.pk).update(purged_at=timezone.now())


def settled(table: Circle) -> Session:
    session = held(table)
    settle(session, load_state(session))
    session.refresh_from_db()
    return session


def ms_of(table: Circle) -> dict[str, tuple[int, int]]:
    """Milliseconds given and received."""
    return {one.seat.membership.person.name: (one.coaching.given, one.coaching.received) for one in balances(table)}


def sums(found: dict[str, tuple[int, int]]) -> tuple[int, int]:
    return sum(given for given, _ in found.values()), sum(received for _, received in found.values())


def test_a_correction_leaves_a_trace_and_the_others_gave_what_an_absent_person_did_not() -> None:
    table = make.circle(members=[of(name) for name in make.CAST])
    session = settled(table)
    before = ms_of(table)
    owner = max(before, key=lambda name: before[name][1])
    absent = next(name for name in before if before[name][1] == 0)
    grace = of("Grace")
    assert correct_attendance(row_of(session, absent), Status.NO_SHOW, grace) is True
    assert correct_attendance(row_of(session, absent), Status.NO_SHOW, grace) is False
    trace, after = AttendanceChange.objects.get(), ms_of(table)
    assert (trace.was, trace.became, trace.by) == (Status.PRESENT, Status.NO_SHOW, grace)
    assert (after[absent], after[owner][1]) == ((0, 0), before[owner][1])
    assert sums(after) == sums(before) == (sums(before)[0],) * 2
    correct_attendance(row_of(session, absent), Status.PRESENT, grace)
    assert ms_of(table) == before


def test_after_the_purge_a_correction_counts_from_everybodys_part() -> None:
    table = make.circle(members=[of(name) for name in make.CAST])
    session = settled(table)
    before = ms_of(table)
    absent = next(name for name in before if before[name][1] == 0)
    purge_circle(table)
    correct_attendance(row_of(Session.objects.get(pk=session.pk), absent), Status.EXCUSED, of("Grace"))
    after = ms_of(table)
    assert (after[absent], sums(after)) == ((0, 0), sums(before))


def test_a_guest_has_no_hours_and_takes_none_from_the_members() -> None:
    table = make.circle(members=[of(name) for name in make.CAST])
    session = held(table)
    events = events_since(session)
    whole = coached(events)
    guests = coached(events, members=[f"s{place}" for place in range(1, 6)])
    owner = next(receiver for _, receiver in guests.shares)
    assert guests.received_by(owner) == whole.received_by(owner)
    assert (guests.given_by("s6"), guests.received_by("s6")) == (0, 0)


def test_who_waited_for_nobody_has_kept_time_free_and_nobody_gave_or_received() -> None:
    pair = circle("Amara", "Bruno")
    session = make.session(pair, make.NOW)
    assert note_not_held(session, of("Amara"), of("Amara"), make.NOW - timedelta(hours=1)) is False
    assert note_not_held(session, of("Amara"), of("Amara"), make.NOW + timedelta(hours=1)) is True
    assert hours_of(pair) == {"Amara": (0, 0), "Bruno": (0, 0)}
    free = {one.seat.membership.person.name: one.coaching.kept_free_hours for one in balances(pair)}
    assert free == {"Amara": 0.8, "Bruno": 0}
    correct_attendance(row_of(session, "Bruno"), Status.EXCUSED, of("Grace"))
    assert [one.coaching.kept_free for one in balances(pair)] == [0, 0]


def test_in_a_pair_every_minute_is_given_one_to_one() -> None:
    pair = circle("Amara", "Bruno")
    session = held(pair, key="grow_pair")
    settle(session, load_state(session))
    for one in balances(pair):
        assert one.coaching.one_to_one == one.coaching.given > 0
        assert one.coaching.in_the_round == 0


def test_the_page_shows_received_one_to_one_and_the_round_apart(sign_in: SignIn) -> None:
    table = circle()
    make.hours(table, of("Amara"), of("Bruno"), 45, one_to_one=True)
    make.hours(table, of("Amara"), of("Chidi"), 15)
    make.hours(table, of("Bruno"), of("Amara"), 30)
    page = sign_in(of("Amara").person).get(reverse("rooms:hours", args=[table.code]))
    mine = page.context["mine"].coaching
    assert (mine.received_hours, mine.given_hours, mine.one_to_one_hours, mine.round_hours) == (0.5, 1.0, 0.8, 0.2)
    assert "counted again" not in page.content.decode()
    assert "have given and received your" not in page.content.decode()


def test_a_session_is_one_line_of_ones_own_however_many_gave(sign_in: SignIn) -> None:
    table = make.circle(members=[of(name) for name in make.CAST])
    settled(table)
    note_hours(table, of("Amara"), of("Amara"), of("Bruno"), 45, ON)
    lines = {name: lines_of(table, of(name)) for name in make.CAST}
    assert {name: len(found) for name, found in lines.items()} == {
        name: 2 if name in ("Amara", "Bruno") else 1 for name in make.CAST
    }
    after = ms_of(table)
    room = {
        name: next(line for line in found if line.entry.source == HoursSource.ROOM) for name, found in lines.items()
    }
    assert {name: (line.given, line.received) for name, line in room.items()} == after
    page = sign_in(of("Chidi").person).get(reverse("rooms:hours", args=[table.code])).content.decode()
    assert f"you gave {room['Chidi'].given_minutes} minutes" in page


def test_reached_is_told_when_both_are(sign_in: SignIn) -> None:
    table = circle("Amara", "Bruno", "Chidi", "Dana")
    amara, bruno = of("Amara"), of("Bruno")
    promised = hours_of_circle(table, 4)
    assert promised.received > 0
    minutes = promised.received / 60
    make.hours(table, amara, bruno, minutes)
    url = reverse("rooms:hours", args=[table.code])
    half = sign_in(amara.person).get(url).content.decode()
    make.hours(table, bruno, amara, minutes)
    whole = sign_in(amara.person).get(url).content.decode()
    said = f"You have given and received your {promised.each_way} hours."
    assert (said in half, said in whole) == (False, True)


def test_a_round_of_a_sprint_is_held_against_its_own_part_of_the_hours(sign_in: SignIn) -> None:
    design = make.programme(kind=DesignKind.SPRINT, format_key="coaching_pair", size_target=2, cadence_days=14)
    run, two = make.running_cohort(design), [of("Amara"), of("Bruno")]
    first, second = (make.circle(run, two, name) for name in ("Cedar", "Harbour"))
    begins, now = timezone.now() - timedelta(days=28), timezone.now()
    Circle.objects.filter(pk=first.pk).update(made_at=begins, closed_at=now)
    whole = hours_of_circle(second, 2)
    minutes = whole.received / whole.sessions / 60
    for giver, receiver in (two, two[::-1]):
        make.hours(second, giver, receiver, minutes)
    client = sign_in(of("Amara").person)
    page, said = client.get(reverse("rooms:hours", args=[second.code])), "You have given and received the hours of this"
    assert [one.promised.sessions for one in balances(second)] == [1, 1]
    assert [round(one.promised.received / 60) for one in balances(second)] == [round(minutes)] * 2
    assert [one.is_reached for one in balances(second)] == [True, True]
    assert (said in page.content.decode(), reached_in(second)) == (True, [])  # the whole run is told of as before
    mine = client.get(reverse("rooms:my-hours")).context["balances"]
    sessions = {one.seat.circle.name: one.promised.sessions for one in mine}
    assert (sessions, whole.sessions > 2) == ({"Cedar": 2, "Harbour": 1}, True)


def test_my_hours_are_mine_alone_and_as_many_queries_for_three_circles_as_for_one(sign_in: SignIn) -> None:
    amara, bruno = of("Amara"), of("Bruno")
    client, url = sign_in(amara.person), reverse("rooms:my-hours")
    assert "No hours yet" in client.get(url).content.decode()
    counts, page = [], None
    for name in ("Harbour", "Lantern", "Cedar"):
        table = make.circle(make.cohort(), [amara, bruno], name=name)
        make.hours(table, amara, bruno, 60)
        make.hours(table, bruno, amara, 30)
        with CaptureQueriesContext(connection) as seen:
            page = client.get(url)
        counts.append(len(seen))
    assert page is not None
    whole = page.context["whole"]
    assert (whole.given_hours, whole.received_hours, len(page.context["balances"])) == (3.0, 1.5, 3)
    assert counts[0] == counts[2]


def test_a_circle_whose_hours_were_counted_again_is_told_for_a_month(sign_in: SignIn) -> None:
    table = circle()
    entry = make.hours(table, of("Amara"), of("Bruno"), 45)
    client, url = sign_in(of("Amara").person), reverse("rooms:hours", args=[table.code])
    said = "We count hours in a new way since"
    seen = []
    for days in (1, 31):
        HoursEntry.objects.filter(pk=entry.pk).update(recounted_at=timezone.now() - timedelta(days=days))
        page = client.get(url).content.decode()
        seen.append((said in page, "were counted again" in page))
    assert seen == [(True, True), (False, True)]


def test_what_was_recounted_from_minutes_is_counted_once_more_from_the_log() -> None:
    table = make.circle(members=[of(name) for name in make.CAST])
    settled(table)
    exact = ms_of(table)
    then = timezone.now()
    for entry in table.hours.all():
        HoursEntry.objects.filter(pk=entry.pk).update(ms=entry.minutes * 60_000, from_minutes=True, recounted_at=then)
    assert ms_of(table) != exact
    recount_from_logs()
    assert ms_of(table) == exact
    assert set(table.hours.values_list("from_minutes", "recounted_at")) == {(False, then)}


def test_what_no_log_tells_any_more_stays_as_it_was_recounted() -> None:
    table = make.circle(members=[of(name) for name in make.CAST])
    settled(table)
    table.hours.update(from_minutes=True)
    before = ms_of(table)
    purge_circle(table)
    recount_from_logs()
    assert (ms_of(table), table.hours.filter(from_minutes=True).exists()) == (before, False)


def test_a_session_that_nobody_opened_has_no_record_to_read(sign_in: SignIn) -> None:
    pair = circle("Amara", "Bruno")
    session = make.session(pair, make.NOW)
    note_not_held(session, of("Amara"), of("Amara"))
    page = sign_in(of("Amara").person).get(reverse("rooms:circle", args=[pair.code])).content.decode()
    assert ('<span class="soft">not held</span>' in page, session.code in page) == (True, False)


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


@pytest.mark.parametrize(
    ("zone", "starts_at", "day"),
    [
        ("America/Los_Angeles", datetime(2026, 3, 4, 3, 0, tzinfo=UTC), date(2026, 3, 3)),
        ("Pacific/Auckland", datetime(2026, 3, 3, 20, 0, tzinfo=UTC), date(2026, 3, 4)),
        ("Europe/Berlin", datetime(2026, 3, 3, 9, 0, tzinfo=UTC), date(2026, 3, 3)),
    ],
)
def test_hours_of_a_session_stand_under_the_day_it_was_for_their_giver(
    zone: str, starts_at: datetime, day: date, sign_in: SignIn
) -> None:
    table = make.circle(members=[make.membership(name, time_zone=zone) for name in ("Amara", "Bruno", "Chidi")])
    session = held(table, starts_at)
    settle(session, load_state(session))

    assert set(HoursEntry.objects.values_list("on", flat=True)) == {day}
    page = sign_in(make.person("Amara")).get(reverse("rooms:hours", args=[table.code])).content.decode()
    assert set(re.findall(r'<time class="soft numbers" datetime="([^"]+)"', page)) == {day.isoformat()}


def test_each_reads_the_day_that_it_was_where_they_are(sign_in: SignIn) -> None:
    zones = {"Amara": "America/Los_Angeles", "Bruno": "Pacific/Auckland", "Chidi": "UTC"}
    table = make.circle(members=[make.membership(name, time_zone=zone) for name, zone in zones.items()])
    session = held(table, datetime(2026, 3, 4, 3, 0, tzinfo=UTC))
    settle(session, load_state(session))

    hours = reverse("rooms:hours", args=[table.code])
    pages = {name: sign_in(make.person(name)).get(hours).content.decode() for name in zones}
    days = {
        name: set(re.findall(r'<time class="soft numbers" datetime="([^"]+)"', page)) for name, page in pages.items()
    }
    assert days == {"Amara": {"2026-03-03"}, "Bruno": {"2026-03-04"}, "Chidi": {"2026-03-04"}}


def test_who_kept_time_free_reads_their_own_day_too() -> None:
    table = make.circle(members=[make.membership(name, time_zone="Pacific/Auckland") for name in ("Amara", "Bruno")])
    session = make.session(table, datetime(2026, 3, 3, 20, 0, tzinfo=UTC))
    amara = of("Amara")
    assert note_not_held(session, amara, amara, session.starts_at + timedelta(hours=1))
    assert HoursEntry.objects.get().on == date(2026, 3, 4)
