"""A change that others can see: its author names it and asks, peers say what they saw."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.growth.access import own_open_change, sighting_of_author, sighting_of_peer
from edgewise.growth.changes import actions
from edgewise.growth.changes.forms import AnswerForm, AskForm, ChangeForm
from edgewise.growth.changes.queries import (
    circles_read,
    my_changes,
    open_change,
    peers_to_ask,
    read_asked,
    read_changes,
)
from edgewise.growth.commitments.queries import waiting_for_me
from edgewise.growth.models import Sighting
from edgewise.people.access import signed_in
from edgewise.programmes.access import seat_of
from edgewise.programmes.circles.queries import seats_of_person
from edgewise.vault.actions import note_opening

# In the access log, which keeps the English words.
ANSWERS_READ = gettext_noop("answers about their change")
CHANGE_READ = gettext_noop("a change they were asked about")


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    named = read_changes(my_changes(person))
    for circle in circles_read(named):
        note_opening(circle.scope, person, ANSWERS_READ)
    seats = {seat.circle.cohort_id: seat for seat in seats_of_person(person)}
    context = {
        "open": [(one, seats.pop(one.row.enrolment.cohort_id, None)) for one in named if not one.row.closed_at],
        "closed": [one for one in named if one.row.closed_at],
        "without": list(seats.values()),
        "waiting": waiting_for_me(person),
    }
    return render(request, "growth/changes/changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def name_change(request: HttpRequest, code: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    current = open_change(seat)
    known = read_changes(my_changes(seat.membership.person).filter(pk=current.pk))[0] if current else None
    words = known.words or "" if known and not known.answered else ""
    form = ChangeForm(request.POST or None, initial={"what": words})
    if not seat.circle.purged_at and form.is_valid():
        actions.name_change(seat, form.cleaned_data["what"], timezone.now())
        messages.success(request, _("Saved. When you are ready, ask others whether they have seen it."))
        return redirect("growth:changes")
    return render(request, "growth/changes/name_change.html", {"circle": seat.circle, "form": form, "change": known})


@require_http_methods(["GET", "HEAD", "POST"])
def ask_peers(request: HttpRequest, code: str) -> HttpResponse:
    row, now = own_open_change(signed_in(request), code), timezone.now()
    (change,) = read_changes([row])
    peers = peers_to_ask(row, now)
    form = AskForm(peers, request.POST or None)
    if change.words and form.is_valid():
        messages.success(request, _asked_so_many(actions.ask_peers(row, form.cleaned_data["peers"], now)))
        return redirect("growth:changes")
    return render(request, "growth/changes/ask_peers.html", {"change": change, "peers": peers, "form": form})


def _asked_so_many(count: int) -> str:
    if not count:
        return _("Nobody was asked.")
    return ngettext("You asked one person.", "You asked %(count)s people.", count) % {"count": count}


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    row = sighting_of_author(signed_in(request), code)
    if actions.withdraw(row, timezone.now()):
        name = row.peer.person.name
        messages.success(request, _("Taken back. We do not ask %(name)s any more.") % {"name": name})
    else:
        words = _("It is answered already.") if row.answered_at else _("You have taken it back already.")
        messages.info(request, words)
    return redirect("growth:changes")


@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    row = sighting_of_peer(person, code)
    form = AnswerForm(row.change, request.POST or None)
    if not row.answered_at and not row.withdrawn_at and not row.circle.purged_at and form.is_valid():
        return _answered(request, row, form)
    if row.withdrawn_at is None:
        note_opening(row.circle.scope, person, CHANGE_READ)
    (question,) = read_asked([row])
    return render(request, "growth/changes/asked.html", {"question": question, "form": form})


def _answered(request: HttpRequest, row: Sighting, form: AnswerForm) -> HttpResponse:
    given = form.cleaned_data
    if actions.answer_sighting(row, given["seen"], form.example(), given["version"], timezone.now()):
        name = row.change.enrolment.membership.person.name
        messages.success(request, _("Thank you. %(name)s can read your answer now.") % {"name": name})
        return redirect("growth:witnessing")
    messages.error(request, _("The question has changed since you opened it. Please read it again."))
    return redirect("growth:asked", row.code)
