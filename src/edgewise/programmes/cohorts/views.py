"""What coordinators and the programme owner do with a cohort."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.people.access import signed_in
from edgewise.programmes.access import cohort_for_coordinator, hand_of, owns, sets_up
from edgewise.programmes.actions import invite, keep_apart, save_cohort, switch_join_link
from edgewise.programmes.forms import ApartForm, CohortForm, InvitationForm, PeopleFilter
from edgewise.programmes.queries import drafts_of, enrolments_of, outlook_of, seats_by_circle, state_counts, told_in

PEOPLE_A_PAGE = 100


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
        messages.success(request, "Saved.")
        return redirect("programmes:cohort", code)
    return render(
        request, "programmes/cohorts/cohort_form.html", {"programme": run.programme, "cohort": run, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite_people(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    chosen = PeopleFilter(run, request.GET)
    shown = chosen.people()
    form = InvitationForm(shown, request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = invite(run, form.chosen(), by=hand_of(signed_in(request), run))
        messages.success(request, f"{asked} invited, by message. Nobody takes part before saying yes.")
        return redirect("programmes:cohort", code)
    page = Paginator(shown, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {"cohort": run, "filter": chosen, "form": form, "page": page, "is_new": sets_up(signed_in(request), run)}
    return render(request, "programmes/enrolments/invite_people.html", context)


@require_POST
def join_link(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    switch_join_link(run, on=request.POST.get("open") == "yes")
    return redirect("programmes:cohort", code)


@require_POST
def apart(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    form = ApartForm(run, request.POST)
    if form.is_valid():
        keep_apart(form.cleaned_data["one"], form.cleaned_data["other"])
        messages.success(request, "Noted. They will not sit together, and no page shows it.")
    else:
        messages.error(request, "Choose two different people of this cohort.")
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
