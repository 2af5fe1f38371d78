from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from edgewise.domain.roster.model import Table
from edgewise.domain.roster.plan import Kind
from edgewise.people import actions, queries
from edgewise.people.access import current_memberships, draft_for, membership_for, owner_of, signed_in
from edgewise.people.forms.absences import AbsenceForm
from edgewise.people.forms.calendars import CalendarForm, words_of
from edgewise.people.forms.files import table_of_upload
from edgewise.people.forms.hours import HoursForm, fields_of, like_monday
from edgewise.people.forms.profiles import ProfileForm
from edgewise.people.forms.uploads import ColumnsForm, UploadForm
from edgewise.people.models import ImportDraft, Membership, Person

ROWS_A_PAGE = 25


@require_GET  # a HEAD from a mail or chat program's preview must not spend the link
@login_not_required
@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    person = actions.spend_link(token)
    if person is None:
        return render(request, "people/sign_in/link_spent.html", status=410)
    login(request, person)
    return redirect("home")


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    memberships = list(current_memberships(signed_in(request)).order_by("organisation__name"))
    wanted = request.GET.get("organisation")
    chosen = next((m for m in memberships if m.organisation.slug == wanted), memberships[0] if memberships else None)
    if chosen is None:
        return render(request, "people/profiles/me.html", {"memberships": memberships})
    form = ProfileForm(chosen, request.POST or None)
    if form.is_valid():
        actions.change_profile(chosen, form.cleaned_data)
        actions.remember_zone(request, chosen.person)
        messages.success(request, "Your profile is saved.")
        return redirect(request.get_full_path())
    return render(
        request,
        "people/profiles/me.html",
        {"form": form, "chosen": chosen, "memberships": memberships, "has_own_week": chosen.weekly_hours.exists()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest, slug: str) -> HttpResponse:
    """Days on which no session is proposed to the person's circles."""
    me = membership_for(signed_in(request), slug)
    form = AbsenceForm(me, request.POST if "until_on" in request.POST else None)
    if form.is_valid():
        actions.note_absence(me, **form.cleaned_data)
        messages.success(request, "Noted. No session is proposed on these days.")
        return redirect("people:away", slug)
    if "forget" in request.POST and request.POST["forget"].isdecimal():
        actions.forget_absence(me, int(request.POST["forget"]))
        return redirect("people:away", slug)
    return render(request, "people/hours/away.html", {"me": me, "form": form, "absences": queries.coming_absences(me)})


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, slug: str) -> HttpResponse:
    """The person's own week, within which sessions are proposed."""
    me = membership_for(signed_in(request), slug)
    first = fields_of(queries.week_of(me))
    form = HoursForm(first, request.POST if "monday_1_from" in request.POST else None)
    if "copy" in request.POST:
        form = HoursForm(like_monday(request.POST))
    elif "usual" in request.POST or form.is_valid():
        actions.set_weekly_hours(me, form.week)
        messages.success(request, "Saved. Sessions are proposed within these hours.")
        return redirect("people:hours", slug)
    has_own = me.weekly_hours.exists()
    return render(request, "people/hours/hours.html", {"me": me, "form": form, "has_own": has_own})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def busy(request: HttpRequest) -> HttpResponse:
    """The person's own calendar, of which only the times are read."""
    person = signed_in(request)
    form = CalendarForm(request.POST if "address" in request.POST else None)
    if "end" in request.POST:
        actions.forget_calendar(person)
        messages.success(request, "Your calendar is not read any more. Its address and all times are deleted.")
        return redirect("people:busy")
    too_many: HttpResponse | None = consume_or_429(request, action="give_calendar") if form.is_bound else None
    if too_many is not None:
        return too_many
    if form.is_valid() and _is_read(form, person):
        messages.success(request, "Your calendar is read. No session is proposed when you are busy.")
        return redirect("people:busy")
    me = current_memberships(person).order_by("organisation__name").first()
    return render(request, "people/calendars/busy.html", {"form": form, "me": me, "calendar": _calendar_of(person)})


def _is_read(form: CalendarForm, person: Person) -> bool:
    problem = actions.give_calendar(person, form.cleaned_data["address"], timezone.now())
    if problem is not None:
        form.refuse(problem)
    return problem is None


def _calendar_of(person: Person) -> dict[str, object] | None:
    row = queries.calendar_of(person)
    return None if row is None else {**queries.shown_of(row, timezone.now()), "problem": words_of(row.problem)}


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    search = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = queries.people_of(owner.organisation, search)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/profiles/people.html", {"owner": owner, "search": search, "page": page})


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
    _, draft, table = _fetched(request, slug, code)
    meanings = queries.columns_of(draft, table)
    try:
        plan = actions.confirm_draft(draft, table, meanings, request.POST.get("digest", ""))
    except actions.WorldChanged:
        messages.error(request, "Something changed since this preview, so nothing was written. Please look again.")
        return redirect("people:preview", slug, code)
    new, updated = len(plan.of(Kind.NEW)), len(plan.of(Kind.UPDATE))
    messages.success(request, f"Done: {new} new, {updated} updated.")
    return redirect("people:people", slug)


@require_POST
def discard(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    owner = owner_of(signed_in(request), slug)
    actions.forget_draft(draft_for(owner, code))
    messages.success(request, "The file is forgotten. Nothing was changed.")
    return redirect("people:people", slug)
