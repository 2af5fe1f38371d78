"""Fetching as far as somebody may see: a message is its reader's alone."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404

from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import CaughtMail, Notice
from edgewise.notices.preferences.queries import membership_of_token
from edgewise.people.models import Membership, Person


def own_notice(person: Person, pk: int) -> Notice:
    found = Notice.objects.filter(pk=pk, to__person=person).select_related("to__person").first()
    if found is None:
        raise Http404
    return found


def of_token(token: str) -> tuple[Membership, list[Kind]]:
    """The membership and the kinds that a link in a letter turns off. The letter gives the right to do it."""
    found = membership_of_token(token)
    if found is None:
        raise Http404
    return found


def caught_mail(pk: int) -> CaughtMail:
    found = CaughtMail.objects.filter(pk=pk).first() if settings.DEMO else None
    if found is None:
        raise Http404
    return found


def demonstration_only() -> None:
    if not settings.DEMO:
        raise Http404
