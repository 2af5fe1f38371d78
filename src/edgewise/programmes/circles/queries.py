"""Circles, who sits in them, and what is sealed with their keys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from edgewise.domain.coaching.leadership import bosses
from edgewise.people.models import Membership, Person
from edgewise.people.queries import not_left
from edgewise.programmes.cohorts.queries import cohort_names
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort, Kind
from edgewise.vault.cipher import Cipher, KeyDestroyed
from edgewise.vault.queries import cipher_of


def open_seats(circle: Circle) -> QuerySet[Seat]:
    return circle.seats.filter(ended_at=None).select_related("membership__person").order_by("position")


def bosses_of(circle: Circle) -> frozenset[int]:
    """The memberships of a leadership team that have others of it below them; nobody in every other kind of circle."""
    if Kind(circle.kind) is not Kind.LEADERSHIP:
        return frozenset()
    rows = open_seats(circle).values_list("membership", "membership__manager", "membership__manager__manager")
    return bosses({who: [one for one in over if one is not None] for who, *over in rows})


def others_to_witness(seat: Seat) -> QuerySet[Membership]:
    """Who may be the witness of somebody in that seat: others of the circle, and never its boss, who would be alone."""
    others = open_seats(seat.circle).exclude(pk=seat.pk).exclude(membership__in=bosses_of(seat.circle))
    found = Membership.objects.filter(pk__in=others.values("membership"))
    return found.select_related("person").order_by("person__name")


def seats_of_person(person: Person) -> QuerySet[Seat]:
    """The person's open seats."""
    return (
        Seat.objects.filter(not_left("membership"), membership__person=person, ended_at=None)
        .select_related("circle__cohort__programme", "membership")
        .order_by("circle__name", "pk")
    )


def seated_by_match(cohort: Cohort) -> QuerySet[Seat]:
    """The open seats in circles that were made for people. Who has only begun a pair still waits for a circle."""
    return Seat.objects.filter(circle__cohort=cohort, circle__by_colleagues=False, ended_at=None)


def load_seats(at: datetime | None = None, first: date | None = None, last: date | None = None) -> QuerySet[Seat]:
    """The seats that count against what their holders wish at most, over all programmes; the one definition.

    Seats that were open at that moment, in circles that were too, of runs with a day from `first` to `last`: usually
    from that moment on. A seat outlasts its run, so that its holder keeps what was said there; it is no load any more.
    """
    at = at or timezone.now()
    still = (Q(ended_at=None) | Q(ended_at__gt=at)) & (Q(circle__closed_at=None) | Q(circle__closed_at__gt=at))
    runs = Q(circle__cohort__ends_on__gte=max(at.date(), first or at.date()))
    runs &= Q(circle__cohort__starts_on__lte=last) if last else Q()
    return Seat.objects.filter(still, runs, since__lte=at)


def load_beside(cohort: Cohort, at: datetime | None = None) -> QuerySet[Seat]:
    """Those that count while the cohort runs: what ends before it and what begins after it is no load beside it."""
    return load_seats(at, cohort.starts_on, cohort.ends_on)


def with_company(seats: Iterable[Seat]) -> list[tuple[Seat, list[Seat]]]:
    """Each seat with all the open seats of its circle, in seating order; one query."""
    mine = list(seats)
    there = Seat.objects.filter(circle__in=[seat.circle_id for seat in mine], ended_at=None)
    company: dict[int, list[Seat]] = {}
    for seat in there.select_related("membership__person").order_by("position"):
        company.setdefault(seat.circle_id, []).append(seat)
    return [(seat, company.get(seat.circle_id, [])) for seat in mine]


def names_of(circle: Circle) -> dict[str, Any]:
    """The same of a circle."""
    return cohort_names(circle.cohort) | {"circle": circle.name}


def circles_of(cohort: Cohort) -> QuerySet[Circle]:
    return cohort.circles.filter(closed_at=None).order_by("name", "pk")


def seats_by_circle(cohort: Cohort) -> list[tuple[Circle, list[Seat]]]:
    """Each circle with its open seats, in two queries."""
    seats: dict[int, list[Seat]] = {}
    for seat in (
        Seat.objects.filter(circle__cohort=cohort, ended_at=None)
        .select_related("membership__person")
        .order_by("position")
    ):
        seats.setdefault(seat.circle_id, []).append(seat)
    return [(circle, seats.get(circle.pk, [])) for circle in circles_of(cohort)]


def held_seat_at(circle: Circle, person: Person, at: datetime) -> bool:
    """Did the person sit in the circle at that moment?"""
    return circle.seats.filter(Q(ended_at=None) | Q(ended_at__gt=at), membership__person=person, since__lte=at).exists()


def cipher_for(circle: Circle, scope: str = "") -> Cipher | None:
    """That of the circle, or of something in it that has a key of its own, which ends with the circle's."""
    if circle.purged_at:  # another process may hold the key for a moment longer
        return None
    try:
        return cipher_of(scope or circle.scope)
    except KeyDestroyed:
        return None


def opened(cipher: Cipher | None, token: bytes | memoryview, context: bytes) -> str | None:
    """None once the circle's key is destroyed."""
    try:
        return cipher.decrypt(bytes(token), context).decode() if cipher else None
    except KeyDestroyed:  # in this very moment
        return None
