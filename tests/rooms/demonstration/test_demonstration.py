"""Visitors and their bots are in no organisation but their own."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from edgewise.desk.figures.page.overview import overview_of
from edgewise.people.models import Membership, Organisation, Person
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms import migrations
from edgewise.rooms.demonstration.actions import BOTS, VISITORS, start_demo_session
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def test_a_visit_leaves_no_trace_in_the_organisation(sign_in: SignIn) -> None:
    hana = sign_in(make.membership("Hana", is_owner=True).person)
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    paths = ["/", "/o/northwind/people/", f"/cohorts/{cohort.code}/people/", f"/cohorts/{cohort.code}/edit/"]
    start_demo_session("participant")
    start_demo_session("facilitator")
    pages = [hana.get(path).content.decode() for path in paths]
    seen = [name for name in (*BOTS, "Robin Newman") for page in pages if name in page]
    assert seen == []
    assert [line.cohort for line in overview_of(make.organisation(), make.NOW)[0]] == [cohort]
    assert Membership.objects.filter(organisation=make.organisation()).count() == 2


def test_visitors_have_one_organisation_however_many_come() -> None:
    visits = [start_demo_session("participant")[0] for _ in range(3)]
    assert {visit.circle.cohort.programme.organisation.slug for visit in visits} == {VISITORS}
    assert Organisation.objects.count() == 1
    assert Membership.objects.count() == len(BOTS) + 3


def test_visitors_of_an_earlier_demonstration_move_out() -> None:
    """As homes are where they sat among an organisation's people, with its coordinators over them."""
    start_demo_session("participant")
    northwind, grace = make.organisation(), make.membership("Grace")
    cohort = Cohort.objects.get(code="welcome")
    cohort.coordinators.add(grace)
    cohort.programme.organisation = northwind
    cohort.programme.save()
    Membership.objects.update(organisation=northwind)
    Organisation.objects.filter(slug=VISITORS).delete()

    (file,) = Path(migrations.__file__).parent.glob("*_visitors.py")
    import_module(f"{migrations.__name__}.{file.stem}").move_out(apps, None)

    cohort = Cohort.objects.get(code="welcome")
    assert list(Membership.objects.filter(organisation=northwind)) == [grace]
    assert (cohort.programme.organisation.slug, list(cohort.coordinators.all())) == (VISITORS, [])
