"""A person's messages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from edgewise.notices.access import own_notice
from edgewise.notices.inbox import actions
from edgewise.notices.inbox.page import inbox_of, lines, unread
from edgewise.people.access import signed_in
from edgewise.people.page import page_asked

MESSAGES_A_PAGE = 20


@require_safe
def messages_page(request: HttpRequest) -> HttpResponse:
    person, now = signed_in(request), timezone.now()
    page = page_asked(request.GET, inbox_of(person, now), MESSAGES_A_PAGE)
    context = {"page": page, "lines": lines(list(page)), "unread": unread(person, now)}
    return render(request, "notices/inbox/inbox.html", context)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    actions.mark_read(signed_in(request))
    return redirect("notices:inbox")


@require_safe
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """To where the message leads; it counts as read."""
    notice = own_notice(signed_in(request), pk)
    actions.mark_one_read(notice)
    return redirect(notice.path or "notices:inbox")
