"""The hours ledger: hours that each person gave and received, towards the target; and who coaches whom next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from edgewise.domain.hours.coaching_schedule import Hour, Impossible, coaching_schedule, repaired
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.models.hours import HoursEntry, HoursSource
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus
from edgewise.rooms.planning.queries import next_session

HOUR = 60
MOST_AHEAD = 8  # people in a circle for whom a schedule of who coaches whom is made


@dataclass(frozen=True, slots=True)
class Balance:
    """Minutes of one person in a circle."""

    seat: Seat
    given: int
    received: int
    target: int  # hours each way

    @property
    def given_hours(self) -> float:
        return round(self.given / HOUR, 1)

    @property
    def received_hours(self) -> float:
        return round(self.received / HOUR, 1)


@dataclass(frozen=True, slots=True)
class Turn:
    coach: Membership
    client: Membership


def counted() -> Q:
    """Entries that count: what a room saw, time kept free, and what both sides say."""
    return ~Q(source=HoursSource.NOTED) | ~Q(confirmed_at=None)


def balances(circle: Circle) -> list[Balance]:
    """Everybody who sits in the circle, in seating order; four queries."""
    seats, target = list(open_seats(circle)), circle.cohort.programme.hours_target
    rooms = Attendance.objects.filter(session__circle=circle).values_list("seat__membership_id")
    minutes = {
        who: (given, got)
        for who, given, got in rooms.annotate(Sum("minutes_given"), Sum("minutes_received")).order_by()
    }
    entries = HoursEntry.objects.filter(counted(), circle=circle).exclude(source=HoursSource.ROOM)
    given = dict(entries.values_list("giver_id").annotate(Sum("minutes")).order_by())
    noted = entries.filter(source=HoursSource.NOTED)
    got = dict(noted.values_list("receiver_id").annotate(Sum("minutes")).order_by())
    found = []
    for seat in seats:
        who = seat.membership_id
        in_rooms = minutes.get(who, (0, 0))
        found.append(Balance(seat, in_rooms[0] + given.get(who, 0), in_rooms[1] + got.get(who, 0), target))
    return found


def entries_of(circle: Circle, who: Membership) -> QuerySet[HoursEntry]:
    """The person's own entries, the newest first."""
    mine = Q(giver=who) | Q(receiver=who)
    rows = HoursEntry.objects.filter(mine, circle=circle).select_related(
        "giver__person", "receiver__person", "noted_by"
    )
    return rows.order_by("-on", "-pk")


def to_confirm(circle: Circle, who: Membership) -> QuerySet[HoursEntry]:
    """Entries that wait for the person's answer."""
    waiting = entries_of(circle, who).filter(source=HoursSource.NOTED, confirmed_at=None, declined_at=None)
    return waiting.exclude(noted_by=who)


def turns_next(circle: Circle) -> list[Turn]:
    """Who coaches whom next, so that everybody gives and receives the same and nobody simply swaps.

    Made anew from the hours that did take place, so a missed session is made up for; people who have said that they
    cannot come are left out. Empty for pairs, who can only swap, and for circles too large to take turns two by two.
    """
    seats = list(open_seats(circle))
    people = [seat.membership_id for seat in seats]
    schedule = coaching_schedule(len(people), max(1, circle.cohort.programme.hours_target)) if people else None
    if schedule is None or isinstance(schedule, Impossible) or len(people) > MOST_AHEAD:
        return []
    place = {who: number for number, who in enumerate(people)}
    away = {place[who] for who in _excused_next(circle) if who in place}
    if len(away) >= len(people) - 1:
        return []
    ahead = repaired(schedule, _held(circle, place), away)
    first = ahead.sessions[0] if ahead.sessions else ()
    return [Turn(seats[hour.coach].membership, seats[hour.client].membership) for slot in first for hour in slot]


def _held(circle: Circle, place: dict[int, int]) -> Sequence[Hour]:
    """Whole hours between two people who still sit there."""
    rows = HoursEntry.objects.filter(counted(), circle=circle).exclude(source=HoursSource.KEPT_FREE)
    sums = rows.values_list("giver_id", "receiver_id").annotate(Sum("minutes")).order_by("giver_id", "receiver_id")
    return [
        Hour(place[giver], place[receiver])
        for giver, receiver, minutes in sums
        if giver in place and receiver in place
        for _ in range(round(minutes / HOUR))
    ]


def _excused_next(circle: Circle) -> set[int]:
    session = next_session(circle)
    if session is None:
        return set()
    excused = session.attendance.filter(status=AttendanceStatus.EXCUSED)
    return set(excused.values_list("seat__membership_id", flat=True))
