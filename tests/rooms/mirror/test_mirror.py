"""The circle's mirror: of the sessions whose record its reader may read, and of no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, ContextList
from django.urls import reverse

from edgewise.domain.session.airtime import evenness
from edgewise.growth.models import Commitment
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.rooms.log import log
from edgewise.rooms.log.log import load_state
from edgewise.rooms.models.sessions import Guest, Session
from edgewise.vault.actions import destroy_key
from edgewise.vault.queries import openings
from tests import make
from tests.rooms.held import STARTS
from tests.rooms.mirror.brief import brief

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
CANARY = "the canary sings at Blackfriars"


@pytest.fixture
def circle() -> Circle:
    grace = make.membership("Grace")
    return make.circle(make.cohort(coordinators=[grace]), [make.membership(name) for name in make.CAST])


def door(circle: Circle) -> str:
    return reverse("rooms:mirror", args=[circle.code])


def decided(page: Mapping[str, Any] | ContextList) -> list[str]:
    """The codes of the sessions on a page."""
    return [shown.looked.session.code for shown in page["sessions"]]


def test_the_latest_session_comes_first_with_all_that_was_said_of_its_decision(circle: Circle, sign_in: SignIn) -> None:
    sessions = [brief(circle, number) for number in range(2)]
    answer = sign_in(make.person("Dana")).get(door(circle))
    html = answer.content.decode()
    assert decided(answer.context) == [sessions[1].code, sessions[0].code]
    said = ("Which way for {}?", "What does {} need?", "Ask who knows {}", "Try {} for a week", "We try {}")
    for number in range(2):
        words = [one.format(f"fortnight {number}") for one in (*said, "I begin with {}")]
        assert [html.count(one) for one in words] == [1] * 6


def test_the_trend_has_the_evenness_of_each_record(circle: Circle, sign_in: SignIn) -> None:
    states = [load_state(brief(circle, number)) for number in range(2)]
    picture = sign_in(make.person("Chidi")).get(door(circle)).context["airtime"]
    even = [f"{round(100 * (evenness(state, state.at) or 0))}\u00a0%" for state in states]
    assert [row[1:] for row in picture.table.rows] == [(even[0], "6"), (even[1], "6")]


def test_one_session_is_no_trend(circle: Circle, sign_in: SignIn) -> None:
    brief(circle)
    assert sign_in(make.person("Chidi")).get(door(circle)).context["airtime"] is None


def test_a_session_without_an_issue_counts_for_airtime_alone(circle: Circle, sign_in: SignIn) -> None:
    first, _ = brief(circle), brief(circle, 1, has_issue=False)
    page = sign_in(make.person("Chidi")).get(door(circle)).context
    assert (decided(page), len(page["airtime"].table.rows)) == ([first.code], 2)


def test_a_circle_that_has_not_met_is_told_what_will_be_there(circle: Circle, sign_in: SignIn) -> None:
    assert "Nothing to look back on yet" in sign_in(make.person("Chidi")).get(door(circle)).content.decode()


def test_its_author_says_what_was_kept(circle: Circle, sign_in: SignIn) -> None:
    session = brief(circle)
    client = sign_in(make.person("Dana"))
    before = client.get(door(circle)).context["sessions"][0].decisions
    Commitment.objects.filter(session_code=session.code, author=make.membership("Chidi")).update(status="partly")
    after = client.get(door(circle)).context["sessions"][0].decisions
    assert [(each.issue.promised, each.kept) for each in (*before, *after)] == [
        ("I begin with fortnight 0", "open"),
        ("I begin with fortnight 0", "partly"),
    ]


def test_nobody_is_shown_a_confidence_that_nobody_told(circle: Circle, sign_in: SignIn) -> None:
    brief(circle)
    html = sign_in(make.person("Chidi")).get(door(circle)).content.decode()
    assert ("How sure" in html, "mirror-sure" in html) == (False, False)


def test_opening_it_stands_in_the_circles_access_log(circle: Circle, sign_in: SignIn) -> None:
    brief(circle)
    sign_in(make.person("Chidi")).get(door(circle))
    assert [(line.who, line.what) for line in openings(circle.scope)] == [("Chidi", "The circle’s mirror")]


@pytest.mark.parametrize("name", ["Grace", "Hana", "Jonas", "Kofi", "Lena"])
def test_it_is_not_there_for_anybody_else(circle: Circle, sign_in: SignIn, name: str) -> None:
    """Not for the coordinator, the owner of the programme, another circle, another organisation, and a guest."""
    session = brief(circle, words=CANARY)
    make.membership("Hana", is_owner=True)
    make.circle(circle.cohort, [make.membership("Jonas")], "Lantern")
    make.membership("Kofi", make.organisation("Southgate"))
    _from_outside(session, make.membership("Lena", make.organisation("Southgate")))
    answer = sign_in(make.person(name)).get(door(circle))
    assert (answer.status_code, CANARY in answer.content.decode()) == (404, False)
    assert CANARY in sign_in(make.person("Dana")).get(door(circle)).content.decode()
    assert {line.who for line in openings(circle.scope)} == {"Dana"}


def _from_outside(session: Session, who: Membership) -> None:
    """A place at that session alone, signed and attended."""
    facts = {"invited_by": make.person("Dana"), "signed_at": STARTS, "attended_ms": 60_000}
    Guest.objects.create(session=session, token="a" * 64, outside=who, **facts)


def test_a_new_member_sees_no_earlier_session(circle: Circle, sign_in: SignIn) -> None:
    brief(circle, words=CANARY)
    make.seat(circle, make.membership("Ines"), STARTS + timedelta(days=1))
    late = brief(circle, 1)
    pages = {name: sign_in(make.person(name)).get(door(circle)) for name in ("Ines", "Dana")}
    assert decided(pages["Ines"].context) == [late.code]
    assert [page.content.decode().count(CANARY) for page in pages.values()] == [0, 7]


def left(circle: Circle, at: datetime) -> Person:
    seat = circle.seats.get(position=5)
    seat.ended_at, seat.reason_ended = at, SeatEnd.DROPPED
    seat.save()
    return seat.membership.person


def test_somebody_who_left_sees_no_later_session_and_not_what_was_kept_since(circle: Circle, sign_in: SignIn) -> None:
    early = brief(circle)
    person = left(circle, STARTS + timedelta(days=1))
    brief(circle, 1, CANARY)
    Commitment.objects.filter(session_code=early.code).update(status="kept")
    answer = sign_in(person).get(door(circle))
    assert decided(answer.context) == [early.code]
    assert CANARY not in answer.content.decode()
    assert [each.kept for each in answer.context["sessions"][0].decisions] == [None]


def test_somebody_who_left_before_the_first_session_has_no_mirror(circle: Circle, sign_in: SignIn) -> None:
    person = left(circle, STARTS - timedelta(days=1))
    brief(circle)
    assert sign_in(person).get(door(circle)).status_code == 404


def test_somebody_who_left_during_a_session_sees_it_as_far_as_they_were_there(circle: Circle, sign_in: SignIn) -> None:
    session = brief(circle)
    events = log.events_since(session)
    framed = next(number for number, event in enumerate(events) if type(event).__name__ == "QuestionFramed")
    person = left(circle, datetime.fromtimestamp(events[framed].at / 1000, UTC) + timedelta(milliseconds=1))
    (shown,) = sign_in(person).get(door(circle)).context["sessions"]
    assert [(one.issue.question, one.issue.restated, one.issue.options) for one in shown.decisions] == [
        ("Which way for fortnight 0?", "", ())
    ]


def test_a_purged_circle_has_no_mirror(circle: Circle, sign_in: SignIn) -> None:
    brief(circle)
    circle.purged_at = make.NOW
    circle.save()
    destroy_key(circle.scope)
    assert sign_in(make.person("Chidi")).get(door(circle)).status_code == 410


@pytest.mark.parametrize("is_cold", [True, False])
def test_three_sessions_ask_no_more_of_the_database_than_one(circle: Circle, sign_in: SignIn, is_cold: bool) -> None:
    client, counted = sign_in(make.person("Chidi")), []
    for number in (1, 3):
        while circle.sessions.count() < number:
            brief(circle, circle.sessions.count())
        client.get(door(circle))
        if is_cold:
            log.cache.clear()
        with CaptureQueriesContext(connection) as found:
            client.get(door(circle))
        counted.append(len(found))
    assert counted[0] == counted[1]


def test_a_page_holds_six_sessions_and_the_trend_all_of_them(circle: Circle, sign_in: SignIn) -> None:
    sessions = [brief(circle, number) for number in range(7)]
    pages = [sign_in(make.person("Chidi")).get(door(circle), {"page": page}).context for page in (1, 2)]
    assert [decided(page) for page in pages] == [[one.code for one in sessions[:0:-1]], [sessions[0].code]]
    assert [len(page["airtime"].table.rows) for page in pages] == [7, 7]
