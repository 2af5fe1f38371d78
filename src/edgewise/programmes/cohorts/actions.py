"""Cohorts as their owner wants them, and who looks after them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from edgewise.people.models import Membership
from edgewise.programmes.cases.actions import review_people
from edgewise.programmes.models.designs import Cohort, NeverAgain, Programme
from edgewise.programmes.models.enrolments import Handover

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike


def new_code() -> str:
    return get_random_string(10, LETTERS)


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


def hand_over(cohort: Cohort, to: Membership, by: Membership | None, from_on: date, until_on: date) -> Handover:
    """From one day to another, both included, the colleague may do what the coordinators may."""
    return Handover.objects.create(cohort=cohort, to=to, by=by, from_on=from_on, until_on=until_on)


def take_back(cohort: Cohort, handover: int) -> bool:
    """Before its end."""
    waiting = cohort.handovers.filter(pk=handover, ended_at=None)
    return waiting.update(ended_at=timezone.now()) == 1
