"""What coordinators and the programme owner do with a cohort."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.people.access import signed_in
from edgewise.programmes.access import cohort_for_coordinator, owns, programme_for_owner, sets_up
from edgewise.programmes.circles.queries import seats_by_circle
from edgewise.programmes.cohorts.actions import keep_apart, save_cohort
from edgewise.programmes.cohorts.forms import ApartForm, CohortForm
from edgewise.programmes.cohorts.page import outlook_of, told_in
from edgewise.programmes.enrolments.queries import enrolments_of, state_counts
from edgewise.programmes.runs.page import drafts_of


@require_safe
def cohort(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    run = cohort_for_coordinator(person, code)
    enrolments = list(enrolments_of(run))
    context = {
        "cohort": run,
        "owns": owns(person, run.programme),
        "enrolments": enrolments,
        "counts": state_counts(enrolments),
        "tables": seats_by_circle(run),
        "drafts": drafts_of(run),
        "apart": ApartForm(run),
        "join_url": run.join_code and request.build_absolute_uri(f"/join/{run.join_code}/"),
    }
    return render(request, "programmes/cohorts/cohort.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_cohort(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    form = CohortForm(run.programme, request.POST or None, instance=run)
    if form.is_valid():
        save_cohort(run.programme, form.save(commit=False), form.cleaned_data["coordinators"])
        messages.success(request, _("Saved."))
        return redirect("programmes:cohort", code)
    return render(
        request, "programmes/cohorts/cohort_form.html", {"programme": run.programme, "cohort": run, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_cohort(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    design = programme_for_owner(signed_in(request), slug, pk)
    form = CohortForm(design, request.POST or None)
    if form.is_valid():
        made = save_cohort(design, form.save(commit=False), form.cleaned_data["coordinators"])
        return redirect("programmes:outlook", made.code)
    context = {"programme": design, "form": form, "is_new": not design.cohorts.exists()}
    return render(request, "programmes/cohorts/cohort_form.html", context)


@require_POST
def apart(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    form = ApartForm(run, request.POST)
    if form.is_valid():
        keep_apart(form.cleaned_data["one"], form.cleaned_data["other"])
        messages.success(request, _("Noted. They will not sit together, and no page shows it."))
    else:
        messages.error(request, _("Choose two different people of this cohort."))
    return redirect("programmes:cohort", code)


@require_safe
def outlook(request: HttpRequest, code: str) -> HttpResponse:
    """The whole calendar and what it asks of each, before anything is sent."""
    run = cohort_for_coordinator(signed_in(request), code)
    context = {"cohort": run, "outlook": outlook_of(run), "is_new": sets_up(signed_in(request), run)}
    return render(request, "programmes/cohorts/outlook.html", context)


@require_safe
def told(request: HttpRequest, code: str) -> HttpResponse:
    """Every message that the programme will send."""
    run = cohort_for_coordinator(signed_in(request), code)
    return render(request, "programmes/cohorts/told.html", {"cohort": run, "lines": told_in(run)})
