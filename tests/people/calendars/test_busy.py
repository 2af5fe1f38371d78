"""Somebody's own calendar: read, used, forgotten, and never told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from edgewise.domain.calendar.busy import BusyTimes, Problem, Reader
from edgewise.domain.calendar.document.faults import Fault
from edgewise.notices.signals import due
from edgewise.people.calendars.actions import (
    CALENDAR_AHEAD,
    CALENDAR_EVERY,
    claim_calendars,
    give_calendar,
    keep_reading,
)
from edgewise.people.calendars.forms import PROBLEMS, CalendarForm, passed_over, words_of
from edgewise.people.calendars.queries import (
    CALENDAR_SCOPE,
    STALE,
    busy_times_of,
    calendar_context,
    calendar_of,
    read_in,
)
from edgewise.people.calendars.reading import Reading, Wish, read_aside
from edgewise.people.due import read_calendars
from edgewise.people.models import BusyCalendar, Membership, Person
from edgewise.programmes.circles.queries import open_seats
from edgewise.rooms.planning.queries import free_together, local_times
from edgewise.vault.queries import cipher_of
from tests import make
from tests.people.calendars.calendars import Service, listening, written

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
URL = "/me/busy/"
SECRET = "/private-k3y-of-amara/basic.ics"
HOUR = timedelta(hours=1)


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    with listening(Service()) as found:
        settings.CALENDAR_HOSTS = [found.origin]
        yield found


@pytest.fixture
def amara() -> Membership:
    return make.membership("Amara")


def tuesday(hour: int = 0) -> datetime:
    today = timezone.localdate()
    return datetime.combine(today + timedelta(days=8 - today.weekday()), time(hour), UTC)


def given(who: Membership, service: Service, now: datetime | None = None) -> BusyCalendar:
    assert give_calendar(who.person, service.origin + SECRET, now or timezone.now()) is None
    row = calendar_of(who.person)
    assert row is not None
    return row


def again(now: datetime) -> None:
    """What a worker does once it is due."""
    for row, wish in claim_calendars(now, 10):
        keep_reading(row, read_aside(wish), now)


def test_an_address_is_read_at_once_and_nothing_but_times_is_kept(
    amara: Membership, service: Service, sign_in: SignIn
) -> None:
    service.document = written((tuesday(10), tuesday(11)))
    client = sign_in(amara.person)
    page = client.post(
        URL, {"address": service.origin.replace("http:", "HTTP:") + SECRET}, follow=True
    ).content.decode()
    row = BusyCalendar.objects.get()
    assert (read_in(row).times, "1 time in the next eight weeks" in page, "127.0.0.1" in page) == (
        [(tuesday(10), tuesday(11))],
        True,
        True,
    )
    assert [word for word in ("k3y", "Oncology", "Ward") if word in page] == []


def test_the_owner_sees_how_much_was_passed_over_and_none_of_its_words(
    amara: Membership, service: Service, sign_in: SignIn
) -> None:
    broken = b"BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Oncology\r\nDTSTART:soon\r\nEND:VEVENT\r\n" * 2
    service.document = written((tuesday(10), tuesday(11))).replace(
        b"END:VCALENDAR", broken + b"Oncology\r\nEND:VCALENDAR"
    )
    given(amara, service)
    page = sign_in(amara.person).get(URL)
    assert (page.context["calendar"]["passed_over"], page.context["calendar"]["count"]) == (
        ["1 line makes no sense.", "2 events do not say when they begin. They do not count."],
        1,
    )
    assert "Oncology" not in page.content.decode()


def test_every_fault_has_its_sentence() -> None:
    said = [*passed_over(dict.fromkeys(Fault, 1)), *passed_over(dict.fromkeys(Fault, 2))]
    assert (len(said), [one for one in said if "%" in one]) == (2 * len(Fault), [])


def test_a_reading_of_an_earlier_release_still_counts(amara: Membership, service: Service) -> None:
    row = given(amara, service)
    times = [(tuesday(9), tuesday(10))]
    row.busy = cipher_of(CALENDAR_SCOPE).encrypt(msgspec.json.encode(times), calendar_context(row.person_id))
    row.problem = "too often"  # which is a fault of one event since
    assert (read_in(row), words_of(row.problem)) == (BusyTimes(times, {}), "")


@pytest.mark.parametrize("scheme", ["webcal", "WEBCALS", "https"])
def test_webcal_is_https(scheme: str) -> None:
    form = CalendarForm({"address": f" {scheme}://calendar.example/a.ics "})
    assert (form.is_valid(), form.cleaned_data) == (True, {"address": "https://calendar.example/a.ics"})


@pytest.mark.parametrize(
    ("status", "document", "problem"),
    [
        (404, b"", Problem.REFUSED),
        (503, b"", Problem.BROKEN_SERVICE),
        (200, b"<html>Sign in</html>", Problem.NO_CALENDAR),
        (200, b"BEGIN:VEVENT\r\n" * 10_001, Problem.TOO_MANY),
    ],
)
def test_a_bad_address_is_told_at_once_and_the_good_one_before_it_stays(
    amara: Membership, service: Service, sign_in: SignIn, status: int, document: bytes, problem: Problem
) -> None:
    before = given(amara, service)
    service.status, service.document = status, document
    page = sign_in(amara.person).post(URL, {"address": service.origin + "/other.ics"})
    assert page.context["form"].errors["address"] == [PROBLEMS[problem]]
    assert calendar_of(amara.person) == before
    assert BusyCalendar.objects.values().get() == {
        name: value for name, value in vars(before).items() if not name.startswith("_")
    }


def test_every_problem_has_words() -> None:
    assert set(PROBLEMS) == set(Problem)


def test_common_times_keep_clear_and_others_see_no_more_than_that_it_does_not_suit(
    amara: Membership, service: Service, sign_in: SignIn
) -> None:
    bruno = make.membership("Bruno")
    circle = make.circle(members=[amara, bruno])
    service.document = written((tuesday(9), tuesday(15)))
    given(amara, service)
    seats = list(open_seats(circle))
    assert free_together(seats, tuesday().date(), 1, 60, "UTC") == [(tuesday(15), tuesday(17))]
    works = {str(one.seat.membership): one.works for one in local_times(seats, tuesday(10), 60)}
    assert works == {"Amara": False, "Bruno": True}
    form = {"day": tuesday().date().isoformat(), "at": "10:00", "format_key": "grow_pair", "facilitator": bruno.pk}
    seen = sign_in(bruno.person).post(f"/circles/{circle.code}/plan/", form).content.decode()
    by_hours = sign_in(bruno.person).post(f"/circles/{circle.code}/plan/", form | {"at": "18:00"}).content.decode()
    assert ("outside working hours" in seen, "outside working hours" in by_hours) == (True, True)
    assert [word for word in ("busy", "calendar service", "Oncology", "127.0.0.1") if word in seen.lower()] == []


def test_a_reading_of_yesterday_says_nothing_any_more(amara: Membership, service: Service, sign_in: SignIn) -> None:
    service.document = written((tuesday(9), tuesday(15)))
    row = given(amara, service)
    later = row.read_at + STALE
    found = [bool(busy_times_of([amara.person_id], now)) for now in (later - HOUR, later)]
    assert found == [True, False]
    BusyCalendar.objects.update(read_at=timezone.now() - STALE, problem="refused")
    page = sign_in(amara.person).get(URL).content.decode()
    assert ("so only your hours count now" in page, str(PROBLEMS[Problem.REFUSED]) in page) == (True, True)


def test_it_is_read_again_every_half_hour_and_not_sent_again_if_it_has_not_changed(
    amara: Membership, service: Service
) -> None:
    now = timezone.now()
    service.document, service.etag = written((tuesday(9), tuesday(10))), '"1"'
    given(amara, service, now)
    again(now + CALENDAR_EVERY - timedelta(seconds=1))
    assert len(service.asked) == 1
    again(now + CALENDAR_EVERY)
    row = BusyCalendar.objects.get()
    assert (service.asked[1]["If-None-Match"], row.read_at, row.covers_until) == (
        '"1"',
        now + CALENDAR_EVERY,
        now + CALENDAR_AHEAD,
    )
    assert read_in(row).times == [(tuesday(9), tuesday(10))]
    service.document, service.etag = written((tuesday(11), tuesday(12))), '"2"'
    again(now + 2 * CALENDAR_EVERY)
    assert read_in(BusyCalendar.objects.get()).times == [(tuesday(11), tuesday(12))]


def test_once_a_day_it_is_read_whole_so_that_it_looks_eight_weeks_ahead(amara: Membership, service: Service) -> None:
    now = timezone.now()
    service.etag = '"1"'
    given(amara, service, now)
    again(now + STALE)
    assert ("If-None-Match" in service.asked[1], BusyCalendar.objects.get().covers_until) == (
        False,
        now + STALE + CALENDAR_AHEAD,
    )


def test_after_failures_it_is_tried_ever_less_often_and_the_last_good_reading_stays(
    amara: Membership, service: Service, sign_in: SignIn
) -> None:
    now = timezone.now()
    service.document = written((tuesday(9), tuesday(10)))
    given(amara, service, now)
    waits = []
    for _ in range(6):
        at = BusyCalendar.objects.get().next_at
        ((claimed, _),) = claim_calendars(at, 10)
        keep_reading(claimed, Reading(Problem.BROKEN_SERVICE), at)
        waits.append((BusyCalendar.objects.get().next_at - at) // CALENDAR_EVERY)
    row = BusyCalendar.objects.get()
    assert (waits, row.failures, row.read_at, read_in(row).times) == (
        [1, 2, 4, 8, 16, 16],
        6,
        now,
        [(tuesday(9), tuesday(10))],
    )
    assert "The last try did not go well" in sign_in(amara.person).get(URL).content.decode()
    again(row.next_at)
    row.refresh_from_db()
    assert (row.failures, row.problem) == (0, "")


def test_one_click_deletes_the_address_and_the_times_of_oneself_alone(
    amara: Membership, service: Service, sign_in: SignIn
) -> None:
    bruno = make.membership("Bruno")
    given(amara, service)
    given(bruno, service)
    sign_in(amara.person).post(URL, {"end": "yes"})
    assert list(BusyCalendar.objects.values_list("person__name", flat=True)) == ["Bruno"]


def test_what_is_taken_back_while_it_is_read_stays_taken_back(amara: Membership, service: Service) -> None:
    now = timezone.now()
    given(amara, service, now)
    ((row, wish),) = claim_calendars(now + HOUR, 10)
    reading = read_aside(wish)
    BusyCalendar.objects.all().delete()
    keep_reading(row, reading, now + HOUR)
    assert not BusyCalendar.objects.exists()
    service.document = written((tuesday(9), tuesday(10)))
    given(amara, service, now + 2 * HOUR)  # another address meanwhile
    keep_reading(row, Reading(busy=BusyTimes([], {})), now + 2 * HOUR)
    assert read_in(BusyCalendar.objects.get()).times == [(tuesday(9), tuesday(10))]


@pytest.mark.store
def test_of_two_workers_each_reads_others(amara: Membership, service: Service) -> None:
    now = timezone.now()
    given(amara, service, now)
    assert [len(claim_calendars(now + HOUR, 10)) for _ in range(2)] == [1, 0]


def test_whoever_leaves_takes_their_calendar_with_them(amara: Membership, service: Service) -> None:
    bruno = make.membership("Bruno")
    make.membership("Bruno", make.organisation("Southgate"))
    for who in (amara, bruno):
        given(who, service)
        who.left_on = date(2026, 1, 1)
        who.save(update_fields=["left_on"])
    due.send(sender=None, now=timezone.now())
    assert list(BusyCalendar.objects.values_list("person__name", flat=True)) == ["Bruno"]  # still somewhere else


def test_as_time_passes_a_worker_reads_what_is_due_once(amara: Membership, service: Service) -> None:
    now = timezone.now()
    given(amara, service, now)
    due.send(sender=None, now=now)
    assert len(service.asked) == 1
    BusyCalendar.objects.update(next_at=now)
    due.send(sender=None, now=now)
    read_calendars.call()  # enqueued twice
    assert (len(service.asked), BusyCalendar.objects.get().next_at > now) == (2, True)


def test_the_address_is_in_no_log_and_in_no_table(
    amara: Membership,
    service: Service,
    sign_in: SignIn,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    service.document = written((tuesday(10), tuesday(11)))
    now = timezone.now()
    sign_in(amara.person).post(URL, {"address": service.origin + SECRET})
    again(now + HOUR)
    service.status = 500
    again(now + 2 * HOUR)
    assert len(service.asked) == 3
    with connection.cursor() as cursor:
        tables = []
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  no outside input
            tables.append(cursor.fetchall())
    written_down = repr(tables) + caplog.text + "".join(capfd.readouterr())
    assert [
        word for word in ("k3y", "basic.ics", "Oncology", f"{tuesday(10):%Y-%m-%dT%H}") if word in written_down
    ] == []


def test_too_many_tries_in_an_hour_are_not_made(amara: Membership, sign_in: SignIn) -> None:
    client = sign_in(amara.person)
    answers = [client.post(URL, {"address": ""}).status_code for _ in range(21)]
    assert (set(answers[:20]), answers[20]) == ({200}, 429)


def test_whatever_happens_to_the_reading_is_a_problem_and_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = Reader("UTC", frozenset(), "localhost")
    wish = Wish("https://127.0.0.1/", "", [], nobody, tuesday(), tuesday() + HOUR)
    assert read_aside(wish) == Reading(Problem.FORBIDDEN)
    monkeypatch.setattr("edgewise.people.calendars.reading.READING_SECONDS", 0.01)
    assert read_aside(wish) == Reading(Problem.SLOW)
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert read_aside(wish) == Reading(Problem.NO_CALENDAR)


def test_an_answer_that_nothing_has_changed_is_none_to_who_asked_for_the_first_time(
    amara: Membership, service: Service
) -> None:
    service.status = 304
    assert give_calendar(amara.person, service.origin + SECRET, timezone.now()) is Problem.NO_CALENDAR
