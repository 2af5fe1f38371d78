"""An owner's first page: three steps to the first circle, and how the letters stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from edgewise.desk.home.page import Owned, home_for
from edgewise.people.models import Membership, Person
from edgewise.programmes.enrolments.actions import invite
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def hana() -> Membership:
    return make.membership("Hana", is_owner=True)


def owned(hana: Membership) -> Owned:
    (found,) = home_for(hana.person).owned
    return found


def test_the_steps_of_a_new_organisation_come_one_after_the_other(hana: Membership) -> None:
    steps = [(owned(hana).begins, owned(hana).step)]
    amara = make.membership("Amara")
    steps.append((owned(hana).begins, owned(hana).step))
    cohort = make.cohort()
    steps.append((owned(hana).begins, owned(hana).step))
    invite(cohort, [amara])
    steps.append((owned(hana).begins, owned(hana).step))
    assert steps == [(True, 1), (True, 2), (True, 3), (False, 3)]


def test_the_first_page_leads_to_the_import_first(hana: Membership, sign_in: SignIn) -> None:
    page = sign_in(hana.person).get("/").content.decode()
    assert page.count("button-main") == 1
    assert "/o/northwind/people/import/" in page.partition("button-main")[2][:80]


def test_a_second_owner_is_not_the_people_that_are_brought_in(hana: Membership) -> None:
    make.membership("Jonas", is_owner=True)
    assert owned(hana).step == 1


@pytest.mark.parametrize("path", ["/", "/o/northwind/overview/", "/cohorts/{code}/", "/cohorts/{code}/people/"])
def test_without_mail_an_owner_reads_so_and_how_many_letters_wait(
    hana: Membership, sign_in: SignIn, settings: Settings, path: str
) -> None:
    settings.EMAIL_IS_SET_UP = False
    cohort = make.cohort()
    invite(cohort, [make.membership("Amara"), make.membership("Bruno")])
    page = sign_in(hana.person).get(path.format(code=cohort.code)).content.decode()
    assert "Edgewise cannot send e-mail yet." in page
    assert "2 letters wait." in page


def test_with_mail_nothing_is_said(hana: Membership, sign_in: SignIn) -> None:
    assert "cannot send e-mail" not in sign_in(hana.person).get("/").content.decode()


def test_a_page_of_three_organisations_asks_as_many_questions_as_that_of_one(hana: Membership) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            home_for(hana.person)
        return len(found)

    invite(make.cohort(), [make.membership("Amara")])
    one = asked()
    for name in ("Second", "Third"):
        of = make.organisation(name)
        make.membership("Hana", of, is_owner=True)
        invite(make.cohort(make.programme(of)), [make.membership("Amara", of)])
    assert (asked(), len(home_for(hana.person).owned)) == (one, 3)


def test_an_owner_of_two_organisations_reads_once_that_there_is_no_mail(
    hana: Membership, sign_in: SignIn, settings: Settings
) -> None:
    settings.EMAIL_IS_SET_UP = False
    second = make.organisation("Second")
    make.membership("Hana", second, is_owner=True)
    invite(make.cohort(), [make.membership("Amara")])
    invite(make.cohort(make.programme(second)), [make.membership("Bruno", second), make.membership("Dana", second)])
    page = sign_in(hana.person).get("/").content.decode()
    assert (page.count("Edgewise cannot send e-mail yet."), "3 letters wait." in page) == (1, True)
