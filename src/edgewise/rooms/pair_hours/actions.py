"""The only write to pair hours: a date for two. Moved, cancelled and brought back they are as every session."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from edgewise.domain.hours.pair_hour import pair_format
from edgewise.domain.nudges.kinds import Kind
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.messages import tell_of
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.pair_hours.queries import is_planned
from edgewise.rooms.planning.actions import Date, make_session


@transaction.atomic
def plan_pair_hour(
    coach: Seat, client: Seat, starts_at: datetime, at: datetime | None = None, by: Membership | None = None
) -> Session | None:
    """A date for the two, who are told. None if there is one already: the other may have planned it just now."""
    now = at or timezone.now()
    circle = Circle.objects.select_for_update(of=("self",)).select_related("cohort__programme").get(pk=coach.circle_id)
    if is_planned(coach, client) or Seat.objects.filter(pk__in=(coach.pk, client.pk), ended_at=None).count() != 2:
        return None
    fmt = pair_format(circle.cohort.programme.pair_minutes)
    date = Date(starts_at, fmt, coach.membership, client.membership)
    hour = make_session(circle, date, now, (coach, client))
    tell_of(hour, Kind.SESSION_PLANNED, [coach.membership, client.membership], now, by)
    return hour
