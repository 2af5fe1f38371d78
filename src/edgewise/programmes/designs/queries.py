"""Programmes, and the usual ones to begin with."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.utils import timezone

from edgewise.domain.calendar.cadence import sessions_of_work
from edgewise.domain.formats.designs import DESIGNS, PAIR_OF_COLLEAGUES, SUGGESTED, Design
from edgewise.domain.hours.promise import Hours, promise
from edgewise.people.models import Organisation
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort, Kind, Programme


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


def is_of_round(circle: Circle) -> bool:
    """Does the run give each of its people other circles too, round by round?"""
    return circle.cohort.programme.kind == Kind.SPRINT and not circle.by_colleagues


def hours_in_circle(circle: Circle, people: int) -> Hours:
    """What the circle itself gives each of them: of a sprint the part of its round, otherwise all that the run does."""
    whole = hours_of_circle(circle, people)
    if not is_of_round(circle) or not whole.sessions:
        return whole
    sessions = min(_sessions_of_round(circle), whole.sessions)
    of_round = (each * sessions // whole.sessions for each in (whole.received, whole.given, whole.one_to_one))
    received, given, one_to_one = of_round
    return Hours(received, given, sessions, one_to_one)


def _sessions_of_round(circle: Circle) -> int:
    """One, unless nobody has begun the next round for longer than a session takes to come round."""
    cohort, days = circle.cohort, circle.cohort.programme.cadence_days
    begins = max(cohort.starts_on, timezone.localdate(circle.made_at))
    until = timezone.localdate(circle.closed_at) if circle.closed_at else min(cohort.ends_on, timezone.localdate())
    return max(1, round((until - begins).days / days))


def plan_of(circle: Circle) -> Programme | Design:
    """The design by which it meets: its programme's, or the usual one of pairs where two colleagues have begun it."""
    return PAIR_OF_COLLEAGUES if circle.by_colleagues else circle.cohort.programme


def _sessions(cohort: Cohort, circle: Circle | None = None) -> int:
    if circle is None or not circle.by_colleagues:
        return sessions_of_work(cohort.starts_on, cohort.ends_on, cohort.programme.cadence_days)
    first = max(cohort.starts_on, timezone.localdate(circle.made_at))
    return sessions_of_work(first, max(first, cohort.ends_on), PAIR_OF_COLLEAGUES.cadence_days)
