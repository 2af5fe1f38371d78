"""The circles that somebody sits in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from edgewise.people.access import signed_in
from edgewise.programmes.circles.queries import seats_of_person, with_company
from edgewise.programmes.enrolments.queries import enrolments_of_person
from edgewise.programmes.pair_requests.page import pairs_of


@require_safe
def circles(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    context = {
        "circles": with_company(seats_of_person(person)),
        "enrolments": enrolments_of_person(person),
        "pairs": pairs_of(person),
    }
    return render(request, "programmes/circles/circles.html", context)
