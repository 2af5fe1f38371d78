"""Whose photograph a person may see: of those whose names their pages show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from edgewise.people.access import current_memberships
from edgewise.people.models import Membership, Person, Photograph
from edgewise.programmes.cohorts.queries import coordinated_by, coordinators_on
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment


def keep_to_initials(reader: Person, people: Iterable[Person]) -> None:
    """On a list of people beyond one's circles: who may not be seen shows initials. Nothing is saved."""
    pictured = {one.photograph_code: one for one in people if one.photograph_code}
    shown = photographs_for(reader, timezone.localdate()).filter(code__in=pictured) if pictured else ()
    seen = {photograph.code for photograph in shown}
    for code, one in pictured.items():
        one.photograph_code = code if code in seen else ""


def photographs_for(person: Person, today: date) -> QuerySet[Photograph]:
    """One's own; of those with whom one sat in a circle at the same time; of a cohort one looks after; of those who
    look after one's own cohort; and, for a programme owner, of the organisation's people."""
    mine = current_memberships(person).values("pk")
    looked_after = Cohort.objects.filter(coordinated_by(person, today)).values("pk")
    my_cohorts = Enrolment.objects.filter(membership__in=mine).values("cohort")
    owned = current_memberships(person).filter(is_owner=True).values("organisation")
    seen = (
        Q(person=person)
        | Q(person__in=_sat_with(mine).values("membership__person"))
        | Q(person__in=Enrolment.objects.filter(cohort__in=looked_after).values("membership__person"))
        | Q(person__in=coordinators_on(looked_after, today).values("person"))
        | Q(person__in=coordinators_on(my_cohorts, today).values("person"))
        | Q(person__in=Membership.objects.filter(organisation__in=owned).values("person"))
    )
    return Photograph.objects.filter(seen)


def _sat_with(mine: QuerySet[Any, Any]) -> QuerySet[Seat]:
    """Seats held at the same time as one of mine: in my records is nobody who came after me or left before me."""
    they_came_before_i_left = Q(circle__seats__ended_at=None) | Q(circle__seats__ended_at__gt=F("since"))
    they_left_after_i_came = Q(ended_at=None) | Q(ended_at__gt=F("circle__seats__since"))
    return Seat.objects.filter(they_came_before_i_left, they_left_after_i_came, circle__seats__membership__in=mine)
