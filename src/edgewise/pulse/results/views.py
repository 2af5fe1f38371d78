"""The result of a wave: one page for all who were asked and for the coordinators, from the same moment on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edgewise.domain.pulse.moments import closes_at
from edgewise.people.access import signed_in
from edgewise.programmes.access import looked_after_by
from edgewise.pulse.access import wave_for_reader
from edgewise.pulse.results.page import result_page


@require_safe
@never_cache
def result(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    wave = wave_for_reader(person, code)
    looks_after = looked_after_by(person).filter(pk=wave.cohort_id).exists()
    context = {"wave": wave, "page": result_page(wave), "looks_after": looks_after}
    return render(request, "pulse/results/result.html", context | {"shown_from": closes_at(wave.closes_on)})
