"""After a session: its record and its replay, for those who were at the table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edgewise.people.access import signed_in
from edgewise.rooms import queries
from edgewise.rooms.access import record_for
from edgewise.rooms.actions.running import seat_id
from edgewise.rooms.forms import VersionForm
from edgewise.rooms.live import log
from edgewise.vault.actions import note_opening


@require_safe
@never_cache
def record(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    session, seat = record_for(person, code)
    state = log.load_state(session)
    if not queries.is_over(state):
        return redirect("rooms:room", code)
    note_opening(session.circle.scope, person, f"Record of the session of {session.starts_at:%d %B %Y}")
    context = {"session": session, "circle": session.circle, "record": queries.safe_record(state), "me": seat_id(seat)}
    return render(request, "rooms/sessions/record.html", context)


@require_safe
@never_cache
def replay(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    session, seat = record_for(person, code)
    if not queries.is_over(log.load_state(session)):
        return redirect("rooms:room", code)
    asked = VersionForm(request.GET)
    if not asked.is_valid():
        note_opening(session.circle.scope, person, f"Replay of the session of {session.starts_at:%d %B %Y}")
    moment = queries.moment(session, asked.cleaned_data["version"] if asked.is_valid() else 1)
    context = {"session": session, "circle": session.circle, "moment": moment, "regions": moment.regions}
    return render(request, "rooms/sessions/replay.html", {**context, "me": seat_id(seat)})
