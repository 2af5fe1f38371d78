"""Looking back: asked once, written for oneself alone, changed for a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edgewise.domain.coaching.reflections import ReflectionWords
from edgewise.domain.nudges.kinds import Kind
from edgewise.growth.changes.queries import following_of
from edgewise.growth.models import About, Reflection
from edgewise.growth.reflections.actions import write_reflection
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import tick
from edgewise.people.models import Membership, Person
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState
from edgewise.rooms.attendance.actions import correct_attendance
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import AttendanceStatus, Session
from edgewise.rooms.sessions.actions import settle
from edgewise.vault.actions import destroy_key
from edgewise.vault.models import Opening
from tests import make
from tests.rooms.held import held

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
CANARY = "Osric was right about the heron"
DAY = timedelta(days=1)


def texts(page: bytes) -> list[bool]:
    return [word in page for word in (b"Osric", b"heron")]


def told() -> list[str]:
    return sorted(Notice.objects.filter(kind=Kind.REFLECTION).values_list("to__person__name", flat=True))


def test_whoever_was_there_is_asked_once_on_the_evening_or_the_next_morning() -> None:
    session = held()
    for _ in range(2):
        settle(session, log.load_state(session))
    session.refresh_from_db()
    assert session.closed_at is not None
    rows = Notice.objects.filter(kind=Kind.REFLECTION)
    assert told() == sorted(make.CAST)
    assert {row.not_before.hour in (8, 17) for row in rows if row.not_before} == {True}
    assert {session.closed_at <= row.not_before <= session.closed_at + DAY for row in rows if row.not_before} == {True}


def test_the_day_of_a_session_is_that_of_each_reader(harbour: Circle, amara: Membership) -> None:
    Membership.objects.filter(pk=amara.pk).update(time_zone="Asia/Tokyo")
    late = datetime(2026, 3, 2, 16, tzinfo=UTC)
    row = make.reflection(harbour, Membership.objects.get(pk=amara.pk), late)
    assert (row.on, Notice.objects.get().facts["on"]) == (date(2026, 3, 3), "2026-03-03")


def _settled() -> Session:
    session = held()
    settle(session, log.load_state(session))
    Reflection.objects.all().delete()
    Notice.objects.all().delete()
    session.refresh_from_db()
    return session


def test_whom_a_correction_says_was_there_is_asked(harbour: Circle) -> None:
    session = _settled()
    row = session.attendance.select_related("seat").order_by("pk")[0]
    correct_attendance(row, AttendanceStatus.NO_SHOW, None)
    before = told()
    row.refresh_from_db()
    correct_attendance(row, AttendanceStatus.PRESENT, None)
    assert (before, row.seat.membership.person.name in told()) == ([], True)


def test_a_demonstration_asks_nobody() -> None:
    session = held()
    Session.objects.filter(pk=session.pk).update(demo=True)
    session.refresh_from_db()
    settle(session, log.load_state(session))
    assert told() == []


def test_at_the_end_of_a_cohort_whoever_was_in_it_is_asked_once(harbour: Circle) -> None:
    Cohort.objects.update(ends_on=date(2026, 3, 10))
    make.enrolment(make.membership("Chidi"), harbour.cohort, EnrolmentState.OPTED_OUT)
    make.enrolment(make.membership("Dana"), harbour.cohort, EnrolmentState.COMPLETED)  # never had a seat
    for hours in range(0, 24 * 14, 12):
        tick(make.NOW + timedelta(hours=hours))
    rows = Reflection.objects.order_by("author__person__name")
    assert [(row.author.person.name, row.about, row.on) for row in rows] == [
        (name, About.PROGRAMME, date(2026, 3, 10)) for name in ("Amara", "Bruno")
    ]
    assert told() == ["Amara", "Bruno"]


def test_whoever_finishes_early_is_asked_then_and_not_again_at_the_end(harbour: Circle, amara: Membership) -> None:
    now = timezone.now()
    Cohort.objects.update(ends_on=now.date() + 3 * DAY)
    answer(harbour.cohort.enrolments.get(membership=amara), EnrolmentState.COMPLETED)
    tick(now)
    early = told()
    for days in range(8):
        tick(now + days * DAY)
    assert (early, told()) == (["Amara"], ["Amara", "Bruno"])


def test_a_programme_that_was_over_long_ago_asks_nobody(harbour: Circle, amara: Membership) -> None:
    entry = harbour.cohort.enrolments.get(membership=amara)
    answer(entry, EnrolmentState.COMPLETED)
    long_ago = timezone.now() - 60 * DAY
    EnrolmentChange.objects.update(at=long_ago)
    Cohort.objects.update(ends_on=long_ago.date())
    tick(timezone.now())
    assert "Amara" not in told()


def test_it_is_written_read_again_and_changed(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    row = make.reflection(harbour, amara, timezone.now())
    browser, path = sign_in(amara.person), f"/reflect/{row.code}/"
    waiting = browser.get("/reflect/").context["to_write"]
    browser.post(path, {"first": CANARY, "second": "Ask first", "useful": "4"})
    browser.post(path, {"first": f"{CANARY} again", "second": "", "useful": ""})
    row.refresh_from_db()
    page = browser.get("/reflect/")
    assert (waiting, list(page.context["to_write"]), row.useful) == ([row], [], None)
    assert (b"heron again" in page.content, b"Ask first" in page.content) == (True, False)


def test_after_a_day_it_stays_as_it_is(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    row = make.reflection(harbour, amara, timezone.now() - 3 * DAY)
    write_reflection(row, ReflectionWords(CANARY), 5, timezone.now() - 2 * DAY)
    browser, path = sign_in(amara.person), f"/reflect/{row.code}/"
    browser.post(path, {"first": "Something else", "useful": "1"})
    page = browser.get(path).content
    row.refresh_from_db()
    assert (texts(page), b"<textarea" in page, row.useful) == ([True, True], False, 5)
    assert write_reflection(row, ReflectionWords("Something else"), 1, timezone.now()) is False


@pytest.mark.parametrize("said", [{"first": ""}, {"first": "a" * 2001}, {"useful": "6"}, {"useful": "many"}])
def test_what_makes_no_sense_is_not_kept(
    harbour: Circle, amara: Membership, sign_in: SignIn, said: dict[str, str]
) -> None:
    row = make.reflection(harbour, amara)
    page = sign_in(amara.person).post(f"/reflect/{row.code}/", {"first": CANARY, "useful": "4", **said})
    row.refresh_from_db()
    assert (page.status_code, row.written_at) == (200, None)


@pytest.mark.parametrize("name", ["Bruno", "Grace", "Hana", "Jonas", "Dana", "Kofi", "Ines"])
def test_nobody_but_its_author_reads_it(harbour: Circle, amara: Membership, sign_in: SignIn, name: str) -> None:
    someone = make.membership(name, make.organisation("Southgate") if name == "Kofi" else None, is_owner=name == "Hana")
    harbour.cohort.coordinators.add(make.membership("Grace"))
    if name == "Dana":
        make.circle(harbour.cohort, [someone], "Lantern")
    if name == "Ines":
        make.ended_seat(harbour, someone)
    row = make.reflection(harbour, amara)
    write_reflection(row, ReflectionWords(CANARY, CANARY), 3, timezone.now())
    browser = sign_in(someone.person)
    paths = [
        f"/reflect/{row.code}/",
        "/reflect/",
        "/commitments/witnessing/",
        f"/cohorts/{harbour.cohort.code}/figures/",
    ]
    paths += [f"/circles/{harbour.code}/", f"/circles/{harbour.code}/commitments/"]
    answers = [browser.get(path) for path in paths]
    assert answers[0].status_code == 404
    assert [texts(page.content) for page in answers] == [[False, False]] * len(paths)


def test_whoever_has_left_keeps_their_own_and_no_log_tells_of_it(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    row = make.reflection(harbour, amara)
    write_reflection(row, ReflectionWords(CANARY), None, timezone.now())
    answer(harbour.cohort.enrolments.get(membership=amara), EnrolmentState.OPTED_OUT)
    page = sign_in(amara.person).get("/reflect/").content
    assert (texts(page), Opening.objects.count()) == ([True, True], 0)


def test_a_page_has_twenty_newest_first(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    for number in range(21):
        row = make.reflection(harbour, amara, make.NOW + number * DAY)
        write_reflection(row, ReflectionWords(f"word{number}."), None, make.NOW + 30 * DAY)
    browser = sign_in(amara.person)
    pages = [browser.get(f"/reflect/?page={page}").context["reflections"] for page in (1, 2)]
    assert [[looked.words.first for looked in page] for page in pages] == [
        [f"word{number}." for number in range(20, 0, -1)],
        ["word0."],
    ]


def test_once_the_key_is_destroyed_the_page_says_so(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    written, waiting = make.reflection(harbour, amara), make.reflection(harbour, amara, timezone.now())
    write_reflection(written, ReflectionWords(CANARY), None, timezone.now())
    destroy_key(harbour.scope)
    Circle.objects.update(purged_at=timezone.now())
    browser = sign_in(amara.person)
    page = browser.get("/reflect/")
    answers = [browser.post(f"/reflect/{row.code}/", {"first": CANARY}) for row in (written, waiting)]
    assert "destroyed on the circle’s purge date" in page.content.decode()
    assert ([answer.status_code for answer in answers], list(page.context["to_write"])) == ([200, 200], [])
    waiting.refresh_from_db()
    assert (waiting.words, write_reflection(waiting, ReflectionWords(CANARY), None, timezone.now())) == (
        None,
        False,
    )


@pytest.mark.parametrize(("people", "said"), [(4, None), (7, 5)])
def test_how_many_wrote_one_is_said_in_fives(people: int, said: int | None, sign_in: SignIn) -> None:
    names = [*make.CAST, "Gustav", "Henk", "Ida", "Jun"]
    circle = make.circle(members=[make.membership(name) for name in names])
    for name in names[:people]:
        for _ in range(2):
            row = make.reflection(circle, make.membership(name))
            write_reflection(row, ReflectionWords(CANARY), 4, make.NOW)
    circle.cohort.coordinators.add(make.membership("Grace"))
    page = sign_in(make.person("Grace")).get(f"/cohorts/{circle.cohort.code}/figures/")
    assert following_of(circle.cohort, len(names), timezone.now()).reflected == said
    stat = page.content.decode().partition("Wrote a reflection</dt>")[2].partition("</dd>")[0]
    assert (f"{said} or more" if said else "fewer than five") in stat
