from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from edgewise.people.models import Person
from edgewise.programmes.models.designs import Cohort
from edgewise.web.queries import Navigation, initials, navigation_for
from tests import make


def navigation(person: Person, path: str = "/") -> Navigation:
    request = RequestFactory().get(path)
    request.user = person
    return navigation_for(request)


def words(shown: Navigation) -> list[str]:
    return [item.words for item in shown.bar]


@pytest.mark.parametrize(
    ("name", "letters"), [("Amara Okafor", "AO"), ("Bruno", "B"), ("Ana de la Cruz", "AC"), ("élodie", "É"), ("", "")]
)
def test_initials_are_of_the_first_and_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.django_db
class TestNavigation:
    def test_a_visitor_has_none(self) -> None:
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        assert navigation_for(request) == Navigation([], [], "")

    @pytest.mark.parametrize(
        ("path", "marks"),
        [("/", {"Home": "page", "People": ""}), ("/o/northwind/people/import/", {"Home": "", "People": "true"})],
    )
    def test_the_place_one_is_at_is_marked(self, path: str, marks: dict[str, str]) -> None:
        hana = make.membership("Hana", is_owner=True).person
        assert {item.words: item.current for item in navigation(hana, path).bar if item.words in marks} == marks

    @pytest.mark.parametrize(
        ("who", "places"),
        [
            ("Amara", ["Home", "Circles", "Commitments"]),
            ("Grace", ["Home", "Circles", "Commitments", "Desk"]),
            ("Hana", ["Home", "Circles", "Commitments", "Programmes", "People"]),
        ],
    )
    def test_each_sees_the_places_that_are_theirs(self, who: str, places: list[str]) -> None:
        make.membership("Amara")
        make.membership("Hana", is_owner=True)
        make.cohort(coordinators=[make.membership("Grace")])
        assert words(navigation(make.person(who))) == places

    def test_the_desk_of_a_running_cohort_comes_before_one_that_is_over(self) -> None:
        grace = make.membership("Grace")
        over, running = (make.cohort(coordinators=[grace]) for _ in range(2))
        Cohort.objects.filter(pk=over.pk).update(starts_on=date(2020, 1, 1), ends_on=date(2020, 6, 1))
        Cohort.objects.filter(pk=running.pk).update(ends_on=date(2999, 1, 1))
        assert navigation(grace.person).bar[-1].url == f"/cohorts/{running.code}/desk/"

    def test_who_owned_and_left_owns_nothing(self) -> None:
        hana = make.membership("Hana", is_owner=True, left_on=date(2026, 1, 1))
        assert words(navigation(hana.person)) == ["Home", "Circles", "Commitments"]

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_takes_the_same_queries_however_many_desks(
        self, many: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        grace = make.membership("Grace", is_owner=True)
        for _ in range(many):
            make.cohort(coordinators=[grace])
        with django_assert_num_queries(3):
            navigation(grace.person)
