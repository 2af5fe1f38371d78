"""The demonstration's mail, which reaches nobody: anybody may look at it, as everybody there is invented."""

from __future__ import annotations

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from edgewise.notices.access import caught_mail, demonstration_only
from edgewise.notices.models import CaughtMail
from edgewise.people.page import page_asked

MAILS_A_PAGE = 25


@require_safe
@login_not_required
def mails(request: HttpRequest) -> HttpResponse:
    demonstration_only()
    page = page_asked(request.GET, CaughtMail.objects.order_by("-pk"), MAILS_A_PAGE)
    return render(request, "notices/caught/mails.html", {"page": page})


@require_safe
@login_not_required
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "notices/caught/caught.html", {"mail": caught_mail(pk)})


@require_safe
@login_not_required
@xframe_options_sameorigin
@csp_update({"style-src": [UNSAFE_INLINE]})
@csp_replace({"frame-ancestors": [SELF], "script-src": [NONE]})  # type: ignore[arg-type]  # typed for views without arguments
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as its reader's mail program shows it: its styles are inlined, and nothing in it may run."""
    return HttpResponse(caught_mail(pk).html)
