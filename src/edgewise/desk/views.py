"""The pages of those responsible: figures, and no content."""

from __future__ import annotations

import csv
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from edgewise.desk.queries import Tally, desk_of, home_for, overview_of, spreadsheet_rows
from edgewise.people.access import owner_of, signed_in
from edgewise.programmes.access import cohort_for_coordinator


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page of whoever is signed in; it has no address of its own, `web` shows it at `/`."""
    found = home_for(signed_in(request))
    with timezone.override(ZoneInfo(found.zone)):
        return render(request, "desk/home.html", {"home": found})


@require_safe
def desk(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_coordinator(signed_in(request), code)
    return render(request, "desk/desk.html", {"cohort": cohort, "desk": desk_of(cohort, timezone.now())})


@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_coordinator(signed_in(request), code)
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
    return render(request, "desk/overview.html", {"organisation": organisation, "lines": lines, "total": total})
