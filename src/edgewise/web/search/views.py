"""One field for everything that a person may open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from edgewise.people.access import signed_in
from edgewise.web.queries import places_of
from edgewise.web.search.page import search_for

MOST_SOUGHT = 100  # letters of what is looked for


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The whole page, or for the field that opens over any page (search.js) what was found alone."""
    person = signed_in(request)
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:MOST_SOUGHT]
    context = {"words": words, "groups": search_for(person, words, places_of(request))}
    is_part = request.headers.get("X-Part") == "found"
    return render(request, "web/search/found.html" if is_part else "web/search/search.html", context)
