"""Cohorts, and who coordinates them today."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from edgewise.people.models import Membership, Person
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import EnrolmentState, Handover


def cohorts_of(programme: Programme) -> QuerySet[Cohort]:
    answered = Q(enrolments__state__in=[EnrolmentState.ENROLLED, EnrolmentState.ACTIVE])
    return programme.cohorts.annotate(
        asked=Count("enrolments", distinct=True),
        said_yes=Count("enrolments", filter=answered, distinct=True),
        circle_count=Count("circles", distinct=True),
    ).order_by("-starts_on", "pk")


def cohorts_run_by(person: Person) -> QuerySet[Cohort]:
    """The cohorts that the person coordinates."""
    return (
        Cohort.objects.filter(coordinators__person=person, coordinators__left_on=None)
        .select_related("programme__organisation")
        .order_by("-starts_on", "pk")
        .distinct()
    )


def cohort_names(cohort: Cohort) -> dict[str, Any]:
    """What letters may say of a cohort; `discreet`: letters do not show who belongs to a resource group."""
    return {"programme": cohort.programme.name, "cohort": cohort.name, "discreet": cohort.is_erg}


def handovers_on(cohort: Cohort, day: date) -> QuerySet[Handover]:
    """The handovers that hold on that day."""
    return cohort.handovers.filter(from_on__lte=day, until_on__gte=day, ended_at=None).select_related("to__person")


def coming_handovers(cohort: Cohort, day: date) -> QuerySet[Handover]:
    """The handovers that hold on that day or later."""
    later = cohort.handovers.filter(until_on__gte=day, ended_at=None)
    return later.select_related("to__person", "by__person").order_by("from_on", "pk")


def coordinates(who: Membership, cohort: Cohort, day: date) -> bool:
    """Is the person one of the cohort's coordinators on that day, by office or for a colleague?"""
    return cohort.coordinators.filter(pk=who.pk).exists() or handovers_on(cohort, day).filter(to=who).exists()
