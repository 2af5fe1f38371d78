"""Who comes, and who came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.people.access import signed_in
from edgewise.programmes.access import circle_for_coordinator, hand_of
from edgewise.programmes.circles.queries import open_seats
from edgewise.rooms.access import waiting_session
from edgewise.rooms.attendance import actions, queries
from edgewise.rooms.attendance.forms import AttendanceForm


@require_POST
def come(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """Before a session: I cannot come, or I can after all."""
    meeting, seat = waiting_session(signed_in(request), code, session)
    comes = request.POST.get("comes") == "yes"
    if actions.excuse(meeting, seat, comes=comes):
        words = _("Noted: you can come.") if comes else _("Noted: you cannot come. Your circle sees it.")
        messages.success(request, words)
    return redirect("rooms:circle", code)


@require_POST
def not_held(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """The time is over and nobody opened the room: I was there."""
    meeting, seat = waiting_session(signed_in(request), code, session)
    if actions.note_not_held(meeting, seat.membership, seat.membership):
        messages.success(request, _("Noted. Your time is counted, and your coordinator knows."))
    else:
        messages.error(request, _("This session is not over yet, or somebody opened its room."))
    return redirect("rooms:circle", code)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, code: str, circle: str) -> HttpResponse:
    """A coordinator corrects what the room could not know; their name is kept."""
    person = signed_in(request)
    found = circle_for_coordinator(person, code, circle)
    form = AttendanceForm(found, request.POST or None)
    if form.is_valid():
        by = hand_of(person, found.cohort)
        if actions.correct_attendance(form.cleaned_data["row"], form.cleaned_data["status"], by, timezone.now()):
            messages.success(request, _("Corrected. The change is in the list below."))
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
