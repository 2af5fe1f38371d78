"""One person, for those who look after them; and the end of their time in the organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.desk.access import member_for_coordinator
from edgewise.desk.memberships.page import leaving_of, person_page
from edgewise.people.access import member_of, owner_of, signed_in
from edgewise.people.memberships import actions
from edgewise.programmes.access import looked_after_by


@require_safe
def person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    member, owns = member_for_coordinator(signed_in(request), slug, pk)
    cohorts = looked_after_by(signed_in(request)).filter(programme__organisation=member.organisation_id)
    context = {"page": person_page(member, cohorts, timezone.now()), "member": member, "owns": owns}
    return render(request, "desk/memberships/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end_person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    member = member_of(owner.organisation, pk)
    leaving = leaving_of(member, looked_after_by(signed_in(request)))
    if request.method == "POST" and not leaving.is_only_owner:
        if actions.end_membership(member):
            messages.success(request, _("%(name)s has left. You can bring them back here.") % {"name": member})
        return redirect("desk:person", slug, pk)
    context = {"owner": owner, "member": member, "leaving": leaving}
    return render(request, "desk/memberships/end_person.html", context)


@require_POST
def bring_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    member = member_of(owner.organisation, pk)
    if actions.bring_back(member):
        messages.success(request, _("%(name)s is back.") % {"name": member})
    return redirect("desk:person", slug, pk)
