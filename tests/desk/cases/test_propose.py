"""A coordinator proposes times to a circle that has no date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edgewise.desk.models import DeskCase
from edgewise.domain.nudges.cases import KINDS, UNDATED, Concern
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.polls import TimePoll
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def grace() -> Membership:
    return make.membership("Grace")


@pytest.fixture
def harbour(grace: Membership) -> Circle:
    cohort, today = make.cohort(coordinators=[grace]), timezone.localdate()
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=today, ends_on=today + timedelta(days=90))
    cohort.refresh_from_db()
    return make.circle(cohort, [make.membership(name) for name in make.CAST])


def case_of(circle: Circle, concern: Concern = Concern.SILENT) -> DeskCase:
    facts = {"concern": concern, "key": f"{concern}:1", "why": "Nothing is planned.", "circle": circle}
    due = timezone.localdate() + timedelta(days=7)
    return DeskCase.objects.create(cohort=circle.cohort, opened_at=timezone.now(), due_on=due, **facts)


def path(case: DeskCase) -> str:
    return f"/cohorts/{case.cohort.code}/desk/{case.pk}/"


def times_on(html: str) -> list[str]:
    return re.findall(r'name="times" value="([^"]+)"', html)


def send(client: Client, case: DeskCase, **more: object) -> str:
    """What the page offers, asked as it stands; where it leads."""
    html = client.get(f"{path(case)}times/").content.decode()
    by = html.partition('name="by" value="')[2].partition('"')[0]
    form = {"times": times_on(html), "by": by, "format_key": "decision_round", "ask": "yes"}
    return str(client.post(f"{path(case)}times/", form | more)["Location"])


def test_the_circle_is_asked_in_the_coordinators_name(grace: Membership, harbour: Circle, sign_in: SignIn) -> None:
    case, client = case_of(harbour), sign_in(grace.person)
    assert f"{path(case)}times/" in client.get(path(case)).content.decode()
    assert send(client, case) == path(case)
    poll = TimePoll.objects.get()
    assert (poll.circle, poll.asked_by, poll.choices.count() >= 2) == (harbour, grace, True)
    told = Notice.objects.filter(kind=Kind.TIMES_WANTED)
    assert sorted(notice.to.person.name for notice in told) == list(make.CAST)
    html = client.get(path(case)).content.decode()
    assert ("Grace has asked the circle for times. 0 of 6 have answered." in html, "times/" in html) == (True, False)
    assert "Written today, waiting" in client.get("/desk/").content.decode()


def test_members_read_who_asks_and_the_coordinator_cannot_read_the_answers(
    grace: Membership, harbour: Circle, sign_in: SignIn
) -> None:
    send(sign_in(grace.person), case_of(harbour))
    answers = f"/circles/{harbour.code}/times/"
    assert "Grace asks" in sign_in(make.person("Amara")).get("/").content.decode()
    assert sign_in(make.person("Amara")).get(answers).status_code == 200
    assert sign_in(grace.person).get(answers).status_code == 404


def test_a_circle_is_asked_once_at_a_time(grace: Membership, harbour: Circle, sign_in: SignIn) -> None:
    case, client = case_of(harbour), sign_in(grace.person)
    send(client, case)
    answer = client.get(f"{path(case)}times/", follow=True)
    assert ("A question to this circle is already open." in answer.content.decode(), TimePoll.objects.count()) == (
        True,
        1,
    )


def test_the_check_in_half_way_is_proposed_as_one(grace: Membership, harbour: Circle, sign_in: SignIn) -> None:
    html = sign_in(grace.person).get(f"{path(case_of(harbour, Concern.MIDWAY))}times/").content.decode()
    assert 'value="midway" selected' in html


@pytest.mark.parametrize("concern", sorted(set(KINDS) - UNDATED))
def test_where_no_date_is_missing_none_is_proposed(
    grace: Membership, harbour: Circle, sign_in: SignIn, concern: Concern
) -> None:
    assert sign_in(grace.person).get(f"{path(case_of(harbour, concern))}times/").status_code == 404


def test_a_case_that_is_closed_leads_back_to_it(grace: Membership, harbour: Circle, sign_in: SignIn) -> None:
    case = case_of(harbour)
    DeskCase.objects.update(closed_at=timezone.now())
    answer = sign_in(grace.person).get(f"{path(case)}times/", follow=True)
    assert "This case is closed already." in answer.content.decode()
