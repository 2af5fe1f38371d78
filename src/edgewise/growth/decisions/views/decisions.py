"""Decisions, for their author alone: listed, read, written down, taken and thrown away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.growth.access import own_decision, own_open_decision
from edgewise.growth.commitments.queries import waiting_for_me
from edgewise.growth.decisions import actions
from edgewise.growth.decisions.forms import DecisionForm, LineForm, LookForm
from edgewise.growth.decisions.models import Decision
from edgewise.growth.decisions.page import TESTED, decisions_of, shown
from edgewise.growth.decisions.queries import DecisionRead, my_decisions, read_decisions
from edgewise.people.access import signed_in
from edgewise.programmes.access import seat_of
from edgewise.programmes.circles.queries import held_seat_at, seats_of_person
from edgewise.programmes.models.circles import Circle


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    ledger = decisions_of(my_decisions(person), request.GET)
    context = {
        "ledger": ledger,
        "looks": [(read, LookForm(read)) for read in ledger.waiting],
        "seats": [seat for seat in seats_of_person(person) if not seat.circle.purged_at],
        "waiting": waiting_for_me(person),
    }
    return render(request, "growth/decisions/decisions.html", context)


@require_safe
def decision(request: HttpRequest, code: str) -> HttpResponse:
    row = own_decision(signed_in(request), code)
    (read,) = read_decisions([row])
    context = {
        "read": read,
        "shown": shown(read),
        "form": LookForm(read),
        "line": LineForm(read),
        "tested": TESTED,
        "sits": not row.circle.purged_at and held_seat_at(row.circle, row.author.person, timezone.now()),
    }
    return render(request, "growth/decisions/decision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_decision(request: HttpRequest, code: str) -> HttpResponse:
    seat, now = seat_of(signed_in(request), code), timezone.now()
    form = DecisionForm(seat.circle, seat.membership, request.POST or None)
    if form.is_valid():
        made = actions.write_decision(seat.circle, seat.membership, form.words(), now, form.cleaned_data["key"])
        if isinstance(made, Decision):
            return _kept(request, made)
        form.add_error(None, made)
    return _form(request, seat.circle, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_decision(request: HttpRequest, code: str) -> HttpResponse:
    row = own_open_decision(signed_in(request), code)
    (read,) = read_decisions([row])
    form = DecisionForm(row.circle, row.author, request.POST or None, read=read)
    if form.is_valid():
        refused = actions.change_decision(row, form.words())
        if not refused:
            return _kept(request, row)
        form.add_error(None, refused)
    return _form(request, row.circle, form, read)


def _kept(request: HttpRequest, row: Decision) -> HttpResponse:
    """Its author has pressed one of two buttons: it stays open, or it is taken."""
    if "take" in request.POST:
        return take_decision(request, row.code)
    messages.success(request, _("Kept, and still open. Its words stay as they are once you take it."))
    return redirect("growth:decision", row.code)


def _form(request: HttpRequest, circle: Circle, form: DecisionForm, read: DecisionRead | None = None) -> HttpResponse:
    return render(request, "growth/decisions/decision_form.html", {"circle": circle, "form": form, "read": read})


@require_POST
def decision_hints(request: HttpRequest, code: str) -> HttpResponse:
    """Private questions about what is being written, for its writer alone; nothing is kept."""
    seat = seat_of(signed_in(request), code)
    form = DecisionForm(seat.circle, seat.membership, request.POST)
    return render(request, "growth/hints.html", {"hints": form.hints()})


@require_POST
def take_decision(request: HttpRequest, code: str) -> HttpResponse:
    row = own_decision(signed_in(request), code)
    if refused := actions.take(row, timezone.now()):
        messages.error(request, refused)
    else:
        messages.success(request, _("Taken. Its words stay as they are; you can add lines beside them."))
    return redirect("growth:decision", row.code)


@require_http_methods(["GET", "HEAD", "POST"])
def throw_decision_away(request: HttpRequest, code: str) -> HttpResponse:
    row = own_open_decision(signed_in(request), code)
    if request.method == "POST":
        if actions.throw_away(row):
            messages.success(request, _("Thrown away."))
        return redirect("growth:decisions")
    (read,) = read_decisions([row])
    return render(request, "growth/decisions/throw_away.html", {"read": read})
