"""Guests: their own page by the link, and the members' page of links."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.people.access import signed_in
from edgewise.rooms.access import guest_for, own_guest, session_for_member
from edgewise.rooms.guests import actions, queries
from edgewise.rooms.guests.forms import GuestNameForm
from edgewise.rooms.log import log
from edgewise.rooms.sessions.page import is_over, safe_record
from edgewise.rooms.sessions.views import room_page
from edgewise.vault.actions import note_opening


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def guest(request: HttpRequest, token: str) -> HttpResponse:
    found = guest_for(token)
    if found.name:
        return room_page(request, "rooms/sessions/room.html", found.session, f"g{found.pk}", 0)
    form = GuestNameForm(request.POST or None)
    if form.is_valid():
        refused = actions.admit_guest(found, form.cleaned_data["name"])
        if refused is None:
            return redirect("rooms:guest", token)
        form.add_error(None, refused.reason)
    return render(
        request, "rooms/guests/guest.html", {"form": form, "session": found.session, "circle": found.session.circle}
    )


@require_safe
@login_not_required
@never_cache
def guest_record(request: HttpRequest, token: str) -> HttpResponse:
    """The record of the session that the guest was invited to, and only if they came."""
    found = guest_for(token)
    state, me = log.load_state(found.session), f"g{found.pk}"
    if me not in state.seats or not state.seats[me].came_at or not is_over(state):
        return redirect("rooms:guest", token)
    note_opening(found.session.circle.scope, None, _("Record, by a guest of the session"))
    context = {"session": found.session, "circle": found.session.circle, "record": safe_record(state), "me": me}
    return render(request, "rooms/sessions/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def guests(request: HttpRequest, code: str) -> HttpResponse:
    """The link is shown once, on the answer to its making."""
    person = signed_in(request)
    session, _seat = session_for_member(person, code)
    link = ""
    if request.method == "POST":
        _guest, secret = actions.invite_guest(session, person)
        link = request.build_absolute_uri(reverse("rooms:guest", args=[secret]))
    context = {"session": session, "circle": session.circle, "guests": queries.guests_of(session), "link": link}
    return render(request, "rooms/guests/guests.html", context)


@require_POST
def revoke(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    actions.revoke_guest(own_guest(signed_in(request), code, pk))
    return redirect("rooms:guests", code)
