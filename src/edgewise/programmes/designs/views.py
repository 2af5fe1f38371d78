"""The programmes of an organisation, as their owner designs them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edgewise.domain.formats.builtin import shown_formats
from edgewise.domain.formats.designs import DESIGNS
from edgewise.domain.hours.promise import promise
from edgewise.people.access import owner_of, signed_in
from edgewise.programmes.access import programme_for_owner
from edgewise.programmes.cohorts.queries import cohorts_of
from edgewise.programmes.designs import page
from edgewise.programmes.designs.actions import save_programme
from edgewise.programmes.designs.forms import DRAFT, DraftForm, ProgrammeForm, taken
from edgewise.programmes.designs.queries import programme_like, programmes_of
from edgewise.programmes.models.designs import Programme

NUMBERS = ",".join(f"[name={name}]" for name in (*DRAFT, "hours_target"))  # the fields that the hours depend on


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
        context = {"organisation": organisation, "templates": page.templates()}
        return render(request, "programmes/designs/templates.html", context)
    form = _form(request, programme_like(key))
    if form.is_valid():
        made = save_programme(organisation, form.save(commit=False))
        return redirect("programmes:agreement_text", slug, made.pk)
    context = {"organisation": organisation, "form": form, "offer": _offer(form), "numbers": NUMBERS}
    return render(request, "programmes/designs/programme_form.html", context)


def _form(request: HttpRequest, design: Programme) -> ProgrammeForm:
    """As it was sent; where a way to more hours was pressed, to be looked at with that change, and not saved."""
    if "take" in request.POST:
        return ProgrammeForm(instance=design, initial=taken(request.POST) | {"pulse": request.POST.getlist("pulse")})
    return ProgrammeForm(request.POST or None, instance=design)


def _offer(form: ProgrammeForm) -> page.Offer | None:
    numbers = DraftForm({name: form[name].value() for name in (*DRAFT, "hours_target")})
    return offer_in(numbers)


def offer_in(numbers: DraftForm) -> page.Offer | None:
    """None while the numbers make no design."""
    if not numbers.is_valid():
        return None
    return page.offer_of(numbers.draft(), float(numbers.cleaned_data["hours_target"]))


@require_safe
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """The hours that a design gives, for the numbers as the form has them now."""
    organisation = owner_of(signed_in(request), slug).organisation
    context = {"organisation": organisation, "offer": offer_in(DraftForm(request.GET)), "numbers": NUMBERS}
    return render(request, "programmes/designs/offer.html", context)


@require_safe
def programme(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    design = programme_for_owner(signed_in(request), slug, pk)
    context = {
        "programme": design,
        "organisation": design.organisation,
        "format": shown_formats().get(design.format_key),
        "cohorts": cohorts_of(design),
        "hours": promise(design),
    }
    return render(request, "programmes/designs/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_programme(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    design = programme_for_owner(signed_in(request), slug, pk)
    form, is_new = _form(request, design), not design.cohorts.exists()
    if form.is_valid():
        save_programme(design.organisation, form.save(commit=False))
        messages.success(request, _("Saved. Existing circles stay as they are."))
        return redirect("programmes:agreement_text" if is_new else "programmes:programme", slug, pk)
    context: dict[str, Any] = {"organisation": design.organisation, "programme": design, "form": form}
    context |= {"offer": _offer(form), "numbers": NUMBERS, "is_new": is_new}
    return render(request, "programmes/designs/programme_form.html", context)
