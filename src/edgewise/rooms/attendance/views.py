"""Who comes, and who came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.people.access import signed_in
from edgewise.people.page import page_asked
from edgewise.programmes.access import circle_for_coordinator, hand_of
from edgewise.programmes.circles.queries import open_seats
from edgewise.rooms.access import waiting_session
from edgewise.rooms.attendance import actions, queries
from edgewise.rooms.attendance.forms import AttendanceForm
from edgewise.rooms.planning.queries import sessions_ahead
from edgewise.rooms.sessions.actions.settle import end_unbegun

SESSIONS_A_PAGE, CORRECTIONS_A_PAGE = 10, 20


@require_POST
def come(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """Before a session: I cannot come, or I can after all."""
    meeting, seat = waiting_session(signed_in(request), code, session)
    comes = request.POST.get("comes") == "yes"
    actions.excuse(meeting, seat, comes=comes)
    absent = _("Noted: you cannot come.") if meeting.is_pair_hour else _("Noted: you cannot come. Your circle sees it.")
    messages.success(request, _("Noted: you can come.") if comes else absent)
    return redirect("rooms:circle", code)


@require_POST
def not_held(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """The time is over and nobody began: I was there."""
    meeting, seat = waiting_session(signed_in(request), code, session)
    if end_unbegun(meeting, timezone.now()) and actions.note_not_held(meeting, seat.membership, seat.membership):
        noted = _("Noted. Your time is counted, and your coordinator knows.")
        again = _("Noted. Your time is counted, and the coaching hour is due again.")
        messages.success(request, again if meeting.is_pair_hour else noted)
    else:
        messages.error(request, _("This session has not been due yet, or it has begun."))
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
        return redirect(f"{request.get_full_path()}#session-{form.cleaned_data['row'].session.code}")
    context = {
        "cohort": found.cohort,
        "circle": found,
        "form": form,
        "sessions": page_asked(request.GET, queries.attendance_of(found), SESSIONS_A_PAGE),
        "changes": page_asked(request.GET, queries.corrections_of(found), CORRECTIONS_A_PAGE, "changes"),
        "seats": open_seats(found),
        "coming": sessions_ahead(found, timezone.now()),
    }
    return render(request, "rooms/attendance/attendance.html", context)
