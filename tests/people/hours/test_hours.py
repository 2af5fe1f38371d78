"""Somebody's own week: on its page, and in what is proposed to their circles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.people.hours.actions import set_weekly_hours
from edgewise.people.hours.forms import HoursForm
from edgewise.people.hours.queries import week_of, weekly_hours_of
from edgewise.people.models import Person, WeeklyHours
from edgewise.programmes.circles.queries import open_seats
from edgewise.rooms.planning.queries import free_together, local_times, workers_of
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)
URL = "/o/northwind/hours/"
MORNINGS = [(2, time(9), time(12))]


def monday() -> date:
    today = timezone.localdate()
    return today + (7 - today.weekday()) * DAY


def typed(**stretches: str) -> dict[str, str]:
    """What a browser sends: `monday_1="09:00-12:00"` and so on, everything else empty."""
    fields = dict.fromkeys(HoursForm({}).fields, "")
    for name, stretch in stretches.items():
        fields[f"{name}_from"], fields[f"{name}_until"] = stretch.split("-")
    return fields


def test_a_week_is_saved_and_read_and_the_usual_one_is_one_click_away(sign_in: SignIn) -> None:
    amara = make.membership("Amara")
    client = sign_in(amara.person)
    client.post(URL, typed(monday_1="09:00-12:00", monday_2="13:00-17:00", sunday_1="22:00-06:00"))
    own = [(0, time(9), time(12)), (0, time(13), time(17)), (6, time(22), time(6))]
    assert week_of(amara) == own
    page = client.get(URL).content.decode()
    assert all(f'value="{hour}"' in page for hour in ("09:00", "12:00", "13:00", "17:00", "22:00", "06:00"))
    client.post(URL, {"usual": "yes"})
    assert week_of(amara) == [(day, time(9), time(17)) for day in range(5)]


def test_the_page_begins_with_the_hours_of_the_profile(sign_in: SignIn) -> None:
    amara = make.membership("Amara", works_from=time(7, 30), works_until=time(15))
    page = sign_in(amara.person).get(URL)
    assert page.context["form"].initial["friday_1_from"] == time(7, 30)
    assert (page.content.decode().count('value="07:30"'), "saturday_1_from" in page.context["form"].initial) == (
        5,
        False,
    )


@pytest.mark.parametrize(
    ("stretches", "field", "words"),
    [
        ({"monday_1": "09:00-"}, "monday_1_until", "Give both times or neither."),
        ({"tuesday_2": "-17:00"}, "tuesday_2_from", "Give both times or neither."),
        ({"friday_1": "09:00-09:00"}, "friday_1_until", "The end is the same time as the beginning."),
        ({"friday_1": "25:00-26:00"}, "friday_1_from", "Give a time like 09:30."),
        (
            {"monday_1": "09:00-12:00", "monday_2": "11:00-17:00"},
            "monday_2_from",
            "This overlaps with other hours of yours.",
        ),
        (
            {"monday_1": "22:00-06:00", "tuesday_1": "05:00-09:00"},
            "tuesday_1_from",
            "This overlaps with other hours of yours.",
        ),
        ({}, "__all__", "Give the hours of one day at least."),
    ],
)
def test_bad_hours_are_named_at_their_place_and_keep_what_was_typed(
    sign_in: SignIn, stretches: dict[str, str], field: str, words: str
) -> None:
    amara = make.membership("Amara")
    set_weekly_hours(amara, MORNINGS)
    page = sign_in(amara.person).post(URL, typed(**stretches))
    assert page.context["form"].errors[field] == [words]
    text = page.content.decode()
    assert all(f'value="{hour}"' in text for both in stretches.values() for hour in both.split("-") if hour)
    assert week_of(amara) == MORNINGS


def test_monday_is_copied_until_friday_without_being_saved(sign_in: SignIn) -> None:
    amara = make.membership("Amara")
    given = typed(monday_1="08:00-11:00", tuesday_2="20:00-21:00", saturday_1="10:00-x")
    page = sign_in(amara.person).post(URL, given | {"copy": "monday"})
    text = page.content.decode()
    counts = [text.count(f'value="{hour}"') for hour in ("08:00", "11:00", "20:00", "10:00", "x")]
    assert (counts, WeeklyHours.objects.exists()) == ([5, 5, 0, 1, 1], False)


def test_the_hours_are_of_one_organisation_and_of_the_person_alone(sign_in: SignIn) -> None:
    amara, bruno = make.membership("Amara"), make.membership("Bruno")
    elsewhere = make.membership("Amara", make.organisation("Southgate"))
    set_weekly_hours(amara, MORNINGS)
    sign_in(bruno.person).post(URL, typed(monday_1="08:00-11:00"))
    assert weekly_hours_of([amara.pk, bruno.pk, elsewhere.pk]) == {
        amara.pk: tuple(MORNINGS),
        bruno.pk: ((0, time(8), time(11)),),
    }
    assert sign_in(make.membership("Kofi", make.organisation("Southgate")).person).get(URL).status_code == 404


def test_only_hours_that_all_share_are_proposed() -> None:
    amara = make.membership("Amara")
    seats = list(open_seats(make.circle(members=[amara, make.membership("Bruno")])))
    set_weekly_hours(amara, [*MORNINGS, (3, time(16), time(20)), (5, time(9), time(17))])
    wednesday = datetime.combine(monday() + 2 * DAY, time(9), UTC)
    free = free_together(seats, monday(), 7, 60, "UTC")
    thursday = wednesday + DAY
    assert free == [(wednesday, wednesday + timedelta(hours=3)), (thursday.replace(hour=16), thursday.replace(hour=17))]
    works = {str(one.seat.membership): one.works for one in local_times(seats, wednesday.replace(hour=13), 60)}
    assert works == {"Amara": False, "Bruno": True}


def test_hours_cost_as_many_questions_for_one_as_for_three() -> None:
    people = [make.membership(name) for name in ("Amara", "Bruno", "Chidi")]
    circle = make.circle(members=people)
    counts = []
    for who in people:
        set_weekly_hours(who, MORNINGS)
        with CaptureQueriesContext(connection) as seen:
            workers_of(open_seats(circle))
        counts.append(len(seen))
    assert counts == [counts[0]] * 3


@pytest.mark.store
def test_no_stretch_begins_twice() -> None:
    amara = make.membership("Amara")
    with pytest.raises(IntegrityError), transaction.atomic():
        set_weekly_hours(amara, MORNINGS * 2)
    assert not WeeklyHours.objects.exists()


def test_the_pages_of_when_somebody_can_meet_lead_to_each_other(sign_in: SignIn) -> None:
    client = sign_in(make.membership("Amara").person)
    urls = [
        reverse("people:hours", args=["northwind"]),
        reverse("people:away", args=["northwind"]),
        reverse("people:busy"),
    ]
    for url in urls:
        page = client.get(url).content.decode()
        assert [f'href="{other}"' in page for other in urls] == [True] * 3
    assert f'href="{urls[0]}"' in client.get(reverse("people:me")).content.decode()
