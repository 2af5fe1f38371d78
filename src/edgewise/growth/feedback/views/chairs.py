"""How it was with the person in the chair: two taps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edgewise.growth.access import taps_of
from edgewise.growth.feedback import actions
from edgewise.growth.feedback.forms import TapsForm
from edgewise.people.access import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def chair(request: HttpRequest, code: str) -> HttpResponse:
    row = taps_of(signed_in(request), code)
    form = TapsForm(request.POST or None)
    if form.is_valid():
        if actions.tap(row, form.taps(), timezone.now()):
            messages.success(request, _("Thank you. It counts once three people have answered and the week is over."))
        else:
            messages.info(request, _("You have answered already, or the week after the session is over."))
        return redirect("growth:feedback")
    return render(request, "growth/feedback/chair.html", {"form": form, "taps": row})
