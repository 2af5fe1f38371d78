"""One thing that needs a person: why, a message to begin with, and what was done."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.desk.access import case_for_coordinator, case_to_propose, cohorts_of_coordinator, may_read_reasons
from edgewise.desk.cases import actions, page
from edgewise.desk.cases.forms import MessageForm
from edgewise.desk.models import DeskCase
from edgewise.domain.nudges.cases import Concern
from edgewise.people.access import signed_in
from edgewise.people.models import Membership
from edgewise.people.page import page_asked
from edgewise.programmes.access import cohort_for_coordinator
from edgewise.rooms.polls.forms import AskForm
from edgewise.rooms.polls.queries import offered_times, open_poll_of, usual_last_day

ALREADY = gettext_lazy("A question to this circle is already open.")
PUT_OFF_FOR = timedelta(days=7)
DONE_A_PAGE = 50
BACK = {"home": "home", "desks": "desk:desks"}  # other pages that have the same rows


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found, me = case_for_coordinator(signed_in(request), code, pk)
    form = MessageForm(request.POST or None, initial={"words": page.draft_of(found)})
    if page.may_be_written_to(found) and form.is_valid():
        if told := actions.write_about(found, form.cleaned_data["words"], me):
            said = ngettext("Written to %(n)d person.", "Written to %(n)d people.", told)
            messages.success(request, said % {"n": told})
        else:
            messages.info(request, _("These words were sent already. Nobody gets them twice."))
        return redirect("desk:case", code, pk)
    context = {
        "case": found,
        "cohort": found.cohort,
        "form": form if page.may_be_written_to(found) else None,
        **page.about(found, timezone.now()),
        "reason": page.reason_of(found) if may_read_reasons(me, found) else "",
    }
    return render(request, "desk/cases/case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Times for a circle that has none: its people are asked which would do."""
    found, asker = case_to_propose(signed_in(request), code, pk)
    now, first = timezone.now(), {"format_key": "midway"} if found.concern == Concern.MIDWAY else {}
    if open_poll_of(asker.circle, now):
        messages.info(request, ALREADY)
        return redirect("desk:case", code, pk)
    form = AskForm(asker, now, request.POST or None, initial=first)
    if form.is_valid() and "ask" in request.POST:
        question = actions.Question(form.format(), form.moments(), form.closes_at())
        done = actions.propose_times(found, asker, question, now)
        messages.success(request, _("Everybody in the circle is asked.")) if done else messages.info(request, ALREADY)
        return redirect("desk:case", code, pk)
    form = form.afresh() if form.is_valid() else form
    offered = offered_times(asker, form.ticked(), form.minutes(), now)
    form.initial.setdefault("by", usual_last_day(asker, [one.starts_at for one in offered if one.ticked], now))
    return render(request, "desk/cases/propose.html", {"case": found, "form": form, "offered": offered})


@require_POST
def act(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One click: done, open again, or in a week."""
    found, me = case_for_coordinator(signed_in(request), code, pk)
    done, words = _done(found, me, request.POST.get("do", ""))
    if done:
        messages.success(request, words)
    elif found.closed_at:
        messages.info(request, _("It is done already."))
    else:
        messages.error(request, _("Something changed in the meantime. Please check again."))
    back = BACK.get(request.POST.get("back", ""))
    return redirect(back) if back else redirect("desk:desk", code)


def _done(found: DeskCase, me: Membership | None, what: str) -> tuple[bool, str]:
    """Whether anything was, and what is said then."""
    match what:
        case "done":
            return actions.close_case(found, me), _("Done. You can undo it here, and later in the log.")
        case "reopen":
            return actions.reopen_case(found, me), _("It is on the desk again.")
        case "later":
            until = page.today_at(me, timezone.now()) + PUT_OFF_FOR
            return actions.put_off(found, until, me), _("It comes back in a week.")
        case _:
            return False, ""


@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """What needs the person in all the cohorts that they look after."""
    person, today = signed_in(request), timezone.localdate()
    cohorts = cohorts_of_coordinator(person, today)
    waiting = page.waiting_in(cohorts, today)
    context = {
        "groups": [(cohort, waiting[cohort.pk]) for cohort in cohorts if cohort.pk in waiting],
        "quiet": [cohort for cohort in cohorts if cohort.pk not in waiting],
        "done_now": page.done_just_now(cohorts, person, timezone.now()),
        "total": sum(map(len, waiting.values())),
        "late": sum(line.is_late for lines in waiting.values() for line in lines),
    }
    return render(request, "desk/cases/desks.html", context)


@require_safe
def log(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_coordinator(signed_in(request), code)
    done = page_asked(request.GET, page.done_at(cohort), DONE_A_PAGE)
    return render(request, "desk/cases/log.html", {"cohort": cohort, "done": done})
