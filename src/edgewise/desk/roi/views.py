"""The page of the return, for the programme's owner."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edgewise.desk.access import cohort_for_owner
from edgewise.desk.evidence.queries.reports import newest_of
from edgewise.desk.roi.actions import save_sheet
from edgewise.desk.roi.forms import SheetForm
from edgewise.desk.roi.page import account_of, cost_lines, return_of, value_lines
from edgewise.desk.roi.queries import plans_by_key, sheet_of
from edgewise.domain.evidence.pays import SEVEN_TIMES
from edgewise.people.access import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def roi(request: HttpRequest, code: str) -> HttpResponse:
    cohort = cohort_for_owner(signed_in(request), code)
    sheet, plans = sheet_of(cohort), plans_by_key(cohort)
    first = {"currency": sheet.currency, "version": sheet.version} if sheet else {"currency": "EUR", "version": 0}
    names = [(key, plan.name) for key, plan in plans.items()]
    form = SheetForm(first, cost_lines(cohort, sheet), value_lines(plans, sheet), names, request.POST or None)
    if request.POST and form.is_valid():
        given = form.cleaned_data
        if save_sheet(cohort, given["currency"], form.items, given["version"], timezone.now()):
            messages.success(request, _("Saved. The account is counted anew."))
            return redirect("desk:roi", code)
        form.add_error(None, _("Somebody else saved this page in the meantime. Open it again before you change it."))
    found = account_of(sheet, plans, newest_of(cohort)) if sheet else None
    context = {"cohort": cohort, "form": form, "seven_times": SEVEN_TIMES}
    context["found"] = return_of(found, plans, sheet.currency) if sheet else None
    return render(request, "desk/roi/roi.html", context)
