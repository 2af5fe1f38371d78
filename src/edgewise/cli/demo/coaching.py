"""Coaching hours between two in the demonstration: held in a room, noted by the two, planned, and left behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random

from edgewise.cli.demo.meetings import hold, workday
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.hours.actions import confirm_hours, note_hours
from edgewise.rooms.hours.queries.pair_hours import pair_hour_ms
from edgewise.rooms.hours.queries.turns import turns_next
from edgewise.rooms.models.hours import MINUTE_MS
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.pair_hours.actions import plan_pair_hour
from edgewise.rooms.pair_hours.queries import is_planned

MOST_GOES = 12  # at the open hours of a circle: each opens others
FIRST_HOUR = 12  # of the day in UTC, for the first of a round


def hold_round(circle: Circle, at: datetime, dice: Random) -> None:
    """One for each person, in a room, in the days from `at` on: what may have a date, then what comes of it."""
    number, day = open_seats(circle).count(), at
    while number > 0 and (hours := list(_dated(circle, day, most=number))):
        for hour in hours:
            hold(hour, dice)
        number, day = number - len(hours), day + timedelta(days=2)


def note_round(circle: Circle, at: datetime, most: int = 99, keep: str = "") -> None:
    """The same, or `most` of them, without a room: one of the two notes it and the other confirms.

    It goes on until two of the person called `keep` may have a date: those are left for another day.
    """
    minutes = round(pair_hour_ms(circle.cohort.programme) / MINUTE_MS)
    number, day = min(most, open_seats(circle).count()), at
    for _ in range(MOST_GOES):
        ahead = turns_next(circle)
        theirs = [turn for turn in ahead if keep in _first_names(turn.coach, turn.client)]
        if number <= 0 and (not keep or len(theirs) > 1):
            return
        turns = [turn for turn in ahead if turn not in theirs][: max(1, number)] or theirs[: max(0, 2 - len(theirs))]
        for turn in turns:
            entry = note_hours(circle, turn.coach, turn.coach, turn.client, minutes, day.date(), day)
            confirm_hours(entry, turn.client)
        number, day = number - len(turns), day + timedelta(days=1)


def plan_round(circle: Circle, at: datetime, now: datetime, first: str = "", most: int = 99) -> list[Session]:
    """Dates from `at` on, chosen lately; those of the person called `first` are the first of them.

    What may have a date once others have one follows after them.
    """
    planned: list[Session] = []
    told = now - timedelta(days=2)
    while more := list(_dated(circle, at, told, first, most - len(planned), len(planned))):
        planned += more
    return planned


def _dated(
    circle: Circle, at: datetime, told: datetime | None = None, first: str = "", most: int = 99, before: int = 0
) -> Iterator[Session]:
    undated = [two for two in _two(circle, first) if not is_planned(*two)]
    for place, (coach, client) in enumerate(undated[:most], before):
        day = workday(at.date() + timedelta(days=place // 2))
        starts_at = datetime.combine(day, time(FIRST_HOUR + place % 4), UTC)
        hour = plan_pair_hour(coach, client, starts_at, told or starts_at - timedelta(days=6), coach.membership)
        assert hour is not None
        yield hour


def _two(circle: Circle, first: str) -> list[tuple[Seat, Seat]]:
    seats = {seat.membership_id: seat for seat in open_seats(circle)}
    turns = [(seats[turn.coach.pk], seats[turn.client.pk]) for turn in turns_next(circle)]
    return sorted(turns, key=lambda two: first not in _first_names(*(seat.membership for seat in two)))


def _first_names(*people: Membership) -> list[str]:
    return [who.person.name.split()[0] for who in people]
