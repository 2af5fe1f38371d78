"""Ties across silos, for those responsible."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from edgewise.desk.ties.page import ties_of
from edgewise.people.access import signed_in
from edgewise.programmes.access import cohort_for_coordinator


@require_safe
def ties(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_coordinator(signed_in(request), code)
    return render(request, "desk/ties/ties.html", {"cohort": cohort, **ties_of(cohort, timezone.localdate())})
