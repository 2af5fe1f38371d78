"""Guests: their own page by the link, and the members' page of links."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.people.access import signed_in
from edgewise.programmes.agreements.forms import SignForm
from edgewise.programmes.agreements.queries import clauses_for_guests_of
from edgewise.programmes.agreements.views import OVERTAKEN
from edgewise.rooms.access import guest_for, guest_in_browser, is_at_the_table, meeting_for_member, own_guest
from edgewise.rooms.guests import actions, queries
from edgewise.rooms.guests.forms import GuestNameForm, GuestsNameForm
from edgewise.rooms.guests.queries import is_browser_of
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Guest
from edgewise.rooms.sessions.page import is_over, safe_record
from edgewise.rooms.sessions.queries import seat_of_guest
from edgewise.rooms.sessions.views import room_page
from edgewise.vault.actions import note_opening

GUEST_COOKIE = "guest"  # the secret of the browser in which a guest came in
GUEST_REMEMBERED = timedelta(days=90)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def guest(request: HttpRequest, token: str) -> HttpResponse:
    found = guest_for(token)
    if is_at_the_table(request.user, found.session):
        messages.info(request, _("This link is for a guest. You are here as yourself."))
        return redirect("rooms:room", found.session.code)
    if found.browser:
        return _own_room(request, found, token)
    form = GuestNameForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        answer = actions.admit_guest(found, form.cleaned_data["name"])
        if isinstance(answer, str):
            return _remembered(redirect("rooms:guest", token), token, answer)
        form.add_error(None, answer.reason)
    return render(
        request, "rooms/guests/guest.html", {"form": form, "session": found.session, "circle": found.session.circle}
    )


def _own_room(request: HttpRequest, found: Guest, token: str) -> HttpResponse:
    """The room, in the browser that came in by the link; another one is somebody else, or cannot be told apart."""
    if not is_browser_of(found, request.COOKIES.get(GUEST_COOKIE, "")):
        return render(request, "rooms/guests/taken.html", {"circle": found.session.circle}, status=403)
    more = {"rename": reverse("rooms:guest-name", args=[token])}
    if found.signed_at is None:
        more["sign"] = reverse("rooms:guest-agreement", args=[token])
    return room_page(request, "rooms/sessions/room.html", found.session, seat_of_guest(found), 0, **more)


def _remembered(response: HttpResponse, token: str, secret: str) -> HttpResponse:
    response.set_cookie(
        GUEST_COOKIE,
        secret,
        max_age=GUEST_REMEMBERED,
        path=reverse("rooms:guest", args=[token]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def guest_name(request: HttpRequest, token: str) -> HttpResponse:
    """A guest corrects their own name."""
    found = guest_in_browser(token, request.COOKIES.get(GUEST_COOKIE, ""))
    form = GuestNameForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        actions.rename_guest(found, form.cleaned_data["name"])
        return redirect("rooms:guest", token)
    context = {"form": form, "back": reverse("rooms:guest", args=[token]), "circle": found.session.circle}
    return render(request, "rooms/guests/name.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def guest_agreement(request: HttpRequest, token: str) -> HttpResponse:
    """A guest reads and signs what the circle has agreed; without it nobody can give them the chair."""
    found = guest_in_browser(token, request.COOKIES.get(GUEST_COOKIE, ""))
    form = SignForm(request.POST or None)
    if form.is_bound:
        if form.is_valid() and actions.sign_as_guest(found, form.cleaned_data["version"]):
            messages.success(request, _("Signed. Thank you. You can be the facilitator now."))
            return redirect("rooms:guest", token)
        messages.error(request, OVERTAKEN)
        return redirect("rooms:guest-agreement", token)
    version, clauses = clauses_for_guests_of(found.session.circle)
    context = {"guest": found, "clauses": clauses, "form": SignForm(initial={"version": version})}
    context |= {"back": reverse("rooms:guest", args=[token]), "circle": found.session.circle}
    return render(request, "rooms/guests/agreement.html", context)


@require_safe
@login_not_required
@never_cache
def guest_record(request: HttpRequest, token: str) -> HttpResponse:
    """The record of the session that the guest was invited to, and only if they came."""
    found = guest_for(token)
    if is_at_the_table(request.user, found.session):
        return redirect("rooms:record", found.session.code)
    found = guest_in_browser(token, request.COOKIES.get(GUEST_COOKIE, ""))
    state, me = log.load_state(found.session), seat_of_guest(found)
    if me not in state.seats or not state.seats[me].came_at or not is_over(state):
        return redirect("rooms:guest", token)
    note_opening(found.session.circle.scope, None, _("Record, by a guest of the session"))
    context = {"session": found.session, "circle": found.session.circle, "record": safe_record(state, me), "me": me}
    return render(request, "rooms/sessions/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def guests(request: HttpRequest, code: str) -> HttpResponse:
    """The link is shown once, on the answer to its making."""
    person = signed_in(request)
    session, _seat = meeting_for_member(person, code)
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


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rename(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A member corrects a guest's name."""
    found = own_guest(signed_in(request), code, pk)
    if not found.browser:
        raise Http404
    form = GuestsNameForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        actions.rename_guest(found, form.cleaned_data["name"])
        return redirect("rooms:guests", code)
    context = {"form": form, "back": reverse("rooms:guests", args=[code]), "circle": found.session.circle}
    return render(request, "rooms/guests/name.html", {**context, "of": found.name})
