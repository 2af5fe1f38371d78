"""Fetching as far as a person may see: 404 to a stranger, 403 to a person who may know of it but not do this."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from edgewise.people.access import current_memberships, membership_for, owner_of
from edgewise.people.models import Membership, Person
from edgewise.programmes.cohorts.queries import handovers_on
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import Enrolment
from edgewise.programmes.models.runs import MatchRun


def programme_for_owner(person: Person, slug: str, pk: int) -> Programme:
    organisation = owner_of(person, slug).organisation
    found = Programme.objects.filter(organisation=organisation, pk=pk).select_related("organisation").first()
    if found is None:
        raise Http404
    return found


def cohort_for_coordinator(person: Person, code: str) -> Cohort:
    """A cohort that the person coordinates or whose programme they own; 403 to those enrolled in it."""
    mine = current_memberships(person)
    found = Cohort.objects.filter(code=code).select_related("programme__organisation").first()
    if found is None:
        raise Http404
    owns = mine.filter(is_owner=True, organisation_id=found.programme.organisation_id)
    if found.coordinators.filter(pk__in=mine.values("pk")).exists() or owns.exists():
        return found
    if handovers_on(found, timezone.localdate()).filter(to__in=mine.values("pk")).exists():
        return found
    if found.enrolments.filter(membership__in=mine).exists():
        raise PermissionDenied
    raise Http404


def owns(person: Person, programme: Programme) -> bool:
    """Whether the programme's own page is theirs to see."""
    return current_memberships(person).filter(is_owner=True, organisation=programme.organisation_id).exists()


def sets_up(person: Person, cohort: Cohort) -> bool:
    """Whether it is theirs from its design on, and nobody has been asked yet."""
    return owns(person, cohort.programme) and not cohort.enrolments.exists()


def run_for_coordinator(person: Person, code: str, pk: int) -> MatchRun:
    """A match run in whatever state."""
    cohort = cohort_for_coordinator(person, code)
    found = cohort.match_runs.select_related("parent").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.cohort = cohort
    return found


def draft_for_coordinator(person: Person, code: str, pk: int) -> MatchRun:
    """A draft that is made and that nobody has published or discarded."""
    cohort = cohort_for_coordinator(person, code)
    found = cohort.match_runs.filter(pk=pk, published_at=None).first()
    if found is None or not found.is_draft:
        raise Http404
    found.cohort = cohort
    return found


def circle_for_coordinator(person: Person, code: str, circle: str) -> Circle:
    """A circle of theirs that is not closed: who sits there, and nothing of what is said."""
    cohort = cohort_for_coordinator(person, code)
    found = cohort.circles.filter(code=circle, closed_at=None).first()
    if found is None:
        raise Http404
    found.cohort = cohort
    return found


def hand_of(person: Person, cohort: Cohort) -> Membership | None:
    """The membership in whose name the person changes something in a cohort."""
    return current_memberships(person).filter(organisation=cohort.programme.organisation_id).first()


def own_enrolment(person: Person, code: str) -> Enrolment:
    """The person's own part in a cohort; no other person's is shown."""
    found = (
        Enrolment.objects.filter(cohort__code=code, membership__in=current_memberships(person))
        .select_related("cohort__programme__organisation", "membership__person")
        .first()
    )
    if found is None:
        raise Http404
    return found


def cohort_to_join(person: Person, join_code: str) -> tuple[Cohort, Membership]:
    """What a self-enrolment link opens, for people of the organisation only."""
    cohort = Cohort.objects.filter(join_code=join_code).select_related("programme__organisation").first()
    if cohort is None:
        raise Http404
    return cohort, membership_for(person, cohort.programme.organisation.slug)


def seat_of(person: Person, circle_code: str) -> Seat:
    """The person's open seat in a circle. Coordinators and owners have none: 404, as for a stranger."""
    found = (
        Seat.objects.filter(Q(membership__in=current_memberships(person)), circle__code=circle_code, ended_at=None)
        .select_related("circle__cohort__programme__organisation", "membership__person")
        .first()
    )
    if found is None:
        raise Http404
    return found
