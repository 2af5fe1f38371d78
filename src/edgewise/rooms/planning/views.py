"""A circle's own page, and its sessions to come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.growth.queries import read, shared_in, wins_in
from edgewise.people.access import signed_in
from edgewise.people.models import Person
from edgewise.programmes.access import seat_of
from edgewise.programmes.models import Seat
from edgewise.programmes.queries import footing_of, open_seats
from edgewise.rooms import actions, queries
from edgewise.rooms.access import waiting_session
from edgewise.rooms.forms import PlanForm, WhenForm
from edgewise.vault.queries import openings

PAST = 20
DAYS_SHOWN, WINDOWS_SHOWN = 14, 8
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
        "coming": queries.coming_with_times(seat.circle, seats),
        "excused": queries.excused_from(seat),
        "off": queries.cancelled_sessions(seat.circle, now),
        "held": queries.held_sessions(seat.circle, seat.since, PAST),
        "chairs": queries.chairs_of(seat.circle),
        "footing": footing_of(seat),
        **_promised(seat, person, now),
        "poll": queries.look_at_poll(seat, len(seats), now),
    }
    with timezone.override(ZoneInfo(seat.membership.time_zone)):
        return render(request, "rooms/circles/circle.html", context)


def _promised(seat: Seat, person: Person, now: datetime) -> dict[str, Any]:
    """What is open in the circle, and what was kept lately."""
    kept = wins_in(seat.circle, person, now - LATELY)[:WINS_SHOWN]
    return {"promises": read(shared_in(seat.circle, person)), "wins": read(kept)}


@require_safe
def access_log(request: HttpRequest, code: str) -> HttpResponse:
    """Who opened what of this circle: its members can always see it, from when they sat down."""
    seat = seat_of(signed_in(request), code)
    lines = openings(seat.circle.scope).filter(at__gte=seat.since)[:200]
    return render(request, "rooms/circles/access_log.html", {"circle": seat.circle, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, code: str) -> HttpResponse:
    seat, now = seat_of(signed_in(request), code), timezone.now()
    chairs = queries.chairs_of(seat.circle)
    first = {"format_key": seat.circle.cohort.programme.format_key, "facilitator": chairs[0]}
    chosen = {name: request.GET[name] for name in ("day", "at") if name in request.GET}
    form = PlanForm(chairs, seat.membership.time_zone, now, request.POST or None, initial=first | chosen)
    if form.is_valid() and "plan" in request.POST:
        given = form.cleaned_data
        actions.plan_session(seat.circle, given["starts_at"], form.format(), given["facilitator"], form.deputy())
        messages.success(request, "Planned. Everyone in the circle is invited.")
        return redirect("rooms:circle", code)
    poll = queries.look_at_poll(seat, len(chairs), now)
    context = {"circle": seat.circle, "form": form, "poll": poll, **_times(form, seat, now)}
    return render(request, "rooms/planning/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, code: str, session: str) -> HttpResponse:
    meeting, seat = waiting_session(signed_in(request), code, session)
    here = meeting.starts_at.astimezone(ZoneInfo(seat.membership.time_zone))
    first, now = {"day": here.date(), "at": here.time()}, timezone.now()
    chosen = {name: request.GET[name] for name in first if name in request.GET}
    form = WhenForm(seat.membership.time_zone, now, request.POST or None, initial=first | chosen)
    if form.is_valid() and "plan" in request.POST:
        if not actions.move_session(meeting, form.cleaned_data["starts_at"]):
            messages.error(request, "The room is open already. Cancel this session and plan another.")
        return redirect("rooms:circle", code)
    context = {"circle": seat.circle, "session": meeting, "form": form, **_times(form, seat, now, meeting.minutes)}
    return render(request, "rooms/planning/plan.html", context)


@require_POST
def cancel(request: HttpRequest, code: str, session: str) -> HttpResponse:
    meeting, _ = waiting_session(signed_in(request), code, session)
    if actions.cancel_session(meeting):
        messages.success(request, "The session is cancelled.")
    else:
        messages.error(request, "The session has begun already.")
    return redirect("rooms:circle", code)


def _times(form: WhenForm, seat: Seat, now: datetime, minutes: int = 0) -> dict[str, Any]:
    """What the chosen time is for everybody, and when all are at work in the next two weeks."""
    seats, zone = list(open_seats(seat.circle)), seat.membership.time_zone
    minutes = minutes or (form.format().minutes if isinstance(form, PlanForm) and form.is_valid() else 0)
    minutes = minutes or seat.circle.cohort.programme.session_minutes
    chosen = form.is_valid() and queries.local_times(seats, form.cleaned_data["starts_at"], minutes)
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    windows = queries.free_together(seats, tomorrow, DAYS_SHOWN, minutes, zone)
    return {"chosen": chosen or [], "windows": windows[:WINDOWS_SHOWN], "zone": zone, "minutes": minutes}
