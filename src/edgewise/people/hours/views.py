"""When somebody works."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edgewise.people.access import membership_for, signed_in
from edgewise.people.hours import actions, queries
from edgewise.people.hours.forms import AbsenceForm, HoursForm, fields_of, like_monday


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest, slug: str) -> HttpResponse:
    """Days on which no session is proposed to the person's circles."""
    me = membership_for(signed_in(request), slug)
    form = AbsenceForm(me, request.POST if "until_on" in request.POST else None)
    if form.is_valid():
        actions.note_absence(me, **form.cleaned_data)
        messages.success(request, _("Noted. We propose no session on these days."))
        return redirect("people:away", slug)
    if "forget" in request.POST and request.POST["forget"].isdecimal():
        actions.forget_absence(me, int(request.POST["forget"]))
        return redirect("people:away", slug)
    return render(request, "people/hours/away.html", {"me": me, "form": form, "absences": queries.coming_absences(me)})


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, slug: str) -> HttpResponse:
    """The person's own week, within which sessions are proposed."""
    me = membership_for(signed_in(request), slug)
    first = fields_of(queries.week_of(me))
    form = HoursForm(first, request.POST if "monday_1_from" in request.POST else None)
    if "copy" in request.POST:
        form = HoursForm(like_monday(request.POST))
    elif "usual" in request.POST or form.is_valid():
        actions.set_weekly_hours(me, form.week)
        messages.success(request, _("Saved. We propose sessions within these hours."))
        return redirect("people:hours", slug)
    has_own = me.weekly_hours.exists()
    return render(request, "people/hours/hours.html", {"me": me, "form": form, "has_own": has_own})
