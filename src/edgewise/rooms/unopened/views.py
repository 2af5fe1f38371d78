"""Did you meet?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from edgewise.domain.coaching.unopened import Became
from edgewise.people.access import signed_in
from edgewise.rooms.access import waiting_session
from edgewise.rooms.unopened.actions import answer_unopened
from edgewise.rooms.unopened.forms import BecameForm


@require_POST
def became(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """What became of a session that nobody opened; a session that was moved gets its new time."""
    meeting, seat = waiting_session(signed_in(request), code, session)
    form, back = BecameForm(request.POST), redirect("rooms:circle", code)
    if not form.is_valid():
        messages.error(request, _("Choose one of the three answers."))
        return back
    said = form.cleaned_data["became"]
    if not answer_unopened(meeting, seat, said, timezone.now()):
        messages.error(request, _("Nobody asks about this session at the moment."))
    elif said is None:
        messages.success(request, _("We took your answer back."))
    elif said is Became.MOVED:
        messages.success(request, _("Thank you. Now give the session its new time."))
        return redirect("rooms:move", code, session)
    else:
        messages.success(request, _("Thank you. You can change your answer until we count the answers."))
    return back
