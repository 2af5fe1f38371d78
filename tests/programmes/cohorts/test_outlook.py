"""A programme from a template, and its run before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from edgewise.domain.formats.designs import DESIGNS
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.people.models import Person
from edgewise.programmes.cohorts.page import told_in
from edgewise.programmes.designs.page import templates
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
    given = {name: value for name, value in given.items() if value is not None and value is not False} | {
        "name": "Pilot"
    }
    if key == "leadership":  # the one thing that nobody ticks for somebody else
        given |= {"with_boss": "on"}
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


def test_the_drawing_of_a_template_has_a_seat_for_each_person_of_its_largest_circle(hana: Client) -> None:
    for template in templates():
        design = template.design
        assert len(template.seats) == design.size_most
        assert sum(seat.is_sure for seat in template.seats) == design.size_least
    page = hana.get(reverse("programmes:new_programme", args=["northwind"])).content.decode()
    assert page.count("card-seat") - page.count("card-seat-more") == sum(one.size_most for one in DESIGNS.values())


def test_the_outlook_shows_the_whole_calendar_and_the_load_and_sends_nothing(hana: Client) -> None:
    cohort = make.cohort(make.programme(cadence_days=14, session_minutes=90), coordinators=[make.membership("Grace")])
    outlook = hana.get(reverse("programmes:outlook", args=[cohort.code])).context["outlook"]
    kinds = [line.kind.value for line in outlook.lines]
    assert (kinds[0], kinds.count("midway"), len(kinds), outlook.warning) == ("kickoff", 1, 14, "")
    assert outlook.load.minutes == 60 + 30 + 12 * 90
    assert (outlook.hours.sessions, outlook.falls_short) == (12, True)
    assert not Notice.objects.exists()


def test_pair_hours_are_time_that_each_person_needs(hana: Client) -> None:
    design = make.programme(cadence_days=14, session_minutes=90, pair_hours=6, pair_minutes=45)
    page = hana.get(reverse("programmes:outlook", args=[make.cohort(design).code]))
    outlook, said = page.context["outlook"], " ".join(page.content.decode().split())
    assert outlook.load.minutes == 60 + 30 + 12 * 90 + 12 * 45
    assert f"Each person gives about {outlook.hours.each_way} hours of coaching" in said
    assert "each person coaches 6 times for 45 minutes and is coached as often" in said


def test_a_cohort_too_short_for_what_its_programme_wants_says_so(hana: Client) -> None:
    design = make.programme(pair_hours=6)
    cohort = make.cohort(design)
    url, said = reverse("programmes:outlook", args=[cohort.code]), "The programme wants 5 hours."
    assert said not in hana.get(url).content.decode()
    Programme.objects.update(hours_target=9)
    assert said.replace("5", "9") in hana.get(url).content.decode()


def test_the_calendar_is_a_strip_of_weeks_with_the_minutes_of_the_load(hana: Client) -> None:
    cohort = make.cohort(make.programme(cadence_days=14, session_minutes=90), coordinators=[make.membership("Grace")])
    shown = hana.get(reverse("programmes:outlook", args=[cohort.code])).context
    minutes = [int(row[-1]) for row in shown["calendar"].table.rows]
    assert (sum(minutes), minutes[:2]) == (shown["outlook"].load.minutes, [60, 90])
    assert shown["calendar"].summary == "14 meetings in 28 weeks, 19.5 hours for each person."
    tones = [one.tone.value for one in shown["calendar"].drawing.rects]
    assert (tones[0], tones.count("main"), tones.count("less"), len(tones)) == ("other", 12, 1, 14)
    assert hana.get(reverse("programmes:cohort", args=[cohort.code])).context["calendar"] == shown["calendar"]


@time_machine.travel(datetime(2026, 3, 12, 9, tzinfo=UTC), tick=False)
def test_the_strip_marks_this_week_during_the_run(hana: Client) -> None:
    cohort = make.cohort(make.programme(cadence_days=14))
    calendar = hana.get(reverse("programmes:outlook", args=[cohort.code])).context["calendar"]
    assert [one.x for one in calendar.drawing.dots] == [f"{100 * 2.5 / 28:.4g}%"]
    assert calendar.legend[-1].words == "This week"


def test_every_message_is_shown_before_it_is_sent_and_an_erg_is_named_in_none(hana: Client) -> None:
    cohort = make.cohort(make.programme(name="Pride at work", colleagues_may_pair=True))
    url = reverse("programmes:told", args=[cohort.code])
    assert len(hana.get(url).context["lines"]) == len(Kind)
    Cohort.objects.update(is_erg=True)
    lines = hana.get(url).context["lines"]
    assert [line for line in lines if "Pride" in " ".join(line.letter.paragraphs) + line.letter.subject] == []


def test_whoever_sits_in_as_many_circles_as_they_set_themselves_is_shown_before_anybody_is_asked(hana: Client) -> None:
    full, free, new = (make.membership(name, load_cap=cap) for name, cap in (("Amara", 1), ("Bruno", 2), ("Chidi", 1)))
    elsewhere = make.running_cohort(make.programme(session_minutes=60, cadence_days=7))
    make.circle(elsewhere, [full, free])
    cohort = make.running_cohort(make.programme(session_minutes=90, cadence_days=14))
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
    given = {name: value for name, value in given.items() if value is not None and value is not False} | {
        "name": "Pilot"
    }
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


def test_what_is_told_of_pairs_is_shown_where_pairs_may_begin() -> None:
    run = make.cohort(make.programme(colleagues_may_pair=True))
    shown = {line.title for line in told_in(run)}
    run.programme.colleagues_may_pair = False
    assert {str(title) for title in shown - {line.title for line in told_in(run)}} == {
        "A colleague asks you to begin a pair",
        "No pair has come of your question",
        "Two colleagues have begun a pair",
        "Your pair has ended",
    }
