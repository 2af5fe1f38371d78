"""Asking a colleague, answering one, and the end of a pair."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.people.access import signed_in
from edgewise.programmes.access import enrolment_to_ask_from, pair_of_colleagues, request_of_asker, request_to_answer
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.pair_requests import PairRequest
from edgewise.programmes.pair_requests import actions
from edgewise.programmes.pair_requests.page import RequestWaiting, page_to_ask
from edgewise.programmes.pair_requests.queries import circles_now, room_of, those_active

PEOPLE_A_PAGE = 50
NOT_NOW = gettext_lazy("You cannot ask this person at the moment.")  # whatever the reason


@require_safe
def colleagues(request: HttpRequest, code: str) -> HttpResponse:
    entry, now = enrolment_to_ask_from(signed_in(request), code), timezone.now()
    shown = page_to_ask(entry, request.GET.get("q", "").replace("\0", "").strip(), now)
    page = Paginator(shown.found, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {"cohort": entry.cohort, "shown": shown, "page": page}
    return render(request, "programmes/pair_requests/colleagues.html", context)


@require_POST
def ask(request: HttpRequest, code: str, member: int) -> HttpResponse:
    entry, now = enrolment_to_ask_from(signed_in(request), code), timezone.now()
    colleague = those_active(entry.cohort).filter(pk=member).exclude(pk=entry.membership_id).first()
    made = actions.ask(entry, colleague, now) if colleague else None
    if made is None or colleague is None:
        messages.error(request, NOT_NOW)
    elif made.circle is not None:
        return _to_the_pair(request, made)
    else:
        messages.success(request, _("You have asked %(name)s.") % {"name": colleague.person.name})
    return redirect("programmes:colleagues", code)


def _to_the_pair(request: HttpRequest, made: PairRequest) -> HttpResponse:
    assert made.circle is not None
    messages.success(request, _("Your pair has begun. It is called %(circle)s.") % {"circle": made.circle.name})
    return redirect("rooms:circle", made.circle.code)


@require_http_methods(["GET", "HEAD", "POST"])
def pair_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Read and answered by the person who is asked."""
    found, now = request_to_answer(signed_in(request), pk), timezone.now()
    if request.POST.get("answer") == "yes":
        if actions.say_yes(found, now):
            return _to_the_pair(request, found)
        messages.error(request, _("This pair cannot begin at the moment."))
        return redirect("programmes:pair-request", pk)
    if request.POST.get("answer") == "no":
        actions.say_no(found, now)
        messages.success(request, _("You said no. %(name)s reads no reason.") % {"name": found.asker.person.name})
        return redirect("programmes:circles")
    context = {"waiting": RequestWaiting(found), "has_room": room_of(found.asked, now) > 0, "cohort": found.cohort}
    context |= {"circles": circles_now(found.asked, now)}
    return render(request, "programmes/pair_requests/request.html", context)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = request_of_asker(signed_in(request), pk)
    if actions.take_back(found):
        messages.success(request, _("Taken back. %(name)s is not asked any more.") % {"name": found.asked.person.name})
    else:
        messages.info(request, _("This question has been answered already."))
    return redirect("programmes:circles")


@require_http_methods(["GET", "HEAD", "POST"])
def end_pair(request: HttpRequest, code: str) -> HttpResponse:
    """One press of one of the two, and no reason."""
    seat = pair_of_colleagues(signed_in(request), code)
    if request.method == "POST":
        actions.end_pair(seat.circle, [seat.membership])
        messages.success(request, _("%(circle)s has ended.") % {"circle": seat.circle.name})
        return redirect("programmes:circles")
    others = [one for one in open_seats(seat.circle) if one.pk != seat.pk]
    return render(request, "programmes/pair_requests/end.html", {"circle": seat.circle, "others": others})
