"""The people of an organisation, and what they say of themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from zoneinfo import available_timezones

from django.db.models import Q, QuerySet

from edgewise.domain.roster.fields.blanks import declared
from edgewise.domain.roster.fields.zones import Zones
from edgewise.people.models import Membership, Organisation, Person
from edgewise.people.queries import not_left
from edgewise.vault.cipher import Cipher
from edgewise.vault.queries import cipher_of

ZONE = "zone"  # in the HTTP session: where its reader works


def zone_of(person: Person) -> str:
    """The person's time zone, from the oldest membership that they have not left."""
    at_work = Membership.objects.filter(not_left(), person=person).order_by("pk")
    return at_work.values_list("time_zone", flat=True).first() or "UTC"


@cache
def known_zones() -> Zones:
    return Zones(available_timezones())


def people_here(member: Membership) -> int:
    """How many work in the member's organisation today, beside the member."""
    return Membership.objects.filter(not_left(), organisation=member.organisation_id).exclude(pk=member.pk).count()


def people_of(organisation: Organisation, search: str = "") -> QuerySet[Membership]:
    """The organisation's people by name; `search` looks into name, address, function, unit, location and title."""
    people = Membership.objects.filter(organisation=organisation).select_related("person", "manager__person")
    return people_with(people, search).order_by("person__name", "pk")


def people_with(people: QuerySet[Membership], search: str) -> QuerySet[Membership]:
    """Those who have each word of `search` somewhere in their name, address, function, location or title."""
    for word in search.split():
        people = people.filter(
            Q(person__name__icontains=word)
            | Q(person__email__icontains=word)
            | Q(function__icontains=word)
            | Q(unit__icontains=word)
            | Q(location__icontains=word)
            | Q(job_title__icontains=word)
        )
    return people


def identity_scope(organisation_id: int) -> str:
    return f"identity:{organisation_id}"


def sealed_context(membership_id: int) -> bytes:
    return f"membership:{membership_id}".encode()


def declared_by(memberships: Iterable[Membership]) -> dict[int, frozenset[str]]:
    """Self-declared attributes by membership, for the rule that nobody sits alone and for nothing else.

    An answer that declines to say is none, whenever it was imported.
    """
    ciphers: dict[int, Cipher] = {}
    found: dict[int, frozenset[str]] = {}
    for membership in memberships:
        if membership.identity:
            organisation = membership.organisation_id
            cipher = ciphers.get(organisation) or cipher_of(identity_scope(organisation))
            ciphers[organisation] = cipher
            words = cipher.decrypt(bytes(membership.identity), sealed_context(membership.pk))
            found[membership.pk] = frozenset(declared(json.loads(words)))
    return found
