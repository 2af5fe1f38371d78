"""A date for a coaching hour between two."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edgewise.people.access import signed_in
from edgewise.rooms.access import due_for_member
from edgewise.rooms.pair_hours.actions import plan_pair_hour
from edgewise.rooms.pair_hours.page import Due
from edgewise.rooms.planning.forms import WhenForm
from edgewise.rooms.planning.views import times_for


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, code: str, coach: int, client: int) -> HttpResponse:
    two, seat = due_for_member(signed_in(request), code, coach, client)
    zone, now = seat.membership.time_zone, timezone.now()
    chosen = {name: request.GET[name] for name in ("day", "at") if name in request.GET}
    form = WhenForm(zone, now, request.POST or None, initial=chosen, cohort=seat.circle.cohort)
    if form.is_valid() and "plan" in request.POST:
        if plan_pair_hour(*two, form.cleaned_data["starts_at"], now, seat.membership):
            messages.success(request, _("Planned. Both of you have the invitation."))
        else:
            messages.info(request, _("This coaching hour is planned already."))
        return redirect("rooms:circle", code)
    minutes = seat.circle.cohort.programme.pair_minutes
    times = times_for(form, seat, now, minutes, two, apart=True)
    with timezone.override(ZoneInfo(zone)):
        context = {"circle": seat.circle, "form": form, "due": Due(*two, seat, []), **times}
        return render(request, "rooms/pair_hours/plan.html", context)
