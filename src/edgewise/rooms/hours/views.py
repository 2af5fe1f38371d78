"""Hours given and received."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.people.access import signed_in
from edgewise.programmes.access import seat_of
from edgewise.rooms.hours import actions, queries
from edgewise.rooms.hours.forms import FEWEST_MINUTES_NOTED, MOST_MINUTES_NOTED, HoursForm, MinutesForm


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, code: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    form = HoursForm(seat, request.POST or None)
    if form.is_valid():
        other = form.cleaned_data["other"]
        actions.note_hours(
            seat.circle, seat.membership, *form.sides(), form.cleaned_data["minutes"], form.cleaned_data["on"]
        )
        messages.success(request, _("Noted. It counts when %(name)s confirms it.") % {"name": other.person.name})
        return redirect("rooms:hours", code)
    context = {
        "circle": seat.circle,
        "me": seat.membership,
        "form": form,
        "balances": queries.balances(seat.circle),
        "turns": queries.turns_next(seat.circle),
        "waiting": queries.to_confirm(seat.circle, seat.membership),
        "entries": queries.entries_of(seat.circle, seat.membership)[:30],
    }
    return render(request, "rooms/hours/hours.html", context)


@require_POST
def answer_hours(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    entry = queries.to_confirm(seat.circle, seat.membership).filter(pk=pk).first()
    if entry is None:
        raise Http404
    form = MinutesForm(request.POST)
    if "yes" in request.POST:
        done = actions.confirm_hours(entry, seat.membership)
    elif "no" in request.POST:
        done = actions.decline_hours(entry, seat.membership)
    else:
        done = form.is_valid() and actions.correct_hours(entry, seat.membership, form.cleaned_data["minutes"])
    if done:
        messages.success(request, _("Noted."))
    else:
        limits = {"least": FEWEST_MINUTES_NOTED, "most": MOST_MINUTES_NOTED}
        messages.error(request, _("Enter %(least)d to %(most)d minutes, or confirm the entry.") % limits)
    return redirect("rooms:hours", code)
