"""What a person promised, what they witness, and what the circle shares."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.growth.access import commitment_of_author, commitment_of_witness, commitment_to_answer
from edgewise.growth.changes.queries import asked_of, to_answer
from edgewise.growth.commitments import actions
from edgewise.growth.commitments.forms import CheckInForm, CommitmentForm
from edgewise.growth.commitments.queries import (
    calendar_file_of,
    my_commitments,
    read,
    shared_in,
    waiting_for_me,
    witnessed_by,
)
from edgewise.growth.decisions.queries import coming_decisions, read_decisions, words_of_test
from edgewise.growth.feedback.queries import words_to_begin_with
from edgewise.growth.goals.queries import goal_to_serve, goals_shared_with, my_goals, my_open_goals, read_goals
from edgewise.growth.models import Status
from edgewise.growth.steps.queries import all_steps, steps_for_witnesses
from edgewise.people.access import signed_in
from edgewise.people.page import page_asked
from edgewise.programmes.access import seat_of
from edgewise.programmes.circles.queries import seats_of_person
from edgewise.programmes.models.circles import Seat
from edgewise.vault.actions import note_opening

ANSWERED_A_PAGE = 20
SAID = {
    Status.KEPT: gettext_lazy("Kept. Tell your circle at your next session."),
    Status.PARTLY: gettext_lazy("Noted. Part of the way counts too."),
    Status.CHANGED: gettext_lazy("Noted. Plans change when they meet the world."),
    Status.NOT: gettext_lazy("Noted. Your next experiment begins with what you learnt."),
}

# In the access log, which keeps the English words.
WITNESSED_READ = gettext_noop("commitments they witness")
ONE_WITNESSED_READ = gettext_noop("a commitment they witness")
CIRCLE_READ = gettext_noop("commitments of the circle")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    rows = my_commitments(person)
    page = page_asked(request.GET, rows.exclude(status=Status.OPEN).order_by("-by_date", "-pk"), ANSWERED_A_PAGE)
    answered = read(page.object_list)
    context = {
        "open": read(rows.filter(status=Status.OPEN), all_steps(), my_goals(person)),
        "page": page,
        "wins": [promise for promise in answered if promise.row.status == Status.KEPT],
        "experiments": [promise for promise in answered if promise.row.status != Status.KEPT],
        "kept": rows.filter(status=Status.KEPT).count(),
        "seats": seats_of_person(person),
        "waiting": waiting_for_me(person),
    }
    return render(request, "growth/commitments/mine.html", context)


@require_safe
def witnessing(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    rows = witnessed_by(person)
    page = page_asked(request.GET, rows.exclude(status=Status.OPEN).order_by("-by_date", "-pk"), ANSWERED_A_PAGE)
    goals = goals_shared_with(person)
    open_ones = read(rows.filter(status=Status.OPEN), steps_for_witnesses(), goals)
    over = read(page, steps_for_witnesses(), goals)
    for scope in {promise.row.scope for promise in (*open_ones, *over)}:
        note_opening(scope, person, WITNESSED_READ)
    context = {
        "open": open_ones,
        "over": over,
        "page": page,
        "asked": to_answer(person),
        "answered": asked_of(person).exclude(answered_at=None),
        "waiting": waiting_for_me(person),
    }
    return render(request, "growth/commitments/witnessing.html", context)


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    context = {
        "goals": read_goals(my_open_goals(person)),
        "decisions": read_decisions(coming_decisions(person)),
        "open": read(my_commitments(person).filter(status=Status.OPEN), all_steps(), my_goals(person)),
        "today": timezone.localdate(),
    }
    return render(request, "growth/commitments/plan.html", context)


@require_safe
def circle(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    seat = seat_of(person, code)
    note_opening(seat.circle.scope, person, CIRCLE_READ)
    promises = read(shared_in(seat.circle, person), goals=my_goals(person) | goals_shared_with(person))
    return render(
        request, "growth/commitments/circle.html", {"circle": seat.circle, "me": seat.membership, "open": promises}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    commitment, by = commitment_to_answer(signed_in(request), code)
    form = CheckInForm(commitment, by, request.POST or None)
    if form.is_valid():
        actions.check_in(commitment, by, at=timezone.now(), **form.cleaned_data)
        messages.success(request, SAID[form.cleaned_data["status"]])
        return redirect("growth:commitments" if by == commitment.author else "growth:witnessing")
    if by != commitment.author:
        note_opening(commitment.scope, by.person, ONE_WITNESSED_READ)
    goals = my_goals if by == commitment.author else goals_shared_with
    (promise,) = read([commitment], goals=goals(by.person))
    return render(request, "growth/commitments/check_in.html", {"promise": promise, "form": form, "me": by})


@require_safe
def calendar_file(request: HttpRequest, code: str) -> HttpResponse:
    """Its day, for the author's own calendar."""
    words = calendar_file_of(commitment_of_author(signed_in(request), code))
    response = HttpResponse(words, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="commitment.ics"'
    return response


@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Kept, partly, changed or not: one tap, from the first page."""
    commitment, said = commitment_of_author(signed_in(request), code), request.POST.get("status", "")
    if said in Status and actions.answer(commitment, Status(said), timezone.now()):
        messages.success(request, SAID[Status(said)])
    else:
        messages.info(request, _("This commitment is no longer open."))
    return redirect("home")


@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    if actions.take_back_answer(commitment_of_author(signed_in(request), code), timezone.now()):
        messages.success(request, _("Your answer is taken back. The commitment is open again."))
    else:
        messages.info(request, _("You can take back an answer for ten minutes. Now you can add a note."))
    return redirect("home")


@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    commitment, _witness = commitment_of_witness(signed_in(request), code)
    if actions.ask(commitment, timezone.now()):
        name = commitment.author.person.name
        messages.success(request, _("%(name)s sees your question next to the commitment.") % {"name": name})
    return redirect("growth:witnessing")


def _begun(seat: Seat, given: QueryDict) -> dict[str, str]:
    """The goal that it serves, and the feedback or the assumption that it came from, where a page says so."""
    person = seat.membership.person
    what = words_to_begin_with(person, given.get("feedback", ""))
    what = what or words_of_test(person, given.get("decision", ""), given.get("assumption", ""))
    return {"goal": given.get("goal", ""), "what": what}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    goals = read_goals(my_open_goals(seat.membership.person).filter(circle=seat.circle))
    form = CommitmentForm(seat, goals, request.POST or None, initial=_begun(seat, request.GET))
    if form.is_settled():
        given = form.cleaned_data
        actions.record_commitment(
            seat.circle,
            seat.membership,
            given["witness"],
            form.words(),
            by_date=given["by_date"],
            session_code=given["key"],
            made_at=timezone.now(),
            goal=goal_to_serve(given.get("goal", ""), seat.membership, seat.circle),
        )
        witness = given["witness"].person.name
        messages.success(request, _("Promised. %(witness)s is your witness.") % {"witness": witness})
        return redirect("growth:commitments")
    return render(request, "growth/commitments/new.html", {"circle": seat.circle, "form": form})
