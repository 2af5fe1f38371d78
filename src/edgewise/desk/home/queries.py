"""The dates of cohorts that somebody looks after; one query each, for any number of cohorts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet

from edgewise.desk.calendar.queries import ahead, circles_in
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import Session


def running_in_owned(person: Person, day: date) -> QuerySet[Cohort]:
    """Cohorts that are not over, of the organisations whose programmes the person runs."""
    owned = Membership.objects.filter(person=person, is_owner=True, left_on=None).order_by().values("organisation")
    found = Cohort.objects.filter(programme__organisation__in=owned, ends_on__gte=day)
    return found.select_related("programme__organisation").order_by("starts_on", "pk")


def circles_and_undated(cohorts: Sequence[Cohort], now: datetime) -> dict[int, tuple[int, int]]:
    """By cohort: how many circles it has, and how many of them have no session ahead."""
    counts = circles_in(cohorts, now).values_list("cohort")
    rows = counts.annotate(n=Count("pk"), undated=Count("pk", filter=Q(is_dated=False, by_colleagues=False))).order_by()
    return {cohort: (circles, undated) for cohort, circles, undated in rows}


def next_sessions(cohorts: Sequence[Cohort], now: datetime) -> dict[int, Session]:
    """By cohort: the nearest of any of its circles."""
    first = Session.objects.filter(ahead(now), circle__cohort=OuterRef("circle__cohort"), circle__closed_at=None)
    nearest = first.filter(circle__by_colleagues=False).order_by("starts_at", "pk").values("pk")[:1]
    rows = Session.objects.filter(ahead(now), circle__cohort__in=cohorts, pk=nearest).select_related("circle")
    return {row.circle.cohort_id: row for row in rows}
