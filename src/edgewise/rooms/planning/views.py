"""Dates of a circle, one or a whole run: planned, moved, cancelled, brought back; and where to meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.domain.calendar.cadence import first_working_day
from edgewise.people.access import signed_in
from edgewise.programmes.access import seat_of
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.designs.queries import plan_of
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.access import expected_session, waiting_session
from edgewise.rooms.models.sessions import SessionStatus
from edgewise.rooms.planning import actions, page, queries
from edgewise.rooms.planning.forms import LinkForm, PlanForm, SeriesForm, WhenForm, usual_format
from edgewise.rooms.planning.page import DAYS_SHOWN
from edgewise.rooms.polls.queries import look_at_poll
from edgewise.rooms.sessions.queries import seats_expected

WINDOWS_SHOWN = 8


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, code: str) -> HttpResponse:
    seat, now = seat_of(signed_in(request), code), timezone.now()
    chairs = queries.chairs_of(seat.circle)
    first = {"format_key": usual_format(seat.circle, len(chairs)), "facilitator": chairs[0]}
    chosen = {name: request.GET[name] for name in ("day", "at") if name in request.GET}
    zone, cohort = seat.membership.time_zone, seat.circle.cohort
    form = PlanForm(chairs, zone, now, request.POST or None, initial=first | chosen, cohort=cohort)
    if form.is_valid() and "plan" in request.POST:
        given = form.cleaned_data
        if seat.circle.sessions.filter(status=SessionStatus.PLANNED, starts_at=given["starts_at"]).exists():
            messages.info(request, _("This session is planned already."))
            return redirect("rooms:circle", code)
        date = actions.Date(given["starts_at"], form.format(), given["facilitator"], form.deputy())
        actions.plan_series(seat.circle, [date], now, seat.membership)
        messages.success(request, _("Planned. Everyone in the circle is invited."))
        return redirect("rooms:circle", code)
    poll = look_at_poll(seat, len(chairs), now)
    context = {"circle": seat.circle, "form": form, "poll": poll, **times_for(form, seat, now)}
    return render(request, "rooms/planning/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, code: str, session: str) -> HttpResponse:
    meeting, seat = waiting_session(signed_in(request), code, session)
    here = meeting.starts_at.astimezone(ZoneInfo(seat.membership.time_zone))
    first, now = {"day": here.date(), "at": here.time()}, timezone.now()
    chosen = {name: request.GET[name] for name in first if name in request.GET}
    zone, cohort = seat.membership.time_zone, seat.circle.cohort
    form = WhenForm(zone, now, request.POST or None, initial=first | chosen, cohort=cohort)
    if form.is_valid() and "plan" in request.POST:
        if not actions.move_session(meeting, form.cleaned_data["starts_at"], now, seat.membership):
            messages.error(request, _("The room is open already. Cancel this session and plan another."))
        return redirect("rooms:circle", code)
    people = seats_expected(meeting)
    times = times_for(form, seat, now, meeting.minutes, people, apart=meeting.is_pair_hour)
    context = {"circle": seat.circle, "session": meeting, "form": form, **times}
    return render(request, "rooms/planning/plan.html", context)


@require_POST
def cancel(request: HttpRequest, code: str, session: str) -> HttpResponse:
    meeting, seat = waiting_session(signed_in(request), code, session)
    if actions.cancel_session(meeting, by=seat.membership):
        messages.success(request, _("The session is cancelled."))
    else:
        messages.error(request, _("The session has begun already."))
    return redirect("rooms:circle", code)


def times_for(
    form: WhenForm, seat: Seat, now: datetime, minutes: int = 0, people: Sequence[Seat] = (), *, apart: bool = False
) -> dict[str, Any]:
    """The chosen time on everybody's own clock, and when all are at work in the next two weeks of the run.

    `people` are those of the circle, unless they are named; `apart` as in `workers_of`.
    """
    seats, zone = people or list(open_seats(seat.circle)), seat.membership.time_zone
    minutes = minutes or (isinstance(form, PlanForm) and form.minutes()) or plan_of(seat.circle).session_minutes
    chosen = form.is_valid() and queries.local_times(seats, form.cleaned_data["starts_at"], minutes)
    today = now.astimezone(ZoneInfo(zone)).date()
    begins, last = queries.days_to_plan(seat.circle.cohort, today)
    first = first_working_day(max(begins, today + timedelta(days=1)), zone)
    last = min(last, first + timedelta(days=DAYS_SHOWN - 1))
    windows = queries.free_together(seats, first, (last - first).days + 1, minutes, zone, apart=apart)
    shown: dict[str, Any] = {
        "windows": windows[:WINDOWS_SHOWN],
        "first": first,
        "last": last,
        "is_ahead": begins > today,
        "begins": begins,
    }
    shown["holidays"] = page.holidays_of(seats)
    shown["common"] = page.common_picture(windows) if windows else None
    return {"chosen": chosen or [], "zone": zone, "minutes": minutes, **shown}


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_link(request: HttpRequest, code: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    circle = seat.circle
    form = LinkForm(request.POST or None, initial={"link": circle.meeting_link})
    if form.is_valid():
        actions.set_meeting_link(circle, form.cleaned_data["link"], by=seat.membership)
        messages.success(request, _("Saved. Every session of the circle and the calendars have the link."))
        return redirect("rooms:circle", code)
    return render(request, "rooms/planning/meeting_link.html", {"circle": circle, "form": form})


@require_POST
def restore(request: HttpRequest, code: str, session: str) -> HttpResponse:
    meeting, seat = expected_session(signed_in(request), code, session)
    if actions.restore_session(meeting, by=seat.membership):
        messages.success(request, _("The session is planned again. Everybody is told."))
    elif meeting.status == SessionStatus.PLANNED:
        messages.info(request, _("This session is planned already."))
    else:
        messages.error(request, _("You cannot bring this session back: its time is over, or it was not cancelled."))
    return redirect("rooms:circle", code)


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, code: str) -> HttpResponse:
    seat, now = seat_of(signed_in(request), code), timezone.now()
    usual = None if request.POST else page.usual_series(seat, now)
    form = SeriesForm(seat, now, request.POST or None, initial=usual)
    proposed = page.series_of(seat, form.wanted(), now) if form.is_valid() else None
    if proposed and proposed.lines and "plan" in request.POST:
        made = actions.plan_series(
            seat.circle, [actions.Date(*line.date) for line in proposed.lines], now, seat.membership
        )
        words = ngettext(
            "%(count)d session is planned. Everybody is told of it in one message.",
            "%(count)d sessions are planned. Everybody is told of them in one message.",
            len(made),
        )
        messages.success(request, words % {"count": len(made)})
        return redirect("rooms:circle", code)
    context = {"circle": seat.circle, "form": form, "proposed": proposed, "zone": seat.membership.time_zone}
    context["holidays"] = page.holidays_of(list(open_seats(seat.circle)))
    with timezone.override(ZoneInfo(seat.membership.time_zone)):
        return render(request, "rooms/planning/series.html", context)
