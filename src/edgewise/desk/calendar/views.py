"""When the circles meet that somebody looks after."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from edgewise.desk.access import cohorts_of_coordinator
from edgewise.desk.calendar.page import calendar_of, first_monday
from edgewise.people.access import signed_in


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    cohorts = cohorts_of_coordinator(signed_in(request), today)
    wanted = request.GET.get("cohort", "")
    chosen = [cohort for cohort in cohorts if cohort.code == wanted] or [
        cohort for cohort in cohorts if cohort.ends_on >= today
    ]
    context = {
        "cohorts": cohorts,
        "wanted": chosen[0] if wanted and len(chosen) == 1 else None,
        "calendar": calendar_of(chosen or cohorts, first_monday(_day(request.GET.get("from", "")), today), now),
    }
    return render(request, "desk/calendar/calendar.html", context)


def _day(said: str) -> date | None:
    try:
        found = date.fromisoformat(said)
    except ValueError:
        return None
    return found if 2000 <= found.year < 3000 else None  # noqa: other days are no days of a run
