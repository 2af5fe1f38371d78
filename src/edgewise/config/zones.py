"""Every page tells the time as it is where its reader works."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from edgewise.people.profiles.queries import ZONE

Answer = Callable[[HttpRequest], HttpResponse]


def readers_zone(get_response: Answer) -> Answer:
    """Middleware: the zone is kept beside the sign-in, so that no page asks the database for it."""

    def answer(request: HttpRequest) -> HttpResponse:
        with timezone.override(_zone(request.session.get(ZONE, "UTC"))):
            return get_response(request)

    return answer


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
