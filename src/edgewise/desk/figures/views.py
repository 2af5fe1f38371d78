"""The pages of those responsible: figures, and no content."""

from __future__ import annotations

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from edgewise.desk.cases.page import done_just_now, put_off_at, today_at, waiting_at
from edgewise.desk.figures.page.cohort import desk_of
from edgewise.desk.figures.page.results import at_a_glance, results_of, results_of_all
from edgewise.desk.figures.page.spreadsheet import spreadsheet_rows
from edgewise.leaders.three_sixty.queries import counts_of
from edgewise.notices.delivery.queries import post_of
from edgewise.people.access import owner_of, signed_in
from edgewise.programmes.access import cohort_for_coordinator, hand_of, owns
from edgewise.programmes.repair.actions import UNDO_WITHIN
from edgewise.programmes.repair.queries import last_rearrangement


@require_safe
def desk(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    cohort = cohort_for_coordinator(person, code)
    now = timezone.now()
    today = today_at(hand_of(person, cohort), now)
    context = {"cohort": cohort, "waiting": waiting_at(cohort, today), **at_a_glance(cohort, now)}
    context |= {
        "put_off": put_off_at(cohort, today),
        "done_now": done_just_now([cohort], person, now),
        "rearranged": last_rearrangement(cohort, now - UNDO_WITHIN),
    }
    return render(request, "desk/figures/desk.html", context)


@require_safe
def figures(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    cohort = cohort_for_coordinator(person, code)
    context = results_of(cohort, timezone.now(), request.GET)
    context |= {"cohort": cohort, "owns": owns(person, cohort.programme)}
    return render(request, "desk/figures/cohort.html", context)


@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_coordinator(signed_in(request), code)
    if cohort.is_erg:
        raise Http404  # who belongs to a resource group leaves Edgewise in no file
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="cohort-{cohort.code}.csv"'
    response.write("\ufeff")  # or a spreadsheet takes it for Windows-1252
    csv.writer(response).writerows(spreadsheet_rows(desk_of(cohort, timezone.now())))
    return response


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = owner_of(signed_in(request), slug).organisation
    context = results_of_all(organisation, timezone.now(), request.GET)
    context |= {"organisation": organisation, "post": post_of(organisation, timezone.now())}
    context["three_sixties"] = counts_of(organisation, timezone.localdate())
    return render(request, "desk/figures/overview.html", context)
