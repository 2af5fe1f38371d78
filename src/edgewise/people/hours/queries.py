"""When people work: their weeks, and days away."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from edgewise.domain.calendar.closed_days import working_days
from edgewise.domain.calendar.slots import WeeklyWindow
from edgewise.people.models import Absence, Membership, Person, WeeklyHours
from edgewise.people.queries import not_left

USUAL_HOURS = time(9), time(17)  # of a person whose working hours nobody has said


def coming_absences(who: Membership) -> QuerySet[Absence]:
    """Those that are not over where the person is."""
    today = timezone.localdate(timezone=ZoneInfo(who.time_zone))
    return who.absences.filter(until_on__gte=today).order_by("from_on", "pk")


def absences_of(people: Iterable[int]) -> dict[int, tuple[tuple[date, date], ...]]:
    """First and last days by membership, of those that are not long over; one query."""
    recent = timezone.localdate() - timedelta(days=7)
    found: dict[int, tuple[tuple[date, date], ...]] = {}
    rows = Absence.objects.filter(membership__in=list(people), until_on__gte=recent).order_by("from_on", "pk")
    for who, first, last in rows.values_list("membership_id", "from_on", "until_on"):
        found[who] = (*found.get(who, ()), (first, last))
    return found


def weekly_hours_of(people: Collection[int] | QuerySet[Any, Any]) -> dict[int, tuple[WeeklyWindow, ...]]:
    """Their own weeks by membership, of those who have one; one query. `people` are ids, or a query for them."""
    found: dict[int, tuple[WeeklyWindow, ...]] = {}
    rows = WeeklyHours.objects.filter(membership__in=people).order_by("weekday", "begins")
    for who, weekday, begins, ends in rows.values_list("membership_id", "weekday", "begins", "ends"):
        found[who] = (*found.get(who, ()), (weekday, begins, ends))
    return found


def week_of(who: Membership) -> list[WeeklyWindow]:
    """When they work: their own week, or else all days but the weekend of where they are."""
    own = weekly_hours_of([who.pk]).get(who.pk)
    nine, five = USUAL_HOURS
    usual = working_days(who.time_zone)
    return list(own or ((day, who.works_from or nine, who.works_until or five) for day in usual))


def people_at_work() -> QuerySet[Person]:
    """People who may sign in and belong to an organisation now."""
    return Person.objects.filter(is_active=True, pk__in=Membership.objects.filter(not_left()).values("person"))
