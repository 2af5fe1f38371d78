"""People from outside: the owner's list and ledger, the coordinator's invitations, the circle's word, their dates."""

from __future__ import annotations

import csv
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.leaders.outside import actions, page, queries
from edgewise.leaders.outside.access import (
    cohort_and_hand,
    invitation_for_coordinator,
    invitation_for_member,
    outside_for_owner,
    own_invitation,
)
from edgewise.leaders.outside.forms import AnswerForm, InviteForm, OutsideCostForm, OutsideForm
from edgewise.people.access import owner_of, signed_in
from edgewise.programmes.access import circle_for_coordinator, cohort_for_coordinator, seat_of
from edgewise.programmes.agreements.forms import SignForm
from edgewise.programmes.agreements.queries import clauses_for_guests_of
from edgewise.programmes.agreements.views import OVERTAKEN
from edgewise.programmes.circles.queries import circles_of


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    context = {"owner": owner, "people": queries.outside_people(owner.organisation)}
    return render(request, "leaders/outside/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    form = OutsideCostForm(owner.organisation, owner.time_zone, data=request.POST or None)
    if form.is_valid():
        made = actions.add_outside(owner, form.facts())
        messages.success(request, _("%(name)s is added. Invite them from the page of a cohort.") % {"name": made})
        return redirect("leaders:outside-people", slug)
    return render(request, "leaders/outside/person_form.html", {"owner": owner, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, owner = outside_for_owner(signed_in(request), slug, pk)
    form = OutsideCostForm(owner.organisation, found.membership.time_zone, found, request.POST or None)
    if form.is_valid():
        actions.change_outside(found, form.facts())
        messages.success(request, _("Saved."))
        return redirect("leaders:outside-people", slug)
    return render(request, "leaders/outside/person_form.html", {"owner": owner, "outside": found, "form": form})


@require_POST
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, _owner = outside_for_owner(signed_in(request), slug, pk)
    actions.end_outside(found)
    messages.success(request, _("%(name)s sees nothing here any more. The hours stay in the ledger.") % {"name": found})
    return redirect("leaders:outside-people", slug)


@require_safe
def hours(request: HttpRequest, slug: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    return render(request, "leaders/outside/hours.html", {"owner": owner, "ledger": page.ledger_of(owner.organisation)})


@require_safe
def hours_file(request: HttpRequest, slug: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="outside-{owner.organisation.slug}.csv"'
    response.write("\ufeff")  # or a spreadsheet takes it for Windows-1252
    csv.writer(response).writerows(page.ledger_rows(page.ledger_of(owner.organisation)))
    return response


@require_safe
def cohort(request: HttpRequest, code: str) -> HttpResponse:
    found = cohort_for_coordinator(signed_in(request), code)
    context = {
        "cohort": found,
        "asked": page.asked_of(queries.invitations_in(found)),
        "people": queries.outside_people(found.programme.organisation),
        "circles": circles_of(found),
    }
    return render(request, "leaders/outside/cohort.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_for_cohort(request: HttpRequest, code: str) -> HttpResponse:
    """A coordinator adds somebody, and sees and sets no cost."""
    found, hand = cohort_and_hand(signed_in(request), code)
    form = OutsideForm(hand.organisation, hand.time_zone, data=request.POST or None)
    if form.is_valid():
        made = actions.add_outside(hand, form.facts())
        messages.success(request, _("%(name)s is added. Choose a circle to invite them to.") % {"name": made})
        return redirect("leaders:cohort-outside", code)
    return render(request, "leaders/outside/person_form.html", {"cohort": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, code: str, circle: str) -> HttpResponse:
    person = signed_in(request)
    table, (_cohort, hand) = circle_for_coordinator(person, code, circle), cohort_and_hand(person, code)
    with timezone.override(ZoneInfo(hand.time_zone)):
        form = InviteForm(table, request.POST or None)
        if form.is_valid():
            given = form.cleaned_data
            actions.invite_outside(given["who"], table, given["sessions"], hand, given["key"], timezone.now())
            messages.success(request, _("The circle is asked. They come if everybody agrees."))
            return redirect("leaders:cohort-outside", code)
        return render(request, "leaders/outside/invite.html", {"circle": table, "cohort": _cohort, "form": form})


@require_POST
def take_back(request: HttpRequest, code: str, invitation: str) -> HttpResponse:
    actions.end_invitation(invitation_for_coordinator(signed_in(request), code, invitation))
    messages.success(request, _("The invitation is taken back."))
    return redirect("leaders:cohort-outside", code)


@require_safe
def circle(request: HttpRequest, code: str) -> HttpResponse:
    """What a circle is asked. Everybody sees whether all agree, and nobody who does not."""
    seat = seat_of(signed_in(request), code)
    asked = page.asked_of(queries.invitations_to(seat.circle, timezone.now()), seat)
    with timezone.override(ZoneInfo(seat.membership.time_zone)):
        return render(request, "leaders/outside/circle.html", {"circle": seat.circle, "asked": asked})


@require_POST
def answer(request: HttpRequest, code: str, invitation: str) -> HttpResponse:
    found, seat = invitation_for_member(signed_in(request), code, invitation)
    form = AnswerForm(request.POST)
    if form.is_valid() and actions.answer(found, seat, agrees=form.cleaned_data["agrees"]):
        messages.success(request, _("Noted. Only you see what you answered."))
    else:
        messages.error(request, _("Choose yes or no."))
    return redirect("leaders:circle-outside", code)


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """The person's own dates at organisations where they come from outside."""
    person, now = signed_in(request), timezone.now()
    member = queries.outside_memberships(person).first()
    with timezone.override(ZoneInfo(member.time_zone if member else "UTC")):
        context = {"invitations": page.own_invitations(person, now), "is_outside": member is not None, "now": now}
        return render(request, "leaders/outside/dates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    found, form = own_invitation(signed_in(request), code), SignForm(request.POST or None)
    if form.is_bound:
        if form.is_valid() and actions.sign(found, form.cleaned_data["version"]):
            messages.success(request, _("Signed. Thank you. Your dates are fixed."))
            return redirect("leaders:outside")
        messages.error(request, OVERTAKEN)
        return redirect("leaders:outside-agreement", code)
    version, clauses = clauses_for_guests_of(found.circle)
    context = {"invitation": found, "circle": found.circle, "clauses": clauses}
    context |= {"form": SignForm(initial={"version": version}), "is_signed": queries.standing_of(found).is_signed}
    return render(request, "leaders/outside/agreement.html", context)
