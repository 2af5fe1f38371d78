"""Fetching what is on a desk, for the person at it."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from edgewise.desk.models import DeskCase
from edgewise.people.models import Membership, Person
from edgewise.programmes.access import cohort_for_coordinator, hand_of
from edgewise.programmes.cohorts.queries import coordinates


def case_for_coordinator(person: Person, code: str, pk: int) -> tuple[DeskCase, Membership | None]:
    """A case of a cohort that the person looks after, and the membership in whose name they do."""
    cohort = cohort_for_coordinator(person, code)
    found = cohort.desk_cases.filter(pk=pk).select_related("membership__person", "circle").first()
    if found is None:
        raise Http404
    found.cohort = cohort
    return found, hand_of(person, cohort)


def may_read_reasons(me: Membership | None, case: DeskCase) -> bool:
    """Words to a coordinator are for the coordinators, not for the programme's owner."""
    return me is not None and coordinates(me, case.cohort, timezone.localdate())
