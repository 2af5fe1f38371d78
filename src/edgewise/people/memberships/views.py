"""One person of an organisation, as its programme owner adds and changes them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edgewise.people.access import member_of, owner_of, signed_in
from edgewise.people.imports.actions.writes import WorldChanged
from edgewise.people.memberships import actions
from edgewise.people.memberships.forms import PersonForm


@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: HttpRequest, slug: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    form = PersonForm(owner.organisation, owner.time_zone, data=request.POST or None)
    if form.is_valid():
        try:
            made = actions.add_person(owner.organisation, form.facts())
        except WorldChanged:
            form.add_error("email", _("Somebody has just got this address. Please check again."))
        else:
            messages.success(request, _("%(name)s is added.") % {"name": made.person.name})
            return redirect("desk:person", slug, made.pk)
    return render(request, "people/memberships/person_form.html", {"owner": owner, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    member = member_of(owner.organisation, pk)
    form = PersonForm(owner.organisation, owner.time_zone, member, request.POST or None)
    if form.is_valid():
        try:
            actions.change_person(member, form.changes())
        except WorldChanged:
            form.add_error("email", _("Somebody has just got this address. Please check again."))
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:person", slug, pk)
    context = {"owner": owner, "member": member, "form": form}
    return render(request, "people/memberships/person_form.html", context)
