"""People from whom the person wants no feedback. They do not learn of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from edgewise.growth.access import feedback_of_receiver, own_mute
from edgewise.growth.feedback import actions
from edgewise.growth.feedback.queries import mutes_of
from edgewise.people.access import signed_in


@require_safe
def mutes(request: HttpRequest) -> HttpResponse:
    return render(request, "growth/feedback/mutes.html", {"mutes": mutes_of(signed_in(request))})


@require_POST
def mute(request: HttpRequest, code: str) -> HttpResponse:
    row = feedback_of_receiver(signed_in(request), code)
    actions.mute(row.receiver, row.giver, timezone.now())
    words = _("%(name)s is muted and is not told. You can lift it here at any time.")
    messages.success(request, words % {"name": row.giver.person.name})
    return redirect("growth:mutes")


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_mute(signed_in(request), pk)
    actions.lift_mute(row)
    words = _("Lifted. What %(name)s wrote meanwhile is in your feedback, unread.")
    messages.success(request, words % {"name": row.of.person.name})
    return redirect("growth:mutes")
