"""Hours given and received."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.people.access import AlreadyDone, signed_in
from edgewise.programmes.access import seat_of
from edgewise.programmes.designs.queries import is_of_round
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.hours import actions
from edgewise.rooms.hours.forms import FEWEST_MINUTES_NOTED, MOST_MINUTES_NOTED, HoursForm, MinutesForm
from edgewise.rooms.hours.page import balance_picture
from edgewise.rooms.hours.queries import ledger
from edgewise.rooms.hours.queries.turns import turns_next

RECOUNT_TOLD_FOR = timedelta(days=30)  # then it stands under "How hours are counted" alone


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
    return _where_they_are(request, seat, {"form": form, **_ledger(seat)})


def _ledger(seat: Seat) -> dict[str, Any]:
    balances, recounted_on = ledger.balances(seat.circle), ledger.recounted_on(seat.circle)
    return {
        "circle": seat.circle,
        "is_of_round": is_of_round(seat.circle),
        "me": seat.membership,
        "balance": balance_picture(balances),
        "mine": next((one for one in balances if one.seat.pk == seat.pk), None),
        "recounted_on": recounted_on,
        "tell_recounted": bool(recounted_on and timezone.now() - recounted_on < RECOUNT_TOLD_FOR),
        "turns": turns_next(seat.circle),
        "waiting": ledger.to_confirm(seat.circle, seat.membership),
        "lines": ledger.lines_of(seat.circle, seat.membership),
    }


def _where_they_are(request: HttpRequest, seat: Seat, context: dict[str, Any]) -> HttpResponse:
    """The days of sessions are those of their reader."""
    with timezone.override(ZoneInfo(seat.membership.time_zone)):
        return render(request, "rooms/hours/hours.html", context)


@require_safe
def my_hours(request: HttpRequest) -> HttpResponse:
    """What somebody gave and received, circle by circle, and over all of them."""
    balances = ledger.balances_of_person(signed_in(request))
    whole = sum((one.coaching for one in balances), ledger.Coaching())
    return render(request, "rooms/hours/my_hours.html", {"balances": balances, "whole": whole})


@require_POST
def answer_hours(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    entry = ledger.entries_of(seat.circle, seat.membership).filter(pk=pk).first()
    if entry is None:
        raise Http404
    if not ledger.to_confirm(seat.circle, seat.membership).filter(pk=pk).exists():
        raise AlreadyDone(_("This entry does not wait for your answer."), reverse("rooms:hours", args=[code]))
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
