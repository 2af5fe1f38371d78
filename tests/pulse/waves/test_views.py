"""The waves of a cohort: on the programme's form, in the outlook, and on a page of their own."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edgewise.people.models import Person
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.pulse.models import Wave
from edgewise.pulse.waves.actions import purge
from tests import make
from tests.programmes.forms import filled
from tests.pulse import world

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def cohort() -> Cohort:
    make.membership("Hana", is_owner=True)
    return world.running(18, [make.membership("Grace")])


def page(client: Client, name: str, cohort: Cohort) -> str:
    return html.unescape(client.get(reverse(name, args=[cohort.code])).content.decode())


def test_the_owner_chooses_when_and_none_is_a_choice(cohort: Cohort, sign_in: SignIn) -> None:
    programme, client = cohort.programme, sign_in(make.person("Hana"))
    address = reverse("programmes:edit_programme", args=[programme.organisation.slug, programme.pk])
    for chosen in (["end"], []):
        shown = filled(client.get(address).context["form"])
        assert client.post(address, shown | {"pulse": chosen, "hours_target": 0}).status_code == 302
        assert Programme.objects.get(pk=programme.pk).pulse == chosen


def test_a_new_programme_asks_three_times() -> None:
    assert Programme().pulse == ["week_4", "halfway", "end"]


def test_the_outlook_has_the_waves_and_they_move(cohort: Cohort, sign_in: SignIn) -> None:
    client = sign_in(make.person("Grace"))
    assert [words in page(client, "programmes:outlook", cohort) for words in ("In week 4", "At the end")] == [True] * 2
    Programme.objects.update(pulse=["end"])
    assert [words in page(client, "programmes:outlook", cohort) for words in ("In week 4", "At the end")] == [
        False, True,
    ]  # fmt: skip


def test_the_coordinator_reads_what_could_ever_be_shown(cohort: Cohort, sign_in: SignIn) -> None:
    said = page(sign_in(make.person("Grace")), "pulse:cohort", cohort)
    assert "With 18 people and three in four answering: the whole cohort only." in said


def test_three_waves_take_as_many_queries_as_one(cohort: Cohort, sign_in: SignIn) -> None:
    client, counts = sign_in(make.person("Grace")), []
    members = [entry.membership for entry in cohort.enrolments.all()]
    for number in range(3):
        world.asked(cohort, members, world.at(cohort.starts_on))
        if number != 1:
            page(client, "pulse:cohort", cohort)
            with CaptureQueriesContext(connection) as caught:
                page(client, "pulse:cohort", cohort)
            counts.append(len(caught))
    assert counts[0] == counts[1]


def test_the_first_page_asks_until_it_is_answered(cohort: Cohort, sign_in: SignIn) -> None:
    wave = world.opened(cohort)
    client, address = sign_in(make.person("Member 0")), reverse("pulse:answer", args=[wave.code])
    assert address in client.get("/").content.decode()
    world.send(wave, world.fours(1))
    assert address not in client.get("/").content.decode()


def test_a_wave_whose_last_day_is_over_was_asked_and_one_that_is_deleted_leads_nowhere(
    cohort: Cohort, sign_in: SignIn
) -> None:
    wave, client = world.opened(cohort), sign_in(make.person("Grace"))
    result = reverse("pulse:result", args=[wave.code])
    days = timedelta(days=30)
    Wave.objects.update(opens_on=wave.opens_on - days, closes_on=wave.closes_on - days)  # no worker has closed it yet
    shown = page(client, "pulse:cohort", cohort)
    assert (result in shown, "Closed" in shown, "Was not asked" in shown) == (True, True, False)
    assert purge(wave, world.at(wave.opens_on))
    shown = page(client, "pulse:cohort", cohort)
    assert ("Deleted as agreed" in shown, result in shown, client.get(result).status_code) == (True, False, 404)
