"""The people to invite, and a person's own part: the invitation, a yes, a pause, a way out."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.notices.delivery.queries import post_of
from edgewise.people.access import signed_in
from edgewise.people.page import order_asked, page_asked
from edgewise.programmes.access import cohort_for_coordinator, cohort_to_join, hand_of, own_enrolment, owns, sets_up
from edgewise.programmes.cohorts.actions import switch_join_link
from edgewise.programmes.cohorts.queries import coordinators_on
from edgewise.programmes.designs.queries import hours_of
from edgewise.programmes.enrolments import actions
from edgewise.programmes.enrolments.actions import MAY_BECOME, invite
from edgewise.programmes.enrolments.forms import AnswerForm, InvitationForm, LetterForm, PeopleFilter, RematchForm
from edgewise.programmes.enrolments.page import COLUMNS, Confirmation, confirmation_of, letter_read
from edgewise.programmes.enrolments.queries import history_of, open_rematches
from edgewise.programmes.lotteries.page.own import own_place
from edgewise.programmes.lotteries.queries import waiting_for, waits_after_draw
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.photographs.queries import keep_to_initials
from edgewise.programmes.rounds.page import own_round_ahead

PEOPLE_A_PAGE = 250
TRIAL_WITHOUT_MAIL = gettext_lazy("No mail is set up. The test letter to %(email)s is among your messages.")


@require_safe
def invite_people(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    return _people_to_choose(request, run, PeopleFilter(run, request.GET))


def _people_to_choose(
    request: HttpRequest, run: Cohort, chosen: PeopleFilter, form: InvitationForm | None = None
) -> HttpResponse:
    order = order_asked(request.GET, COLUMNS, first="" if waiting_for(run).exists() else None)
    page = page_asked(request.GET, order.of(chosen.people()), PEOPLE_A_PAGE)
    keep_to_initials(signed_in(request), [who.person for who in page])
    context = {"cohort": run, "filter": chosen, "form": form, "page": page, "order": order}
    context |= {"is_new": sets_up(signed_in(request), run), "owns": owns(signed_in(request), run.programme)}
    context |= {"post": post_of(run.programme.organisation, timezone.now())}
    return render(request, "programmes/enrolments/invite_people.html", context)


@require_POST
def invitation_letter(request: HttpRequest, code: str) -> HttpResponse:
    """The letter to those who were chosen: looked at, tried on oneself, sent."""
    run = cohort_for_coordinator(signed_in(request), code)
    chosen = PeopleFilter(run, request.GET)
    form = InvitationForm(chosen.people(), run, request.POST)
    if not form.is_valid():
        return _people_to_choose(request, run, chosen, form)
    found = confirmation_of(run, list(form.chosen()), timezone.now())
    if not found.people:
        messages.info(request, _("These people are invited already. Nobody is asked twice."))
        return redirect("programmes:cohort", code)
    asked = request.POST.get("do", "")
    letter = LetterForm(run, found.last_leaves_on, request.POST if asked else None)
    if asked and letter.is_valid() and _done(request, run, found, letter, asked):
        return redirect("programmes:cohort", code)
    return render(request, "programmes/enrolments/letter.html", _letter_page(request, run, form, found, letter))


def _letter_page(
    request: HttpRequest, run: Cohort, form: InvitationForm, found: Confirmation, letter: LetterForm
) -> dict[str, object]:
    me = hand_of(signed_in(request), run)
    shown = copy(run)
    if letter.is_bound and letter.is_valid():
        shown.answer_by = letter.cleaned_data["answer_by"]
    words = letter.cleaned_data.get("words", "") if letter.is_bound else ""
    read = letter_read(shown, me, words, found.people[0])
    context = {"cohort": run, "form": form, "found": found, "letter": letter, "read": read, "me": me}
    return context | {"is_new": sets_up(signed_in(request), run)}


def _done(request: HttpRequest, run: Cohort, found: Confirmation, letter: LetterForm, asked: str) -> bool:
    """Whether the letters are written; a letter to oneself changes nothing."""
    me, given = hand_of(signed_in(request), run), letter.cleaned_data
    if asked == "send":
        asked_now = invite(run, found.people, by=me, words=given["words"], answer_by=given["answer_by"])
        _say_invited(request, asked_now)
        return True
    if asked == "test" and me is not None:
        actions.try_invitation(run, me, given["words"], given["answer_by"], timezone.now())
        said = _("A test letter is on its way to %(email)s.") if found.forecast.is_set_up else TRIAL_WITHOUT_MAIL
        messages.success(request, said % {"email": me.person.email})
    return False


def _say_invited(request: HttpRequest, asked: int) -> None:
    if not asked:
        messages.info(request, _("These people are invited already. Nobody is asked twice."))
        return
    said = ngettext(
        "%(n)d person is invited. Nobody takes part before saying yes.",
        "%(n)d people are invited. Nobody takes part before saying yes.",
        asked,
    )
    messages.success(request, said % {"n": asked})


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
    EnrolmentState.WAITING: gettext_lazy("Thank you. The places are drawn already: you wait for the next cohort."),
    EnrolmentState.OPTED_OUT: gettext_lazy(
        "You no longer take part. A mistake? Take part again below: we keep your seat for ten minutes."
    ),
}


WAITS_NO_MORE = gettext_lazy("You wait no more. A mistake? Below you can say yes again.")


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, code: str) -> HttpResponse:
    entry = own_enrolment(signed_in(request), code)
    form, waited = AnswerForm(request.POST or None), entry.state == EnrolmentState.WAITING
    if form.is_valid():
        if actions.answer(entry, form.cleaned_data["state"], form.cleaned_data["until"]):
            messages.success(request, WAITS_NO_MORE if waited else ANSWERED[EnrolmentState(entry.state)])
        elif entry.state == form.cleaned_data["state"]:
            messages.info(request, ANSWERED[EnrolmentState(entry.state)])
        else:
            messages.error(request, _("Something changed in the meantime. Please check again."))
        return redirect("programmes:part", code)
    context = {"enrolment": entry, "cohort": entry.cohort, "choices": MAY_BECOME[entry.state], "form": form}
    coordinators = coordinators_on([entry.cohort], timezone.localdate())
    context["coordinators"] = coordinators.select_related("person").order_by("pk")
    context |= {"history": history_of(entry), "asked": open_rematches(entry).exists(), "rematch": RematchForm()}
    context["place"] = own_place(entry, timezone.localdate())
    context |= {"hours": hours_of(entry.cohort), "next_round": own_round_ahead(entry.cohort, entry.membership)}
    return render(request, "programmes/enrolments/part.html", context)


@require_POST
def rematch(request: HttpRequest, code: str) -> HttpResponse:
    """One click, and back again; what they write is for the coordinator alone."""
    entry = own_enrolment(signed_in(request), code)
    form = RematchForm(request.POST)
    if "back" in request.POST:
        actions.take_rematch_back(entry)
        messages.success(request, _("Taken back. Nobody else knows about it."))
    elif open_rematches(entry).exists():
        messages.info(request, _("You have asked already. Your coordinator writes to you within a few days."))
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
    context = {"cohort": cohort, "hours": hours_of(cohort)}
    context["is_late"] = waits_after_draw(cohort, me.pk, timezone.localdate())
    return render(request, "programmes/enrolments/join.html", context)
