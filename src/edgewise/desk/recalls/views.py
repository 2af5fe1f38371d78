"""The question, for whom it is asked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edgewise.desk.access import own_recall
from edgewise.desk.recalls.actions import answer_recall
from edgewise.desk.recalls.forms import RecallForm
from edgewise.desk.recalls.queries import is_open, names_met
from edgewise.domain.evidence.ties.recall import ASKED_FOR
from edgewise.people.access import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: HttpRequest, code: str) -> HttpResponse:
    row, now = own_recall(signed_in(request), code), timezone.now()
    form = RecallForm(row, request.POST or None)
    if is_open(row, now) and form.is_valid():
        if answer_recall(row, form.cleaned_data["spoken"], now):
            messages.success(request, _("Thank you. Your number is added to those of the others."))
        return redirect("desk:recall", code)
    context = {"row": row, "form": form, "closes": row.asked_at + ASKED_FOR}
    if is_open(row, now):
        context |= {"is_open": True, "names": names_met(row)}
    return render(request, "desk/recalls/recall.html", context)
