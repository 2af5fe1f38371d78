"""A flag to the coordinators of one's own cohort."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edgewise.people.access import signed_in
from edgewise.programmes.access import own_enrolment
from edgewise.pulse.access import hold_back
from edgewise.pulse.flags.actions import raise_flag
from edgewise.pulse.flags.forms import FlagForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def flag(request: HttpRequest, code: str) -> HttpResponse:
    hold_back(request)
    entry = own_enrolment(signed_in(request), code)
    form = FlagForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        by = entry.membership if given["is_named"] else None
        raise_flag(entry.cohort, given["words"], given["key"], by, timezone.now())
        messages.success(request, _("Sent to your coordinators. They find it on their desk."))
        return redirect("programmes:part", code)
    return render(request, "pulse/flags/flag.html", {"form": form, "cohort": entry.cohort})
