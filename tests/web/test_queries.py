from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from edgewise.people.models import Person
from edgewise.programmes.models.enrolments import Handover
from edgewise.web.queries import Navigation, navigation_for
from tests import make


def navigation(person: Person, path: str = "/") -> Navigation:
    request = RequestFactory().get(path)
    request.user = person
    return navigation_for(request)


def words(shown: Navigation) -> list[str]:
    return [item.words for item in shown.bar]


@pytest.mark.django_db
class TestNavigation:
    def test_a_visitor_has_none(self) -> None:
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        assert navigation_for(request) == Navigation([], [])

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

    def test_the_desk_is_one_for_all_cohorts_and_a_page_of_any_of_them_is_below_it(self) -> None:
        grace = make.membership("Grace")
        cohorts = [make.cohort(coordinators=[grace]) for _ in range(2)]
        desks = [navigation(grace.person, f"/cohorts/{cohort.code}/desk/").bar[-1] for cohort in cohorts]
        assert [(desk.url, desk.current) for desk in desks] == [("/desk/", "true")] * 2

    def test_a_colleague_has_the_desk_as_long_as_it_is_handed_over(self) -> None:
        today = timezone.localdate()
        jonas, cohort = make.membership("Jonas"), make.cohort(coordinators=[make.membership("Grace")])
        handed = Handover.objects.create(cohort=cohort, to=jonas, from_on=today, until_on=today)
        assert "Desk" in words(navigation(jonas.person))
        Handover.objects.filter(pk=handed.pk).update(ended_at=timezone.now())
        assert "Desk" not in words(navigation(jonas.person))

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
