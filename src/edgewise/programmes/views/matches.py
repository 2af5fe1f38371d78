"""Draft, look, then publish or discard."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from edgewise.people.access import signed_in
from edgewise.programmes.access import cohort_for_coordinator, draft_for_coordinator
from edgewise.programmes.actions import discard_draft, draft_match, publish_circles
from edgewise.programmes.queries import draft_with_people

SEEDS = 2**31


@require_POST
def new_draft(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    made = draft_match(run, seed=secrets.randbelow(SEEDS))
    return redirect("programmes:draft", code, made.pk)


@require_safe
def draft(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    made = draft_for_coordinator(signed_in(request), code, pk)
    context = {"cohort": made.cohort, "draft": made, **draft_with_people(made)}
    return render(request, "programmes/draft.html", context)


@require_POST
def publish(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    made = draft_for_coordinator(signed_in(request), code, pk)
    problems = publish_circles(made)
    for problem in problems:
        messages.error(request, problem)
    if problems:
        return redirect("programmes:draft", code, pk)
    messages.success(request, "Published. Everyone finds their circle on their first page.")
    return redirect("programmes:cohort", code)


@require_POST
def discard(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    discard_draft(draft_for_coordinator(signed_in(request), code, pk))
    messages.success(request, "The draft is discarded.")
    return redirect("programmes:cohort", code)
