"""What is registered for a cohort, for the programme's owner alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.desk.access import cohort_for_owner, outcome_for_owner, outcome_to_change
from edgewise.desk.outcomes.actions import registration as actions
from edgewise.desk.outcomes.actions import values
from edgewise.desk.outcomes.forms import OutcomeForm
from edgewise.desk.outcomes.models import Outcome
from edgewise.desk.outcomes.page import outcomes_page
from edgewise.desk.outcomes.queries import locked_words
from edgewise.people.access import signed_in
from edgewise.programmes.access import hand_of


@require_safe
def outcomes(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_owner(signed_in(request), code)
    return render(request, "desk/outcomes/outcomes.html", {"cohort": cohort, "page": outcomes_page(cohort)})


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    cohort = cohort_for_owner(person, code)
    hand = hand_of(person, cohort)
    form = OutcomeForm(request.POST or None)
    if form.is_valid() and hand:
        made = actions.register(cohort, form.plan(), hand, timezone.now())
        if isinstance(made, Outcome):
            return redirect("desk:outcomes", code)
        form.add_error(None, made)
    page = outcomes_page(cohort)
    return render(request, "desk/outcomes/register.html", {"cohort": cohort, "form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    person = signed_in(request)
    found = outcome_to_change(person, code, pk)
    hand = hand_of(person, found.cohort)
    form = OutcomeForm(request.POST or None, outcome=found)
    if form.is_valid() and hand:
        problem = actions.change(found, form.plan(), hand, timezone.now())
        if not problem:
            return redirect("desk:outcomes", code)
        form.add_error(None, problem)
    context = {"cohort": found.cohort, "form": form, "outcome": found, "page": outcomes_page(found.cohort)}
    return render(request, "desk/outcomes/register.html", context)


@require_POST
def remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = outcome_for_owner(signed_in(request), code, pk)
    if actions.remove(found, timezone.now()):
        messages.success(request, _("The outcome is removed."))
    else:
        messages.error(request, locked_words())
    return redirect("desk:outcomes", code)


@require_POST
def clear(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = outcome_for_owner(signed_in(request), code, pk)
    values.clear(found)
    messages.success(request, _("The imported values are deleted. What was registered stays."))
    return redirect("desk:outcomes", code)


@require_POST
def forget(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_owner(signed_in(request), code)
    values.forget(cohort, timezone.now())
    messages.success(request, _("All outcomes of people in this cohort are deleted. Nobody can read them again."))
    return redirect("desk:outcomes", code)
