"""Programmes and their cohorts."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from edgewise.domain.formats.designs import DESIGNS
from edgewise.people.models import Organisation, Person
from edgewise.programmes.models import Cohort, EnrolmentState, Programme, Rearrangement


def programmes_of(organisation: Organisation) -> QuerySet[Programme]:
    return organisation.programmes.annotate(cohort_count=Count("cohorts")).order_by("name", "pk")


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


def as_of(today: date, cohort: Cohort) -> str:
    """Where a cohort stands: planned, running or over."""
    if today < cohort.starts_on:
        return "planned"
    return "running" if today <= cohort.ends_on else "over"


TAKEN = (
    "kind", "format_key", "size_least", "size_target", "size_most", "session_minutes", "cadence_days", "weeks",
    "hours_target", "common_minutes", "level_spread", "nobody_alone",
)  # fmt: skip


def programme_like(key: str) -> Programme:
    """A programme to begin with, as one of the usual designs has it; not saved."""
    design = DESIGNS.get(key)
    return Programme(**{name: getattr(design, name) for name in TAKEN}) if design else Programme()


def last_rearrangement(cohort: Cohort, since: datetime) -> Rearrangement | None:
    """The latest that was made since then, unless it was taken back."""
    return cohort.rearrangements.filter(undone_at=None, at__gt=since).order_by("-at", "-pk").first()
