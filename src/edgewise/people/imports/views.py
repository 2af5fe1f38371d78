"""People brought in from a file, step by step."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.domain.roster.model import Table
from edgewise.domain.roster.plan import Kind
from edgewise.people.access import draft_for, owner_of, signed_in
from edgewise.people.imports import actions, queries
from edgewise.people.imports.forms import ColumnsForm, UploadForm
from edgewise.people.imports.workbook import table_of_upload
from edgewise.people.models import ImportDraft, Membership

ROWS_A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        draft = actions.keep_draft(owner, file.name, file.read())
        return redirect("people:preview", slug, draft.code)
    return render(request, "people/imports/upload.html", {"owner": owner, "form": form})


def _fetched(request: HttpRequest, slug: str, code: str) -> tuple[Membership, ImportDraft, Table]:
    owner = owner_of(signed_in(request), slug)
    draft = draft_for(owner, code)
    return owner, draft, table_of_upload(queries.file_of(draft))


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    owner, draft, table = _fetched(request, slug, code)
    guessed = queries.columns_of(draft, table)
    form = ColumnsForm(table, guessed, request.POST or None)
    if form.is_valid():
        actions.answer_columns(draft, form.answers())
        return redirect("people:preview", slug, code)
    return render(
        request,
        "people/imports/columns.html",
        {"owner": owner, "draft": draft, "form": form, "missing": guessed.missing},
    )


@require_safe
def preview(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    owner, draft, table = _fetched(request, slug, code)
    meanings = queries.columns_of(draft, table)
    if not meanings.is_settled:
        return redirect("people:columns", slug, code)
    plan = queries.plan_of(owner.organisation, table, meanings)
    lists = {**{kind.value: plan.of(kind) for kind in Kind}, "warning": plan.warned}
    fullest = next((name for name in ("error", "warning", "update", "new") if lists[name]), "unchanged")
    shown = request.GET.get("show", fullest)
    page = Paginator(lists.get(shown, []), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"owner": owner, "draft": draft, "plan": plan, "shown": shown, "page": page}
    counts = {f"{name}_count": len(outcomes) for name, outcomes in lists.items()}
    return render(request, "people/imports/preview.html", {**context, **counts, "digest": queries.digest_of(plan)})


@require_POST
def confirm(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    _owner, draft, table = _fetched(request, slug, code)
    meanings = queries.columns_of(draft, table)
    try:
        plan = actions.confirm_draft(draft, table, meanings, request.POST.get("digest", ""))
    except actions.WorldChanged:
        messages.error(
            request, _("Something has changed since this preview, so nothing was imported. Please check again.")
        )
        return redirect("people:preview", slug, code)
    counts = {"new": len(plan.of(Kind.NEW)), "updated": len(plan.of(Kind.UPDATE))}
    messages.success(request, _("Done: %(new)s new, %(updated)s updated.") % counts)
    return redirect("people:people", slug)


@require_POST
def discard(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    actions.forget_draft(draft_for(owner, code))
    messages.success(request, _("The file is deleted. Nothing was changed."))
    return redirect("people:people", slug)
