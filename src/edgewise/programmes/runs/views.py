"""A draft of circles: how it is to be made, how far it is, what was tried before; then published or discarded."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.people.access import signed_in
from edgewise.people.page import page_asked
from edgewise.programmes.access import cohort_for_coordinator, draft_for_coordinator, hand_of, run_for_coordinator
from edgewise.programmes.enrolments.queries import waiting_for_a_circle
from edgewise.programmes.models.runs import RunState
from edgewise.programmes.rounds.page import round_shown
from edgewise.programmes.runs import actions, tasks
from edgewise.programmes.runs.forms import MatchForm
from edgewise.programmes.runs.page import Effect, exclusions, letters_of, problems_of, runs_of, verdict_of
from edgewise.programmes.runs.queries import SEEDS

RUNS_A_PAGE = 20
EXCLUDING = ("hours", "level", "language", "line", "load", "secret", "all")  # the places on the page for their effect
CIRCLES_A_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    cohort = cohort_for_coordinator(person, code)
    next_round = "next_round" in request.GET
    waiting = waiting_for_a_circle(cohort, next_round=next_round).count()
    form = MatchForm(cohort, waiting, request.POST or None, kind=request.GET.get("kind", ""))
    if form.is_valid():
        given = form.cleaned_data
        seed = secrets.randbelow(SEEDS) if given["seed"] is None else given["seed"]
        by, half_life = hand_of(person, cohort), cohort.programme.half_life_days
        if running := actions.search_under_way(cohort, form.rules(), half_life, next_round=next_round):
            messages.info(request, _("These circles are being searched for already."))
            return redirect("programmes:run", code, running.pk)
        run = actions.ask_for_draft(
            cohort, form.rules(), seed=seed, seconds=given["seconds"], by=by, half_life=half_life,
            next_round=next_round,
        )  # fmt: skip
        return redirect("programmes:run", code, run.pk)
    context = {"cohort": cohort, "form": form, "waiting": waiting, "next_round": next_round}
    return render(request, "programmes/runs/match.html", context)


@require_safe
def excluded(request: HttpRequest, code: str) -> HttpResponse:
    """How many people each hard rule leaves without partners, for the rules as the form has them now."""
    cohort = cohort_for_coordinator(signed_in(request), code)
    form = MatchForm(cohort, 0, request.GET)
    form.fields["seconds"].required = False
    next_round = "next_round" in request.GET
    found = exclusions(cohort, form.rules(), next_round=next_round) if form.is_valid() else {}
    effects = [(key, found.get(key, Effect())) for key in EXCLUDING]
    return render(request, "programmes/runs/excluded.html", {"found": effects})


@require_safe
def run(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """How far the search is; it leads on to the draft once that is made."""
    found = run_for_coordinator(signed_in(request), code, pk)
    if found.state == RunState.RUNNING and tasks.fail_lost_runs():
        found.refresh_from_db()
    if found.is_draft and found.effort is None and found.published_at is None:
        board = reverse("programmes:draft", args=[code, pk])
        return HttpResponse(headers={"HX-Redirect": board}) if request.headers.get("HX-Request") else redirect(board)
    page = "programmes/runs/progress.html" if request.headers.get("HX-Request") else "programmes/runs/run.html"
    return render(request, page, {"cohort": found.cohort, "run": found, "verdict": verdict_of(found)})


@require_POST
def stop_run(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    actions.stop(run_for_coordinator(signed_in(request), code, pk))
    return redirect("programmes:run", code, pk)


@require_POST
def retry_run(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    actions.try_again(run_for_coordinator(signed_in(request), code, pk))
    return redirect("programmes:run", code, pk)


@require_POST
def repeat_run(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    person = signed_in(request)
    found = run_for_coordinator(person, code, pk)
    if not found.result:
        messages.error(request, _("There is nothing to repeat: this run found no circles."))
        return redirect("programmes:runs", code)
    again = actions.repeat(found, hand_of(person, found.cohort))
    return redirect("programmes:run", code, again.pk)


@require_safe
def runs(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_coordinator(signed_in(request), code)
    page = page_asked(request.GET, runs_of(cohort), RUNS_A_PAGE)
    found = [(one, verdict_of(one)) for one in page]
    return render(request, "programmes/runs/runs.html", {"cohort": cohort, "page": page, "runs": found})


@require_safe
def preview(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What each person will read, and what still stands in the way."""
    person = signed_in(request)
    made = draft_for_coordinator(person, code, pk)
    page = page_asked(request.GET, [table for table in made.tables if table], CIRCLES_A_PAGE)
    letters = letters_of(made, list(page), page.start_index())
    seated = sum(map(len, made.tables))
    context = {"cohort": made.cohort, "run": made, "page": page, "letters": letters, "problems": problems_of(made)}
    context |= {"next_round": round_shown(made, hand_of(person, made.cohort))}
    context |= {"seated": seated, "left": len(made.people) - seated}
    return render(request, "programmes/runs/preview.html", context)


@require_POST
def publish(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    made = draft_for_coordinator(signed_in(request), code, pk)
    problems = actions.publish_circles(made)
    for problem in problems:
        messages.error(request, problem)
    if problems:
        return redirect("programmes:preview", code, pk)
    messages.success(request, _("Published. Everyone finds their circle on their first page."))
    return redirect("programmes:cohort", code)


@require_POST
def discard(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    if actions.discard_draft(run_for_coordinator(signed_in(request), code, pk)):
        messages.success(request, _("The draft is discarded."))
    else:
        messages.info(request, _("This draft is published already."))
    return redirect("programmes:cohort", code)
