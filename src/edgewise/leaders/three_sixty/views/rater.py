"""A rater's one page, by their own link and without an account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.leaders.access import rater_by_link
from edgewise.leaders.models.three_sixty import Rater, RaterGroup, RaterState
from edgewise.leaders.three_sixty.actions import answers
from edgewise.leaders.three_sixty.actions.answers import Sent
from edgewise.leaders.three_sixty.forms import SheetForm
from edgewise.leaders.three_sixty.queries import survey_of, today_at

GONE = 410


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    rater = rater_by_link(token)
    if rater.state == RaterState.ANSWERED or not rater.of.is_open(today_at(rater.of)):
        return _over(request, rater)
    if rater.state == RaterState.DECLINED:
        return render(request, "leaders/three_sixty/declined.html", {"row": rater.of, "rater": rater, "token": token})
    form = SheetForm(survey_of(rater.of), request.POST or None)
    if form.is_valid():
        if answers.answer(rater, form.sheet(), timezone.now()) is not Sent.DONE:
            rater.refresh_from_db()
            return _over(request, rater)
        return redirect("leaders:answer", token)
    context = {"row": rater.of, "rater": rater, "form": form, "token": token, "minutes": answers.MINUTES_TO_ANSWER}
    context["is_manager"] = rater.group == RaterGroup.MANAGER
    return render(request, "leaders/three_sixty/answer.html", context)


def _over(request: HttpRequest, rater: Rater) -> HttpResponse:
    """Answered, closed or withdrawn: what it is, and that there is nothing left to do."""
    is_answered = rater.state == RaterState.ANSWERED
    context = {"row": rater.of, "rater": rater, "is_answered": is_answered}
    return render(request, "leaders/three_sixty/over.html", context, status=200 if is_answered else GONE)


@require_POST
@login_not_required
@never_cache
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Or, with `back`, answer after all."""
    rater = rater_by_link(token)
    if "back" in request.POST:
        answers.answer_after_all(rater)
    else:
        answers.decline(rater)
    return redirect("leaders:answer", token)
