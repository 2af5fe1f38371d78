"""What reaches a person outside Edgewise."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from edgewise.domain.nudges.letters.letter import WORDINGS
from edgewise.notices.access import of_token
from edgewise.notices.preferences import actions, queries
from edgewise.notices.preferences.forms import PreferenceForm
from edgewise.people.access import current_memberships, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    members = list(current_memberships(signed_in(request)).order_by("organisation__name"))
    wanted = request.GET.get("organisation")
    chosen = next((one for one in members if one.organisation.slug == wanted), members[0] if members else None)
    if chosen is None:
        return render(request, "notices/preferences/preferences.html", {"memberships": members})
    form = PreferenceForm(queries.wishes_of(chosen), queries.chat_of(chosen), request.POST or None)
    if form.is_valid():
        actions.save_preference(chosen, form.given())
        messages.success(request, _("Saved. We follow these settings from now on."))
        return redirect(request.get_full_path())
    return render(
        request, "notices/preferences/preferences.html", {"form": form, "chosen": chosen, "memberships": members}
    )


@csrf_exempt  # a mail program presses it without ever having seen a page (RFC 8058); the token is the right to
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    who, kinds = of_token(token)
    if request.method == "POST":
        (actions.turn_on if request.POST.get("on") else actions.turn_off)(who, *kinds)
    is_off = queries.wishes_of(who).off.issuperset(kinds)
    wordings = [WORDINGS[kind] for kind in kinds]
    context = {"wordings": wordings, "is_off": is_off, "done": request.method == "POST"}
    return render(request, "notices/preferences/off.html", context)
