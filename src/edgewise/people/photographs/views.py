"""One's own photograph."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.people.access import signed_in
from edgewise.people.photographs import actions
from edgewise.people.photographs.forms import PhotographForm


@require_http_methods(["GET", "HEAD", "POST"])
def photograph(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    form = PhotographForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        actions.keep_photograph(person, form.cleaned_data["photograph"])
        messages.success(request, _("Your photograph is saved."))
        return redirect("people:me")
    return render(request, "people/photographs/photograph.html", {"form": form, "person": person})


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    if actions.remove_photograph(signed_in(request)):
        messages.success(request, _("Your photograph is deleted. People see your initials."))
    return redirect("people:photograph")
