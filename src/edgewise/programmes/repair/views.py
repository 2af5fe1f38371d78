"""A circle that cannot stay as it is, or should not: what may be done, what people would read, and doing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.people.access import signed_in
from edgewise.programmes.access import circle_for_coordinator, cohort_for_coordinator, hand_of
from edgewise.programmes.cases.queries import open_cases
from edgewise.programmes.enrolments.actions import drop
from edgewise.programmes.repair import actions
from edgewise.programmes.repair.forms import GoneForm
from edgewise.programmes.repair.queries import is_secret, is_sound, option_with, options_of, situation_of

CHANGED = gettext_lazy("That is not possible any more. This is what is possible now.")


@require_safe
def repair(request: HttpRequest, code: str, circle: str) -> HttpResponse:
    found = circle_for_coordinator(signed_in(request), code, circle)
    now = situation_of(found)
    context = {"cohort": found.cohort, "circle": found, "seated": now.seated, "cases": open_cases(found.cohort, found)}
    context |= {
        "options": options_of(now),
        "is_sound": is_sound(now),
        "is_secret": is_secret(now),
        "gone": GoneForm(found),
    }
    return render(request, "programmes/repair/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def repair_option(request: HttpRequest, code: str, circle: str, key: str) -> HttpResponse:
    """One option with what people will read; sent, it is done."""
    found = circle_for_coordinator(signed_in(request), code, circle)
    option = option_with(found, key)
    if option is None:
        messages.error(request, CHANGED)
        return redirect("programmes:repair", code, circle)
    if request.method != "POST":
        context = {"cohort": found.cohort, "circle": found, "option": option}
        return render(request, "programmes/repair/option.html", context)
    problems = actions.apply_repair(option, by=hand_of(signed_in(request), found.cohort))
    for problem in problems:
        messages.error(request, problem)
    if problems:
        return redirect("programmes:repair", code, circle)
    messages.success(request, _("Done. Each person concerned finds the changed circle on their first page."))
    return redirect("desk:desk", code)


@require_POST
def gone(request: HttpRequest, code: str, circle: str) -> HttpResponse:
    """A person has dropped out: their seats in the cohort end, and the next page shows what can be done."""
    found = circle_for_coordinator(signed_in(request), code, circle)
    form = GoneForm(found, request.POST)
    if form.is_valid() and drop(form.enrolment()):
        messages.success(request, _("%(name)s takes no part any more.") % {"name": form.cleaned_data["who"]})
    else:
        messages.error(request, _("Choose a person who sits here."))
    return redirect("programmes:repair", code, circle)


@require_POST
def end_circle(request: HttpRequest, code: str, circle: str) -> HttpResponse:
    found = circle_for_coordinator(signed_in(request), code, circle)
    if actions.end_circle(found, by=hand_of(signed_in(request), found.cohort)):
        messages.success(request, _("%(circle)s has ended.") % {"circle": found.name})
    return redirect("desk:desk", code)


@require_POST
def undo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Everybody sits where they sat before."""
    cohort = cohort_for_coordinator(signed_in(request), code)
    change = get_object_or_404(cohort.rearrangements, pk=pk)
    if actions.take_rearrangement_back(change):
        messages.success(request, _("Taken back. The circle can bring back its cancelled sessions."))
    elif change.undone_at:
        messages.info(request, _("Too late: this change is taken back already."))
    else:
        messages.error(request, _("Too late: it was more than ten minutes ago, or something has changed since."))
    return redirect("desk:desk", code)
