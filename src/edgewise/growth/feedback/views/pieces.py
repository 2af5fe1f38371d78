"""A piece of feedback: given, read, answered with how it landed, taken back, deleted, reported."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.growth.access import feedback_of_giver, feedback_of_receiver, feedback_of_two
from edgewise.growth.commitments.queries import Promise, my_commitments, read, waiting_for_me
from edgewise.growth.feedback import actions
from edgewise.growth.feedback.forms import GiveForm, LandForm, ReportForm, WordsForm
from edgewise.growth.feedback.models import Feedback
from edgewise.growth.feedback.page import seats_to_begin_in
from edgewise.growth.feedback.queries import (
    chair_results,
    given_by,
    mutes_of,
    peers_of,
    questions_of,
    questions_to,
    read_feedback,
    read_questions,
    received_by,
    taps_to_give,
)
from edgewise.growth.goals.queries import my_goals
from edgewise.growth.models import Status
from edgewise.people.access import signed_in
from edgewise.people.models import Person
from edgewise.people.page import page_asked
from edgewise.programmes.cohorts.queries import coordinators_on
from edgewise.vault.actions import note_opening

PIECES_A_PAGE, QUESTIONS_SHOWN = 20, 10

# In the access log, which keeps the English words.
PIECE_READ = gettext_noop("feedback that was given to them")


@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    person, now = signed_in(request), timezone.now()
    context = {
        "received": page_asked(request.GET, received_by(person), PIECES_A_PAGE, "received"),
        "given": page_asked(request.GET, given_by(person), PIECES_A_PAGE, "given"),
        "asked": questions_to(person),
        "questions": read_questions(person, questions_of(person)[:QUESTIONS_SHOWN]),
        "taps": taps_to_give(person, now),
        "chaired": chair_results(person, now),
        "mutes": mutes_of(person).count(),
        "peers": peers_of(person, now),
        "waiting": waiting_for_me(person),
    }
    return render(request, "growth/feedback/feedback.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    person, now = signed_in(request), timezone.now()
    peers = peers_of(person, now)
    form = GiveForm(peers, request.POST or None, initial={"to": request.GET.get("to", "")})
    if form.is_valid():
        to = form.peer()
        made = actions.give_feedback(to, form.words(), now, form.cleaned_data["key"])
        return sent(request, made, to.peer.person)
    return render(request, "growth/feedback/give.html", {"form": form, "peers": peers})


def sent(request: HttpRequest, made: Feedback | None, to: Person) -> HttpResponse:
    """The same whoever the receiver is."""
    if made is None or made.taken_back_at is not None:
        messages.error(request, _("This could not be sent. Nothing was changed."))
    else:
        words = _("Sent. %(name)s gets a message without a word of it. You can take it back until it is read.")
        messages.success(request, words % {"name": to.name})
    return redirect("growth:feedback")


@require_POST
def feedback_hints(request: HttpRequest) -> HttpResponse:
    """Private, about what is being written, for its writer alone; nothing is kept."""
    signed_in(request)
    part = "strength" if request.GET.get("part") == "strength" else "change"
    return render(request, "growth/feedback/hints.html", {"hints": WordsForm(request.POST).hints(part)})


@require_safe
def piece(request: HttpRequest, code: str) -> HttpResponse:
    """Opened by its receiver it counts as read, before a word of it is shown."""
    person = signed_in(request)
    row = feedback_of_two(person, code)
    if row.giver.person_id == person.pk:
        return render(request, "growth/feedback/given.html", {"piece": read_feedback(row)})
    if row.read_at is None and request.method == "GET" and not _opened(row, person):
        messages.info(request, _("This feedback was taken back a moment ago."))
        return redirect("growth:feedback")
    known = read_feedback(row)
    context = {
        "piece": known,
        "form": LandForm(known),
        "seats": seats_to_begin_in(row, person),
        "promises": _takes_steps(person),
    }
    return render(request, "growth/feedback/received.html", context)


def _opened(row: Feedback, person: Person) -> bool:
    if not actions.mark_read(row, timezone.now()):
        return False
    note_opening(row.key_scope, person, PIECE_READ)
    row.refresh_from_db(fields=["read_at"])
    return True


def _takes_steps(person: Person) -> list[Promise]:
    """Open commitments under which a step can be set."""
    mine = read(my_commitments(person).filter(status=Status.OPEN), goals=my_goals(person))
    return [promise for promise in mine if promise.words and promise.takes_steps]


@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    row = feedback_of_giver(signed_in(request), code)
    if actions.take_back(row, timezone.now()):
        messages.success(request, _("Taken back. Nobody has read it."))
        return redirect("growth:feedback")
    messages.info(request, _("It has been read already, so it cannot be taken back."))
    return redirect("growth:piece", row.code)


@require_POST
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    row = feedback_of_receiver(signed_in(request), code)
    actions.thank(row, timezone.now())
    messages.success(request, _("%(name)s sees your thanks.") % {"name": row.giver.person.name})
    return redirect("growth:piece", row.code)


@require_POST
def landed(request: HttpRequest, code: str) -> HttpResponse:
    row = feedback_of_receiver(signed_in(request), code)
    form = LandForm(read_feedback(row), request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the three answers."))
    elif actions.say_how_it_landed(row, form.cleaned_data["landed"], form.cleaned_data["sentence"], timezone.now()):
        messages.success(request, _("%(name)s sees how it landed.") % {"name": row.giver.person.name})
    return redirect("growth:piece", row.code)


@require_http_methods(["GET", "HEAD", "POST"])
def delete_feedback(request: HttpRequest, code: str) -> HttpResponse:
    row = feedback_of_receiver(signed_in(request), code)
    if request.method == "POST":
        actions.delete_feedback(row, timezone.now())
        messages.success(request, _("Deleted, for both of you."))
        return redirect("growth:feedback")
    return render(request, "growth/feedback/delete.html", {"piece": read_feedback(row)})


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """To the coordinators of its cohort: by its receiver alone, and without its words unless they add them."""
    row = feedback_of_receiver(signed_in(request), code)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if actions.report_feedback(row, form.said(read_feedback(row).words), timezone.now()):
            messages.success(request, _("Your coordinator will write to you. Nobody else learns of it."))
        else:
            messages.info(request, _("You have reported it already."))
        return redirect("growth:piece", row.code)
    looks_after = coordinators_on([row.circle.cohort], timezone.localdate()).select_related("person")
    context = {"piece": read_feedback(row), "form": form, "coordinators": list(looks_after.order_by("person__name"))}
    return render(request, "growth/feedback/report.html", context)
