"""What somebody who looks after cohorts reads first: what needs them, and how each cohort stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.desk.home.page import CASES_SHOWN, home_for
from edgewise.desk.models import DeskCase
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import SessionStatus
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def grace() -> Membership:
    return make.membership("Grace")


def running(grace: Membership, name: str = "Spring") -> Cohort:
    """A cohort with a circle, whatever day it is."""
    cohort = make.cohort(coordinators=[grace])
    Cohort.objects.filter(pk=cohort.pk).update(name=name, ends_on=date(2999, 1, 1))
    cohort.refresh_from_db()
    make.circle(cohort, [make.membership("Amara"), make.membership("Bruno")], f"{name} table")
    return cohort


def case(cohort: Cohort, number: int, due_in: int, **facts: object) -> DeskCase:
    now = timezone.now()
    due = timezone.localdate() + timedelta(days=due_in)
    plain = {"concern": "silent", "key": f"silent:{number}", "why": "Last met long ago.", "opened_at": now}
    return DeskCase.objects.create(cohort=cohort, due_on=due, **{**plain, **facts})


def test_each_cohort_is_counted_by_itself(grace: Membership) -> None:
    spring, autumn = running(grace, "Spring"), running(grace, "Autumn")
    case(spring, 1, -3)
    case(spring, 2, 3)
    case(spring, 3, 3, snoozed_until=timezone.localdate() + timedelta(days=2))
    case(autumn, 4, 3, closed_at=timezone.now())
    meeting = make.session(autumn.circles.get(), timezone.now() + timedelta(days=2))
    make.session(autumn.circles.get(), timezone.now() + timedelta(days=9))
    make.session(spring.circles.get(), timezone.now() + timedelta(days=1), status=SessionStatus.CANCELLED)
    found = {one.cohort: one for one in home_for(grace.person).watched}
    assert [(len(found[one].waiting), found[one].late) for one in (spring, autumn)] == [(2, 1), (0, 0)]
    assert [(found[one].circles, found[one].undated) for one in (spring, autumn)] == [(1, 1), (1, 0)]
    assert [found[one].next for one in (spring, autumn)] == [None, meeting]


def test_the_first_things_of_all_cohorts_stand_on_the_first_page(grace: Membership) -> None:
    cohorts = [running(grace, name) for name in ("Spring", "Autumn")]
    cases = [case(cohorts[number % 2], number, 5 - number) for number in range(CASES_SHOWN + 2)]
    urgent = home_for(grace.person).urgent
    assert [line.case for line in urgent] == list(reversed(cases))[:CASES_SHOWN]


def test_a_cohort_that_is_over_is_shown_as_long_as_something_waits(grace: Membership) -> None:
    over = make.cohort(coordinators=[grace])
    Cohort.objects.filter(pk=over.pk).update(ends_on=date(2020, 1, 1))
    assert [one.cohort for one in home_for(grace.person).quiet] == [over]
    case(over, 1, -3)
    assert home_for(grace.person).quiet == []


def test_done_on_the_first_page_is_undone_there(grace: Membership, sign_in: SignIn) -> None:
    found, client = case(running(grace), 1, 3), sign_in(grace.person)
    path = f"/cohorts/{found.cohort.code}/desk/{found.pk}/do/"
    answer = client.post(path, {"do": "done", "back": "home"})
    html = client.get("/").content.decode()
    assert (answer["Location"], "Done: Has not met for a while" in html) == ("/", True)
    client.post(path, {"do": "reopen", "back": "home"})
    found.refresh_from_db()
    assert (found.closed_at, "Done: Has not met" in client.get("/").content.decode()) == (None, False)


def test_three_cohorts_ask_as_many_questions_as_one(grace: Membership, sign_in: SignIn) -> None:
    client = sign_in(grace.person)

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    def all_asked() -> list[int]:
        return [asked(path) for path in ("/", "/desk/", "/desk/calendar/")]

    def filled(name: str) -> None:
        cohort = running(grace, name)
        make.session(cohort.circles.get(), timezone.now() + timedelta(days=2))
        case(cohort, 1, 3, circle=cohort.circles.get())

    filled("Spring")
    all_asked()
    one = all_asked()
    filled("Autumn")
    filled("Winter")
    assert all_asked() == one


def test_an_owner_sees_how_the_cohorts_of_others_stand(grace: Membership, sign_in: SignIn) -> None:
    hana = make.membership("Hana", is_owner=True)
    spring, over = running(grace, "Spring"), running(grace, "Autumn")
    Cohort.objects.filter(pk=over.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    own = running(hana, "Summer")
    case(spring, 1, -3)
    home = home_for(hana.person)
    assert [one.cohort for one in home.watched] == [own]
    assert [(one.cohort, one.late, one.circles) for one in home.running] == [(spring, 1, 1)]
    assert home_for(grace.person).running == []
    assert "Spring table" not in sign_in(hana.person).get("/").content.decode()  # a date, once there is one
    make.session(spring.circles.get(), timezone.now() + timedelta(days=2))
    assert "Spring table" in sign_in(hana.person).get("/").content.decode()
