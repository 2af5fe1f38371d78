"""Doors that only the demonstration has: anywhere else they are not there."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404

from edgewise.people.models import Person
from edgewise.rooms.demonstration.actions import Role
from edgewise.web.queries import PERSONAS

ROLES: dict[str, Role] = {"participant": "participant", "facilitator": "facilitator"}


def only_in_the_demonstration() -> None:
    if not settings.DEMO:
        raise Http404


def demonstration_role(said: str) -> Role:
    only_in_the_demonstration()
    if said not in ROLES:
        raise BadRequest
    return ROLES[said]


def persona_person(key: str) -> Person:
    """The person behind a persona's button."""
    only_in_the_demonstration()
    email, _role = PERSONAS.get(key, ("", ""))
    person = Person.objects.filter(email=email, is_active=True).first()
    if person is None:
        raise Http404
    return person
