"""Content whose key is destroyed is gone, whichever page asks for it: an answer of its own, and no failure."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from edgewise.vault.cipher import KeyDestroyed

Answer = Callable[[HttpRequest], HttpResponse]


class ContentGone:
    """Middleware: a page can only stumble over a destroyed key after it has let its reader in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return render(request, "410.html", status=410) if isinstance(problem, KeyDestroyed) else None
