"""Organisations and their owners."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from edgewise.people.models import Membership, Organisation, Person
from edgewise.people.sign_in.queries import person_with

SLUG_LENGTH = 50


def _free_slug(name: str) -> str:
    base = slugify(name)[: SLUG_LENGTH - 4] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


@transaction.atomic
def add_organisation(name: str, owner_email: str, owner_name: str = "") -> Membership:
    """A new organisation and its programme owner, who may already be known."""
    organisation = Organisation.objects.create(name=name, slug=_free_slug(name))
    owner = person_with(owner_email) or Person.objects.create_user(
        owner_email, name=owner_name or owner_email.partition("@")[0]
    )
    return Membership.objects.create(organisation=organisation, person=owner, is_owner=True)
