"""One desk over all the cohorts that somebody looks after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edgewise.desk.cases.actions import close_case, reopen_case, review_cohort, write_about
from edgewise.desk.models import DeskCase, DeskNote
from edgewise.people.models import Membership, Person
from edgewise.programmes.enrolments.actions import ask_for_rematch
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Handover, RematchRequest
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def grace() -> Membership:
    return make.membership("Grace")


def waiting(cohort: Cohort, who: str) -> DeskCase:
    return DeskCase.objects.create(
        cohort=cohort,
        concern="no_answer",
        key=f"no_answer:{who}",
        membership=make.membership(who),
        why="Invited 20 days ago, no answer yet.",
        opened_at=timezone.now(),
        due_on=timezone.localdate() + timedelta(days=9),
    )


def desk(client: Client) -> str:
    return client.get("/desk/").content.decode()


def test_it_has_what_waits_in_each_cohort_and_nothing_of_others(grace: Membership, sign_in: SignIn) -> None:
    mine = [make.cohort(coordinators=[grace]) for _ in range(2)]
    other = make.cohort(coordinators=[make.membership("Elif")])
    for cohort, who in (*zip(mine, ("Amara", "Bruno"), strict=True), (other, "Chidi")):
        waiting(cohort, who)
    html = desk(sign_in(grace.person))
    assert [name in html for name in ("Amara", "Bruno", "Chidi")] == [True, True, False]
    assert "2 things need you." in html
    assert [f"/cohorts/{cohort.code}/desk/" in html for cohort in (*mine, other)] == [True, True, False]


def test_a_deputy_has_it_too_and_somebody_without_a_cohort_finds_nothing(grace: Membership, sign_in: SignIn) -> None:
    today = timezone.localdate()
    waiting(cohort := make.cohort(coordinators=[grace]), "Amara")
    Handover.objects.create(cohort=cohort, to=make.membership("Jonas"), from_on=today, until_on=today)
    assert "Amara" in desk(sign_in(make.person("Jonas")))
    paths = ("/desk/", "/desk/calendar/")
    assert [sign_in(make.person("Amara")).get(path).status_code for path in paths] == [404, 404]


def test_a_case_that_was_written_about_says_since_when(grace: Membership, sign_in: SignIn) -> None:
    case = waiting(make.cohort(coordinators=[grace]), "Amara")
    assert "waiting</span>" not in desk(sign_in(grace.person))
    write_about(case, "Would you like to take part?", grace)
    assert "Written today, waiting" in desk(sign_in(grace.person))
    before = timezone.now() - timedelta(days=2)
    DeskNote.objects.update(at=before)
    assert f"Written on {before.day} {before:%b}, waiting" in desk(sign_in(grace.person))


@pytest.mark.parametrize("back", ["desks", ""])
def test_done_is_undone_on_the_spot_for_ten_minutes(grace: Membership, sign_in: SignIn, back: str) -> None:
    case, client = waiting(make.cohort(coordinators=[grace]), "Amara"), sign_in(grace.person)
    there = "/desk/" if back else f"/cohorts/{case.cohort.code}/desk/"
    answer = client.post(f"/cohorts/{case.cohort.code}/desk/{case.pk}/do/", {"do": "done", "back": back})
    assert (answer["Location"], 'value="reopen"' in client.get(there).content.decode()) == (there, True)
    DeskCase.objects.update(closed_at=timezone.now() - timedelta(minutes=11))
    assert 'value="reopen"' not in client.get(there).content.decode()


def test_what_a_colleague_closed_is_not_mine_to_undo_here(grace: Membership, sign_in: SignIn) -> None:
    elif_ = make.membership("Elif")
    case = waiting(make.cohort(coordinators=[grace, elif_]), "Amara")
    sign_in(elif_.person).post(f"/cohorts/{case.cohort.code}/desk/{case.pk}/do/", {"do": "done"})
    assert 'value="reopen"' not in desk(sign_in(grace.person))


def test_a_question_for_another_circle_is_open_again_unless_it_was_asked_anew(
    grace: Membership, sign_in: SignIn
) -> None:
    amara = make.membership("Amara")
    cohort = make.cohort(coordinators=[grace])
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=timezone.localdate() + timedelta(days=90))
    cohort.refresh_from_db()
    make.circle(cohort, [amara, make.membership("Bruno")])
    entry = cohort.enrolments.get(membership=amara)
    assert ask_for_rematch(entry, "It is too early for me")
    review_cohort(cohort, timezone.now())
    case, ask = cohort.desk_cases.get(concern="rematch"), RematchRequest.objects.get()
    assert close_case(case, grace)
    assert reopen_case(case, grace)
    ask.refresh_from_db()
    assert (ask.closed_at, ask.words) == (None, None)
    assert close_case(case, grace)
    assert ask_for_rematch(entry, "")
    assert reopen_case(case, grace)
    assert RematchRequest.objects.filter(closed_at=None).count() == 1
