"""Doors that only the demonstration has: anywhere else they are not there."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404

from edgewise.people.models import Person
from edgewise.web.queries import PERSONAS


def only_in_the_demonstration() -> None:
    if not settings.DEMO:
        raise Http404


def persona_person(key: str) -> Person:
    """The person behind a persona's button."""
    only_in_the_demonstration()
    email, _ = PERSONAS.get(key, ("", ""))
    person = Person.objects.filter(email=email, is_active=True).first()
    if person is None:
        raise Http404
    return person
