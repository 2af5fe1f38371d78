"""Signing in by a link."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from edgewise.people.sign_in import actions


@require_GET  # a HEAD from a mail or chat program's preview must not spend the link
@login_not_required
@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    person = actions.spend_link(token)
    if person is None:
        return render(request, "people/sign_in/link_spent.html", status=410)
    login(request, person)
    return redirect("home")
