"""Hours given and received, and who came."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.people.access import signed_in
from edgewise.programmes import actions as programmes
from edgewise.programmes.access import circle_for_coordinator, hand_of, seat_of
from edgewise.programmes.queries import open_seats
from edgewise.rooms import actions, queries
from edgewise.rooms.access import waiting_session
from edgewise.rooms.forms import AttendanceForm, HoursForm, MinutesForm


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, code: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    form = HoursForm(seat, request.POST or None)
    if form.is_valid():
        other = form.cleaned_data["other"]
        programmes.note_hours(
            seat.circle, seat.membership, *form.sides(), form.cleaned_data["minutes"], form.cleaned_data["on"]
        )
        messages.success(request, f"Noted. It counts when {other.person.name} confirms it.")
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
        done = programmes.confirm_hours(entry, seat.membership)
    elif "no" in request.POST:
        done = programmes.decline_hours(entry, seat.membership)
    else:
        done = form.is_valid() and programmes.correct_hours(entry, seat.membership, form.cleaned_data["minutes"])
    if done:
        messages.success(request, "Noted.")
    else:
        messages.error(request, "Say 5 to 480 minutes, or confirm what is there.")
    return redirect("rooms:hours", code)


@require_POST
def come(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """Before a session: I cannot come, or I can after all."""
    meeting, seat = waiting_session(signed_in(request), code, session)
    comes = request.POST.get("comes") == "yes"
    if actions.excuse(meeting, seat, comes=comes):
        messages.success(request, "You are expected." if comes else "Noted: you cannot come. Your circle sees it.")
    return redirect("rooms:circle", code)


@require_POST
def not_held(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """Its time is over and nobody opened the room: I was there."""
    meeting, seat = waiting_session(signed_in(request), code, session)
    if actions.note_not_held(meeting, seat.membership, seat.membership):
        messages.success(request, "Noted. Your time is counted, and your coordinator knows.")
    else:
        messages.error(request, "It is not over yet, or the room was opened.")
    return redirect("rooms:circle", code)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, code: str, circle: str) -> HttpResponse:
    """A coordinator corrects what the room could not know; who did is kept."""
    person = signed_in(request)
    found = circle_for_coordinator(person, code, circle)
    form = AttendanceForm(found, request.POST or None)
    if form.is_valid():
        by = hand_of(person, found.cohort)
        if actions.correct_attendance(form.cleaned_data["row"], form.cleaned_data["status"], by, timezone.now()):
            messages.success(request, "Corrected. The change is in the list below.")
        return redirect("rooms:attendance", code, circle)
    context = {
        "cohort": found.cohort,
        "circle": found,
        "form": form,
        "sessions": queries.attendance_of(found),
        "changes": queries.corrections_of(found),
        "seats": open_seats(found),
    }
    return render(request, "rooms/attendance/attendance.html", context)
