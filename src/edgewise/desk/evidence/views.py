"""Reports of a cohort, for the owner of its programme: made, read, handed on, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from edgewise.desk.access import cohort_for_owner, cohort_to_report, report_for_owner
from edgewise.desk.evidence.actions import delete_report, make_report
from edgewise.desk.evidence.page.answers import answer_page
from edgewise.desk.evidence.page.report import report_page
from edgewise.desk.evidence.page.sheets import sheets_of
from edgewise.desk.evidence.page.steps import steps_of
from edgewise.desk.evidence.page.workbook import workbook_of
from edgewise.desk.evidence.queries.reports import is_the_same_again, reports_of, result_bytes, result_of
from edgewise.desk.outcomes.queries import no_more_reports, registration_of
from edgewise.domain.evidence.pays import SEVEN_TIMES
from edgewise.people.access import owner_of, signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """All reports of a cohort, and what a new one would be made of."""
    cohort = cohort_for_owner(signed_in(request), code)
    context = {"cohort": cohort, "reports": reports_of(cohort), "steps": list(steps_of(cohort))}
    context["no_more"] = no_more_reports() if registration_of(cohort).forgotten_at else ""
    return render(request, "desk/evidence/evidence.html", context)


@require_POST
def make(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    cohort = cohort_to_report(person, code)
    by = owner_of(person, cohort.programme.organisation.slug)
    return redirect("desk:report", code, make_report(cohort, by, timezone.now()).code)


@require_safe
def report(request: HttpRequest, code: str, report_code: str) -> HttpResponse:
    row = report_for_owner(signed_in(request), code, report_code)
    context = {"cohort": row.cohort, "row": row, "page": report_page(result_of(row)), "seven_times": SEVEN_TIMES}
    return render(request, "desk/evidence/report.html", context)


@require_safe
def answer(request: HttpRequest, code: str, report_code: str, number: int) -> HttpResponse:
    """One outcome of a report: the answer, its picture, its table, and how it was compared."""
    row = report_for_owner(signed_in(request), code, report_code)
    answers = result_of(row).answers
    if not 1 <= number <= len(answers):
        raise Http404
    context = {"cohort": row.cohort, "row": row, "page": answer_page(answers[number - 1], number)}
    return render(request, "desk/evidence/answer.html", context)


@require_safe
def as_json(request: HttpRequest, code: str, report_code: str) -> HttpResponse:
    row = report_for_owner(signed_in(request), code, report_code)
    return _file(result_bytes(row), "application/json", f"evidence-{row.cohort.code}.json")


@require_safe
def as_xlsx(request: HttpRequest, code: str, report_code: str) -> HttpResponse:
    row = report_for_owner(signed_in(request), code, report_code)
    return _file(workbook_of(sheets_of(result_of(row)), row.made_at), XLSX, f"evidence-{row.cohort.code}.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_POST
def check(request: HttpRequest, code: str, report_code: str) -> HttpResponse:
    """Counts everything again from what went in."""
    row = report_for_owner(signed_in(request), code, report_code)
    if is_the_same_again(row):
        messages.success(request, _("Counted again from what went in: the same to the byte."))
    else:
        messages.error(request, _("Counted again, it is not the same: this report was made by another version."))
    return redirect("desk:report", code, report_code)


@require_POST
def delete(request: HttpRequest, code: str, report_code: str) -> HttpResponse:
    row = report_for_owner(signed_in(request), code, report_code)
    if delete_report(row):
        messages.success(request, _("The report is deleted, with what went into it."))
    return redirect("desk:evidence", code)
