"""One small step a week: what is set, done and carried, who reads it, and of what its author is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.domain.coaching.steps import monday_of
from edgewise.domain.nudges.kinds import Kind
from edgewise.growth.commitments.actions import check_in
from edgewise.growth.models import Commitment, Status, Step
from edgewise.growth.steps.actions import (
    carry_step,
    change_step,
    mark_done,
    mark_undone,
    remove_step,
    say_step_of_the_week,
    set_step,
)
from edgewise.notices.models import Delivery, Notice
from edgewise.notices.outbox.actions import tick
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.vault.actions import destroy_key
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
CANARY = "Ask Osric about the heron"
KEY = "0123456789ab0123456789ab"
DAY, WEEK = timedelta(days=1), timedelta(days=7)
FAR = date(2026, 4, 30)
FRIDAY = date(2026, 3, 6)


@pytest.fixture
def promise(harbour: Circle, amara: Membership, bruno: Membership) -> Commitment:
    return make.commitment(harbour, amara, bruno, by_date=FAR)


@pytest.fixture
def current(harbour: Circle, amara: Membership, bruno: Membership) -> Commitment:
    """One of today, for the pages."""
    return make.commitment(harbour, amara, bruno, by_date=timezone.localdate() + 30 * DAY)


def texts(page: bytes) -> list[bool]:
    return [word in page for word in (b"Osric", b"heron")]


def test_one_week_has_one_open_step(promise: Commitment) -> None:
    first = make.step(promise, FRIDAY)
    refused = set_step(promise, "Another", FRIDAY - DAY, make.NOW)
    mark_done(first, make.NOW)
    again = set_step(promise, "Another", FRIDAY - DAY, make.NOW)
    assert (refused, again is not None, mark_undone(first)) == (None, True, False)


def test_one_form_sent_twice_is_one_step(promise: Commitment) -> None:
    made = [set_step(promise, "Write", FRIDAY, make.NOW, KEY) for _ in range(2)]
    assert (made[0], Step.objects.count()) == (made[1], 1)


def test_a_commitment_has_twelve_steps_at_most(promise: Commitment) -> None:
    Commitment.objects.filter(pk=promise.pk).update(by_date=FRIDAY + 20 * WEEK)
    made = [set_step(promise, "Write", FRIDAY + number * WEEK, make.NOW) for number in range(13)]
    assert [step is not None for step in made] == [True] * 12 + [False]


@pytest.mark.parametrize("by", [make.NOW.date() - DAY, FAR + DAY])
def test_a_step_lies_between_today_and_the_commitments_day(promise: Commitment, by: date) -> None:
    assert set_step(promise, "Write", by, make.NOW) is None


def test_what_is_answered_takes_no_step_and_changes_none(promise: Commitment, amara: Membership) -> None:
    step = make.step(promise, FRIDAY)
    check_in(promise, amara, Status.KEPT, "", make.NOW)
    later = make.NOW + WEEK
    assert [
        set_step(promise, "Write", FRIDAY + WEEK, make.NOW),
        change_step(step, "Other", FRIDAY, make.NOW),
        mark_done(step, make.NOW),
        carry_step(step, later),
        remove_step(step),
    ] == [None, False, False, None, False]


def test_a_step_is_done_undone_and_carried(promise: Commitment) -> None:
    step = make.step(promise, FRIDAY)
    done = [mark_done(step, make.NOW), mark_done(step, make.NOW), mark_undone(step)]
    early = carry_step(step, make.NOW)
    carried = carry_step(step, make.NOW + 6 * DAY)
    step.refresh_from_db()
    assert (done, early, carried) == ([True, False, True], None, FRIDAY + WEEK)
    assert (step.by_date, step.week, step.done_at) == (FRIDAY + WEEK, monday_of(FRIDAY + WEEK), None)


def test_a_step_is_changed_within_its_commitment(promise: Commitment) -> None:
    step, _ = make.step(promise, FRIDAY), make.step(promise, FRIDAY + WEEK)
    moved = [change_step(step, "Call her", day, make.NOW) for day in (FRIDAY + WEEK, FAR + DAY, FRIDAY - DAY)]
    step.refresh_from_db()
    assert (moved, step.by_date) == ([False, False, True], FRIDAY - DAY)


def test_nobody_is_told_of_a_step_that_was_removed(promise: Commitment) -> None:
    step = make.step(promise, FRIDAY)
    say_step_of_the_week(step, step.week, make.NOW)
    states = Delivery.objects.order_by("pk").values_list("state", flat=True)
    before = list(states.all())
    assert remove_step(step)
    assert (before, list(states.all())) == (["waiting"], ["dropped"])


def days_go_by(begins: datetime, days: int) -> None:
    for hour in range(0, 24 * days, 8):
        tick(begins + timedelta(hours=hour))


def told() -> list[tuple[str, date]]:
    rows = Notice.objects.filter(kind=Kind.WEEKLY_TASK).order_by("pk")
    return [(row.to.person.name, row.made_at.date()) for row in rows.select_related("to__person")]


def test_its_author_is_told_on_the_monday_of_its_week_once(promise: Commitment) -> None:
    make.step(promise, FRIDAY + WEEK, CANARY)
    days_go_by(make.NOW, 21)
    assert told() == [("Amara", date(2026, 3, 9))]
    assert all("Osric" not in str(row) for row in Notice.objects.values())


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Pacific/Auckland", datetime(2026, 3, 8, 17, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 3, 9, 9, tzinfo=UTC)),
    ],
)
def test_monday_is_where_the_author_is(promise: Commitment, zone: str, first: datetime) -> None:
    Membership.objects.filter(pk=promise.author_id).update(time_zone=zone)
    make.step(promise, FRIDAY + WEEK)
    days_go_by(make.NOW, 14)
    assert Notice.objects.get(kind=Kind.WEEKLY_TASK).made_at == first


def test_a_step_carried_is_told_of_again_in_its_new_week(promise: Commitment) -> None:
    step = make.step(promise, FRIDAY + WEEK)
    days_go_by(make.NOW, 12)
    carry_step(step, make.NOW + 12 * DAY)
    days_go_by(make.NOW + 12 * DAY, 9)
    assert told() == [("Amara", date(2026, 3, 9)), ("Amara", date(2026, 3, 16))]


def test_what_is_done_answered_or_set_in_that_week_is_quiet(
    harbour: Circle, promise: Commitment, bruno: Membership
) -> None:
    make.step(promise, FRIDAY)  # set on the Monday of its week
    mark_done(make.step(promise, FRIDAY + WEEK), make.NOW)
    answered = make.commitment(harbour, bruno, by_date=FAR)
    make.step(answered, FRIDAY + WEEK)
    check_in(answered, bruno, Status.KEPT, "", make.NOW)
    days_go_by(make.NOW, 14)
    assert told() == []


def test_author_and_witness_read_it_and_the_plan_has_it(current: Commitment, sign_in: SignIn) -> None:
    today = timezone.localdate()
    make.step(current, today + WEEK, CANARY, timezone.now())
    pages = [("Amara", "/commitments/"), ("Amara", "/commitments/plan/"), ("Bruno", "/commitments/witnessing/")]
    assert [texts(sign_in(make.person(name)).get(path).content) for name, path in pages] == [[True, True]] * 3


@pytest.mark.parametrize("name", ["Chidi", "Grace", "Hana", "Jonas", "Dana", "Kofi", "Ines"])
def test_nobody_else_reads_it(harbour: Circle, current: Commitment, sign_in: SignIn, name: str) -> None:
    someone = make.membership(name, make.organisation("Southgate") if name == "Kofi" else None, is_owner=name == "Hana")
    harbour.cohort.coordinators.add(make.membership("Grace"))
    if name == "Chidi":
        make.seat(harbour, someone)
    if name == "Dana":
        make.circle(harbour.cohort, [someone], "Lantern")
    if name == "Ines":
        make.ended_seat(harbour, someone)
    step = make.step(current, timezone.localdate() + WEEK, CANARY, timezone.now())
    browser = sign_in(someone.person)
    paths = ["/commitments/", "/commitments/witnessing/", f"/circles/{harbour.code}/commitments/"]
    paths += [f"/commitments/steps/{step.code}/", f"/commitments/{current.code}/steps/"]
    assert [texts(browser.get(path).content) for path in paths] == [[False, False]] * 5
    ends = [browser.post(f"/commitments/steps/{step.code}/{end}/").status_code for end in ("done", "next", "remove")]
    step.refresh_from_db()
    assert (ends, step.done_at) == ([404] * 3, None)


def test_a_witness_does_not_read_what_was_written_while_they_were_away(
    harbour: Circle, bruno: Membership, current: Commitment, sign_in: SignIn
) -> None:
    now = timezone.now()
    harbour.seats.filter(membership=bruno).update(ended_at=now - 5 * DAY, reason_ended="opted out")
    make.step(current, timezone.localdate() + WEEK, CANARY, now - 2 * DAY)
    make.seat(harbour, bruno, now - DAY)
    page = sign_in(bruno.person).get("/commitments/witnessing/").content
    assert (b"Ask Dana for an hour" in page, texts(page)) == (True, [False, False])


def test_the_form_sets_one_and_a_click_does_it(current: Commitment, sign_in: SignIn) -> None:
    browser, path = sign_in(current.author.person), f"/commitments/{current.code}/steps/"
    by = timezone.localdate() + WEEK
    answer = browser.post(path, {"what": CANARY, "by_date": by.isoformat(), "key": KEY})
    step = Step.objects.get()
    browser.post(f"/commitments/steps/{step.code}/done/")
    page = browser.get("/commitments/").content.decode()
    browser.post(f"/commitments/steps/{step.code}/undone/")
    step.refresh_from_db()
    assert answer["Location"] == f"/commitments/#c{current.code}"
    assert ("1 step done" in page, step.done_at) == (True, None)


@pytest.mark.parametrize(
    "said", [{"what": ""}, {"what": "a" * 201}, {"by_date": "2020-01-01"}, {"by_date": "9999-12-31"}, {"key": "x"}]
)
def test_a_step_that_cannot_be_is_not_set(current: Commitment, sign_in: SignIn, said: dict[str, str]) -> None:
    by = timezone.localdate() + WEEK
    form = {"what": CANARY, "by_date": by.isoformat(), "key": KEY, **said}
    page = sign_in(current.author.person).post(f"/commitments/{current.code}/steps/", form)
    assert (page.status_code, Step.objects.count()) == (200, 0)


def test_a_taken_week_is_named_and_the_usual_day_is_in_the_next(current: Commitment, sign_in: SignIn) -> None:
    browser, path = sign_in(current.author.person), f"/commitments/{current.code}/steps/"
    by = browser.get(path).context["form"]["by_date"].value()
    make.step(current, by, at=timezone.now())
    page = browser.post(path, {"what": CANARY, "by_date": by.isoformat(), "key": KEY})
    assert "That week has a step already." in page.content.decode()
    assert browser.get(path).context["form"]["by_date"].value() == by + WEEK


def test_a_step_over_and_open_is_carried_with_one_click(current: Commitment, sign_in: SignIn) -> None:
    today = timezone.localdate()
    step = make.step(current, today - DAY, at=timezone.now() - 3 * DAY)
    browser = sign_in(current.author.person)
    assert "Move to" in browser.get("/commitments/").content.decode()
    browser.post(f"/commitments/steps/{step.code}/next/")
    step.refresh_from_db()
    assert step.by_date == today + 6 * DAY


def test_a_step_is_reworded_and_removed(current: Commitment, sign_in: SignIn) -> None:
    by = timezone.localdate() + WEEK
    step = make.step(current, by, at=timezone.now())
    browser, path = sign_in(current.author.person), f"/commitments/steps/{step.code}/"
    browser.post(path, {"what": CANARY, "by_date": by.isoformat(), "key": KEY})
    reworded = texts(browser.get("/commitments/").content)
    browser.post(f"{path}remove/")
    assert (reworded, Step.objects.count()) == ([True, True], 0)


def test_once_the_key_is_destroyed_the_page_says_so(harbour: Circle, current: Commitment, sign_in: SignIn) -> None:
    step = make.step(current, timezone.localdate() + WEEK, CANARY, timezone.now())
    destroy_key(harbour.scope)
    browser = sign_in(current.author.person)
    pages = [browser.get(path).content.decode() for path in ("/commitments/", f"/commitments/steps/{step.code}/")]
    assert ["destroyed on the circle’s purge date" in page for page in pages] == [True, True]
    assert browser.get(f"/commitments/{current.code}/steps/").status_code == 200


def test_a_step_is_written_before_its_message_by_whoever_writes(promise: Commitment) -> None:
    """In one order, or PostgreSQL would end one of two who hold what the other waits for."""
    step = make.step(promise, FRIDAY + WEEK)
    for act in (lambda: say_step_of_the_week(step, FRIDAY, make.NOW), lambda: mark_done(step, make.NOW)):
        with CaptureQueriesContext(connection) as seen:
            act()
        wrote = [one["sql"] for one in seen if one["sql"].startswith(("UPDATE", "INSERT"))]
        places = [next(i for i, sql in enumerate(wrote) if table in sql) for table in ("growth_step", "notices_")]
        assert places == sorted(places)


def test_nobody_is_told_of_a_step_that_is_done(promise: Commitment) -> None:
    step = make.step(promise, FRIDAY + WEEK)
    mark_done(step, make.NOW)
    say_step_of_the_week(step, FRIDAY, make.NOW)
    assert not Notice.objects.exists()
