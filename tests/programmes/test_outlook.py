"""A programme from a template, and its run before anything is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from edgewise.domain.formats.designs import DESIGNS
from edgewise.domain.nudges.kinds import SENT
from edgewise.notices.models import Notice
from edgewise.people.models import Person
from edgewise.programmes.models import Cohort, Programme
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def hana(sign_in: SignIn) -> Client:
    return sign_in(make.membership("Hana", is_owner=True).person)


@pytest.mark.parametrize("key", DESIGNS)
def test_a_template_fills_a_form_that_can_be_saved_as_it_is(hana: Client, key: str) -> None:
    url = reverse("programmes:new_programme", args=["northwind"]) + f"?like={key}"
    form = hana.get(url).context["form"]
    given = {name: form[name].value() for name in form.fields}
    given = {name: value for name, value in given.items() if value not in (None, False)} | {"name": "Pilot"}
    answer = hana.post(url, given)
    assert answer.status_code == 302, answer.context["form"].errors
    made, design = Programme.objects.get(), DESIGNS[key]
    assert (made.kind, made.format_key, made.weeks, made.level_spread) == (
        design.kind,
        design.format_key,
        design.weeks,
        design.level_spread,
    )


def test_the_first_page_of_a_new_programme_offers_every_template(hana: Client) -> None:
    page = hana.get(reverse("programmes:new_programme", args=["northwind"])).content.decode()
    assert [design.title for design in DESIGNS.values() if design.title not in page] == []


def test_the_outlook_shows_the_whole_calendar_and_the_load_and_sends_nothing(hana: Client) -> None:
    cohort = make.cohort(make.programme(cadence_days=14, session_minutes=90), coordinators=[make.membership("Grace")])
    outlook = hana.get(reverse("programmes:outlook", args=[cohort.code])).context["outlook"]
    kinds = [line.kind.value for line in outlook.lines]
    assert (kinds[0], kinds.count("midway"), len(kinds), outlook.warning) == ("kickoff", 1, 14, "")
    assert outlook.load.minutes == 60 + 30 + 12 * 90
    assert not Notice.objects.exists()


def test_every_message_is_shown_before_it_is_sent_and_an_erg_is_named_in_none(hana: Client) -> None:
    cohort = make.cohort(make.programme(name="Pride at work"))
    url = reverse("programmes:told", args=[cohort.code])
    assert len(hana.get(url).context["lines"]) == len(SENT)
    Cohort.objects.update(is_erg=True)
    lines = hana.get(url).context["lines"]
    assert [line for line in lines if "Pride" in " ".join(line.letter.paragraphs) + line.letter.subject] == []
