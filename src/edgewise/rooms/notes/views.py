"""Noting something for oneself, in the room and on the record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from edgewise.people.access import signed_in
from edgewise.rooms.access import record_for
from edgewise.rooms.log.batch import PURGED
from edgewise.rooms.notes.actions import keep_note
from edgewise.rooms.notes.forms import NoteForm


@require_POST
@never_cache
def note(request: HttpRequest, code: str) -> HttpResponse:
    """What is kept now, to the module of the room's page; without it, back to the record."""
    session, seat = record_for(signed_in(request), code)
    form, asks = NoteForm(request.POST), "application/json" in request.headers.get("accept", "")
    kept = keep_note(session, seat, *form.said()) if form.is_valid() else ""
    reason = str(PURGED.reason) if kept is None else " ".join(map(str, form.errors.get("text", [])))
    if asks:
        return JsonResponse({"error": reason} if reason else {"kept": kept}, status=400 if reason else 200)
    messages.add_message(
        request, messages.ERROR if reason else messages.SUCCESS, reason or _("Saved. Only you can read it.")
    )
    return redirect("rooms:record", code)
