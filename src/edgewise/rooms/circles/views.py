"""A circle's own page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from edgewise.growth.commitments.queries import read, shared_in, wins_in
from edgewise.people.access import signed_in
from edgewise.people.models import Person
from edgewise.programmes.access import seat_of
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.norms.queries import footing_of
from edgewise.rooms.attendance.queries import excused_from
from edgewise.rooms.planning.queries import cancelled_sessions, chairs_of, coming_with_times, held_sessions
from edgewise.rooms.polls.queries import look_at_poll
from edgewise.vault.queries import openings

SESSIONS_SHOWN = 20


LATELY, WINS_SHOWN = timedelta(days=30), 5


@require_safe
def circle(request: HttpRequest, code: str) -> HttpResponse:
    person, now = signed_in(request), timezone.now()
    seat = seat_of(person, code)
    seats = list(open_seats(seat.circle))
    context = {
        "seat": seat,
        "circle": seat.circle,
        "seats": seats,
        "now": now,
        "coming": coming_with_times(seat.circle, seats),
        "excused": excused_from(seat),
        "off": cancelled_sessions(seat.circle, now),
        "held": held_sessions(seat.circle, seat.since, SESSIONS_SHOWN),
        "chairs": chairs_of(seat.circle),
        "footing": footing_of(seat),
        **_promised(seat, person, now),
        "poll": look_at_poll(seat, len(seats), now),
    }
    with timezone.override(ZoneInfo(seat.membership.time_zone)):
        return render(request, "rooms/circles/circle.html", context)


def _promised(seat: Seat, person: Person, now: datetime) -> dict[str, Any]:
    """Open commitments of the circle, and those kept lately."""
    kept = wins_in(seat.circle, person, now - LATELY)[:WINS_SHOWN]
    return {"promises": read(shared_in(seat.circle, person)), "wins": read(kept)}


@require_safe
def access_log(request: HttpRequest, code: str) -> HttpResponse:
    """Who opened what of this circle: its members can always see it, from when they sat down."""
    seat = seat_of(signed_in(request), code)
    lines = openings(seat.circle.scope).filter(at__gte=seat.since)[:200]
    return render(request, "rooms/circles/access_log.html", {"circle": seat.circle, "lines": lines})
