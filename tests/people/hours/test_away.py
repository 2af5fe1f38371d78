"""Days on which somebody does not work: nothing is proposed then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.people.hours.actions import forget_absence, note_absence
from edgewise.people.models import Absence, Person
from edgewise.programmes.circles.queries import open_seats
from edgewise.rooms.planning.queries import free_together, local_times
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)


def monday() -> date:
    today = timezone.localdate()
    return today + (7 - today.weekday()) * DAY


def test_no_time_is_proposed_on_a_day_on_which_somebody_is_away() -> None:
    amara = make.membership("Amara")
    seats = list(open_seats(make.circle(members=[amara, make.membership("Bruno")])))
    note_absence(amara, monday(), monday() + 2 * DAY)
    free = [begins.date() for begins, _ in free_together(seats, monday(), 5, 60, "UTC")]
    assert free == [monday() + 3 * DAY, monday() + 4 * DAY]


def test_a_time_on_such_a_day_does_not_suit() -> None:
    amara = make.membership("Amara")
    seats = list(open_seats(make.circle(members=[amara, make.membership("Bruno")])))
    note_absence(amara, monday(), monday())
    noon = datetime.combine(monday(), time(12), UTC)
    works = {one.seat.membership.person.name: one.works for one in local_times(seats, noon, 60)}
    after = {one.seat.membership.person.name: one.works for one in local_times(seats, noon + DAY, 60)}
    assert (works, after) == ({"Amara": False, "Bruno": True}, {"Amara": True, "Bruno": True})


def test_days_are_noted_and_forgotten_on_the_page(sign_in: SignIn) -> None:
    amara, bruno = make.membership("Amara"), make.membership("Bruno")
    url = reverse("people:away", args=["northwind"])
    client = sign_in(amara.person)
    given = {"from_on": monday().isoformat(), "until_on": (monday() + DAY).isoformat()}
    client.post(url, given)
    client.post(url, given)
    (noted,) = client.get(url).context["absences"]
    sign_in(bruno.person).post(url, {"forget": noted.pk})
    assert (Absence.objects.count(), forget_absence(bruno, noted.pk)) == (1, False)
    client.post(url, {"forget": noted.pk})
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (3, 1, "The last day comes after the first, within a year."),
        (0, 400, "The last day comes after the first, within a year."),
        (-9, -3, "These days are over already."),
    ],
)
def test_days_that_cannot_be_are_refused(sign_in: SignIn, first: int, last: int, words: str) -> None:
    today = timezone.localdate()
    given = {"from_on": (today + first * DAY).isoformat(), "until_on": (today + last * DAY).isoformat()}
    page = sign_in(make.membership("Amara").person).post(reverse("people:away", args=["northwind"]), given)
    assert (page.context["form"].errors["until_on"], Absence.objects.count()) == ([words], 0)
