"""The people to invite, and a person's own part: the invitation, a yes, a pause, a way out."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.people.access import signed_in
from edgewise.programmes.access import cohort_for_coordinator, cohort_to_join, hand_of, own_enrolment, sets_up
from edgewise.programmes.cohorts.actions import switch_join_link
from edgewise.programmes.enrolments import actions
from edgewise.programmes.enrolments.actions import MAY_BECOME, invite
from edgewise.programmes.enrolments.forms import AnswerForm, InvitationForm, PeopleFilter, RematchForm
from edgewise.programmes.enrolments.queries import history_of, open_rematches
from edgewise.programmes.models.enrolments import EnrolmentState

PEOPLE_A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def invite_people(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    chosen = PeopleFilter(run, request.GET)
    shown = chosen.people()
    form = InvitationForm(shown, request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = invite(run, form.chosen(), by=hand_of(signed_in(request), run))
        said = ngettext(
            "%(n)d person invited, by message. Nobody takes part before saying yes.",
            "%(n)d people invited, by message. Nobody takes part before saying yes.",
            asked,
        )
        messages.success(request, said % {"n": asked})
        return redirect("programmes:cohort", code)
    page = Paginator(shown, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {"cohort": run, "filter": chosen, "form": form, "page": page, "is_new": sets_up(signed_in(request), run)}
    return render(request, "programmes/enrolments/invite_people.html", context)


@require_POST
def join_link(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    switch_join_link(run, on=request.POST.get("open") == "yes")
    return redirect("programmes:cohort", code)


ANSWERED = {  # what a person reads after a choice of their own
    EnrolmentState.ENROLLED: gettext_lazy("Thank you. When your circle is made, you find it on your first page."),
    EnrolmentState.ACTIVE: gettext_lazy("Welcome back. We kept your seat."),
    EnrolmentState.PAUSED: gettext_lazy("You are on a pause. We keep your seat, and you come back with one click."),
    EnrolmentState.COMPLETED: gettext_lazy("You have finished here. Your hours and commitments stay yours."),
    EnrolmentState.OPTED_OUT: gettext_lazy(
        "You no longer take part. A mistake? Take part again below: we keep your seat for ten minutes."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, code: str) -> HttpResponse:
    entry = own_enrolment(signed_in(request), code)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        if actions.answer(entry, form.cleaned_data["state"], form.cleaned_data["until"]):
            messages.success(request, ANSWERED[EnrolmentState(entry.state)])
        else:
            messages.error(request, _("Something changed in the meantime. Please check again."))
        return redirect("programmes:part", code)
    context = {"enrolment": entry, "cohort": entry.cohort, "choices": MAY_BECOME[entry.state], "form": form}
    context |= {"history": history_of(entry), "asked": open_rematches(entry).exists(), "rematch": RematchForm()}
    return render(request, "programmes/enrolments/part.html", context)


@require_POST
def rematch(request: HttpRequest, code: str) -> HttpResponse:
    """One click, and back again; what they write is for the coordinator alone."""
    entry = own_enrolment(signed_in(request), code)
    form = RematchForm(request.POST)
    if "back" in request.POST:
        actions.take_rematch_back(entry)
        messages.success(request, _("Taken back. Nobody else knows about it."))
    elif form.is_valid() and actions.ask_for_rematch(entry, form.cleaned_data["words"]):
        messages.success(request, _("Asked. Your coordinator writes to you within a few days."))
    else:
        messages.error(request, _("You sit in no circle at the moment, or your message is longer than 1,000 letters."))
    return redirect("programmes:part", code)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, join_code: str) -> HttpResponse:
    cohort, me = cohort_to_join(signed_in(request), join_code)
    if request.method == "POST":
        actions.join(cohort, me)
        return redirect("programmes:part", cohort.code)
    return render(request, "programmes/enrolments/join.html", {"cohort": cohort})
