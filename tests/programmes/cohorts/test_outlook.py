"""A programme from a template, and its run before anything is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from edgewise.domain.formats.designs import DESIGNS
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.people.models import Person
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import EnrolmentState
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
    assert len(hana.get(url).context["lines"]) == len(Kind)
    Cohort.objects.update(is_erg=True)
    lines = hana.get(url).context["lines"]
    assert [line for line in lines if "Pride" in " ".join(line.letter.paragraphs) + line.letter.subject] == []


def test_whoever_sits_in_as_many_circles_as_they_set_themselves_is_shown_before_anybody_is_asked(hana: Client) -> None:
    full, free, new = (make.membership(name, load_cap=cap) for name, cap in (("Amara", 1), ("Bruno", 2), ("Chidi", 1)))
    elsewhere = make.cohort(make.programme(session_minutes=60, cadence_days=7))
    make.circle(elsewhere, [full, free])
    cohort = make.cohort(make.programme(session_minutes=90, cadence_days=14))
    rows = hana.get(reverse("programmes:invite_people", args=[cohort.code])).context["page"].object_list
    assert {row.person.name: row.circles_now for row in rows} == {"Amara": 1, "Bruno": 1, "Chidi": 0, "Hana": 0}
    for who in (full, free, new):
        make.enrolment(who, cohort, EnrolmentState.INVITED)
    outlook = hana.get(reverse("programmes:outlook", args=[cohort.code])).context["outlook"]
    weekly = outlook.load.a_week + 60
    assert [(busy.member, busy.is_full, busy.a_week) for busy in outlook.busy] == [
        (full, True, weekly),
        (free, False, weekly),
    ]


def test_an_owner_is_led_from_the_template_to_the_invitations(hana: Client) -> None:
    slug = ["northwind"]
    form = hana.get(reverse("programmes:new_programme", args=slug) + "?like=circle").context["form"]
    given = {name: form[name].value() for name in form.fields}
    given = {name: value for name, value in given.items() if value not in (None, False)} | {"name": "Pilot"}
    text = hana.post(reverse("programmes:new_programme", args=slug), given, follow=True)
    said = {"text": text.context["form"]["text"].value(), "review_weeks": 6, "purge_days": 90}
    cohort = hana.post(text.request["PATH_INFO"], said, follow=True)
    assert 'aria-current="step">Cohort' in cohort.content.decode()
    grace = make.membership("Grace")
    run = {"name": "Spring", "starts_on": "2026-03-02", "ends_on": "", "coordinators": [grace.pk]}
    outlook = hana.post(cohort.request["PATH_INFO"], run, follow=True)
    assert 'aria-current="step">Outlook' in outlook.content.decode()
    made = Cohort.objects.get()
    invitations = hana.get(reverse("programmes:invite_people", args=[made.code])).content.decode()
    assert 'aria-current="step">Invitations' in invitations
    make.enrolment(grace, made, EnrolmentState.INVITED)
    assert "Setting up" not in hana.get(reverse("programmes:outlook", args=[made.code])).content.decode()


def test_a_coordinator_who_owns_nothing_is_not_led_to_what_they_may_not_change(sign_in: SignIn) -> None:
    grace = make.membership("Grace")
    cohort = make.cohort(coordinators=[grace])
    said = sign_in(grace.person).get(reverse("programmes:outlook", args=[cohort.code])).content.decode()
    assert "Setting up" not in said
