"""Fetching what a person may act on: a 360 is its leader's alone, and nobody else can know of it."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from edgewise.leaders.models.three_sixty import Outcome, Rater, Share, ThreeSixty
from edgewise.leaders.three_sixty.queries import my_three_sixties, rater_of, shares_with
from edgewise.people.access import AlreadyDone
from edgewise.people.models import Person


def own_three_sixty(person: Person, code: str) -> ThreeSixty:
    """404 to everybody else. AlreadyDone to its leader once it is deleted."""
    found = my_three_sixties(person).filter(code=code).first()
    if found is None:
        if ThreeSixty.objects.filter(code=code, leader__person=person).exists():
            raise AlreadyDone(_("This 360 is deleted already."), reverse("leaders:three_sixties"))
        raise Http404
    return found


def own_draft(person: Person, code: str) -> ThreeSixty:
    """AlreadyDone once it is launched."""
    found = own_three_sixty(person, code)
    if not found.is_draft:
        raise AlreadyDone(
            _("This 360 is launched: it cannot change any more."), reverse("leaders:three_sixty", args=[code])
        )
    return found


def own_report(person: Person, code: str) -> ThreeSixty:
    """One that has a report."""
    found = own_three_sixty(person, code)
    if found.outcome != Outcome.REPORT:
        raise AlreadyDone(_("There is no report yet."), reverse("leaders:three_sixty", args=[code]))
    return found


def rater_by_link(secret: str) -> Rater:
    """Whoever has the link is the rater. 404 where there is none of the kind."""
    found = rater_of(secret)
    if found is None:
        raise Http404
    return found


def share_for_reader(person: Person, code: str) -> Share:
    found = shares_with(person).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def own_share(person: Person, code: str) -> Share:
    """One that the person has given."""
    rows = Share.objects.filter(of__in=my_three_sixties(person), code=code)
    found = rows.select_related("of", "reader__person").first()
    if found is None:
        raise Http404
    return found
