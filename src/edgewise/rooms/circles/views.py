"""A circle's own page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from edgewise.growth.commitments.queries import read, shared_in, wins_in
from edgewise.growth.feedback.queries import scopes_of_two
from edgewise.people.access import signed_in
from edgewise.people.models import Person
from edgewise.people.page import page_asked
from edgewise.programmes.access import seat_of
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.designs.queries import plan_of
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.norms.queries import footing_of
from edgewise.rooms.attendance.queries import excused_from
from edgewise.rooms.models.unopened import BecameChoice
from edgewise.rooms.pair_hours.page import pair_hours_page
from edgewise.rooms.pair_hours.queries import pair_hours_of
from edgewise.rooms.planning.queries import cancelled_sessions, chairs_of, coming_with_times, held_sessions
from edgewise.rooms.polls.queries import look_at_poll
from edgewise.rooms.unopened.queries import asked_of
from edgewise.vault.queries import openings

SESSIONS_A_PAGE, OPENINGS_A_PAGE = 20, 100


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
        **_dates(request.GET, seat, seats, now),
        **_asked(seat, now),
        "pair_hours": pair_hours_page(seat, now),
        "footing": footing_of(seat),
        "format_key": plan_of(seat.circle).format_key,
        **_promised(seat, person, now),
        "poll": look_at_poll(seat, len(seats), now),
    }
    with timezone.override(ZoneInfo(seat.membership.time_zone)):
        return render(request, "rooms/circles/circle.html", context)


def _dates(asked: QueryDict, seat: Seat, seats: Sequence[Seat], now: datetime) -> dict[str, Any]:
    """The meetings to come, called off and held, and who facilitates them."""
    return {
        "coming": coming_with_times(seat.circle, seats, now),
        "off": cancelled_sessions(seat.circle, now),
        "held": page_asked(asked, held_sessions(seat.circle, seat.since), SESSIONS_A_PAGE, "held"),
        "chairs": chairs_of(seat.circle),
    }


def _asked(seat: Seat, now: datetime) -> dict[str, Any]:
    """What the person said they cannot come to, and the sessions that nobody opened: did they meet?"""
    return {
        "excused": excused_from(seat),
        "unopened": asked_of([seat], now),
        "answers": BecameChoice.choices,
    }


def _promised(seat: Seat, person: Person, now: datetime) -> dict[str, Any]:
    """Open commitments of the circle, and those kept lately."""
    kept = wins_in(seat.circle, person, now - LATELY)[:WINS_SHOWN]
    return {"promises": read(shared_in(seat.circle, person)), "wins": read(kept)}


@require_safe
def access_log(request: HttpRequest, code: str) -> HttpResponse:
    """Who opened what of this circle: its members can always see it, from when they sat down.

    Of a pair hour and of feedback, the two see it.
    """
    seat = seat_of(signed_in(request), code)
    scopes = [seat.circle.scope, *(hour.scope for hour in pair_hours_of(seat))]
    scopes += scopes_of_two(seat.membership, seat.circle)
    lines = page_asked(request.GET, openings(*scopes).filter(at__gte=seat.since), OPENINGS_A_PAGE)
    return render(request, "rooms/circles/access_log.html", {"circle": seat.circle, "lines": lines})
