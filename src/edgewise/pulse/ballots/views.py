"""The form that somebody who is asked fills in, once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edgewise.people.access import signed_in
from edgewise.pulse.access import hold_back, line_to_answer
from edgewise.pulse.ballots import actions
from edgewise.pulse.ballots.forms import BallotForm
from edgewise.pulse.ballots.page import form_page
from edgewise.pulse.ballots.queries import questionnaire_of
from edgewise.pulse.models import Asked


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The answers come in the body, and are nowhere but in the box afterwards."""
    hold_back(request)
    line = line_to_answer(signed_in(request), code)
    now = timezone.now()
    if not line.wave.is_open(now):
        _say_if_late(request, line)
        return redirect("pulse:result", code)
    if line.has_answered:
        return render(request, "pulse/ballots/answered.html", {"page": form_page(line.wave)})
    form = BallotForm(questionnaire_of(line.wave), request.POST or None)
    if form.is_valid():
        if actions.answer(line, form.answers(), form.comment(), now) is actions.Sent.OVER:
            _say_if_late(request, line)
        return redirect("pulse:answer", code)
    return render(request, "pulse/ballots/answer.html", {"form": form, "page": form_page(line.wave)})


def _say_if_late(request: HttpRequest, line: Asked) -> None:
    """Whoever sent something now must not believe that it counts."""
    if request.method == "POST" and not line.has_answered:
        messages.info(request, _("The days of answering are over. What you sent was not kept."))
