"""The page of a person: facts, parts, circles and letters as far as one looks after them, and never a word said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.coaching.commitments import CommitmentWords
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.actions import open_circle
from edgewise.programmes.enrolments.actions import answer, invite
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState, Handover
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def page_of(member: Membership) -> str:
    return reverse("desk:person", args=[member.organisation.slug, member.pk])


def test_a_coordinator_sees_the_parts_they_look_after_and_no_others(sign_in: SignIn) -> None:
    grace, amara = make.membership("Grace"), make.membership("Amara")
    mine, other = make.cohort(coordinators=[grace]), make.cohort(make.programme(name="Elsewhere"))
    for run in (mine, other):
        invite(run, [amara])
    html = sign_in(grace.person).get(page_of(amara)).content.decode()
    assert (mine.programme.name in html, "Elsewhere" in html, "You are invited" in html) == (True, False, True)


def test_an_owner_sees_all_parts_with_circles_and_letters(sign_in: SignIn) -> None:
    hana, amara = make.membership("Hana", is_owner=True), make.membership("Amara")
    run = make.cohort()
    invite(run, [amara])
    answer(run.enrolments.get(), EnrolmentState.ENROLLED)
    open_circle(run, [amara, make.membership("Bruno")], "Harbour", timezone.now())
    page = sign_in(hana.person).get(page_of(amara)).context["page"]
    (part,) = page.parts
    assert [change.state for change in part.enrolment.changes.all()] == ["active", "enrolled", "invited"]
    assert [seat.circle.name for seat in part.seats] == ["Harbour"]
    assert len(part.letters) == 2


def test_nothing_that_was_said_or_promised_is_on_the_page(sign_in: SignIn) -> None:
    hana, amara, bruno = make.membership("Hana", is_owner=True), make.membership("Amara"), make.membership("Bruno")
    circle = make.circle(members=[amara, bruno])
    canary = CommitmentWords("CANARY what", "CANARY step", "CANARY measure")
    make.commitment(circle, amara, bruno, canary)
    make.change(circle, amara, "CANARY change")
    Membership.objects.filter(pk=amara.pk).update(development_goals=["CANARY goal"], strengths=["CANARY strength"])
    html = sign_in(hana.person).get(page_of(amara)).content.decode()
    assert (circle.name in html, "CANARY" in html) == (True, False)


def test_a_colleague_who_stands_in_sees_it_for_those_days_alone(sign_in: SignIn) -> None:
    grace, jonas, amara = make.membership("Grace"), make.membership("Jonas"), make.membership("Amara")
    run, today = make.cohort(coordinators=[grace]), timezone.localdate()
    make.enrolment(amara, run)
    client = sign_in(jonas.person)
    held = Handover.objects.create(cohort=run, to=jonas, by=grace, from_on=today, until_on=today)
    during = client.get(page_of(amara)).status_code
    Handover.objects.filter(pk=held.pk).update(until_on=today - timedelta(days=1), from_on=today - timedelta(days=2))
    assert (during, client.get(page_of(amara)).status_code) == (200, 404)


def test_the_page_takes_as_many_queries_for_three_parts_as_for_one(sign_in: SignIn) -> None:
    hana, amara = make.membership("Hana", is_owner=True), make.membership("Amara")
    client = sign_in(hana.person)
    spent = []
    for number in (1, 2):
        for _ in range(number):
            run = make.cohort(make.programme())
            invite(run, [amara])
            make.circle(run, [])
        with CaptureQueriesContext(connection) as seen:
            assert len(client.get(page_of(amara)).context["page"].parts) == (1 if number == 1 else 3)
        spent.append(len(seen))
    assert spent[0] == spent[1]


def test_the_consequences_are_said_before_and_nothing_happens_by_looking(sign_in: SignIn) -> None:
    hana, amara, grace = make.membership("Hana", is_owner=True), make.membership("Amara"), make.membership("Grace")
    run, over = make.cohort(coordinators=[grace]), make.cohort(coordinators=[grace])
    for one, ends_on in ((run, timezone.localdate()), (over, timezone.localdate() - timedelta(days=1))):
        Cohort.objects.filter(pk=one.pk).update(ends_on=ends_on)
    make.circle(run, [amara, make.membership("Bruno")], "Harbour")
    client = sign_in(hana.person)
    url = reverse("desk:end_person", args=["northwind", amara.pk])
    assert "In Harbour the seat stays for now." in client.get(url).content.decode()
    of_grace = client.get(reverse("desk:end_person", args=["northwind", grace.pk])).content.decode()
    assert of_grace.count("Nobody else coordinates Spring.") == 1  # the one that is over needs nobody
    amara.refresh_from_db()
    assert amara.left_on is None
    page = client.post(url, follow=True).content.decode()
    assert "Bring back" in page
    client.post(reverse("desk:bring_back", args=["northwind", amara.pk]))
    amara.refresh_from_db()
    assert amara.left_on is None


def test_the_only_owner_cannot_be_sent_away(sign_in: SignIn) -> None:
    hana = make.membership("Hana", is_owner=True)
    client = sign_in(hana.person)
    url = reverse("desk:end_person", args=["northwind", hana.pk])
    assert "is the only programme owner of Northwind" in client.post(url).content.decode()
    hana.refresh_from_db()
    assert hana.left_on is None
