"""A pair hour is an appointment of two, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.domain.hours.coaching_schedule import Had
from edgewise.notices.models import Notice
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.rooms.attendance.actions import note_not_held
from edgewise.rooms.calendars.queries import calendar_of_person
from edgewise.rooms.hours.queries.ledger import balances
from edgewise.rooms.hours.queries.pair_hours import held_by, pair_hour_ms
from edgewise.rooms.hours.queries.turns import turns_next
from edgewise.rooms.messages import remind
from edgewise.rooms.models.hours import MINUTE_MS, HoursEntry, HoursSource
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.pair_hours.actions import plan_pair_hour
from edgewise.rooms.pair_hours.page import pair_hours_page
from edgewise.rooms.pair_hours.queries import cancelled_pair_hours, due_pair_hours
from edgewise.rooms.planning.actions import cancel_session, move_session, restore_session
from edgewise.rooms.planning.queries import chairs_of, coming_sessions, is_new, workers_of
from tests import make
from tests.rooms.pair_hours.two import circle_of_four, held, planned, seat_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def harbour() -> Circle:
    return circle_of_four()


def told(kind: str) -> list[str]:
    names = Notice.objects.filter(kind=kind).order_by("to__person__name")
    return list(names.values_list("to__person__name", flat=True))


def test_the_two_are_invited_and_nobody_else(harbour: Circle) -> None:
    hour = planned(harbour, "Amara", "Chidi")
    assert [str(row.seat.membership) for row in hour.attendance.order_by("seat__position")] == ["Amara", "Chidi"]
    assert told("session_planned") == ["Amara", "Chidi"]
    assert (hour.minutes, hour.scope) == (45, f"pair:{hour.code}")
    facts = {row.to.person.name: row.facts["person"] for row in Notice.objects.select_related("to__person")}
    assert facts == {"Amara": "Chidi", "Chidi": "Amara"}


def test_it_is_moved_called_off_and_brought_back_for_the_two(harbour: Circle) -> None:
    hour = planned(harbour, "Amara", "Chidi")
    assert move_session(hour, hour.starts_at + timedelta(days=1))
    assert cancel_session(hour)
    assert restore_session(hour)
    assert told("session_moved") == told("session_cancelled") == ["Amara", "Chidi"]
    hour.refresh_from_db()
    assert (hour.status, hour.attendance.count()) == (SessionStatus.PLANNED, 2)


def test_the_two_are_reminded_of_it(harbour: Circle) -> None:
    planned(harbour, "Amara", "Chidi", timezone.now() + timedelta(hours=3))
    assert remind(timezone.now()) == 2
    assert told("session_soon") == ["Amara", "Chidi"]


def test_it_is_in_the_calendars_of_the_two(harbour: Circle) -> None:
    hour = planned(harbour, "Amara", "Chidi")
    feeds = [calendar_of_person(make.person(name), timezone.now()) for name in ("Amara", "Bruno", "Chidi")]
    assert [f"session-{hour.code}@" in feed for feed in feeds] == [True, False, True]


def test_one_hour_of_two_has_one_date(harbour: Circle) -> None:
    planned(harbour, "Amara", "Chidi")
    two = seat_of(harbour, "Amara"), seat_of(harbour, "Chidi")
    assert plan_pair_hour(*two, timezone.now() + timedelta(days=5)) is None
    assert Session.every.filter(circle=harbour).count() == 1


def test_one_that_was_called_off_comes_back_only_while_there_is_no_other(harbour: Circle) -> None:
    off, now = planned(harbour, "Amara", "Chidi"), timezone.now()
    assert cancel_session(off)
    seat = seat_of(harbour, "Amara")
    assert list(cancelled_pair_hours(seat, now)) == [off]
    other = planned(harbour, "Amara", "Chidi", now + timedelta(days=5))
    assert (list(cancelled_pair_hours(seat, now)), restore_session(off)) == ([], False)
    assert cancel_session(other)
    assert restore_session(off)


def test_half_a_pair_is_refused_by_the_database(harbour: Circle) -> None:
    hour = planned(harbour, "Amara", "Chidi")
    for wrong in ({"client": None}, {"coach": None}, {"client": hour.coach}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Session.every.filter(pk=hour.pk).update(**wrong)


def test_it_is_no_meeting_of_the_circle(harbour: Circle) -> None:
    planned(harbour, "Amara", "Chidi")
    assert (is_new(harbour), list(coming_sessions(harbour)), list(Session.objects.all())) == (True, [], [])
    assert str(chairs_of(harbour)[0]) == "Amara"  # the rota has not moved on


def test_a_newcomer_is_not_expected_there(harbour: Circle) -> None:
    hour = planned(harbour, "Amara", "Chidi")
    make.seat(harbour, make.membership("Elif"))
    assert move_session(hour, hour.starts_at + timedelta(days=1))
    assert told("session_moved") == ["Amara", "Chidi"]


def test_it_is_called_off_when_one_of_the_two_leaves(harbour: Circle) -> None:
    hour, other = planned(harbour, "Amara", "Chidi"), planned(harbour, "Bruno", "Dana")
    end_seat(seat_of(harbour, "Chidi"), SeatEnd.OPTED_OUT, timezone.now())
    statuses = [Session.every.get(pk=one.pk).status for one in (hour, other)]
    assert statuses == [SessionStatus.CANCELLED, SessionStatus.PLANNED]
    hour.refresh_from_db()
    assert not restore_session(hour)


def test_the_room_counts_it_one_to_one(harbour: Circle) -> None:
    held(planned(harbour, "Amara", "Chidi", timezone.now() - timedelta(hours=2)))
    entry = HoursEntry.objects.get()
    assert (str(entry.giver), str(entry.receiver), entry.one_to_one_ms) == ("Amara", "Chidi", entry.ms)
    assert held_by(harbour, make.membership("Amara")) == Had(given=1)
    assert held_by(harbour, make.membership("Chidi")) == Had(received=1)
    assert sum(one.coaching.given for one in balances(harbour)) == sum(
        one.coaching.received for one in balances(harbour)
    )


def test_an_absent_one_is_waited_for_and_the_hour_is_due_again(harbour: Circle) -> None:
    turn = turns_next(harbour)[0]
    hour = planned(harbour, str(turn.coach), str(turn.client), timezone.now() - timedelta(hours=2))
    assert note_not_held(hour, turn.coach, turn.coach)
    entry = HoursEntry.objects.get()
    assert (entry.giver, entry.source, entry.minutes) == (turn.coach, HoursSource.KEPT_FREE, 22)
    assert turns_next(harbour)[0] == turn
    seats = seat_of(harbour, str(turn.coach)), seat_of(harbour, str(turn.client))
    assert seats in due_pair_hours(seats[0])


def test_each_person_sees_the_hours_whose_turn_it_is(harbour: Circle) -> None:
    due = {name: due_pair_hours(seat_of(harbour, name)) for name in ("Amara", "Bruno", "Chidi", "Dana")}
    roles = {name: sorted(str(coach.membership) == name for coach, _ in two) for name, two in due.items()}
    assert roles == {name: [False, True] for name in due}  # one to give and one to receive, each
    coach, client = due["Amara"][0]
    planned(harbour, str(coach.membership), str(client.membership))
    assert (coach, client) not in due_pair_hours(seat_of(harbour, "Amara"))


def test_times_are_proposed_when_both_are_at_work_and_free(harbour: Circle) -> None:
    now, seat = timezone.now(), seat_of(harbour, "Amara")
    page = pair_hours_page(seat, now)
    assert page is not None
    times = [at for due in page.due for at in due.times]
    assert [len(due.times) for due in page.due] == [3, 3]
    assert len(set(times)) == 6
    for due in page.due:
        workers = workers_of([due.coach, due.client], apart=True)
        assert all(worker.is_at_work(at, 45) for at in due.times for worker in workers.values())
        assert len({at.date() for at in due.times}) == 3


def test_the_meetings_of_the_circle_are_in_the_way(harbour: Circle) -> None:
    now, seat = timezone.now(), seat_of(harbour, "Amara")
    page = pair_hours_page(seat, now)
    assert page is not None
    first = page.due[0].times[0]
    make.session(harbour, first)
    again = pair_hours_page(seat, now)
    assert again is not None
    assert first not in again.due[0].times


def test_a_programme_without_pair_hours_shows_none(sign_in: SignIn) -> None:
    harbour = circle_of_four(pair_hours=0)
    assert pair_hours_page(seat_of(harbour, "Amara"), timezone.now()) is None
    html = sign_in(make.person("Amara")).get(f"/circles/{harbour.code}/").content.decode()
    assert "Your next coaching hours" not in html


def test_an_hour_that_nobody_began_asks_for_another_time(harbour: Circle, sign_in: SignIn) -> None:
    hour = planned(harbour, "Amara", "Chidi", timezone.now() - timedelta(minutes=30))
    amara, words, address = sign_in(make.person("Amara")), "Not held: find another time", f"/circles/{harbour.code}/"
    assert words not in amara.get(address).content.decode()  # it may still begin
    Session.every.filter(pk=hour.pk).update(starts_at=timezone.now() - timedelta(hours=1))
    assert words in amara.get(address).content.decode()
    html = amara.get(f"{address}sessions/{hour.code}/move/").content.decode()
    assert "Move the coaching hour" in html


def test_the_first_page_of_the_two_has_it_and_of_nobody_else(harbour: Circle, sign_in: SignIn) -> None:
    hour = planned(harbour, "Amara", "Chidi")
    pages = {
        name: sign_in(make.person(name)).get("/").content.decode() for name in ("Amara", "Bruno", "Chidi", "Grace")
    }
    shown = {name: f"/rooms/{hour.code}/" in html for name, html in pages.items()}
    assert shown == {"Amara": True, "Bruno": False, "Chidi": True, "Grace": False}
    assert ("You coach Chidi" in pages["Amara"], "Amara coaches you" in pages["Chidi"]) == (True, True)
    Session.every.update(starts_at=timezone.now() - timedelta(days=1))
    assert f"/rooms/{hour.code}/" not in sign_in(make.person("Amara")).get("/").content.decode()


def test_one_press_plans_a_proposed_time(harbour: Circle, sign_in: SignIn) -> None:
    amara, seat = sign_in(make.person("Amara")), seat_of(harbour, "Amara")
    page = pair_hours_page(seat, timezone.now())
    assert page is not None
    due = page.due[0]
    html = amara.get(f"/circles/{harbour.code}/").content.decode()
    assert "Your next coaching hours" in html
    address = f"/circles/{harbour.code}/pair-hours/{due.coach.position}/{due.client.position}/"
    assert html.count(f'action="{address}"') == 3
    chosen = {"day": f"{due.times[1]:%Y-%m-%d}", "at": f"{due.times[1]:%H:%M}", "plan": "yes"}
    answer = amara.post(address, chosen)
    assert answer.status_code == 302
    hour = Session.every.get(circle=harbour)
    assert (hour.coach, hour.client, hour.starts_at) == (due.coach, due.client, due.times[1])
    html = amara.get(f"/circles/{harbour.code}/").content.decode()
    assert f"/rooms/{hour.code}/" in html
    assert amara.post(address, chosen).status_code == 302  # planned already: nothing is made
    assert Session.every.filter(circle=harbour).count() == 1


def test_the_page_of_the_circle_asks_the_store_as_often_for_one_as_for_three(harbour: Circle, sign_in: SignIn) -> None:
    amara, past = sign_in(make.person("Amara")), timezone.now() - timedelta(days=9)
    address, counts = f"/circles/{harbour.code}/", []
    for others in (["Bruno"], ["Chidi", "Dana"]):
        for other in others:
            hour = planned(harbour, "Amara", other)
            Session.every.filter(pk=hour.pk).update(status=SessionStatus.CLOSED, starts_at=past)
            planned(harbour, "Amara", other)
        amara.get(address)
        with CaptureQueriesContext(connection) as seen:
            amara.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def gone_through(table: Circle) -> dict[str, tuple[int, int]]:
    """Every hour that is open is held, until there is none; how many each gave and received."""
    minutes = pair_hour_ms(table.cohort.programme) / MINUTE_MS
    for _ in range(60):
        for turn in turns_next(table):
            make.hours(table, turn.coach, turn.client, minutes, one_to_one=True)
    assert turns_next(table) == []
    people = [seat.membership for seat in table.seats.all()]
    return {str(who): (held_by(table, who).given, held_by(table, who).received) for who in people}


def wish(name: str, hours_wish: str) -> None:
    Membership.objects.filter(person__name=name).update(hours_wish=hours_wish)


def test_who_wishes_less_is_offered_fewer_and_the_others_keep_theirs(harbour: Circle) -> None:
    each = harbour.cohort.programme.pair_hours
    wish("Dana", "less")
    page = pair_hours_page(seat_of(harbour, "Dana"), timezone.now())
    assert page is not None
    assert page.each == each - each // 3 < each
    assert gone_through(harbour) == {
        name: (page.each, page.each) if name == "Dana" else (each, each) for name in ("Amara", "Bruno", "Chidi", "Dana")
    }


def test_who_wishes_more_goes_on_with_another_who_does_and_nobody_alone(harbour: Circle) -> None:
    each = harbour.cohort.programme.pair_hours
    wish("Dana", "more")
    assert set(gone_through(harbour).values()) == {(each, each)}
    wish("Amara", "more")
    assert {(str(turn.coach), str(turn.client)) for turn in turns_next(harbour)} <= {
        ("Amara", "Dana"),
        ("Dana", "Amara"),
    }
    after = gone_through(harbour)
    assert {name: two for name, two in after.items() if name in ("Bruno", "Chidi")} == dict.fromkeys(
        ("Bruno", "Chidi"), (each, each)
    )
    assert after["Amara"] == after["Dana"] == (each + 3, each + 3)
