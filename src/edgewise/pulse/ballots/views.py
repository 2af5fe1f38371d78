"""The form that somebody who is asked fills in, once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edgewise.people.access import signed_in
from edgewise.pulse.access import hold_back, line_to_answer
from edgewise.pulse.ballots import actions
from edgewise.pulse.ballots.forms import BallotForm
from edgewise.pulse.ballots.page import form_page
from edgewise.pulse.ballots.queries import questionnaire_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The answers come in the body, and are nowhere but in the box afterwards."""
    hold_back(request)
    line = line_to_answer(signed_in(request), code)
    now = timezone.now()
    if not line.wave.is_open(now):
        return redirect("pulse:result", code)
    if line.has_answered:
        return render(request, "pulse/ballots/answered.html", {"page": form_page(line.wave)})
    form = BallotForm(questionnaire_of(line.wave), request.POST or None)
    if form.is_valid():
        actions.answer(line, form.answers(), form.comment(), now)
        return redirect("pulse:answer", code)
    return render(request, "pulse/ballots/answer.html", {"form": form, "page": form_page(line.wave)})
