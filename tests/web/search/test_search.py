"""Everybody finds what they may open, and nothing else: each link that is found answers its finder."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edgewise.people.memberships.actions import end_membership
from edgewise.people.models import Person
from edgewise.people.photographs.actions import keep_photograph
from edgewise.programmes.models.circles import Circle
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
SEARCH = "/search/"


@pytest.fixture
def circle() -> Circle:
    """Amara and Bruno in Harbour, of a cohort that Grace coordinates and Hana owns; others elsewhere."""
    make.membership("Hana", is_owner=True)
    make.membership("Jonas")
    make.membership("Kofi", make.organisation("Southgate"), is_owner=True)
    other = make.cohort(make.programme(name="Harbour view"), coordinators=[make.membership("Mei")])
    make.circle(other, [make.membership("Nadia")], "Harbour Two")
    run = make.cohort(coordinators=[make.membership("Grace")])
    return make.circle(run, [make.membership(name) for name in ("Amara", "Bruno")], "Harbour")


def found(client: Client, words: str) -> dict[str, list[str]]:
    groups = client.get(SEARCH, {"q": words}).context["groups"]
    return {group.title: [one.words for one in group.found] for group in groups if group.title != "Pages"}


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("Hana", "a", {}),  # one letter finds pages alone
        ("Hana", "nadia", {"People": ["Nadia"]}),
        ("Grace", "nadia", {}),
        ("Grace", "amara", {"People": ["Amara"]}),
        ("Mei", "amara", {}),
        ("Amara", "bruno", {"People": ["Bruno"]}),
        ("Amara", "nadia", {}),
        ("Amara", "example.org", {}),  # addresses of the people one sits with are not theirs to look through
        ("Jonas", "amara", {}),
        ("Kofi", "amara", {}),
        ("Hana", "harbour", {"Circles": ["Harbour", "Harbour Two"], "Cohorts": ["Spring", "Harbour view"]}),
        ("Grace", "harbour", {"Circles": ["Harbour"]}),
        ("Amara", "harbour", {"Circles": ["Harbour"]}),
        ("Jonas", "harbour", {}),
        ("Kofi", "harbour", {}),
        ("Amara", "spring", {"Cohorts": ["Spring"]}),
        ("Hana", "leading", {"Cohorts": ["Spring", "Leading Together"]}),
    ],
)
def test_each_finds_what_is_theirs(
    circle: Circle, sign_in: SignIn, name: str, words: str, expected: dict[str, list[str]]
) -> None:
    assert found(sign_in(make.person(name)), words) == expected


@pytest.mark.parametrize("name", ["Hana", "Grace", "Amara", "Jonas", "Kofi", "Mei"])
@pytest.mark.parametrize("words", ["a", "ar", "spring", "h", "on", ""])
def test_every_link_that_is_found_opens(circle: Circle, sign_in: SignIn, name: str, words: str) -> None:
    client = sign_in(make.person(name))
    groups = client.get(SEARCH, {"q": words}).context["groups"]
    urls = [one.url for group in groups for one in group.found]
    assert [url for url in urls if client.get(url.partition("#")[0]).status_code != 200] == []
    assert (words, len(urls)) != ("", 0)


def test_somebody_who_left_is_found_by_nobody_and_finds_nothing(circle: Circle, sign_in: SignIn) -> None:
    end_membership(make.membership("Amara"))
    assert found(sign_in(make.person("Hana")), "amara") == {}
    assert found(sign_in(make.person("Bruno")), "amara") == {}
    assert found(sign_in(make.person("Amara")), "harbour") == {}


def test_the_number_of_queries_is_that_of_an_empty_organisation(circle: Circle, sign_in: SignIn) -> None:
    client = sign_in(make.person("Hana"))
    spent = []
    for number in (0, 12):
        for n in range(number):
            who = make.membership(f"Amara {n}")
            make.circle(circle.cohort, [who], f"Amara {n}")
        with CaptureQueriesContext(connection) as seen:
            client.get(SEARCH, {"q": "amara"})
        spent.append(len(seen))
    assert spent[0] == spent[1]


def test_the_field_over_a_page_gets_what_was_found_alone(circle: Circle, sign_in: SignIn) -> None:
    html = sign_in(make.person("Hana")).get(SEARCH, {"q": "<b>x"}, headers={"X-Part": "found"}).content.decode()
    assert ("<!doctype" in html, "“&lt;b&gt;x”" in html) == (False, True)


def test_a_name_that_begins_with_the_words_comes_first(circle: Circle, sign_in: SignIn) -> None:
    for name in ("Bernard Mar", "Marta Zielinska"):
        make.membership(name)
    assert found(sign_in(make.person("Hana")), "mar")["People"] == ["Marta Zielinska", "Amara", "Bernard Mar"]


def test_people_are_found_with_their_faces(circle: Circle, sign_in: SignIn) -> None:
    keep_photograph(make.person("Bruno"), b"bruno")
    page = sign_in(make.person("Amara")).get(SEARCH, {"q": "bruno"}).content.decode()
    assert f"/photographs/{make.person('Bruno').photograph_code}/" in page
    page = sign_in(make.person("Grace")).get(SEARCH, {"q": "amara"}).content.decode()
    assert page.count('class="face') == 2  # Grace's own in the bar, and Amara's
