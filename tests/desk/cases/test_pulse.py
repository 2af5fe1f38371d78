"""A dip of the pulse is one case: for the whole cohort, with what helped others and a letter to every circle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.desk.cases.actions import close_case, review_cohort
from edgewise.desk.cases.page import receivers_of
from edgewise.desk.models import DeskCase
from edgewise.domain.nudges.cases import EVENTS_LOOKED_BACK, Concern
from edgewise.people.models import Person
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.models import Wave
from tests import make
from tests.pulse import world

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def dipped(answer: int = 2) -> tuple[Cohort, Wave]:
    cohort = world.running(coordinators=[make.membership("Grace")])
    members = [entry.membership for entry in cohort.enrolments.order_by("pk")]
    for number in range(3):
        make.circle(cohort, members[6 * number : 6 * number + 6], name=f"Circle {number}")
    wave = world.opened(cohort)
    world.send(wave, [*world.fours(8, answer), *world.fours(7, answer + 1)])
    return cohort, world.closed(wave)


def cases(cohort: Cohort) -> list[str]:
    return list(DeskCase.objects.filter(cohort=cohort, concern=Concern.TRUST).values_list("key", flat=True))


def test_a_dip_is_one_case_and_stays_one() -> None:
    cohort, wave = dipped()
    assert wave.closed_at is not None
    for minutes in (0, 20, 40):
        review_cohort(cohort, wave.closed_at + timedelta(minutes=minutes))
    assert cases(cohort) == [f"trust:{wave.pk}"]
    case = DeskCase.objects.get(concern=Concern.TRUST)
    assert (case.membership, case.circle) == (None, None)
    assert close_case(case, None)
    review_cohort(cohort, wave.closed_at + timedelta(days=1))
    assert DeskCase.objects.get(concern=Concern.TRUST).closed_at is not None


def test_no_dip_is_no_case_and_an_old_one_neither() -> None:
    cohort, wave = dipped(answer=4)
    assert wave.closed_at is not None
    review_cohort(cohort, wave.closed_at)
    Wave.objects.update(dips=["safety"])
    review_cohort(cohort, wave.closed_at + EVENTS_LOOKED_BACK + timedelta(hours=1))
    assert cases(cohort) == []
    review_cohort(cohort, wave.closed_at)
    assert cases(cohort) == [f"trust:{wave.pk}"]


def test_its_letter_goes_to_everybody_once_and_its_page_says_what_helped(sign_in: SignIn) -> None:
    cohort, wave = dipped()
    review_cohort(cohort, wave.closed_at or timezone.now())
    case = DeskCase.objects.get(concern=Concern.TRUST)
    make.circle(cohort, [cohort.enrolments.order_by("pk")[0].membership], name="A second one")
    assert sorted(who.person.name for who in receivers_of(case)) == sorted(f"Member {n}" for n in range(18))
    page = sign_in(make.person("Grace")).get(reverse("desk:case", args=[cohort.code, case.pk])).content.decode()
    assert "Never look for who said something" in page
    assert "Write to everybody in every circle" in page
