"""One person, by hand: added, changed, gone from the organisation, and brought back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from edgewise.domain.roster.kept import Write
from edgewise.domain.roster.model import Value
from edgewise.people.imports.actions.writes import write_people, written_together
from edgewise.people.models import Membership, Organisation
from edgewise.people.queries import not_left
from edgewise.people.sign_in.actions import sign_out_everywhere
from edgewise.people.signals import facts_changed


def add_person(organisation: Organisation, facts: Mapping[str, Value]) -> Membership:
    """As an import would. WorldChanged where somebody gained that address in this moment."""
    email = str(facts["email"])
    with written_together(organisation):
        keys = write_people(organisation, [Write(email, str(facts["name"]), None, dict(facts))])
    return Membership.objects.select_related("person").get(pk=keys[email])


def change_person(member: Membership, changed: Mapping[str, Value]) -> None:
    """The facts that are not as they were. WorldChanged where somebody gained the new address in this moment."""
    email, name = (str(changed.get(fact, getattr(member.person, fact))) for fact in ("email", "name"))
    with written_together(member.organisation):
        write_people(member.organisation, [Write(email, name, member.pk, dict(changed))])


@transaction.atomic
def end_membership(member: Membership) -> bool:
    """They leave the organisation today. What they see of it ends now: they are signed out of every device.

    Their seats wait for the coordinators, who each get a case. False if they had left already.
    """
    here = Membership.objects.filter(not_left(), pk=member.pk)
    if here.update(left_on=timezone.localdate()) != 1:
        return False
    sign_out_everywhere(member.person)
    facts_changed.send(sender=Membership, members={member.pk})
    return True


@transaction.atomic
def bring_back(member: Membership) -> bool:
    """As if they had not left; a seat that a coordinator has given up since stays given up. False if they are here."""
    if Membership.objects.filter(pk=member.pk).exclude(left_on=None).update(left_on=None) != 1:
        return False
    facts_changed.send(sender=Membership, members={member.pk})
    return True
