"""Somebody's own calendar."""

from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edgewise.people.access import current_memberships, signed_in
from edgewise.people.calendars import actions, queries
from edgewise.people.calendars.forms import CalendarForm, passed_over, words_of
from edgewise.people.models import Person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def busy(request: HttpRequest) -> HttpResponse:
    """The person's own calendar. Only its times are read."""
    person = signed_in(request)
    form = CalendarForm(request.POST if "address" in request.POST else None)
    if "end" in request.POST:
        actions.forget_calendar(person)
        messages.success(
            request, _("We do not read your calendar any more. Its address and all its times are deleted.")
        )
        return redirect("people:busy")
    too_many: HttpResponse | None = consume_or_429(request, action="give_calendar") if form.is_bound else None
    if too_many is not None:
        return too_many
    if form.is_valid() and _is_read(form, person):
        messages.success(request, _("We read your calendar now. We propose no session when you are busy."))
        return redirect("people:busy")
    me = current_memberships(person).order_by("organisation__name").first()
    return render(request, "people/calendars/busy.html", {"form": form, "me": me, "calendar": _calendar_of(person)})


def _is_read(form: CalendarForm, person: Person) -> bool:
    problem = actions.give_calendar(person, form.cleaned_data["address"], timezone.now())
    if problem is not None:
        form.refuse(problem)
    return problem is None


def _calendar_of(person: Person) -> dict[str, object] | None:
    row = queries.calendar_of(person)
    if row is None:
        return None
    said = {"problem": words_of(row.problem), "passed_over": passed_over(queries.read_in(row).faults)}
    return queries.shown_of(row, timezone.now()) | said
