"""Who may come in; and fetching what a person may see."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from edgewise.people.models import ImportDraft, Membership, Organisation, Person


class Doorkeeper(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People are enrolled by an organisation; nobody signs themself up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def signed_in(request: HttpRequest) -> Person:
    """The person of a request that the middleware has let through."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def current_memberships(person: Person) -> QuerySet[Membership]:
    """The person's memberships in organisations that they have not left."""
    not_left = Q(left_on=None) | Q(left_on__gt=timezone.localdate())
    return Membership.objects.filter(not_left, person=person).select_related("organisation", "person")


def membership_for(person: Person, organisation_slug: str) -> Membership:
    """The person's own membership; 404 to a person outside the organisation, who so cannot find it."""
    found = current_memberships(person).filter(organisation__slug=organisation_slug).first()
    if found is None:
        raise Http404
    return found


def owner_of(person: Person, slug: str) -> Membership:
    """The membership of a programme owner: 404 to a stranger, 403 to anyone else of the organisation."""
    found = membership_for(person, slug)
    if not found.is_owner:
        raise PermissionDenied
    return found


def draft_for(owner: Membership, code: str) -> ImportDraft:
    """The owner's own upload; another owner's is not theirs to confirm."""
    draft = ImportDraft.objects.filter(by=owner, code=code).first()
    if draft is None:
        raise Http404
    return draft


def organisation_named(slug: str) -> Organisation | None:
    return Organisation.objects.filter(slug=slug).first()
