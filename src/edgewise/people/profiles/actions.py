"""One's own profile."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.http import HttpRequest

from edgewise.people.models import Membership, Person
from edgewise.people.profiles.queries import ZONE, zone_of
from edgewise.people.signals import facts_changed


@transaction.atomic
def change_profile(member: Membership, facts: Mapping[str, object]) -> None:
    """What a person says of themself; from now on an import leaves what they changed alone."""
    changed = [name for name, value in facts.items() if name != "name" and getattr(member, name) != value]
    for name in changed:
        setattr(member, name, facts[name])
    renamed = member.person.name != facts["name"]
    member.own_facts = sorted({*member.own_facts, *changed, *(["name"] if renamed else [])})
    member.save(update_fields=[*changed, "own_facts"])
    if renamed:
        member.person.name = str(facts["name"])
        member.person.save(update_fields=["name"])
    facts_changed.send(sender=Membership, members={member.pk})


def remember_zone(request: HttpRequest, user: Person, **_: object) -> None:
    """At sign-in and when a profile changes: pages tell the time of where their reader works."""
    request.session[ZONE] = zone_of(user)
