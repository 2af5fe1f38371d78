"""Dates of a circle, one or a whole run: planned, moved, cancelled, brought back; and where to meet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.people.access import signed_in
from edgewise.programmes.access import seat_of
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.access import waiting_session
from edgewise.rooms.planning import actions, page, queries
from edgewise.rooms.planning.forms import LinkForm, PlanForm, SeriesForm, WhenForm
from edgewise.rooms.polls.queries import look_at_poll

DAYS_SHOWN, WINDOWS_SHOWN = 14, 8


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
        messages.success(request, _("Planned. Everyone in the circle is invited."))
        return redirect("rooms:circle", code)
    poll = look_at_poll(seat, len(chairs), now)
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
            messages.error(request, _("The room is open already. Cancel this session and plan another."))
        return redirect("rooms:circle", code)
    context = {"circle": seat.circle, "session": meeting, "form": form, **_times(form, seat, now, meeting.minutes)}
    return render(request, "rooms/planning/plan.html", context)


@require_POST
def cancel(request: HttpRequest, code: str, session: str) -> HttpResponse:
    meeting, _seat = waiting_session(signed_in(request), code, session)
    if actions.cancel_session(meeting):
        messages.success(request, _("The session is cancelled."))
    else:
        messages.error(request, _("The session has begun already."))
    return redirect("rooms:circle", code)


def _times(form: WhenForm, seat: Seat, now: datetime, minutes: int = 0) -> dict[str, Any]:
    """The chosen time on everybody's own clock, and when all are at work in the next two weeks."""
    seats, zone = list(open_seats(seat.circle)), seat.membership.time_zone
    minutes = minutes or (form.format().minutes if isinstance(form, PlanForm) and form.is_valid() else 0)
    minutes = minutes or seat.circle.cohort.programme.session_minutes
    chosen = form.is_valid() and queries.local_times(seats, form.cleaned_data["starts_at"], minutes)
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    windows = queries.free_together(seats, tomorrow, DAYS_SHOWN, minutes, zone)
    return {"chosen": chosen or [], "windows": windows[:WINDOWS_SHOWN], "zone": zone, "minutes": minutes}


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_link(request: HttpRequest, code: str) -> HttpResponse:
    circle = seat_of(signed_in(request), code).circle
    form = LinkForm(request.POST or None, initial={"link": circle.meeting_link})
    if form.is_valid():
        actions.set_meeting_link(circle, form.cleaned_data["link"])
        messages.success(request, _("Saved. Every session of the circle and the calendars have the link."))
        return redirect("rooms:circle", code)
    return render(request, "rooms/planning/meeting_link.html", {"circle": circle, "form": form})


@require_POST
def restore(request: HttpRequest, code: str, session: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    meeting = seat.circle.sessions.filter(code=session).first()
    if meeting is None:
        raise Http404
    if actions.restore_session(meeting):
        messages.success(request, _("The session is planned again. Everybody is told."))
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
        made = actions.plan_series(seat.circle, [actions.Date(*line.date) for line in proposed.lines])
        words = ngettext(
            "%(count)d session is planned. Everybody is told of it in one message.",
            "%(count)d sessions are planned. Everybody is told of them in one message.",
            len(made),
        )
        messages.success(request, words % {"count": len(made)})
        return redirect("rooms:circle", code)
    context = {"circle": seat.circle, "form": form, "proposed": proposed, "zone": seat.membership.time_zone}
    with timezone.override(ZoneInfo(seat.membership.time_zone)):
        return render(request, "rooms/planning/series.html", context)
