"""Answers of their own: to what was done before, for content whose key is destroyed, while a store is away or full."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.defaults import bad_request, server_error

from edgewise.config.stores import fault_of
from edgewise.people.access import AlreadyDone
from edgewise.vault.cipher import KeyDestroyed
from edgewise.web.queries import APPEARANCES

Answer = Callable[[HttpRequest], HttpResponse]
RETRY_AFTER_SECONDS = 10


class KnownProblems:
    """Middleware: what a view can only stumble over after it has let its reader in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        match problem:
            case KeyDestroyed():
                return render(request, "410.html", status=410)
            case AlreadyDone():
                return _led_on(request, problem)
            case _:
                return None


def _led_on(request: HttpRequest, problem: AlreadyDone) -> HttpResponse:
    """Whoever presses a button once more, after Back or in another tab, learns what has happened."""
    messages.info(request, problem.words)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": problem.leads_to})
    return redirect(problem.leads_to)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500. Where a store is at fault the page says so and can be tried again: 503.

    It is drawn without the request, whose messages and person are in the database.
    """
    fault = fault_of(sys.exc_info()[1])
    if fault is None:
        return server_error(request)
    chosen = request.COOKIES.get("appearance", "")
    said = {
        "fault": fault.value,
        "again": request.get_full_path() if request.method in ("GET", "HEAD") else "",
        "appearance": chosen if chosen in APPEARANCES else "",
    }
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return HttpResponse(render_to_string("503.html", said), status=503, headers=headers)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400. An address that this installation was not told of is said: an operator can mend it."""
    if not isinstance(exception, DisallowedHost):
        return bad_request(request, exception)
    return HttpResponse(render_to_string("400.html", {"wrong_address": True}), status=400)
