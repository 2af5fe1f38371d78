"""Coaching hours between two in the demonstration: held in a room, noted by the two, planned, and left behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random

from edgewise.cli.demo.meetings import hold, workday
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.hours.actions import confirm_hours, note_hours
from edgewise.rooms.hours.queries import pair_hour_ms, turns_next
from edgewise.rooms.models.hours import MINUTE_MS
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.pair_hours.actions import plan_pair_hour

FIRST_HOUR = 12  # of the day in UTC, for the first of a round


def hold_round(circle: Circle, at: datetime, dice: Random) -> None:
    """As many as there are people, in a room, in the days from `at` on: what may have a date, then what comes of it."""
    number, day = open_seats(circle).count(), at
    while number > 0 and (hours := list(_dated(circle, day, most=number))):
        for hour in hours:
            hold(hour, dice)
        number, day = number - len(hours), day + timedelta(days=2)


def note_round(circle: Circle, at: datetime, most: int = 99) -> None:
    """The same without a room: one of the two notes it and the other confirms."""
    minutes = round(pair_hour_ms(circle.cohort.programme) / MINUTE_MS)
    for turn in turns_next(circle)[:most]:
        entry = note_hours(circle, turn.coach, turn.coach, turn.client, minutes, at.date(), at)
        confirm_hours(entry, turn.client)


def plan_round(circle: Circle, at: datetime, now: datetime, first: str = "", most: int = 99) -> list[Session]:
    """Dates from `at` on, chosen lately; those of the person called `first` are the first of them."""
    return list(_dated(circle, at, now - timedelta(days=2), first, most))


def _dated(
    circle: Circle, at: datetime, told: datetime | None = None, first: str = "", most: int = 99
) -> Iterator[Session]:
    for place, (coach, client) in enumerate(_two(circle, first)[:most]):
        day = workday(at.date() + timedelta(days=place // 2))
        starts_at = datetime.combine(day, time(FIRST_HOUR + place % 4), UTC)
        hour = plan_pair_hour(coach, client, starts_at, told or starts_at - timedelta(days=6), coach.membership)
        assert hour is not None
        yield hour


def _two(circle: Circle, first: str) -> list[tuple[Seat, Seat]]:
    seats = {seat.membership_id: seat for seat in open_seats(circle)}
    turns = [(seats[turn.coach.pk], seats[turn.client.pk]) for turn in turns_next(circle)]
    return sorted(turns, key=lambda two: first not in [seat.membership.person.name.split()[0] for seat in two])
