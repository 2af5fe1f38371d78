"""Outcomes brought in from a file, step by step, for the programme's owner alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.desk.access import cohort_to_import, outcome_draft_for
from edgewise.desk.outcomes import queries
from edgewise.desk.outcomes.actions import drafts as actions
from edgewise.desk.outcomes.forms import FileForm, MeaningForm
from edgewise.desk.outcomes.page import is_settled, preview_of
from edgewise.people.access import signed_in
from edgewise.people.imports.actions.writes import WorldChanged
from edgewise.people.imports.forms import SheetForm


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, code: str) -> HttpResponse:
    cohort, hand = cohort_to_import(signed_in(request), code)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        kept = actions.keep_draft(cohort, hand, file.name, file.read(), timezone.now())
        if not isinstance(kept, str):
            return redirect("desk:outcome_preview", code, kept.code)
        form.add_error("file", kept)
    context = {"cohort": cohort, "form": form, "targets": queries.targets_of(cohort)}
    return render(request, "desk/outcomes/upload.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, code: str, draft: str) -> HttpResponse:
    found = outcome_draft_for(signed_in(request), code, draft)
    form = SheetForm(found.sheets, found.sheet, request.POST or None)
    if form.is_valid():
        problem = actions.choose_sheet(found, form.cleaned_data["sheet"])
        if not problem:
            return redirect("desk:outcome_preview", code, draft)
        messages.error(request, problem)
        return redirect("desk:outcome_file", code)
    return render(request, "desk/outcomes/sheet.html", {"cohort": found.cohort, "draft": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, code: str, draft: str) -> HttpResponse:
    found = outcome_draft_for(signed_in(request), code, draft)
    table = queries.table_of(found)
    if table is None:
        return redirect("desk:outcome_sheet", code, draft)
    targets = queries.targets_of(found.cohort)
    form = MeaningForm(table, queries.answers_of(found, table, targets), targets, request.POST or None)
    if form.is_valid():
        actions.answer(found, form.answers())
        return redirect("desk:outcome_columns" if form.asks_anew() else "desk:outcome_preview", code, draft)
    context = {"cohort": found.cohort, "draft": found, "form": form, "notes": table.notes}
    return render(request, "desk/outcomes/columns.html", context)


@require_safe
def preview(request: HttpRequest, code: str, draft: str) -> HttpResponse:
    found = outcome_draft_for(signed_in(request), code, draft)
    table, clock = queries.table_of(found), queries.clock_day(found.cohort)
    if table is None:
        return redirect("desk:outcome_sheet", code, draft)
    if clock is None or not is_settled(found, table):
        return redirect("desk:outcome_columns", code, draft)
    context = {"cohort": found.cohort, "draft": found, "notes": table.notes, "clock": clock}
    return render(
        request, "desk/outcomes/preview.html", context | {"preview": preview_of(found, table, clock, request.GET)}
    )


@require_POST
def confirm(request: HttpRequest, code: str, draft: str) -> HttpResponse:
    found = outcome_draft_for(signed_in(request), code, draft)
    try:
        read = actions.confirm_draft(found, request.POST.get("digest", ""), timezone.now())
    except WorldChanged:
        words = _("Something has changed since this preview, so nothing was imported. Please check again.")
        messages.error(request, words)
        return redirect("desk:outcome_preview", code, draft)
    done = ngettext(
        "Done: the outcomes of %(n)s person are kept.", "Done: the outcomes of %(n)s people are kept.", read.people
    )
    messages.success(request, done % {"n": read.people})
    return redirect("desk:outcomes", code)


@require_POST
def discard(request: HttpRequest, code: str, draft: str) -> HttpResponse:
    actions.forget_draft(outcome_draft_for(signed_in(request), code, draft))
    messages.success(request, _("The file is deleted. Nothing was changed."))
    return redirect("desk:outcomes", code)
