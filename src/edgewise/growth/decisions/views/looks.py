"""What is added to a decision once it is taken: looks at it, lines beside it, and whether assumptions were tested."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.growth.access import own_decision
from edgewise.growth.decisions import actions
from edgewise.growth.decisions.forms import LineForm, LookForm, TestedForm
from edgewise.growth.decisions.queries import read_decisions
from edgewise.people.access import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def look_again(request: HttpRequest, code: str) -> HttpResponse:
    """The form as a part of any page, and what is said once it is filled in; without htmx it is on the decision's."""
    row = own_decision(signed_in(request), code)
    (read,) = read_decisions([row])
    form = LookForm(read, request.POST if request.method == "POST" else None)
    refused = actions.look_again(row, *form.answers(), timezone.now()) if form.is_valid() else ""
    is_part = request.headers.get("HX-Request") == "true"
    if form.is_valid() and not refused:
        return _noted(request, code, is_part=is_part)
    if refused:
        form.add_error(None, refused)
    if not is_part and request.method != "POST":
        return redirect("growth:decision", code)
    page = "growth/decisions/look.html" if is_part else "growth/decisions/look_page.html"
    return render(request, page, {"read": read, "form": form})


def _noted(request: HttpRequest, code: str, *, is_part: bool) -> HttpResponse:
    if is_part:
        return render(request, "growth/decisions/noted.html", {"code": code})
    messages.success(request, _("Noted. What happened and how you decided are two things: both are kept."))
    return redirect("growth:decisions")


@require_POST
def add_line(request: HttpRequest, code: str) -> HttpResponse:
    row = own_decision(signed_in(request), code)
    (read,) = read_decisions([row])
    form = LineForm(read, request.POST)
    if not form.is_valid():
        messages.error(request, _("Write what you want to add."))
    elif refused := actions.correct(row, form.cleaned_data["part"], form.cleaned_data["words"], timezone.now()):
        messages.error(request, refused)
    else:
        messages.success(request, _("Added. The line itself stays as it was."))
    return redirect("growth:decision", code)


@require_POST
def tell_tested(request: HttpRequest, code: str) -> HttpResponse:
    row, form = own_decision(signed_in(request), code), TestedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose whether it was tested."))
    elif refused := actions.tell_tested(row, form.cleaned_data["part"], form.cleaned_data["tested"]):
        messages.error(request, refused)
    else:
        messages.success(request, _("Noted."))
    return redirect("growth:decision", code)
