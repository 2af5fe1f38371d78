"""The programmes of an organisation, as their owner designs them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edgewise.domain.formats.builtin import shown_formats
from edgewise.domain.formats.designs import DESIGNS
from edgewise.people.access import owner_of, signed_in
from edgewise.programmes.access import programme_for_owner
from edgewise.programmes.cohorts.queries import cohorts_of
from edgewise.programmes.designs.actions import save_programme
from edgewise.programmes.designs.forms import ProgrammeForm
from edgewise.programmes.designs.queries import programme_like, programmes_of


@require_safe
def programmes(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = owner_of(signed_in(request), slug).organisation
    found = programmes_of(organisation)
    return render(request, "programmes/designs/programmes.html", {"organisation": organisation, "programmes": found})


@require_http_methods(["GET", "HEAD", "POST"])
def new_programme(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = owner_of(signed_in(request), slug).organisation
    key = request.GET.get("like", "")
    if request.method != "POST" and key not in (*DESIGNS, "nothing"):
        return render(request, "programmes/designs/templates.html", {"organisation": organisation, "designs": DESIGNS})
    form = ProgrammeForm(request.POST or None, instance=programme_like(key))
    if form.is_valid():
        made = save_programme(organisation, form.save(commit=False))
        return redirect("programmes:agreement_text", slug, made.pk)
    return render(request, "programmes/designs/programme_form.html", {"organisation": organisation, "form": form})


@require_safe
def programme(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    design = programme_for_owner(signed_in(request), slug, pk)
    context = {
        "programme": design,
        "organisation": design.organisation,
        "format": shown_formats().get(design.format_key),
        "cohorts": cohorts_of(design),
    }
    return render(request, "programmes/designs/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_programme(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    design = programme_for_owner(signed_in(request), slug, pk)
    form = ProgrammeForm(request.POST or None, instance=design)
    if form.is_valid():
        save_programme(design.organisation, form.save(commit=False))
        messages.success(request, _("Saved. Existing circles stay as they are."))
        return redirect("programmes:programme", slug, pk)
    context = {"organisation": design.organisation, "programme": design, "form": form}
    return render(request, "programmes/designs/programme_form.html", context)
