"""Cohorts, and who coordinates them today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When

from edgewise.people.models import Membership, Person
from edgewise.people.queries import not_left
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import EnrolmentState, Handover


def cohorts_of(programme: Programme) -> QuerySet[Cohort]:
    answered = Q(enrolments__state__in=[EnrolmentState.ENROLLED, EnrolmentState.ACTIVE])
    return programme.cohorts.annotate(
        asked=Count("enrolments", distinct=True),
        said_yes=Count("enrolments", filter=answered, distinct=True),
        circle_count=Count("circles", distinct=True),
    ).order_by("-starts_on", "pk")


def in_office(day: date) -> QuerySet[Any]:
    """Who coordinates what by office on that day: rows of `membership` and `cohort`."""
    return Cohort.coordinators.through.objects.filter(not_left("membership", day))


def for_a_colleague(day: date) -> QuerySet[Handover]:
    """Who coordinates what for a colleague on that day: rows of `to` and `cohort`."""
    return Handover.objects.filter(not_left("to", day), from_on__lte=day, until_on__gte=day, ended_at=None)


def coordinated_by(person: Person, day: date) -> Q:
    """Of cohorts: those that the person coordinates on that day, by office or for a colleague."""
    office = in_office(day).filter(membership__person=person)
    return Q(pk__in=office.values("cohort")) | Q(pk__in=for_a_colleague(day).filter(to__person=person).values("cohort"))


def coordinators_on(cohorts: Iterable[Cohort] | QuerySet[Any, Any], day: date) -> QuerySet[Membership]:
    """Who coordinates any of the cohorts on that day, by office or for a colleague; each person once."""
    office = in_office(day).filter(cohort__in=cohorts)
    colleagues = for_a_colleague(day).filter(cohort__in=cohorts)
    return Membership.objects.filter(Q(pk__in=office.values("membership")) | Q(pk__in=colleagues.values("to")))


def cohort_before(cohort: Cohort) -> Cohort | None:
    """The run of the same programme that began last before this one."""
    earlier = cohort.programme.cohorts.filter(starts_on__lt=cohort.starts_on)
    return earlier.order_by("-starts_on", "-pk").first()


def cohorts_looked_after(person: Person, day: date) -> QuerySet[Cohort]:
    """The cohorts that the person coordinates on that day, by office or for a colleague; those that run come first."""
    return (
        Cohort.objects.filter(coordinated_by(person, day))
        .select_related("programme__organisation")
        .annotate(is_over=Case(When(ends_on__lt=day, then=True), default=False))
        .order_by("is_over", "starts_on", "pk")
    )


def cohort_names(cohort: Cohort) -> dict[str, Any]:
    """What letters may say of a cohort; `discreet`: letters do not show who belongs to a resource group."""
    return {"programme": cohort.programme.name, "cohort": cohort.name, "discreet": cohort.is_erg}


def coming_handovers(cohort: Cohort, day: date) -> QuerySet[Handover]:
    """The handovers that hold on that day or later."""
    later = cohort.handovers.filter(until_on__gte=day, ended_at=None)
    return later.select_related("to__person", "by__person").order_by("from_on", "pk")


def coordinates(who: Membership, cohort: Cohort, day: date) -> bool:
    """Is the person one of the cohort's coordinators on that day, by office or for a colleague?"""
    return coordinators_on([cohort], day).filter(pk=who.pk).exists()
