"""The circles that somebody sits in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from edgewise.people.access import signed_in
from edgewise.programmes.circles.queries import seats_of_person
from edgewise.programmes.enrolments.queries import enrolments_of_person


@require_safe
def circles(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    context = {"seats": seats_of_person(person), "enrolments": enrolments_of_person(person)}
    return render(request, "programmes/circles/circles.html", context)
