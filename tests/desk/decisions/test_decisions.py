"""What is said of a cohort's decisions: once a month, of each decision once, and never a word of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edgewise.desk.decisions.actions import COUNTED, count_decisions
from edgewise.desk.models import DecisionMonth, Sort
from edgewise.domain.anonymity.counts import Share
from edgewise.domain.decisions.figures import Change, Looked, Taken
from edgewise.domain.decisions.model import Again, Words
from edgewise.domain.decisions.months import FIRST_AFTER, MONTH
from edgewise.growth.decisions.actions import look_again, record_taken, write_decision
from edgewise.growth.decisions.models import Decision
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle, Seat, SeatEnd
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.actions import destroy_key
from edgewise.vault.queries import openings
from tests import make
from tests.rooms.held import STARTS
from tests.rooms.mirror.brief import brief

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
CANARY = "the canary sings at Blackfriars"
LOW, HIGH = Share(0, 0.5), Share(0.5, 1)
BEGAN, ENDS = STARTS.date() - timedelta(days=7), STARTS.date() + timedelta(days=84)
FIRST = BEGAN + FIRST_AFTER
SECOND, THIRD = FIRST + MONTH, FIRST + 2 * MONTH  # days on which figures are made
FOR_FIRST, FOR_SECOND = STARTS, STARTS + timedelta(days=14)  # when decisions were taken that close for these
WORDS = Words(CANARY, before=60, after=30)
NAMES = ("Amara", "Bruno", "Chidi", "Dana", "Elif", "Farid")


@pytest.fixture
def cohort() -> Cohort:
    """Five circles of six, of other people each."""
    run = make.cohort(coordinators=[make.membership("Grace")])
    run.starts_on, run.ends_on = BEGAN, ENDS
    run.save()
    for number in range(5):
        make.circle(run, [make.membership(f"{name} {number}") for name in NAMES], f"Circle {number}")
    Seat.objects.update(since=STARTS - timedelta(days=90))
    return run


def taken(circle: Circle, at: datetime = FOR_SECOND, name: str = "Chidi", session_code: str = "") -> Decision:
    who = circle.seats.get(membership__person__name__startswith=name).membership
    return make.decision(circle, who, WORDS, session_code=session_code, at=at)


def settled(circle: Circle) -> Decision:
    """Taken in a session of the circle, whose every word sings."""
    return Decision.objects.get(session_code=brief(circle, 1, CANARY).code)


def looked(row: Decision, again: Again = Again.YES) -> None:
    assert look_again(row, None, again, CANARY, row.made_at + timedelta(days=30)) == ""


def on(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def said(cohort: Cohort) -> dict[date, Looked | None]:
    """Of decisions that have closed."""
    return {one.until: one.looked for one in cohort.decision_months.filter(sort=Sort.LOOKED)}


def said_at_first(cohort: Cohort) -> dict[date, Taken | None]:
    return {one.until: one.taken for one in cohort.decision_months.filter(sort=Sort.TAKEN)}


def test_on_their_day_decisions_are_counted_once_and_what_was_said_stays(cohort: Cohort) -> None:
    rows = [taken(circle) for circle in cohort.circles.all()]
    for row in rows[:3]:
        looked(row)
    count_decisions(on(SECOND))
    expected = Looked(5, HIGH, HIGH, LOW)
    assert said(cohort) == {SECOND: expected}
    looked(rows[3])
    rows[0].circle.seats.update(ended_at=on(SECOND), reason_ended=SeatEnd.DROPPED)
    for day in (SECOND, SECOND + timedelta(days=1), THIRD):
        count_decisions(on(day))
    assert said(cohort) == {SECOND: expected, THIRD: None}


def test_too_few_wait_for_the_next_month_and_are_counted_then(cohort: Cohort) -> None:
    circles = list(cohort.circles.all())
    for circle in circles[:4]:
        looked(taken(circle, FOR_FIRST))
    count_decisions(on(FIRST))
    looked(taken(circles[4]))
    count_decisions(on(SECOND))
    assert said(cohort) == {FIRST: None, SECOND: Looked(5, HIGH, HIGH, LOW)}


def test_before_their_day_nothing_is_counted(cohort: Cohort) -> None:
    for circle in cohort.circles.all():
        taken(circle)
    count_decisions(on(FIRST - timedelta(days=1)))
    assert said(cohort) == {}


def test_a_question_that_was_put_in_other_words_is_counted_from_the_sealed_session(
    cohort: Cohort,
) -> None:
    for circle in cohort.circles.all():
        settled(circle)
    count_decisions(on(SECOND))
    assert said_at_first(cohort) == {SECOND: Taken(5, HIGH, None)}


def test_when_it_is_taken_a_decision_is_counted_for_its_confidence(cohort: Cohort) -> None:
    """And once more, for what came of it, when it has closed."""
    for circle in cohort.circles.all():
        taken(circle, FOR_SECOND)
    for day in (FIRST, SECOND, THIRD):
        count_decisions(on(day))
    assert said_at_first(cohort) == {FIRST: Taken(5, None, Change(-30)), SECOND: None, THIRD: None}
    assert said(cohort) == {FIRST: None, SECOND: Looked(5, LOW, LOW, LOW), THIRD: None}


@pytest.mark.parametrize("days_before", [0, 1])
def test_what_is_decided_once_that_days_figures_are_made_is_counted_with_the_next(
    cohort: Cohort, days_before: int
) -> None:
    """The day before is not over yet where clocks are behind."""
    for circle in cohort.circles.all():
        taken(circle)
    count_decisions(on(FIRST))
    for circle in cohort.circles.all():
        taken(circle, on(FIRST) - timedelta(days=days_before))
    count_decisions(on(SECOND))
    assert said_at_first(cohort) == {day: Taken(5, None, Change(-30)) for day in (FIRST, SECOND)}


def test_what_two_decide_or_one_alone_and_what_nobody_can_read_is_not_counted(cohort: Cohort) -> None:
    circles = list(cohort.circles.all())
    for circle in circles[:4]:
        taken(circle)
    who = [circles[4].seats.get(position=place).membership for place in (1, 2)]
    alone = write_decision(circles[4], who[0], WORDS, FOR_SECOND)
    assert isinstance(alone, Decision)
    Decision.objects.filter(pk=alone.pk).update(taken_on=FOR_SECOND.date(), due_on=FOR_SECOND.date() + MONTH)
    facts = {"session_code": "pairhour", "issue": 1, "taken_on": FOR_SECOND.date(), "made_at": FOR_SECOND}
    record_taken(circles[4], who[1], WORDS, key_scope="pair:hour", **facts)  # type: ignore[arg-type]
    count_decisions(on(SECOND))
    taken(circles[4], FOR_SECOND + timedelta(days=14))
    circles[0].purged_at = on(SECOND)
    circles[0].save()
    destroy_key(circles[0].scope)
    count_decisions(on(THIRD))
    assert said(cohort) == {SECOND: None, THIRD: None}


def test_nothing_is_told_where_somebody_has_sat_in_most_of_the_circles(cohort: Cohort) -> None:
    moved = make.membership("Ines")
    for circle in cohort.circles.all():
        taken(circle)
        if circle.name in ("Circle 0", "Circle 1", "Circle 2"):
            make.ended_seat(circle, moved, STARTS)
    count_decisions(on(SECOND))
    assert said(cohort) == {SECOND: None}


def test_two_workers_count_a_month_once(cohort: Cohort) -> None:
    for circle in cohort.circles.all():
        taken(circle)
    for _ in range(2):
        count_decisions(on(SECOND))
    assert sorted(DecisionMonth.objects.values_list("sort", flat=True)) == [Sort.LOOKED, Sort.TAKEN]


def test_the_access_log_of_each_circle_says_that_decisions_were_counted(cohort: Cohort) -> None:
    circle, other = cohort.circles.all()[:2]
    taken(circle)
    count_decisions(on(SECOND))
    assert [[(line.who, line.what) for line in openings(one.scope)] for one in (circle, other)] == [
        [("Edgewise", COUNTED)] * 2,  # for when it was taken, and for what came of it
        [],
    ]


def page(sign_in: SignIn, cohort: Cohort, who: Membership) -> str:
    answer = sign_in(who.person).get(reverse("desk:figures", args=[cohort.code]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_those_responsible_read_bands_with_their_day_and_not_a_word(cohort: Cohort, sign_in: SignIn) -> None:
    for circle in cohort.circles.all():
        looked(settled(circle))
    before = page(sign_in, cohort, make.membership("Grace"))
    count_decisions(on(SECOND))
    for who in (make.membership("Grace"), make.membership("Hana", is_owner=True)):
        html = page(sign_in, cohort, who)
        assert ("Nothing is said yet" in before, "Nothing is said yet" in html) == (True, False)
        assert (html.count("Made on 4 May 2026") == 4, "50 % or more" in html, "less than 50 %" in html) == (True,) * 3
        assert "canary" not in html
    assert [month.said for month in DecisionMonth.objects.all() if "canary" in month.said] == []


def test_a_month_with_too_few_is_named(cohort: Cohort, sign_in: SignIn) -> None:
    taken(cohort.circles.all()[0], FOR_FIRST)
    count_decisions(on(FIRST))
    html = " ".join(page(sign_in, cohort, make.membership("Grace")).split())
    assert "On 6 April 2026 there were too few new decisions to say anything" in html


def test_three_months_ask_no_more_of_the_database_than_one(cohort: Cohort, sign_in: SignIn) -> None:
    client, counts = sign_in(make.person("Grace")), []
    for day in (SECOND, THIRD, THIRD + MONTH):
        said = msgspec.json.encode(Looked(5, LOW, LOW, LOW)).decode()
        DecisionMonth.objects.create(cohort=cohort, sort=Sort.LOOKED, until=day, made_at=on(day), said=said)
        client.get(reverse("desk:figures", args=[cohort.code]))
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("desk:figures", args=[cohort.code]))
        counts.append(len(found))
    assert len(set(counts)) == 1
