"""One thing that needs a person: why, a message to begin with, and what was done."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.desk.access import case_for_coordinator, may_read_reasons
from edgewise.desk.cases import actions, page
from edgewise.desk.cases.forms import MessageForm
from edgewise.people.access import signed_in
from edgewise.programmes.access import cohort_for_coordinator

PUT_OFF_FOR = timedelta(days=7)


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found, me = case_for_coordinator(signed_in(request), code, pk)
    form = MessageForm(request.POST or None, initial={"words": page.draft_of(found)})
    if page.may_be_written_to(found) and form.is_valid():
        told = actions.write_about(found, form.cleaned_data["words"], me)
        said = ngettext("Written to %(n)d person.", "Written to %(n)d people.", told)
        messages.success(request, said % {"n": told})
        return redirect("desk:case", code, pk)
    context = {
        "case": found,
        "cohort": found.cohort,
        "form": form if page.may_be_written_to(found) else None,
        "people": page.receivers_of(found),
        "options": page.ways_out_of(found),
        "notes": found.notes.select_related("by__person").order_by("at", "pk"),
        "reason": page.reason_of(found) if found.concern == "rematch" and may_read_reasons(me, found) else "",
    }
    return render(request, "desk/cases/case.html", context)


@require_POST
def act(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One click: done, open again, or in a week."""
    found, me = case_for_coordinator(signed_in(request), code, pk)
    match request.POST.get("do"):
        case "done":
            done, words = actions.close_case(found, me), _("Done. You can open it again in the log.")
        case "reopen":
            done, words = actions.reopen_case(found, me), _("It is on the desk again.")
        case "later":
            until = page.today_at(me, timezone.now()) + PUT_OFF_FOR
            done, words = actions.put_off(found, until, me), _("It comes back in a week.")
        case _:
            done, words = False, ""
    if done:
        messages.success(request, words)
    else:
        messages.error(request, _("Something changed in the meantime. Please check again."))
    return redirect("desk:desk", code)


@require_safe
def log(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_coordinator(signed_in(request), code)
    return render(request, "desk/cases/log.html", {"cohort": cohort, "done": page.done_at(cohort, 100)})
