"""The pages of those responsible: figures, and no content."""

from __future__ import annotations

import csv
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from edgewise.desk.queries import (
    Tally,
    desk_of,
    home_for,
    overview_of,
    put_off_at,
    spreadsheet_rows,
    today_at,
    total_of,
    waiting_at,
)
from edgewise.people.access import owner_of, signed_in
from edgewise.programmes.access import cohort_for_coordinator, hand_of
from edgewise.programmes.actions import SLIP
from edgewise.programmes.queries import last_rearrangement


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page of whoever is signed in; it has no address of its own, `web` shows it at `/`."""
    found = home_for(signed_in(request))
    with timezone.override(ZoneInfo(found.zone)):
        return render(request, "desk/home/home.html", {"home": found})


@require_safe
def desk(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    cohort = cohort_for_coordinator(person, code)
    today = today_at(hand_of(person, cohort), timezone.now())
    context = {"cohort": cohort, "total": total_of(cohort), "waiting": waiting_at(cohort, today)}
    context |= {"put_off": put_off_at(cohort, today), "rearranged": last_rearrangement(cohort, timezone.now() - SLIP)}
    return render(request, "desk/figures/desk.html", context)


@require_safe
def figures(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_coordinator(signed_in(request), code)
    return render(request, "desk/figures/cohort.html", {"cohort": cohort, "desk": desk_of(cohort, timezone.now())})


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
    lines = overview_of(organisation)
    total = sum((line.tally for line in lines), Tally())
    return render(request, "desk/figures/overview.html", {"organisation": organisation, "lines": lines, "total": total})
