"""A cohort of today whose people may begin pairs by themselves, with room for one more circle."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment
from edgewise.programmes.models.pair_requests import PairRequest
from edgewise.programmes.pair_requests.actions import ask
from edgewise.programmes.pair_requests.queries import colleagues_of
from edgewise.vault.actions import ensure_installation_key
from tests import make


def cohort_of_six(*, load_cap: int = 2, **design: object) -> Cohort:
    """Grace coordinates it. Its six people sit in the circle Harbour."""
    ensure_installation_key()
    facts = {"colleagues_may_pair": True, **design}
    run = make.cohort(make.programme(None, "Leading Together", **facts), coordinators=[make.membership("Grace")])
    run.starts_on, run.ends_on = timezone.localdate() - timedelta(days=20), timezone.localdate() + timedelta(days=80)
    run.save()
    make.circle(run, [make.membership(name, load_cap=load_cap) for name in make.CAST])
    return run


def part_of(run: Cohort, name: str = "Amara") -> Enrolment:
    entries = run.enrolments.select_related("membership__person", "cohort__programme__organisation")
    return entries.get(membership__person__name=name)


def names_to_ask(run: Cohort, name: str = "Amara") -> list[str]:
    return [str(who) for who in colleagues_of(part_of(run, name), timezone.now())]


def asked(run: Cohort, who: str = "Amara", whom: str = "Bruno") -> PairRequest:
    made = ask(part_of(run, who), member(whom))
    assert made is not None
    return made


def member(name: str) -> Membership:
    return Membership.objects.select_related("person").get(person__name=name)
