"""Who may come in; and fetching what a person may see."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.people.models import ColumnMeaning, ImportDraft, Membership, Organisation, Person, ValueMeaning
from edgewise.people.queries import not_left
from edgewise.people.sign_in.limits import count_letter, forget_letters

UNKNOWN = "account/email/unknown_account"  # the letter to an address that nobody here has


class Doorkeeper(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People are enrolled by an organisation; nobody signs themself up."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "rate_limited": gettext_lazy("You asked for too many codes. Wait a while, then ask again.")
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A sign-in letter. RateLimited where the address has had enough.

        Of letters to strangers those beyond the limit are left out without a word: an answer that differs would say
        who is known here.
        """
        request = context["request"]
        count_letter(request, email)
        if template_prefix != UNKNOWN or ratelimit.consume(request, action="letters_to_strangers"):
            super().send_mail(template_prefix, email, context)

    def post_login(self, request: HttpRequest, user: Person, **how: Any) -> HttpResponse:
        forget_letters(request, user.email)
        answer: HttpResponse = super().post_login(request, user, **how)
        return answer


class AlreadyDone(Exception):
    """A person who may do it asks for what has been done before; `leads_to` is a path of ours."""

    def __init__(self, words: str, leads_to: str) -> None:
        super().__init__(words)
        self.words, self.leads_to = words, leads_to


def signed_in(request: HttpRequest) -> Person:
    """The person of a request that the middleware has let through."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def current_memberships(person: Person) -> QuerySet[Membership]:
    """The person's memberships in organisations that they have not left."""
    return Membership.objects.filter(not_left(), person=person).select_related("organisation", "person")


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


def member_of(organisation: Organisation, pk: int) -> Membership:
    """Somebody of the organisation, also one who has left it; 404 where there is none."""
    found = Membership.objects.filter(organisation=organisation, pk=pk)
    member = found.select_related("person", "manager__person", "organisation").first()
    if member is None:
        raise Http404
    return member


def draft_for(owner: Membership, code: str) -> ImportDraft:
    """The owner's own upload; another owner's is not theirs to confirm. AlreadyDone once it is not kept any more."""
    draft = ImportDraft.objects.filter(code=code).first()
    if draft is None:
        words = _("This file is not here any more. It was imported or deleted.")
        raise AlreadyDone(words, reverse("people:people", args=[owner.organisation.slug]))
    if draft.by_id != owner.pk:
        raise Http404
    return draft


def meaning_for(owner: Membership, kind: str, pk: int) -> ColumnMeaning | ValueMeaning:
    """What was said of a column or a value of the owner's organisation. AlreadyDone once it is forgotten."""
    found: ColumnMeaning | ValueMeaning | None = None
    if kind == "column":
        found = ColumnMeaning.objects.filter(pk=pk).first()
    elif kind == "value":
        found = ValueMeaning.objects.filter(pk=pk).first()
    else:
        raise Http404
    if found is None:
        remembered = reverse("people:remembered", args=[owner.organisation.slug])
        raise AlreadyDone(_("This is forgotten already."), remembered)
    if found.organisation_id != owner.organisation_id:
        raise Http404
    return found


def organisation_named(slug: str) -> Organisation | None:
    return Organisation.objects.filter(slug=slug).first()
