"""A person's waves, and those of a cohort."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from edgewise.people.access import signed_in
from edgewise.people.page import page_asked
from edgewise.programmes.access import cohort_for_coordinator
from edgewise.pulse.waves.page import cohort_page, my_waves
from edgewise.pulse.waves.queries import waves_of_person

WAVES_A_PAGE = 30


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    found = my_waves(list(waves_of_person(signed_in(request))), timezone.now())
    return render(request, "pulse/waves/mine.html", {"waves": page_asked(request.GET, found, WAVES_A_PAGE)})


@require_safe
def cohort(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    context = {"cohort": run, "page": cohort_page(run, timezone.now()), "today": timezone.localdate()}
    return render(request, "pulse/waves/cohort.html", context)
