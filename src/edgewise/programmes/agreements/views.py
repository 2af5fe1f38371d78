"""A circle's agreement, for those who sit in it; and its text, for the programme's owner."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.domain.coaching.agreements import FIELDS, NEEDED
from edgewise.people.access import signed_in
from edgewise.programmes.access import programme_for_owner, seat_of
from edgewise.programmes.agreements import actions, queries
from edgewise.programmes.agreements.forms import AgreementTextForm, ObjectivesForm, SignForm
from edgewise.programmes.models.circles import Seat

OVERTAKEN = gettext_lazy("It was changed while you were reading. Please read it again.")


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    form = SignForm(request.POST or None)
    if form.is_bound:
        signed = form.is_valid() and actions.sign(seat, form.cleaned_data["version"])
        if not signed:
            messages.error(request, OVERTAKEN)
            return _to_agreement(code, form.cleaned_data.get("room", ""))
        messages.success(request, _("Signed. Thank you."))
        room = form.cleaned_data["room"]
        return redirect("rooms:room", room) if room else redirect("programmes:agreement", code)
    return render(request, "programmes/agreements/page.html", _agreement_page(seat, request.GET.get("room", "")))


def _to_agreement(code: str, room: str) -> HttpResponse:
    onward = f"?{urlencode({'room': room})}" if room else ""
    return redirect(reverse("programmes:agreement", args=[code]) + onward)


def _agreement_page(seat: Seat, room: str) -> dict[str, object]:
    current = queries.agreement_of(seat.circle)
    page: dict[str, object] = {"circle": seat.circle, "seat": seat, "agreement": current}
    if current is None:
        return page
    signers = queries.signers_of(current)
    return page | {
        "clauses": queries.clauses_of(current),
        "signers": signers,
        "signed": sum(1 for one in signers if one.signed_at),
        "mine": next((one.signed_at for one in signers if one.seat.pk == seat.pk), None),
        "is_to_review": queries.is_due_for_review(current, seat.membership),
        "review_on": queries.review_on(current),
        "reviews": current.reviews.select_related("by__person").order_by("-at"),
        "versions": queries.versions_for(seat),
        "form": SignForm(initial={"version": current.version, "room": room}),
        "room": room,
    }


@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """For a circle that is older than agreements are."""
    seat = seat_of(signed_in(request), code)
    actions.agree_anew({seat.circle_id})
    return redirect("programmes:agreement", code)


@require_POST
def still_right(request: HttpRequest, code: str) -> HttpResponse:
    if actions.find_still_right(seat_of(signed_in(request), code)):
        messages.success(request, _("Noted. The day of the next review is shown below."))
    return redirect("programmes:agreement", code)


@require_http_methods(["GET", "HEAD", "POST"])
def objectives(request: HttpRequest, code: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    current = queries.agreement_of(seat.circle)
    if current is None or seat.circle.purged_at:
        return redirect("programmes:agreement", code)
    first = {"version": current.version, "objectives": queries.objectives_of(current)}
    form = ObjectivesForm(request.POST or None, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        if actions.change_objectives(seat, given["version"], given["objectives"]):
            messages.success(request, _("Changed. We ask everybody in the circle to sign again, you too."))
            return redirect("programmes:agreement", code)
        form.overtake("objectives", current.version, queries.objectives_of(current) or "")
    return render(request, "programmes/agreements/objectives.html", {"circle": seat.circle, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_text(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    design = programme_for_owner(signed_in(request), slug, pk)
    form, is_new = AgreementTextForm(design, request.POST or None), not design.cohorts.exists()
    if "usual" in request.POST or (form.is_valid() and "preview" not in request.POST):
        actions.save_agreement_design(design, *form.kept("usual" in request.POST))
        messages.success(request, _("Saved. Existing circles keep their agreement."))
        onward = "new_cohort" if is_new and "usual" not in request.POST else "agreement_text"
        return redirect(f"programmes:{onward}", slug, pk)
    fields = [(name, told, name in NEEDED) for name, told in FIELDS.items()]
    context = {
        "programme": design,
        "form": form,
        "clauses": form.as_read(timezone.localdate()),
        "fields": fields,
        "is_new": is_new,
    }
    return render(request, "programmes/agreements/design.html", context)
