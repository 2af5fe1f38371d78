"""Programmes and cohorts as their owner wants them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.crypto import get_random_string

from edgewise.people.models import Membership, Organisation
from edgewise.programmes.actions.reviewing import review_people
from edgewise.programmes.models import Cohort, NeverAgain, Programme

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike


def new_code() -> str:
    return get_random_string(10, LETTERS)


def save_programme(organisation: Organisation, design: Programme) -> Programme:
    design.organisation = organisation
    design.save()
    return design


@transaction.atomic
def save_cohort(programme: Programme, cohort: Cohort, coordinators: Iterable[Membership]) -> Cohort:
    cohort.programme = programme
    cohort.code = cohort.code or new_code()
    cohort.save()
    cohort.coordinators.set(coordinators)
    return cohort


def switch_join_link(cohort: Cohort, on: bool) -> None:
    """Open a self-enrolment link, or close it for good: a later link is another one."""
    cohort.join_code = get_random_string(24) if on else ""
    cohort.save(update_fields=["join_code"])


@transaction.atomic
def keep_apart(one: Membership, other: Membership) -> None:
    """Two people never to be matched; the order of the names says nothing of who asked."""
    first, second = sorted((one, other), key=lambda member: member.pk)
    NeverAgain.objects.get_or_create(one=first, other=second)
    review_people({first.pk, second.pk})
