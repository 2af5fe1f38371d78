"""One thing that needs a person: why, a message to begin with, and what was done."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.desk import actions, queries
from edgewise.desk.access import case_for_coordinator, may_read_reasons
from edgewise.desk.forms import HandoverForm, MessageForm
from edgewise.people.access import signed_in
from edgewise.programmes.access import cohort_for_coordinator, hand_of
from edgewise.programmes.actions import hand_over, take_back
from edgewise.programmes.queries import coming_handovers

A_WEEK = timedelta(days=7)


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found, me = case_for_coordinator(signed_in(request), code, pk)
    form = MessageForm(request.POST or None, initial={"words": queries.draft_of(found)})
    if queries.may_be_written_to(found) and form.is_valid():
        told = actions.write_about(found, form.cleaned_data["words"], me)
        messages.success(request, f"Written to {told} {'person' if told == 1 else 'people'}.")
        return redirect("desk:case", code, pk)
    context = {
        "case": found,
        "cohort": found.cohort,
        "form": form if queries.may_be_written_to(found) else None,
        "people": queries.receivers_of(found),
        "options": queries.ways_out_of(found),
        "notes": found.notes.select_related("by__person").order_by("at", "pk"),
        "reason": queries.reason_of(found) if found.concern == "rematch" and may_read_reasons(me, found) else "",
    }
    return render(request, "desk/cases/case.html", context)


@require_POST
def act(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One click: done, open again, or in a week."""
    found, me = case_for_coordinator(signed_in(request), code, pk)
    match request.POST.get("do"):
        case "done":
            done, words = actions.close_case(found, me), "Done. It is in the log, where it can be opened again."
        case "reopen":
            done, words = actions.reopen_case(found, me), "It is on the desk again."
        case "later":
            until = queries.today_at(me, timezone.now()) + A_WEEK
            done, words = actions.put_off(found, until, me), "It comes back in a week."
        case _:
            done, words = False, ""
    if done:
        messages.success(request, words)
    else:
        messages.error(request, "Something changed in the meantime. Please look again.")
    return redirect("desk:desk", code)


@require_safe
def log(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_coordinator(signed_in(request), code)
    return render(request, "desk/cases/log.html", {"cohort": cohort, "done": queries.done_at(cohort, 100)})


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    cohort = cohort_for_coordinator(person, code)
    form = HandoverForm(cohort, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        hand_over(cohort, given["to"], hand_of(person, cohort), given["from_on"], given["until_on"])
        messages.success(request, f"{given['to'].person.name} looks after {cohort.name} in those days.")
        return redirect("desk:handover", code)
    context = {"cohort": cohort, "form": form, "handovers": coming_handovers(cohort, timezone.localdate())}
    return render(request, "desk/handovers/handover.html", context)


@require_POST
def end_handover(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cohort = cohort_for_coordinator(signed_in(request), code)
    if take_back(cohort, pk):
        messages.success(request, "Taken back.")
    return redirect("desk:handover", code)
