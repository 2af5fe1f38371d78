"""Who looks after a cohort today is one answer, at every door that asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.desk.access import cohorts_of_coordinator, may_read_reasons
from edgewise.desk.cases.actions import review_cohort, tell_coordinators
from edgewise.desk.models import DeskCase
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.people.models import Membership, Person
from edgewise.people.photographs.actions import keep_photograph
from edgewise.programmes.access import hand_of, looked_after_by, people_looked_after_by
from edgewise.programmes.cohorts.page import outlook_of
from edgewise.programmes.cohorts.queries import cohorts_looked_after
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Handover
from edgewise.programmes.photographs.queries import photographs_for
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]

COORDINATE = ["Grace", "Grace leaving tomorrow", "Deputy in time", "Deputy leaving tomorrow"]
OWN = ["Hana", "Hana leaving tomorrow"]


@dataclass(frozen=True)
class World:
    cohort: Cohort
    everybody: list[Membership]
    case: DeskCase

    def who(self, may: Callable[[Membership], bool]) -> list[str]:
        return sorted(one.person.name for one in self.everybody if may(one))


@pytest.fixture
def world() -> World:
    """A cohort of Amara, with somebody of each sort that might look after it."""
    today = timezone.localdate()
    day = timedelta(days=1)
    offices = [
        make.membership("Grace"),
        make.membership("Grace leaving tomorrow", left_on=today + day),
        make.membership("Grace who left today", left_on=today),
        make.membership("Grace who left", left_on=today - day),
    ]
    cohort = make.cohort(coordinators=offices)
    make.circle(cohort, [make.membership("Amara")])
    other = make.cohort(cohort.programme, coordinators=[make.membership("Coordinator of another")])
    handed = [
        ("Deputy in time", None, today, today, None),
        ("Deputy before", None, today + day, today + 9 * day, None),
        ("Deputy after", None, today - 9 * day, today - day, None),
        ("Deputy taken back", None, today - day, today + day, timezone.now()),
        ("Deputy who left", today - day, today - 9 * day, today + 9 * day, None),
        ("Deputy leaving tomorrow", today + day, today - day, today + 9 * day, None),
    ]
    deputies = []
    for name, left_on, begins, ends, ended_at in handed:
        who = make.membership(name, left_on=left_on)
        Handover.objects.create(cohort=cohort, to=who, from_on=begins, until_on=ends, ended_at=ended_at)
        deputies.append(who)
    owners = [
        make.membership("Hana", is_owner=True),
        make.membership("Hana leaving tomorrow", is_owner=True, left_on=today + day),
        make.membership("Hana who left", is_owner=True, left_on=today - day),
    ]
    strangers = [make.membership("Jonas"), *other.coordinators.all()]
    strangers.append(make.membership("Kofi", make.organisation("Elsewhere"), is_owner=True))
    keep_photograph(make.person("Amara"), b"amara")
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=today - 60 * day, ends_on=today + 60 * day)
    cohort.refresh_from_db()
    review_cohort(cohort, timezone.now())
    found = cohort.desk_cases.create(
        concern="rematch", key="a", why="Asks.", opened_at=timezone.now(), due_on=today, circle=cohort.circles.get()
    )
    return World(cohort, [*offices, *deputies, *owners, *strangers], found)


def test_by_office_or_for_a_colleague(world: World) -> None:
    today = timezone.localdate()
    assert world.who(lambda one: world.cohort in cohorts_looked_after(one.person, today)) == sorted(COORDINATE)
    assert world.who(lambda one: may_read_reasons(hand_of(one.person, world.cohort), world.case)) == sorted(COORDINATE)
    for name in COORDINATE:
        assert cohorts_of_coordinator(make.person(name), today) == [world.cohort]  # nobody has it twice


def test_owners_beside_them(world: World) -> None:
    assert world.who(lambda one: world.cohort in looked_after_by(one.person)) == sorted([*COORDINATE, *OWN])
    amara = make.membership("Amara")
    assert world.who(lambda one: amara in people_looked_after_by(one.person)) == sorted([*COORDINATE, *OWN])


def test_photographs(world: World) -> None:
    today = timezone.localdate()
    of_amara = make.person("Amara").photograph
    assert world.who(lambda one: of_amara in photographs_for(one.person, today)) == sorted([*COORDINATE, *OWN])
    for one in world.everybody:
        keep_photograph(one.person, b"face")
    seen = {photograph.person.name for photograph in photographs_for(make.person("Amara"), today)}
    assert seen - {"Amara"} == set(COORDINATE)


def test_letters(world: World) -> None:
    monday = timezone.now() - timedelta(days=timezone.now().weekday())
    Handover.objects.filter(to__person__name="Deputy in time").update(from_on=monday.date())
    Handover.objects.filter(to__person__name="Deputy before").update(from_on=monday.date() + timedelta(days=1))
    Handover.objects.filter(to__person__name="Deputy after").update(until_on=monday.date() - timedelta(days=1))
    Handover.objects.filter(to__person__name="Deputy leaving tomorrow").update(from_on=monday.date())
    Membership.objects.filter(person__name__endswith="left today").update(left_on=monday.date())
    Membership.objects.filter(person__name__endswith="who left").update(left_on=monday.date() - timedelta(days=1))
    tell_coordinators(world.cohort, monday)
    told = Notice.objects.filter(kind=Kind.CASES_WAITING).values_list("to__person__name", flat=True)
    assert sorted(told) == sorted(COORDINATE)


def test_pages(world: World, sign_in: SignIn) -> None:
    desk = reverse("desk:desk", args=[world.cohort.code])
    assert world.who(lambda one: sign_in(one.person).get(desk).status_code == 200) == sorted([*COORDINATE, *OWN])
    part = sign_in(make.person("Amara")).get(reverse("programmes:part", args=[world.cohort.code]))
    assert [one.person.name for one in part.context["coordinators"]] == COORDINATE


def test_the_menu_and_the_load(world: World, sign_in: SignIn) -> None:
    def has_desk(one: Membership) -> bool:
        return f'href="{reverse("desk:desks")}"' in sign_in(one.person).get("/").content.decode()

    assert world.who(has_desk) == sorted([*COORDINATE, "Coordinator of another"])
    assert outlook_of(world.cohort).coordinators == 2  # deputies are there for some days only
