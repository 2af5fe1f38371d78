"""Two taps for the person in the chair: who is asked, and what that person sees of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edgewise.domain.anonymity.chairs import Taps
from edgewise.growth.feedback.actions import ask_about_chair, tap
from edgewise.growth.feedback.models import ChairTaps
from edgewise.growth.feedback.queries import chair_results, taps_to_give
from edgewise.people.models import Person
from edgewise.programmes.models.circles import Circle
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)
NAMES = ("Amara", "Bruno", "Chidi", "Dana")


@pytest.fixture
def table() -> Circle:
    return make.circle(members=[make.membership(name) for name in NAMES])


def asked_in(table: Circle, over_at: datetime, *names: str) -> list[ChairTaps]:
    """Amara had the chair."""
    people = [make.membership(name) for name in names or NAMES]
    ask_about_chair(table, make.membership("Amara"), people, "held1", over_at)
    return list(ChairTaps.objects.order_by("by__person__name"))


def test_those_who_were_there_are_asked_once_and_the_chair_is_not(table: Circle) -> None:
    first, second = (asked_in(table, make.NOW) for _ in range(2))
    assert first == second
    assert [row.by.person.name for row in second] == ["Bruno", "Chidi", "Dana"]


def test_of_fewer_than_three_nobody_is_asked(table: Circle) -> None:
    assert asked_in(table, make.NOW, "Amara", "Bruno", "Chidi") == []


def test_nothing_is_shown_in_the_week_after_nor_of_fewer_than_three(table: Circle) -> None:
    rows, amara = asked_in(table, make.NOW), make.person("Amara")
    for row in rows[:2]:
        assert tap(row, Taps(4, 2), make.NOW)
    assert [one.bands for one in chair_results(amara, make.NOW)] == [None]
    assert chair_results(amara, make.NOW + 7 * DAY) == []
    assert not tap(rows[2], Taps(5, 1), make.NOW + 7 * DAY)


def test_of_three_it_is_said_in_which_half_they_lie(table: Circle) -> None:
    for row, taps in zip(asked_in(table, make.NOW), (Taps(5, 1), Taps(4, 2), Taps(2, 3)), strict=True):
        assert tap(row, taps, make.NOW)
    assert chair_results(make.person("Amara"), make.NOW)[0].bands is None
    (found,) = chair_results(make.person("Amara"), make.NOW + 8 * DAY)
    assert found.bands == [
        ("Everyone had about the same time to speak.", "3 or more"),
        ("We stayed with the real decision.", "less than 3"),
    ]
    assert [chair_results(make.person(name), make.NOW + 8 * DAY) for name in ("Bruno", "Chidi")] == [[], []]


def test_the_taps_are_sealed_and_given_once(table: Circle) -> None:
    row = asked_in(table, make.NOW)[0]
    assert (tap(row, Taps(5, 5), make.NOW), tap(row, Taps(1, 1), make.NOW)) == (True, False)
    row.refresh_from_db()
    assert b"airtime" not in bytes(row.taps or b"")
    assert list(taps_to_give(row.by.person, make.NOW)) == []


def test_from_the_first_page_to_two_taps(table: Circle, sign_in: SignIn) -> None:
    row = asked_in(table, timezone.now())[0]
    browser, path = sign_in(make.person("Bruno")), f"/feedback/chair/{row.code}/"
    assert [path in browser.get(page).content.decode() for page in ("/", "/feedback/")] == [True, True]
    form = browser.get(path).content.decode()
    assert f"/feedback/give/?to={row.chair_id}" in form
    empty = browser.post(path, {"airtime": "6", "decision": "\0"})
    assert sorted(empty.context["form"].errors) == ["airtime", "decision"]
    browser.post(path, {"airtime": "4", "decision": "5"})
    assert path not in browser.get("/").content.decode()
    assert "You have answered already" in browser.get(path, follow=True).content.decode()
    others = [sign_in(make.membership(name).person).get(path).status_code for name in ("Amara", "Chidi", "Jonas")]
    assert others == [404] * 3
