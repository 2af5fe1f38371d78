"""What a design promises is computed, said everywhere in the same number, and never more than it gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from edgewise.domain.hours.promise import promise
from edgewise.people.models import Person
from edgewise.programmes.agreements.actions import agree_anew
from edgewise.programmes.agreements.queries import agreement_of, clauses_of
from edgewise.programmes.designs.queries import hours_of, hours_of_circle
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import EnrolmentState
from tests import make
from tests.programmes.test_views import DESIGN

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
SHORT = {**DESIGN, "pair_hours": 0}  # a circle that gives 0.9 hours and wants 5


@pytest.fixture
def hana(sign_in: SignIn) -> Client:
    return sign_in(make.membership("Hana", is_owner=True).person)


def new() -> str:
    return reverse("programmes:new_programme", args=["northwind"])


def said_by(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_a_design_that_gives_less_than_it_wants_is_not_saved(hana: Client) -> None:
    answer = hana.post(new(), SHORT)
    said = "This design gives each person 0.9 hours each way. Choose a way below, or promise less."
    assert answer.context["form"].errors == {"hours_target": [said]}
    assert not Programme.objects.exists()


def test_it_is_saved_once_it_says_the_smaller_promise(hana: Client) -> None:
    assert hana.post(new(), {**SHORT, "hours_target": "0.9"}).status_code == 302
    assert Programme.objects.get().hours_target == Decimal("0.9")


@pytest.mark.parametrize(
    ("take", "field", "value"),
    [
        ("pair_hours:6", "pair_hours", "6"),
        ("hours_target:0.9", "hours_target", "0.9"),
        ("cadence_days:7", "cadence_days", "7"),
    ],
)
def test_one_press_takes_a_way_and_saves_nothing_yet(hana: Client, take: str, field: str, value: str) -> None:
    page = hana.post(new(), {**SHORT, "name": "", "take": take})
    form = page.context["form"]
    assert (form[field].value(), form["weeks"].value(), form.errors) == (value, "12", {})
    assert f'value="{value}"' in str(form[field])
    assert not Programme.objects.exists()


def test_a_way_keeps_what_was_not_ticked(hana: Client) -> None:
    unticked = {name: value for name, value in SHORT.items() if name != "nobody_alone"}
    form = hana.post(new(), {**unticked, "take": "pair_hours:6"}).context["form"]
    assert not form["nobody_alone"].value()


def test_a_press_changes_nothing_but_the_numbers_of_the_design(hana: Client) -> None:
    form = hana.post(new(), {**SHORT, "take": "name:Other,weeks:20"}).context["form"]
    assert (form["name"].value(), form["weeks"].value()) == ("Leading Together", "20")


def test_the_hours_follow_what_is_typed(hana: Client) -> None:
    url = reverse("programmes:offer", args=["northwind"])
    less, more = hana.get(url, SHORT), hana.get(url, DESIGN)
    assert (less.context["offer"].hours.each_way, less.context["offer"].falls_short) == (0.9, True)
    assert [line.take for line in less.context["offer"].ways] == [
        "pair_hours:6",
        "cadence_days:7",
        "size_target:4,size_least:4",
    ]
    assert (more.context["offer"].hours.each_way, more.context["offer"].ways) == (4.8, [])
    assert "0.9 h each way in the circle, and 3.9 h in pairs." in " ".join(more.content.decode().split())
    assert hana.get(url, {**DESIGN, "weeks": ""}).context["offer"] is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"size_most": 8, "size_least": 4, "pair_hours": 13}, "Plan one pair hour a week at most: 12 in this run."),
        (
            {"format_key": "grow_pair", "size_least": 2, "size_target": 2, "size_most": 2, "kind": "pair"},
            "Only circles of 3 to 8 people can have pair hours.",
        ),
    ],
)
def test_pair_hours_that_cannot_be_are_refused(hana: Client, wrong: dict[str, object], words: str) -> None:
    assert hana.post(new(), {**DESIGN, **wrong}).context["form"].errors == {"pair_hours": [words]}


def test_everybody_is_told_the_same_number(hana: Client, sign_in: SignIn) -> None:
    """The owner, the coordinator, the invited and those who sign: all by one function, none the owner's wish."""
    design = make.programme(pair_hours=6, hours_target=7)
    starts = date(2026, 3, 2)
    cohort = make.cohort(design, coordinators=[make.membership("Grace")])
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=starts, ends_on=starts + timedelta(weeks=12))
    cohort.refresh_from_db()
    hours = hours_of(cohort)
    assert (hours, hours.each_way) == (promise(design), 4.8)
    make.enrolment(make.membership("Farid"), cohort, EnrolmentState.INVITED)
    circle = make.circle(cohort, [make.membership(name) for name in make.CAST[:5]])
    agree_anew({circle.pk}, make.NOW)

    assert "About 4.8 hours to coach others, and about 4.8 hours to be coached" in said_by(
        sign_in(make.person("Farid")), reverse("programmes:part", args=[cohort.code])
    )
    assert "4.8 to give and 4.8 to receive" in said_by(
        hana, reverse("programmes:programme", args=["northwind", design.pk])
    )
    assert "gives about 4.8 hours of coaching" in said_by(hana, reverse("programmes:outlook", args=[cohort.code]))
    agreement = agreement_of(circle)
    assert agreement is not None
    words = " ".join(text for clause in clauses_of(agreement) for text in clause.paragraphs)
    assert "Each of us coaches and is coached, for about 4.8 hours each way." in words
    amara = sign_in(make.person("Amara"))
    assert "about 4.8 hours to receive" in said_by(amara, reverse("rooms:hours", args=[circle.code]))


def test_a_circle_of_four_signs_for_its_own_hours_and_anew_when_there_are_six() -> None:
    circle = make.circle(make.cohort(), [make.membership(name) for name in make.CAST[:4]])
    agree_anew({circle.pk}, make.NOW)
    first = agreement_of(circle)
    for name in make.CAST[4:]:
        make.seat(circle, make.membership(name))
    agree_anew({circle.pk}, make.NOW)
    second = agreement_of(circle)
    assert first is not None
    assert second is not None
    found = first.hours_seconds, second.hours_seconds
    assert found == (hours_of_circle(circle, 4).given, hours_of_circle(circle, 6).given)
    assert (found[0] or 0) > (found[1] or 0)
