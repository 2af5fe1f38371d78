"""The leader's pages up to the launch, and while a 360 is open."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.domain.phrases import Phrase
from edgewise.growth.commitments.queries import waiting_for_me
from edgewise.leaders.access import own_draft, own_three_sixty
from edgewise.leaders.models.three_sixty import RaterGroup
from edgewise.leaders.three_sixty.actions import answers, drafts, reports
from edgewise.leaders.three_sixty.forms import BeginForm, ColleagueForm, OutsiderForm, SearchForm, SheetForm, WindowForm
from edgewise.leaders.three_sixty.page import Stage, progress_of, stage_of
from edgewise.leaders.three_sixty.queries import (
    colleagues_found,
    colleagues_near,
    my_three_sixties,
    opened_box,
    raters_of,
    shares_with,
    survey_of,
    today_at,
)
from edgewise.people.access import current_memberships, signed_in
from edgewise.programmes.photographs.queries import keep_to_initials


@require_safe
def three_sixties(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    mine = [(row, stage_of(row, today_at(row))) for row in my_three_sixties(person)]
    context = {"mine": mine, "shared": shares_with(person), "may_begin": current_memberships(person).exists()}
    context["waiting"] = waiting_for_me(person)
    return render(request, "leaders/three_sixty/three_sixties.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = BeginForm(current_memberships(signed_in(request)), request.POST or None)
    if form.is_valid():
        row = drafts.begin(form.leader(), form.chosen_survey(), timezone.now(), form.cleaned_data["key"])
        return redirect("leaders:own", row.code)
    return render(request, "leaders/three_sixty/new.html", {"form": form})


@require_safe
def three_sixty(request: HttpRequest, code: str) -> HttpResponse:
    row = own_three_sixty(signed_in(request), code)
    today = today_at(row)
    if stage_of(row, today) is Stage.CLOSED:
        reports.make_report(row, timezone.now())
        row.refresh_from_db()
    progress = progress_of(row, raters_of(row), today)
    if progress.stage is Stage.REPORT:
        return redirect("leaders:report", code)
    return render(request, "leaders/three_sixty/three_sixty.html", {"progress": progress, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, code: str) -> HttpResponse:
    """The leader about themself, before anybody else."""
    row = own_draft(signed_in(request), code)
    box = opened_box(row)
    form = SheetForm(survey_of(row), request.POST or None, own=True, sheet=box.own if box else None)
    if form.is_valid():
        drafts.rate_self(row, form.sheet())
        messages.success(request, _("Saved. Now choose whom you ask."))
        return redirect("leaders:raters" if row.before_id is None else "leaders:three_sixty", code)
    return render(request, "leaders/three_sixty/own.html", {"form": form, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
def raters(request: HttpRequest, code: str) -> HttpResponse:
    """Who is to be asked; a person from outside is added here."""
    person = signed_in(request)
    row = own_draft(person, code)
    form = OutsiderForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        refused = drafts.add_outsider(row, given["name"], given["address"], given["group"])
        if not refused:
            return redirect("leaders:raters", code)
        form.add_error(None, refused)
    words = SearchForm(request.GET).words()
    near, found = colleagues_near(row.leader), colleagues_found(row.leader, words)
    people = list(raters_of(row))
    keep_to_initials(person, [one.person for one in (*found, *(one for one, _group in near))])
    there = {one.membership_id for one in people}
    context = {"row": row, "form": form, "words": words, "progress": progress_of(row, people, today_at(row))}
    context["near"] = [(one, group) for one, group in near if one.pk not in there]
    context |= {"found": [one for one in found if one.pk not in there], "groups": RaterGroup.choices}
    return render(request, "leaders/three_sixty/raters.html", context)


@require_POST
def add_colleague(request: HttpRequest, code: str) -> HttpResponse:
    row = own_draft(signed_in(request), code)
    form = ColleagueForm(row.leader, request.POST)
    if not form.is_valid():
        messages.error(request, _("This person cannot be found any more."))
    elif refused := drafts.add_colleague(row, form.cleaned_data["member"], form.cleaned_data["group"]):
        messages.error(request, refused)
    return redirect("leaders:raters", code)


@require_POST
def remove_rater(request: HttpRequest, code: str, rater: str) -> HttpResponse:
    row = own_draft(signed_in(request), code)
    drafts.remove_rater(row, rater)
    return redirect("leaders:raters", code)


@require_safe
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """Exactly what raters read; the manager's page with `?as=manager`."""
    row = own_draft(signed_in(request), code)
    is_manager = request.GET.get("as") == "manager"
    context = {"row": row, "form": SheetForm(survey_of(row)), "is_preview": True, "is_manager": is_manager}
    return render(request, "leaders/three_sixty/answer.html", {**context, "minutes": answers.MINUTES_TO_ANSWER})


@require_http_methods(["GET", "HEAD", "POST"])
def launch(request: HttpRequest, code: str) -> HttpResponse:
    row = own_draft(signed_in(request), code)
    form = WindowForm(row, today_at(row), request.POST or None)
    if form.is_valid():
        refused = answers.start(row, form.window(), timezone.now())
        if not isinstance(refused, Phrase):
            messages.success(request, _("Launched. Each of them gets a letter with a link of their own."))
            return redirect("leaders:three_sixty", code)
        form.add_error(None, str(refused))
    context = {"row": row, "form": form, "progress": progress_of(row, raters_of(row), today_at(row))}
    return render(request, "leaders/three_sixty/launch.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Withdraw it while it is open, or delete it: a page that says what is lost, and the deed."""
    row = own_three_sixty(signed_in(request), code)
    stage = stage_of(row, today_at(row))
    if request.method == "POST":
        if not drafts.remove_draft(row):
            reports.end(row, timezone.now())
        messages.success(request, _("Deleted. Nobody can read or answer it any more."))
        return redirect("leaders:three_sixties")
    return render(request, "leaders/three_sixty/end.html", {"row": row, "stage": stage})
