"""An introduction that its reader has seen."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from edgewise.people.access import signed_in
from edgewise.rooms.introductions.actions import note_seen
from edgewise.rooms.models.notes import IntroducedTo


@require_POST
def seen(request: HttpRequest, to: str) -> HttpResponse:
    person = signed_in(request)
    if to not in IntroducedTo.values:
        raise Http404
    note_seen(person, IntroducedTo(to))
    return HttpResponse(status=204)
