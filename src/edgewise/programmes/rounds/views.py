"""The next round of a sprint: seen and objected to by who takes part, stopped by who looks after it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.people.access import signed_in
from edgewise.programmes.access import looked_after_by, round_for_coordinator, round_for_member
from edgewise.programmes.rounds import actions
from edgewise.programmes.rounds.page import own_round


@require_http_methods(["GET", "HEAD", "POST"])
def next_round(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    if request.method != "POST" and looked_after_by(person).filter(code=code).exists():
        ahead, _hand = round_for_coordinator(person, code)
        return redirect("programmes:preview", code, ahead.run_id)
    ahead, me = round_for_member(person, code)
    if request.method == "POST":
        if "back" in request.POST:
            actions.take_back(ahead, me)
        elif actions.object_to(ahead, me):
            messages.success(request, _("The round waits. Your coordinator looks for another way."))
        return redirect("programmes:next_round", code)
    return render(request, "programmes/rounds/next_round.html", {"cohort": ahead.cohort, "round": own_round(ahead, me)})


@require_POST
def stop_round(request: HttpRequest, code: str) -> HttpResponse:
    ahead, hand = round_for_coordinator(signed_in(request), code)
    if "back" in request.POST:
        actions.take_back(ahead, hand)
    elif actions.object_to(ahead, hand):
        messages.success(request, _("Stopped. Nothing begins by itself."))
    return redirect("programmes:preview", code, ahead.run_id)
