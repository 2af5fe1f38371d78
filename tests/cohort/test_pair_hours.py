"""Thirteen weeks of 48 people with pair hours: who ends near five hours each way, and why anybody does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.hours.promise import issue_seconds, promise
from edgewise.people.models import Membership
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.models.circles import Circle, Seat, SeatEnd
from edgewise.programmes.models.designs import Programme
from edgewise.rooms.attendance.actions import note_not_held
from edgewise.rooms.hours.queries.ledger import Coaching, coaching_in
from edgewise.rooms.hours.queries.pair_hours import held_by, pair_hour_ms
from edgewise.rooms.hours.queries.turns import turns_next
from edgewise.rooms.models.hours import MINUTE_MS, HoursEntry
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.pair_hours.actions import plan_pair_hour
from edgewise.rooms.pair_hours.queries import coming_pair_hours
from tests import make

WEEKS, CIRCLES, SIZE = 13, 8, 6  # a rotating group of the templates
NO_SHOWS = 0.08  # of pair hours
NAMES = [f"{name} {number}" for number in range(CIRCLES) for name in make.CAST]


@pytest.mark.django_db
def test_everybody_ends_near_five_hours_both_ways_or_there_is_a_reason() -> None:
    design = make.programme(
        format_key="rotating_spotlight", pair_hours=6, pair_minutes=45, size_target=SIZE, weeks=WEEKS, cadence_days=10
    )
    assert promise(design).each_way == 4.8
    circles = _begun(design)
    chance, missed = Random(13), 0
    for week in range(WEEKS):
        for circle in circles:
            missed += _week(circle, chance)
        if week == 4:
            end_seat(circles[0].seats.get(position=3), SeatEnd.OPTED_OUT, timezone.now())
    for circle in circles:
        _rounds(circle, design)
    assert missed > 10
    assert [_far_from_five(circle) for circle in circles] == [[]] * CIRCLES
    for circle in circles:  # the first too: who left had given as many as they received
        pairs = [held_by(circle, seat.membership) for seat in circle.seats.filter(ended_at=None)]
        assert {(one.given, one.received) for one in pairs} == {(6, 6)}
    assert not any(coming_pair_hours(seat).exists() for seat in Seat.objects.all())


def _begun(design: Programme) -> list[Circle]:
    cohort = make.cohort(design)
    tables = [NAMES[first : first + SIZE] for first in range(0, len(NAMES), SIZE)]
    return [make.circle(cohort, [make.membership(name) for name in table]) for table in tables]


def _week(circle: Circle, chance: Random) -> int:
    """Each hour whose turn it is gets a date and is held, unless one does not come; how many were not held."""
    seats = {seat.membership_id: seat for seat in circle.seats.filter(ended_at=None)}
    missed = 0
    for turn in turns_next(circle):
        begun = timezone.now() - timedelta(hours=1)
        hour = plan_pair_hour(seats[turn.coach.pk], seats[turn.client.pk], begun)
        assert hour is not None
        if chance.random() < NO_SHOWS:
            waits = chance.choice((turn.coach, turn.client))
            assert note_not_held(hour, waits, waits)
            missed += 1
        else:  # as its room counts it
            minutes = pair_hour_ms(circle.cohort.programme) / MINUTE_MS
            make.hours(circle, turn.coach, turn.client, minutes, hour.code, one_to_one=True)
            Session.every.filter(pk=hour.pk).update(status=SessionStatus.CLOSED)
    return missed


def _rounds(circle: Circle, design: Programme) -> None:
    """The meetings: people bring their issues in turn, and those who are there share the time of listening."""
    fmt, table = builtin_format(design.format_key), [seat.membership for seat in circle.seats.filter(ended_at=None)]
    minutes = issue_seconds(fmt, SIZE) / 60
    issues = promise(design).sessions * fmt.issue_count(SIZE)
    for number in range(issues):
        owner, others = table[number % len(table)], _without(table, number % len(table))
        for other in others:
            make.hours(circle, other, owner, minutes / len(others))


def _without(table: Sequence[Membership], place: int) -> list[Membership]:
    return [*table[:place], *table[place + 1 :]]


def _far_from_five(circle: Circle) -> list[Coaching]:
    """Of people who sit there; nobody is over an hour out of balance, whoever has left."""
    found: dict[int, Coaching] = defaultdict(Coaching)
    for (_, who), coaching in coaching_in(HoursEntry.objects.filter(circle=circle)).items():
        found[who] = coaching
    sitting = circle.seats.filter(ended_at=None).values_list("membership_id", flat=True)
    mine = [found[who] for who in sitting]
    assert all(abs(one.given_hours - one.received_hours) <= 1 for one in mine)
    return [one for one in mine if not all(4.5 <= each <= 5.5 for each in (one.given_hours, one.received_hours))]
