"""The first page of a person."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from edgewise.desk.home.page import home_for
from edgewise.leaders.outside.queries import comes_from_outside
from edgewise.people.access import signed_in


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page of a person who is signed in; it has no address of its own, `web` shows it at `/`."""
    person = signed_in(request)
    if comes_from_outside(person):
        return redirect("leaders:outside")
    found = home_for(person)
    with timezone.override(ZoneInfo(found.zone)):
        return render(request, "desk/home/home.html", {"home": found})
