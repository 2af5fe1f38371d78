"""Sessions in people's own calendars: a file of one, and a feed of all behind a secret address."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edgewise.people.access import signed_in
from edgewise.people.calendars.actions import end_feed, make_feed
from edgewise.rooms.access import record_for, session_for_member
from edgewise.rooms.calendars import queries
from edgewise.rooms.log import log
from edgewise.rooms.sessions.queries import seat_id

ICS = "text/calendar; charset=utf-8"


@require_safe
def calendar_file(request: HttpRequest, code: str) -> HttpResponse:
    session, _seat = session_for_member(signed_in(request), code)
    response = HttpResponse(queries.file_of(session), content_type=ICS)
    response["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response


@require_safe
def commitment_file(request: HttpRequest, code: str) -> HttpResponse:
    """The day that the reader promised something for in this session."""
    session, seat = record_for(signed_in(request), code)
    words = queries.commitment_file(session, seat_id(seat), log.load_state(session))
    if words is None:
        raise Http404
    response = HttpResponse(words, content_type=ICS)
    response["Content-Disposition"] = 'attachment; filename="commitment.ics"'
    return response


@require_safe
@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates for a calendar program. Anyone with the address may fetch them, so it is secret and can be renewed."""
    person = queries.person_of_feed(token)
    if person is None:
        raise Http404
    words = queries.calendar_of_person(person, timezone.now())
    mark = f'"{hashlib.sha256(words.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers={"ETag": mark})
    return HttpResponse(words, content_type=ICS, headers={"ETag": mark, "Cache-Control": "private, max-age=300"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feed_settings(request: HttpRequest) -> HttpResponse:
    """The address is shown once, on the answer that makes it."""
    person, address = signed_in(request), ""
    if request.method == "POST" and "end" in request.POST:
        end_feed(person)
        messages.success(request, _("The calendar link no longer works. Calendars that have it show nothing new."))
        return redirect("rooms:feed-settings")
    if request.method == "POST":
        address = f"{settings.BASE_URL}{reverse('rooms:feed', args=[make_feed(person)])}"
    return render(request, "rooms/calendars/feed.html", {"address": address, "has_feed": queries.has_feed(person)})
