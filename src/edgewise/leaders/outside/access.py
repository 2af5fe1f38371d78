"""Fetching as far as a person may see: each side sees its own part of an invitation, and 404 for the rest."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.leaders.models.outside import OutsideInvitation, OutsidePerson
from edgewise.leaders.outside.queries import invitations_in, invitations_of, invitations_to, outside_people, standing_of
from edgewise.people.access import AlreadyDone, owner_of
from edgewise.people.models import Membership, Person
from edgewise.programmes.access import cohort_for_coordinator, hand_of, seat_of
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort


def outside_for_owner(person: Person, slug: str, pk: int) -> tuple[OutsidePerson, Membership]:
    """AlreadyDone where they are invited no more."""
    owner = owner_of(person, slug)
    found = outside_people(owner.organisation).filter(pk=pk).first()
    if found is not None:
        return found, owner
    if OutsidePerson.objects.filter(pk=pk, membership__organisation=owner.organisation_id).exists():
        raise AlreadyDone(_("This person is removed already."), reverse("leaders:outside-people", args=[slug]))
    raise Http404


def cohort_and_hand(person: Person, code: str) -> tuple[Cohort, Membership]:
    """A cohort of theirs, and the membership in whose name they invite."""
    cohort = cohort_for_coordinator(person, code)
    hand = hand_of(person, cohort)
    if hand is None:
        raise Http404
    return cohort, hand


def invitation_for_coordinator(person: Person, code: str, invitation: str) -> OutsideInvitation:
    cohort = cohort_for_coordinator(person, code)
    found = invitations_in(cohort).filter(code=invitation).first()
    if found is not None:
        return found
    if OutsideInvitation.objects.filter(circle__cohort=cohort, code=invitation).exists():
        raise AlreadyDone(_("This invitation is over already."), reverse("leaders:cohort-outside", args=[code]))
    raise Http404


def invitation_for_member(person: Person, circle: str, invitation: str) -> tuple[OutsideInvitation, Seat]:
    """What the person's circle is asked, while there is a date to come."""
    seat = seat_of(person, circle)
    found = invitations_to(seat.circle, timezone.now()).filter(code=invitation).first()
    if found is None:
        raise Http404
    return found, seat


def own_invitation(person: Person, code: str) -> OutsideInvitation:
    """The person's own, once everybody in the circle agrees: before that, its agreement is nothing of theirs."""
    found = invitations_of(person, timezone.now()).filter(code=code).first()
    if found is None or not standing_of(found).is_agreed:
        raise Http404
    return found
