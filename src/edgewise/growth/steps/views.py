"""One small step a week, set, done, carried and undone by its author."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.domain.nudges.letters.model import day_in_words
from edgewise.growth.access import commitment_of_author, step_of_author
from edgewise.growth.commitments.queries import read
from edgewise.growth.feedback.queries import words_to_begin_with
from edgewise.growth.models import Commitment
from edgewise.growth.steps import actions
from edgewise.growth.steps.forms import StepForm
from edgewise.growth.steps.queries import all_steps
from edgewise.people.access import signed_in

ANOTHER = gettext_lazy("That week has another step now. Nothing was changed.")


def _back_to(commitment: Commitment) -> HttpResponse:
    return redirect(f"{reverse('growth:commitments')}#c{commitment.code}")


@require_http_methods(["GET", "HEAD", "POST"])
def new_step(request: HttpRequest, code: str) -> HttpResponse:
    commitment = commitment_of_author(signed_in(request), code)
    (promise,) = read([commitment], all_steps())
    begun = {"what": words_to_begin_with(commitment.author.person, request.GET.get("feedback", ""))}
    form = StepForm(commitment, request.POST or None, initial=begun)
    if promise.takes_steps and promise.words and form.is_valid():
        given = form.cleaned_data
        if actions.set_step(commitment, given["what"], given["by_date"], timezone.now(), given["key"]) is None:
            messages.error(request, ANOTHER)
        return _back_to(commitment)
    return render(request, "growth/steps/step.html", {"promise": promise, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change_step(request: HttpRequest, code: str) -> HttpResponse:
    step = step_of_author(signed_in(request), code)
    (promise,) = read([step.commitment], all_steps().filter(pk=step.pk))
    (small,) = promise.steps
    form = StepForm(step.commitment, request.POST or None, step=step, initial={"what": small.words or ""})
    if small.words and not small.is_done and form.is_valid():
        given = form.cleaned_data
        if not actions.change_step(step, given["what"], given["by_date"], timezone.now()):
            messages.error(request, ANOTHER)
        return _back_to(step.commitment)
    return render(request, "growth/steps/step.html", {"promise": promise, "form": form, "step": small})


@require_POST
def done(request: HttpRequest, code: str) -> HttpResponse:
    step = step_of_author(signed_in(request), code)
    actions.mark_done(step, timezone.now())
    return _back_to(step.commitment)


@require_POST
def undone(request: HttpRequest, code: str) -> HttpResponse:
    step = step_of_author(signed_in(request), code)
    if not actions.mark_undone(step):
        messages.error(request, ANOTHER)
    return _back_to(step.commitment)


@require_POST
def carry(request: HttpRequest, code: str) -> HttpResponse:
    step = step_of_author(signed_in(request), code)
    day = actions.carry_step(step, timezone.now())
    if day is None:
        messages.error(request, _("The step could not be moved. Nothing was changed."))
    else:
        messages.success(request, _("Moved to %(day)s.") % {"day": day_in_words(day)})
    return _back_to(step.commitment)


@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    step = step_of_author(signed_in(request), code)
    if actions.remove_step(step):
        messages.success(request, _("The step is removed."))
    return _back_to(step.commitment)
