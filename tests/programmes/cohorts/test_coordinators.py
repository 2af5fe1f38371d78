"""Coordinators are found by name, and two people of one name are told apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edgewise.people.models import Person
from edgewise.programmes.cohorts.forms import COORDINATORS_FOUND
from edgewise.programmes.models.designs import Cohort
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
GIVEN = {"name": "Spring", "starts_on": "2026-03-02", "ends_on": ""}


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    return sign_in(make.membership("Hana", is_owner=True).person)


@pytest.fixture
def url(owner: Client) -> str:
    return reverse("programmes:new_cohort", args=["northwind", make.programme().pk])


def test_the_owner_coordinates_unless_somebody_else_is_chosen(owner: Client, url: str) -> None:
    assert [who.person.name for who in owner.get(url).context["form"].chosen()] == ["Hana"]
    page = owner.post(url, GIVEN)
    assert page.context["form"].errors == {"coordinators": ["Choose at least one person."]}


def test_looking_saves_nothing_and_keeps_what_is_ticked(owner: Client, url: str) -> None:
    grace = make.membership("Grace")
    page = owner.post(url, {**GIVEN, "name": "", "coordinators": [grace.pk], "find": "ha", "look": "yes"})
    form = page.context["form"]
    assert ([who.person.name for who in form.chosen()], [who.person.name for who in form.found()]) == (
        ["Grace"], ["Hana"],
    )  # fmt: skip
    assert (form.errors, Cohort.objects.count()) == ({}, 0)


def test_two_people_of_one_name_are_told_apart(owner: Client, url: str) -> None:
    for email, place in (("elif.demir@example.org", "Izmir"), ("e.demir@example.org", "Bonn")):
        who = make.membership(email, location=place)
        Person.objects.filter(pk=who.person_id).update(name="Elif Demir", email=email)
    html = owner.post(url, {**GIVEN, "find": "elif demir", "look": "yes"}).content.decode()
    assert [html.count(said) for said in ("elif.demir@example.org", "e.demir@example.org", "Izmir", "Bonn")] == [1] * 4


def test_nobody_of_another_organisation_is_found_or_chosen(owner: Client, url: str) -> None:
    kofi = make.membership("Kofi", make.organisation("Southgate"))
    assert owner.post(url, {**GIVEN, "find": "kofi", "look": "yes"}).context["form"].found() == []
    page = owner.post(url, {**GIVEN, "coordinators": [kofi.pk]})
    assert list(page.context["form"].errors) == ["coordinators"]


def test_a_large_organisation_costs_no_more_and_is_not_listed(owner: Client, url: str) -> None:
    spent = []
    for number in (1, 30):
        for n in range(number):
            make.membership(f"Person {number} {n}")
        with CaptureQueriesContext(connection) as seen:
            page = owner.post(url, {**GIVEN, "find": "person", "look": "yes"}).content.decode()
        spent.append((len(seen), page.count("@example.org")))
    (few, _), (many, listed) = spent
    assert (few, listed) == (many, COORDINATORS_FOUND)
