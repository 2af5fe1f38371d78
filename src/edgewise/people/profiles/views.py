"""One's own profile, and the people of an organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edgewise.people.access import current_memberships, owner_of, signed_in
from edgewise.people.page import order_asked, page_asked
from edgewise.people.profiles import actions, queries
from edgewise.people.profiles.forms import ProfileForm
from edgewise.people.profiles.page import COLUMNS

PEOPLE_A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    memberships = list(current_memberships(signed_in(request)).order_by("organisation__name"))
    wanted = request.GET.get("organisation")
    chosen = next((m for m in memberships if m.organisation.slug == wanted), memberships[0] if memberships else None)
    if chosen is None:
        return render(request, "people/profiles/me.html", {"memberships": memberships})
    form = ProfileForm(chosen, request.POST or None)
    if form.is_valid():
        actions.change_profile(chosen, form.cleaned_data)
        actions.remember_zone(request, chosen.person)
        messages.success(request, _("Your profile is saved."))
        return redirect(request.get_full_path())
    return render(
        request,
        "people/profiles/me.html",
        {"form": form, "chosen": chosen, "memberships": memberships, "has_own_week": chosen.weekly_hours.exists()},
    )


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    search = request.GET.get("q", "").replace("\0", "").strip()[:100]
    order = order_asked(request.GET, COLUMNS)
    found = order.of(queries.people_of(owner.organisation, search))
    page = page_asked(request.GET, found, PEOPLE_A_PAGE)
    context = {"owner": owner, "search": search, "page": page, "order": order}
    return render(request, "people/profiles/people.html", context)
