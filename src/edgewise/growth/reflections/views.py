"""Looking back: one's own words, for nobody else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edgewise.growth.access import own_reflection
from edgewise.growth.commitments.queries import waiting_for_me
from edgewise.growth.reflections import actions
from edgewise.growth.reflections.forms import ReflectionForm
from edgewise.growth.reflections.queries import my_reflections, read_reflections, waiting, written
from edgewise.people.access import signed_in
from edgewise.people.page import page_asked

REFLECTIONS_A_PAGE = 20


@require_safe
def reflections(request: HttpRequest) -> HttpResponse:
    person, now = signed_in(request), timezone.now()
    mine = my_reflections(person)
    page = page_asked(request.GET, written(mine), REFLECTIONS_A_PAGE)
    context = {
        "page": page,
        "reflections": read_reflections(page.object_list, now),
        "to_write": list(waiting(mine, now)) if page.number == 1 else [],
        "waiting": waiting_for_me(person),
    }
    return render(request, "growth/reflections/reflections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reflection(request: HttpRequest, code: str) -> HttpResponse:
    row, now = own_reflection(signed_in(request), code), timezone.now()
    (looked,) = read_reflections([row], now)
    form = ReflectionForm(looked, request.POST or None)
    if looked.is_open and form.is_valid():
        if actions.write_reflection(row, form.words(), form.cleaned_data["useful"], now, form.chosen_themes()):
            messages.success(request, _("Saved. Only you can read it."))
        else:
            messages.error(request, _("It is too late to save this. Nothing was changed."))
        return redirect("growth:reflections")
    return render(request, "growth/reflections/reflection.html", {"looked": looked, "form": form})
