"""The pair hours of somebody in a circle: with a date, due without one, called off, and held."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.hours.queries.turns import turns_next
from edgewise.rooms.models.sessions import HAS_DATE, Event, Session, SessionStatus


def pair_hours_of(*seats: Seat) -> QuerySet[Session]:
    """All that the person ever had a date for from these seats."""
    rows = Session.every.filter(Q(coach__in=seats) | Q(client__in=seats)).select_related("circle__cohort__programme")
    return rows.select_related("coach__membership__person", "client__membership__person")


def coming_pair_hours(*seats: Seat) -> QuerySet[Session]:
    """Planned or live, the nearest first."""
    return pair_hours_of(*seats).filter(status__in=HAS_DATE).order_by("starts_at", "pk")


def cancelled_pair_hours(seat: Seat, now: datetime) -> QuerySet[Session]:
    """Those that can still be brought back."""
    off = pair_hours_of(seat).filter(status=SessionStatus.CANCELLED, starts_at__gt=now)
    there = off.filter(coach__ended_at=None, client__ended_at=None)
    again = Session.every.filter(coach=OuterRef("coach"), client=OuterRef("client"), status__in=HAS_DATE)
    return there.exclude(Exists(again)).order_by("starts_at", "pk")


def held_pair_hours(seat: Seat, most: int) -> QuerySet[Session]:
    """The last ones; `has_record` is false if nobody opened the room."""
    held = pair_hours_of(seat).filter(status=SessionStatus.CLOSED).order_by("-starts_at", "-pk")
    return held.annotate(has_record=Exists(Event.objects.filter(session=OuterRef("pk"))))[:most]


def is_planned(coach: Seat, client: Seat) -> bool:
    """Has the next hour in which one coaches the other a date?"""
    return Session.every.filter(coach=coach, client=client, status__in=HAS_DATE).exists()


def has_pair_hours(seat: Seat) -> bool:
    """Does its circle have pair hours beside its meetings?"""
    return bool(seat.circle.cohort.programme.pair_hours) and not seat.circle.by_colleagues


def due_pair_hours(seat: Seat) -> list[tuple[Seat, Seat]]:
    """Coach and client of each hour of the person whose turn it is and that has no date yet; in the circle's order."""
    if not has_pair_hours(seat):
        return []
    seats = {one.membership_id: one for one in open_seats(seat.circle)}
    turns = [(seats[turn.coach.pk], seats[turn.client.pk]) for turn in turns_next(seat.circle)]
    dated = set(coming_pair_hours(seat).values_list("coach_id", "client_id"))
    return [two for two in turns if seat in two and (two[0].pk, two[1].pk) not in dated]
