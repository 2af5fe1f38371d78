"""What coordinators and the programme owner do with a cohort."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.notices.delivery.queries import post_of
from edgewise.people.access import owner_of, signed_in
from edgewise.people.page import order_asked, page_asked
from edgewise.programmes.access import cohort_for_coordinator, owns, programme_for_owner, sets_up
from edgewise.programmes.circles.queries import seats_by_circle
from edgewise.programmes.cohorts.actions import keep_apart, save_cohort
from edgewise.programmes.cohorts.forms import ApartForm, CohortForm
from edgewise.programmes.cohorts.page import calendar_picture, outlook_of, told_in
from edgewise.programmes.enrolments.page import PEOPLE_COLUMNS
from edgewise.programmes.enrolments.queries import enrolments_of, state_counts
from edgewise.programmes.lotteries.page.drawn import places_of, said_yes_in
from edgewise.programmes.rounds.queries import round_ahead
from edgewise.programmes.runs.page import drafts_of

PEOPLE_A_PAGE, CIRCLES_A_PAGE = 100, 50


@require_safe
def cohort(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    run = cohort_for_coordinator(person, code)
    order = order_asked(request.GET, PEOPLE_COLUMNS)
    enrolments = list(order.of(enrolments_of(run)))
    context = {
        "cohort": run,
        "owns": owns(person, run.programme),
        "calendar": calendar_picture(run, timezone.localdate()),
        "enrolments": page_asked(request.GET, enrolments, PEOPLE_A_PAGE),
        "order": order,
        "counts": state_counts(enrolments),
        "tables": page_asked(request.GET, seats_by_circle(run), CIRCLES_A_PAGE, "circles"),
        "drafts": drafts_of(run),
        "places": places_of(run, said_yes_in(entry.state for entry in enrolments), timezone.localdate()),
        "apart": ApartForm(run),
        "post": post_of(run.programme.organisation, timezone.now()),
        "join_url": run.join_code and request.build_absolute_uri(f"/join/{run.join_code}/"),
    }
    return render(request, "programmes/cohorts/cohort.html", context | {"next_round": round_ahead(run)})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_cohort(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    form, is_new = CohortForm(run.programme, request.POST or None, instance=run), sets_up(signed_in(request), run)
    if "look" not in request.POST and form.is_valid():
        save_cohort(run.programme, form.save(commit=False), form.cleaned_data["coordinators"])
        messages.success(request, _("Saved."))
        return redirect("programmes:outlook" if is_new else "programmes:cohort", code)
    context = {"programme": run.programme, "cohort": run, "form": form.as_looked("look" in request.POST)}
    return render(request, "programmes/cohorts/cohort_form.html", context | {"is_new": is_new})


@require_http_methods(["GET", "HEAD", "POST"])
def new_cohort(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    design = programme_for_owner(signed_in(request), slug, pk)
    me = owner_of(signed_in(request), slug)
    form = CohortForm(design, request.POST or None, initial={"coordinators": [me.pk]})
    if "look" not in request.POST and form.is_valid():
        made = save_cohort(design, form.save(commit=False), form.cleaned_data["coordinators"])
        return redirect("programmes:outlook", made.code)
    form = form.as_looked("look" in request.POST)
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
    context["calendar"] = calendar_picture(run, timezone.localdate())
    return render(request, "programmes/cohorts/outlook.html", context)


@require_safe
def told(request: HttpRequest, code: str) -> HttpResponse:
    """Every message that the programme will send."""
    run = cohort_for_coordinator(signed_in(request), code)
    return render(request, "programmes/cohorts/told.html", {"cohort": run, "lines": told_in(run)})
