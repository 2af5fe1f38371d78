"""A coordinator asks a colleague to look after a cohort."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.desk.handovers.forms import HandoverForm
from edgewise.people.access import signed_in
from edgewise.programmes.access import cohort_for_coordinator, hand_of
from edgewise.programmes.cohorts.actions import hand_over, take_back
from edgewise.programmes.cohorts.queries import coming_handovers


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    cohort = cohort_for_coordinator(person, code)
    form = HandoverForm(cohort, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        hand_over(cohort, given["to"], hand_of(person, cohort), given["from_on"], given["until_on"])
        said = _("%(name)s looks after %(cohort)s on these days.")
        messages.success(request, said % {"name": given["to"].person.name, "cohort": cohort.name})
        return redirect("desk:handover", code)
    context = {"cohort": cohort, "form": form, "handovers": coming_handovers(cohort, timezone.localdate())}
    return render(request, "desk/handovers/handover.html", context)


@require_POST
def end_handover(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cohort = cohort_for_coordinator(signed_in(request), code)
    if take_back(cohort, pk):
        messages.success(request, _("Taken back."))
    return redirect("desk:handover", code)
