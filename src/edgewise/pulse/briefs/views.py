"""The page for a boss, and the button that sends it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.people.access import signed_in
from edgewise.programmes.access import cohort_for_coordinator, hand_of
from edgewise.pulse.access import brief_for_boss
from edgewise.pulse.briefs.actions import acknowledge, send_briefs


@require_http_methods(["GET", "HEAD", "POST"])
def brief(request: HttpRequest, code: str) -> HttpResponse:
    found = brief_for_boss(signed_in(request), code)
    if request.method == "POST":
        acknowledge(found)
        messages.success(request, _("Thank you. There is nothing more to do."))
        return redirect("pulse:brief", code)
    return render(request, "pulse/briefs/brief.html", {"brief": found})


@require_POST
def send(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    cohort = cohort_for_coordinator(person, code)
    if told := send_briefs(cohort, hand_of(person, cohort), timezone.now()):
        words = ngettext("Sent to %(n)d boss.", "Sent to %(n)d bosses.", told)
        messages.success(request, words % {"n": told})
    else:
        messages.info(request, _("There is no boss who does not have it already."))
    return redirect("pulse:cohort", code)
