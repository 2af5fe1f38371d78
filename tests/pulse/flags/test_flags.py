"""A flag to the coordinators, by name or without; its words are for them alone, and forgotten with the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.desk.cases.actions import close_case, review_cohort
from edgewise.desk.due import do_what_is_due
from edgewise.desk.models import DeskCase
from edgewise.domain.nudges.cases import Concern
from edgewise.people.models import Person
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.models import Flag
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
WORDS = "canary: I am spoken over each time"


@pytest.fixture
def cohort() -> Cohort:
    run = make.running_cohort(coordinators=[make.membership("Grace")])
    make.membership("Hana", is_owner=True)
    make.circle(run, [make.membership(name) for name in make.CAST])
    return run


def send(client: Client, cohort: Cohort, named: bool, key: str = "a" * 24) -> None:
    given = {"words": WORDS, "key": key} | ({"is_named": "on"} if named else {})
    assert client.post(reverse("pulse:flag", args=[cohort.code]), given).status_code == 302


def case_page(client: Client, cohort: Cohort) -> str:
    review_cohort(cohort, timezone.now())
    case = DeskCase.objects.get(concern=Concern.FLAG)
    return client.get(reverse("desk:case", args=[cohort.code, case.pk])).content.decode()


def test_a_flag_by_name_is_a_case_whose_words_the_coordinator_reads_and_the_owner_does_not(
    cohort: Cohort, sign_in: SignIn
) -> None:
    send(sign_in(make.person("Amara")), cohort, named=True)
    hers, owners = (case_page(sign_in(make.person(name)), cohort) for name in ("Grace", "Hana"))
    assert ("Amara" in hers, WORDS in hers, WORDS in owners) == (True, True, False)
    assert WORDS.encode() not in bytes(Flag.objects.get().words or b"")


def test_without_a_name_no_row_and_no_page_says_who(cohort: Cohort, sign_in: SignIn) -> None:
    send(sign_in(make.person("Amara")), cohort, named=False)
    page = case_page(sign_in(make.person("Grace")), cohort)
    assert (WORDS in page, "Amara" in page) == (True, False)
    flag = Flag.objects.get()
    assert (flag.by, flag.made_on) == (None, timezone.now().date())


def test_sent_twice_it_counts_once_and_its_words_go_with_the_case(cohort: Cohort, sign_in: SignIn) -> None:
    for _ in range(2):
        send(sign_in(make.person("Amara")), cohort, named=False)
    review_cohort(cohort, timezone.now())
    case = DeskCase.objects.get(concern=Concern.FLAG)
    assert close_case(case, None)
    flag = Flag.objects.get()
    assert (flag.words, flag.closed_at is not None) == (None, True)
    assert review_cohort(cohort, timezone.now()) == 0


def test_a_flag_long_after_the_last_day_still_reaches_the_desk(cohort: Cohort, sign_in: SignIn) -> None:
    over = timezone.localdate() - timedelta(days=30)
    Cohort.objects.update(starts_on=over - timedelta(weeks=16), ends_on=over)
    send(sign_in(make.person("Amara")), cohort, named=False)
    do_what_is_due(timezone.now())
    assert DeskCase.objects.filter(concern=Concern.FLAG, closed_at=None).count() == 1
