"""The circle's mirror, for those who were there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edgewise.people.access import signed_in
from edgewise.rooms.access import mirror_for
from edgewise.rooms.mirror.page import mirror_page
from edgewise.vault.actions import note_opening


@require_safe
@never_cache
def mirror(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    circle, found = mirror_for(person, code)
    context = {"circle": circle, **mirror_page(circle, found, request.GET)}
    note_opening(circle.scope, person, gettext_noop("The circle’s mirror"))
    return render(request, "rooms/mirror/mirror.html", context)
