"""A circle's norms, and who its people are. For those who sit in it only."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.domain.coaching.supports import as_read
from edgewise.people.access import signed_in
from edgewise.programmes.access import seat_of
from edgewise.programmes.agreements.views import OVERTAKEN
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.norms import actions, queries
from edgewise.programmes.norms.forms import ConfirmForm, IntroductionForm, NormsForm
from edgewise.vault.actions import note_opening


@require_http_methods(["GET", "HEAD", "POST"])
def norms(request: HttpRequest, code: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    current = queries.norms_of(seat.circle)
    said, version = (queries.norms_text(current), current.version) if current else ("", 0)
    agreed = queries.supports_of(current)
    form = NormsForm(request.POST or None, initial={"version": version, "text": said, **agreed})
    if form.is_valid():
        given = form.cleaned_data
        if actions.write_norms(seat, given["version"], given["text"], supports=form.supports()):
            messages.success(request, _("Saved. We ask each of the others to confirm it."))
            return redirect("programmes:norms", code)
        form.overtake("text", version, said or "")
    note_opening(seat.circle.scope, seat.membership.person, gettext_noop("norms of the circle"))
    held = queries.confirmed_seats(current)
    people = [(one, one.pk in held) for one in open_seats(seat.circle)]
    context = {"circle": seat.circle, "norms": current, "said": said, "form": form, "people": people}
    more = {"supports": as_read(agreed), "is_mine": seat.pk in held}
    return render(request, "programmes/norms/norms.html", context | more)


@require_POST
def confirm_norms(request: HttpRequest, code: str) -> HttpResponse:
    seat, form = seat_of(signed_in(request), code), ConfirmForm(request.POST)
    if form.is_valid() and actions.confirm_norms(seat, form.cleaned_data["version"]):
        messages.success(request, _("Confirmed."))
    else:
        messages.error(request, OVERTAKEN)
    return redirect("programmes:norms", code)


@require_http_methods(["GET", "HEAD", "POST"])
def introductions(request: HttpRequest, code: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    everybody = queries.introductions_of(seat.circle)
    mine = next((one.text for one in everybody if one.seat.pk == seat.pk), "")
    form = IntroductionForm(request.POST or None, initial={"text": mine})
    if form.is_valid():
        actions.introduce(seat, form.cleaned_data["text"])
        messages.success(request, _("Shared with %(circle)s.") % {"circle": seat.circle.name})
        return redirect("programmes:introductions", code)
    note_opening(seat.circle.scope, seat.membership.person, gettext_noop("introductions"))
    context = {"circle": seat.circle, "seat": seat, "everybody": everybody, "mine": mine, "form": form}
    return render(request, "programmes/norms/introductions.html", context)


@require_POST
def withdraw_introduction(request: HttpRequest, code: str) -> HttpResponse:
    actions.withdraw_introduction(seat_of(signed_in(request), code))
    messages.success(request, _("Withdrawn. Nobody can read it any more."))
    return redirect("programmes:introductions", code)
