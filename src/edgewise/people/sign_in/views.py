"""Signing in by a link, and the devices on which one is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.people.access import signed_in
from edgewise.people.sign_in import actions, queries

EVERYWHERE = "everywhere"


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button: what only looks at a link, as mail and chat programs do, must not spend it."""
    person = actions.spend_link(token) if request.method == "POST" else queries.person_of_link(token)
    if person is None:
        return render(request, "people/sign_in/link_spent.html", status=410)
    if request.method != "POST":
        page = render(request, "people/sign_in/enter.html", {"person": person})
        page.headers["Referrer-Policy"] = "strict-origin"  # the address of this page lets its bearer in
        return page
    login(request, person)
    return redirect("home")


@require_safe
@never_cache
def devices(request: HttpRequest) -> HttpResponse:
    context = {"sign_ins": queries.sign_ins_of(signed_in(request)), "here": queries.sign_in_of(request)}
    return render(request, "people/sign_in/devices.html", {**context, "everywhere": EVERYWHERE})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """One device, or all; who signs out the device in use is asked to sign in again."""
    person, device = signed_in(request), request.POST.get("device", "").replace("\0", "")
    if device == EVERYWHERE:
        actions.sign_out_everywhere(person)
    elif not actions.sign_out_device(person, device):
        raise Http404
    if device not in (EVERYWHERE, queries.sign_in_of(request)):
        messages.success(request, _("That device is signed out."))
    return redirect("people:devices")
