"""One page for each boss, sent once, without any figure; how many keep to it is a band from eight on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.people.models import Person
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.briefs.actions import acknowledge, send_briefs
from edgewise.pulse.briefs.queries import acknowledged_rate, bosses_of
from edgewise.pulse.models import Brief
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def cohort_of(bosses: int) -> Cohort:
    run = make.running_cohort(coordinators=[make.membership("Grace")])
    for number in range(bosses):
        boss = make.membership(f"Boss {number}")
        for report in range(2):
            make.enrolment(make.membership(f"Report {number} {report}", manager=boss), run)
    return run


def test_each_boss_is_told_once_and_nobody_else() -> None:
    run, now = cohort_of(3), timezone.now()
    assert [send_briefs(run, None, now) for _ in range(2)] == [3, 0]
    told = Notice.objects.filter(kind=Kind.BOSS_BRIEFED).values_list("to__person__name", flat=True)
    assert sorted(told) == ["Boss 0", "Boss 1", "Boss 2"]


def test_the_bosses_of_a_resource_group_learn_nothing() -> None:
    run = cohort_of(3)
    run.is_erg = True
    assert bosses_of(run, timezone.now().date()) == []


def test_a_boss_reads_three_things_and_no_name(sign_in: SignIn) -> None:
    run = cohort_of(1)
    send_briefs(run, None, timezone.now())
    brief, client = Brief.objects.get(), sign_in(make.person("Boss 0"))
    page = client.get(reverse("pulse:brief", args=[brief.code])).content.decode()
    assert page.count("<li><strong>") == 3
    assert ("Report 0" in page, run.name in page) == (False, False)
    client.post(reverse("pulse:brief", args=[brief.code]))
    brief.refresh_from_db()
    assert (brief.acknowledged, acknowledge(brief)) == (True, False)


def test_how_many_keep_to_it_is_told_from_eight_on_and_as_a_band() -> None:
    """Of seven who all keep to it, only three may be told: that would be "fewer than half", and false."""
    seven = cohort_of(7)
    send_briefs(seven, None, timezone.now())
    Brief.objects.update(acknowledged=True)
    assert acknowledged_rate(seven) is None
    eight = cohort_of(8)
    send_briefs(eight, None, timezone.now())
    Brief.objects.update(acknowledged=True)
    found = acknowledged_rate(eight)
    assert found is not None
    assert found.words == "half or more answered"
