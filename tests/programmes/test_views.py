"""The pages of programmes, and who may open them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edgewise.domain.matching.model import Weights
from edgewise.people.models import Person
from edgewise.programmes.models.designs import Cohort, NeverAgain, Programme
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.runs.actions import draft_match
from tests import make
from tests.programmes.forms import filled

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
DESIGN = {
    "name": "Leading Together",
    "format_key": "decision_round",
    "kind": "circle",
    "size_least": 4,
    "size_target": 5,
    "size_most": 6,
    "session_minutes": 90,
    "cadence_days": 14,
    "weeks": 12,
    "hours_target": 5,
    "pair_hours": 6,
    "pair_minutes": 45,
    "common_minutes": 60,
    "level_spread": "",
    "nobody_alone": "on",
    "half_life_days": 180,
    **{f"weight_{name}": weight for name, weight in asdict(Weights()).items()},
}


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    return sign_in(make.membership("Hana", is_owner=True).person)


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_an_owner_designs_a_programme_and_runs_it(owner: Client) -> None:
    owner.post(reverse("programmes:new_programme", args=["northwind"]), DESIGN)
    made = Programme.objects.get()
    grace = make.membership("Grace")
    url = reverse("programmes:new_cohort", args=["northwind", made.pk])
    owner.post(url, {"name": "Spring", "starts_on": "2026-03-02", "ends_on": "", "coordinators": [grace.pk]})
    run = Cohort.objects.get()
    assert (made.level_spread, str(run.ends_on), list(run.coordinators.all())) == (None, "2026-05-25", [grace])


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"size_target": 7}, "size_target", "The best number lies between the fewest and the most."),
        ({"size_most": 9}, "size_most", "Decision round takes 4 to 8 people."),
        ({"size_least": 3}, "size_least", "Decision round takes 4 to 8 people."),
        ({"common_minutes": 5}, "common_minutes", "Choose a number from 15 to 480."),
    ],
)
def test_a_design_that_cannot_work_is_refused_where_it_is_wrong(
    owner: Client, wrong: dict[str, int], field: str, words: str
) -> None:
    answer = owner.post(reverse("programmes:new_programme", args=["northwind"]), {**DESIGN, **wrong})
    assert answer.context["form"].errors == {field: [words]}
    assert Programme.objects.count() == 0


def test_a_coordinator_invites_everyone_of_one_function(sign_in: SignIn) -> None:
    run = make.cohort(coordinators=[make.membership("Grace", function="People")])
    for name, function in (("Amara", "Legal"), ("Bruno", "Legal"), ("Chidi", "Sales")):
        make.membership(name, function=function)
    client = sign_in(make.person("Grace"))
    url = reverse("programmes:invitation_letter", args=[run.code])
    client.post(f"{url}?function=Legal", {"everyone": "on", "do": "send"})
    names = run.enrolments.order_by("pk").values_list("membership__person__name", "state")
    assert list(names) == [("Amara", EnrolmentState.INVITED), ("Bruno", EnrolmentState.INVITED)]


def test_a_coordinator_invites_everyone_of_one_unit(sign_in: SignIn) -> None:
    run = make.cohort(coordinators=[make.membership("Grace", function="People")])
    for name, unit in (("Amara", "Retail Bank"), ("Bruno", "Insurance")):
        make.membership(name, unit=unit)
    client = sign_in(make.person("Grace"))
    url = f"{reverse('programmes:invitation_letter', args=[run.code])}?unit=Insurance"
    client.post(url, {"everyone": "on", "do": "send"})
    assert list(run.enrolments.values_list("membership__person__name", flat=True)) == ["Bruno"]


def test_an_invitation_of_nobody_is_asked_again(sign_in: SignIn) -> None:
    run = make.cohort(coordinators=[make.membership("Grace")])
    make.membership("Amara")
    answer = sign_in(make.person("Grace")).post(reverse("programmes:invitation_letter", args=[run.code]), {})
    assert answer.context["form"].non_field_errors() == ["Choose at least one person."]


def test_people_of_another_organisation_cannot_be_invited(sign_in: SignIn) -> None:
    run = make.cohort(coordinators=[make.membership("Grace")])
    kofi = make.membership("Kofi", make.organisation("Southgate"))
    chosen = {"people": [kofi.pk], "do": "send"}
    sign_in(make.person("Grace")).post(reverse("programmes:invitation_letter", args=[run.code]), chosen)
    assert run.enrolments.count() == 0


def test_from_a_draft_to_circles_by_the_pages(sign_in: SignIn) -> None:
    run = make.cohort(coordinators=[make.membership("Grace")])
    for name in make.CAST:
        make.enrolment(make.membership(name), run, EnrolmentState.ENROLLED)
    client = sign_in(make.person("Grace"))
    form = client.get(reverse("programmes:match", args=[run.code])).context["form"]
    asked = client.post(reverse("programmes:match", args=[run.code]), filled(form))
    pk = run.match_runs.get().pk
    opened = client.get(asked["Location"])
    assert opened["Location"] == reverse("programmes:draft", args=[run.code, pk])
    assert client.get(opened["Location"]).status_code == 200
    read = client.get(reverse("programmes:preview", args=[run.code, pk])).context["letters"]
    assert [[who.person.name for who in letter.people] for letter in read] == [list(make.CAST)]
    client.post(reverse("programmes:publish", args=[run.code, pk]))
    page = client.get(reverse("programmes:cohort", args=[run.code]))
    assert [(circle.name, len(seats)) for circle, seats in page.context["tables"]] == [("Harbour", 6)]


def test_keeping_two_apart_is_shown_nowhere(sign_in: SignIn) -> None:
    run = make.cohort(coordinators=[make.membership("Grace")])
    people = [make.membership(name) for name in make.CAST]
    for who in people:
        make.enrolment(who, run, EnrolmentState.ENROLLED)
    client = sign_in(make.person("Grace"))
    client.post(reverse("programmes:apart", args=[run.code]), {"one": people[0].pk, "other": people[1].pk})
    assert NeverAgain.objects.count() == 1
    draft = draft_match(run, seed=1)
    page = client.get(reverse("programmes:draft", args=[run.code, draft.pk])).content.decode()
    assert [word for word in ("never-again", "kept apart", "never_again") if word in page] == []


def test_the_cohort_page_asks_as_many_questions_for_three_circles_as_for_one(sign_in: SignIn) -> None:
    run = make.cohort(coordinators=[make.membership("Grace")])
    client = sign_in(make.person("Grace"))
    url = reverse("programmes:cohort", args=[run.code])
    make.circle(run, [make.membership("Amara"), make.membership("Bruno")])
    one = queries(client, url)
    make.circle(run, [make.membership("Chidi"), make.membership("Dana")], "Lantern")
    make.circle(run, [make.membership("Elif"), make.membership("Farid")], "Cedar")
    assert queries(client, url) == one


def test_my_circles_asks_as_many_questions_for_three_as_for_one(sign_in: SignIn) -> None:
    amara = make.membership("Amara")
    client, url = sign_in(amara.person), reverse("programmes:circles")
    make.circle(members=[amara])
    one = queries(client, url)
    make.circle(members=[amara], name="Lantern")
    make.circle(members=[amara], name="Cedar")
    assert queries(client, url) == one
