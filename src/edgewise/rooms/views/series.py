"""All dates of a run at once: a kickoff, a rhythm, a check-in half-way, and the awkward hour in turn."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from edgewise.people.access import signed_in
from edgewise.programmes.access import seat_of
from edgewise.rooms import actions, queries
from edgewise.rooms.forms import SeriesForm


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, code: str) -> HttpResponse:
    seat, now = seat_of(signed_in(request), code), timezone.now()
    usual = None if request.POST else queries.usual_series(seat, now)
    form = SeriesForm(seat, now, request.POST or None, initial=usual)
    proposed = queries.series_of(seat, form.wanted(), now) if form.is_valid() else None
    if proposed and proposed.lines and "plan" in request.POST:
        made = actions.plan_series(seat.circle, [actions.Date(*line.date) for line in proposed.lines])
        messages.success(request, f"{len(made)} sessions are planned, and everybody is told of them in one message.")
        return redirect("rooms:circle", code)
    context = {"circle": seat.circle, "form": form, "proposed": proposed, "zone": seat.membership.time_zone}
    with timezone.override(ZoneInfo(seat.membership.time_zone)):
        return render(request, "rooms/planning/series.html", context)
