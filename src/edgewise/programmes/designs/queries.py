"""Programmes, and the usual ones to begin with."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.utils import timezone

from edgewise.domain.calendar.cadence import sessions_of_work
from edgewise.domain.formats.designs import DESIGNS, PAIR_OF_COLLEAGUES, SUGGESTED, Design
from edgewise.domain.hours.promise import Hours, promise
from edgewise.people.models import Organisation
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort, Programme


def programmes_of(organisation: Organisation) -> QuerySet[Programme]:
    return organisation.programmes.annotate(cohort_count=Count("cohorts")).order_by("name", "pk")


TAKEN = (
    "kind", "format_key", "size_least", "size_target", "size_most", "session_minutes", "cadence_days", "weeks",
    "hours_target", "pair_hours", "pair_minutes", "common_minutes", "level_spread", "nobody_alone",
)  # fmt: skip


def programme_like(key: str) -> Programme:
    """A programme to begin with, as one of the usual designs has it; not saved."""
    design = DESIGNS.get(key)
    if design is None:
        return Programme()
    name, purpose = map(str, SUGGESTED[key])
    return Programme(name=name, purpose=purpose, **{each: getattr(design, each) for each in TAKEN})


def hours_of(cohort: Cohort) -> Hours:
    """What each person of the cohort receives and gives, by its own dates: what people are told."""
    return promise(cohort.programme, sessions=_sessions(cohort))


def hours_of_circle(circle: Circle, people: int) -> Hours:
    """The same where that many people sit; of a pair that two have begun, from that day on."""
    return promise(plan_of(circle), sessions=_sessions(circle.cohort, circle), people=people)


def plan_of(circle: Circle) -> Programme | Design:
    """The design by which it meets: its programme's, or the usual one of pairs where two colleagues have begun it."""
    return PAIR_OF_COLLEAGUES if circle.by_colleagues else circle.cohort.programme


def _sessions(cohort: Cohort, circle: Circle | None = None) -> int:
    if circle is None or not circle.by_colleagues:
        return sessions_of_work(cohort.starts_on, cohort.ends_on, cohort.programme.cadence_days)
    first = max(cohort.starts_on, timezone.localdate(circle.made_at))
    return sessions_of_work(first, max(first, cohort.ends_on), PAIR_OF_COLLEAGUES.cadence_days)
