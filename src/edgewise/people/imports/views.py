"""People brought in from a file, step by step."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.domain.roster.model import Table
from edgewise.domain.roster.plan import Kind
from edgewise.people.access import draft_for, meaning_for, owner_of, signed_in
from edgewise.people.imports import queries
from edgewise.people.imports.actions import drafts as actions
from edgewise.people.imports.actions.writes import WorldChanged
from edgewise.people.imports.forms import ColumnsForm, SheetForm, UploadForm, ValuesForm, path_of_ours
from edgewise.people.imports.page import goes_on_to, meanings_of, preview_of, progress_of
from edgewise.people.models import DraftState, ImportDraft, Membership
from edgewise.people.profiles.queries import known_zones, people_here

CHOOSING = ("programmes:invite_people",)  # routes that can begin with the people of one import


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    onward = path_of_ours(request.POST.get("onward", request.GET.get("onward", ""))[:200])
    form = UploadForm(request.POST or None, request.FILES or None, initial={"onward": onward})
    if form.is_valid():
        file = form.cleaned_data["file"]
        draft = actions.keep_draft(owner, file.name, file.read(), form.cleaned_data["onward"])
        actions.begin(draft)
        if draft.state != DraftState.FAILED:
            return redirect("people:preview", slug, draft.code)
        form.add_error("file", queries.problem_of(draft))
        actions.forget_draft(draft)
    context = {"owner": owner, "form": form, "onward": onward, "goes_on_to": goes_on_to(onward)}
    return render(request, "people/imports/upload.html", context | {"here": people_here(owner)})


def _fetched(request: HttpRequest, slug: str, code: str) -> tuple[Membership, ImportDraft]:
    owner = owner_of(signed_in(request), slug)
    draft = draft_for(owner, code)
    actions.look_at(draft)
    return owner, draft


def _context(owner: Membership, draft: ImportDraft) -> dict[str, Any]:
    again = _upload_again(draft, owner.organisation.slug)
    context = {"owner": owner, "draft": draft, "another_file": again}
    return context | {"onward": draft.onward, "goes_on_to": goes_on_to(draft.onward)}


def _upload_again(draft: ImportDraft, slug: str) -> str:
    """For another file; what comes after the import stays."""
    return reverse("people:import", args=[slug]) + (f"?{urlencode({'onward': draft.onward})}" if draft.onward else "")


def _read(draft: ImportDraft) -> Table:
    table = queries.table_of(draft)
    if table is None or draft.state != DraftState.READY:
        raise Http404
    return table


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    owner, draft = _fetched(request, slug, code)
    form = SheetForm(draft.sheets, draft.sheet, request.POST or None)
    if form.is_valid():
        actions.answer(draft, sheet=form.cleaned_data["sheet"])
        return redirect("people:preview", slug, code)
    return render(request, "people/imports/sheet.html", _context(owner, draft) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    owner, draft = _fetched(request, slug, code)
    table = _read(draft)
    guessed = queries.columns_of(draft, table)
    form = ColumnsForm(table, guessed, request.POST or None)
    if form.is_valid():
        actions.answer(draft, columns=form.answers())
        return redirect("people:preview", slug, code)
    context = _context(owner, draft) | {"form": form, "missing": guessed.missing, "notes": table.notes}
    return render(request, "people/imports/columns.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def values(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    owner, draft = _fetched(request, slug, code)
    _read(draft)
    given = request.POST if request.method == "POST" else None  # which may be empty: everything stays as it is
    form = ValuesForm(queries.unread_of(draft), queries.values_of(draft), given)
    if form.is_valid():
        actions.answer(draft, values=[*(draft.values or []), *form.answers()])
        return redirect("people:preview", slug, code)
    context = _context(owner, draft) | {"form": form, "questions": form.questions()}
    context |= {"zones": sorted(known_zones().names)}
    return render(request, "people/imports/values.html", context)


@require_safe
def preview(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    owner, draft = _fetched(request, slug, code)
    if draft.state != DraftState.READY:
        page = "people/imports/progress.html" if request.headers.get("HX-Request") else "people/imports/reading.html"
        return render(request, page, _context(owner, draft) | progress_of(draft))
    question = _question(draft)
    if question or request.headers.get("HX-Request"):
        return _on(request, reverse(f"people:{question or 'preview'}", args=[slug, code]))
    context = _context(owner, draft) | {"preview": preview_of(queries.plan_kept(draft), request.GET)}
    return render(request, "people/imports/preview.html", context)


def _on(request: HttpRequest, where: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": where}) if request.headers.get("HX-Request") else redirect(where)


def _question(draft: ImportDraft) -> str:
    """The page that asks what has to be known before there is a preview."""
    if draft.table is None:
        return "sheet"
    if draft.plan is None:
        return "columns"
    unsaid = draft.values is None and any(not value.is_judged for value in queries.unread_of(draft))
    return "values" if unsaid else ""


@require_POST
def hidden(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The rows that the workbook hides are left out, or count again."""
    _owner, draft = _fetched(request, slug, code)
    actions.answer(draft, without_hidden=not draft.without_hidden)
    return redirect("people:preview", slug, code)


@require_POST
def retry(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    _owner, draft = _fetched(request, slug, code)
    actions.try_again(draft)
    return redirect("people:preview", slug, code)


@require_POST
def confirm(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    _owner, draft = _fetched(request, slug, code)
    try:
        imported, counts = actions.confirm_draft(draft, request.POST.get("digest", ""))
    except WorldChanged:
        messages.error(
            request, _("Something has changed since this preview, so nothing was imported. Please check again.")
        )
        return redirect("people:preview", slug, code)
    done = _("Done: %(new)s new, %(updated)s updated.") % {"new": counts[Kind.NEW], "updated": counts[Kind.UPDATE]}
    messages.success(request, done)
    onward = draft.onward or reverse("people:people", args=[slug])
    return redirect(f"{onward}?{urlencode({'imported': imported.pk})}" if goes_on_to(onward) in CHOOSING else onward)


@require_POST
def discard(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    draft = draft_for(owner, code)
    actions.forget_draft(draft)
    messages.success(request, _("The file is deleted. Nothing was changed."))
    return redirect(_upload_again(draft, slug) if draft.onward else reverse("people:people", args=[slug]))


@require_safe
def remembered(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said of columns and values, for the next import."""
    owner = owner_of(signed_in(request), slug)
    columns, values = meanings_of(owner.organisation)
    context = {"owner": owner, "columns": columns, "values": values}
    return render(request, "people/imports/remembered.html", context)


@require_POST
def forget(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    actions.forget_meaning(meaning_for(owner, kind, pk))
    messages.success(request, _("Forgotten. The next import asks again."))
    return redirect("people:remembered", slug)
