"""A circle is asked when it could meet."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from edgewise.people.access import signed_in
from edgewise.programmes.access import seat_of
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.models.polls import PollEnd
from edgewise.rooms.planning.page import holidays_of
from edgewise.rooms.polls import actions, queries
from edgewise.rooms.polls.forms import AnswersForm, AskForm

ALREADY = gettext_lazy("A question to your circle is already open.")
OVER = gettext_lazy("This question is no longer open.")
ENDED = {
    PollEnd.CHOSEN: gettext_lazy("The session is planned already."),
    PollEnd.PLANNED: gettext_lazy("Someone has planned a session already, so this question has ended."),
    PollEnd.WITHDRAWN: gettext_lazy("The question is withdrawn already."),
    PollEnd.PAST: gettext_lazy("All times of this question have passed."),
    PollEnd.CLOSED: OVER,
}


@require_http_methods(["GET", "HEAD", "POST"])
def ask_times(request: HttpRequest, code: str) -> HttpResponse:
    seat, now = seat_of(signed_in(request), code), timezone.now()
    if queries.open_poll_of(seat.circle, now):
        messages.info(request, ALREADY)
        return redirect("rooms:times", code)
    form = AskForm(seat, now, request.POST or None)
    if form.is_valid() and "ask" in request.POST:
        if actions.ask_for_times(seat, form.format(), form.moments(), form.closes_at(), now):
            messages.success(request, _("Everybody in the circle is asked. Now say when you can meet."))
        else:
            messages.info(request, ALREADY)
        return redirect("rooms:times", code)
    form = form.afresh() if form.is_valid() else form
    offered = queries.offered_times(seat, form.ticked(), form.minutes(), now)
    form.initial.setdefault("by", queries.usual_last_day(seat, [one.starts_at for one in offered if one.ticked], now))
    return _rendered(request, seat, "rooms/polls/ask_times.html", {"form": form, "offered": offered})


@require_http_methods(["GET", "HEAD", "POST"])
def times(request: HttpRequest, code: str) -> HttpResponse:
    seat, now = seat_of(signed_in(request), code), timezone.now()
    poll = queries.open_poll_of(seat.circle, now)
    if poll is None:
        return _no_poll(request, seat)
    standing = queries.standing_of(poll, seat.membership_id, now)
    form = AnswersForm(poll.choices.all(), standing.mine, now, request.POST or None)
    if form.is_valid():
        problems = actions.answer_times(poll, seat, form.given(), now)
        if not problems:
            messages.success(request, _("Noted. You can change your answers until a time is planned."))
            return redirect("rooms:times", code)
        form.add_error(None, problems[0])
    rows = [(line, form[f"time-{line.choice.pk}"]) for line in standing.lines]
    return _rendered(request, seat, "rooms/polls/poll.html", {"standing": standing, "form": form, "rows": rows})


@require_POST
def plan_time(request: HttpRequest, code: str) -> HttpResponse:
    seat, now = seat_of(signed_in(request), code), timezone.now()
    poll, choice = queries.open_poll_of(seat.circle, now), request.POST.get("choice", "")
    if poll and choice.isdecimal() and actions.plan_best_time(poll, int(choice), now, seat.membership):
        messages.success(request, _("Planned. Everyone in the circle is invited."))
        return redirect("rooms:circle", code)
    if poll:
        messages.error(request, _("The answers have changed in the meantime. Please look again."))
    else:
        messages.info(request, _over(seat))
    return redirect("rooms:times", code)


@require_POST
def withdraw_times(request: HttpRequest, code: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    poll = queries.open_poll_of(seat.circle, timezone.now())
    if poll and actions.withdraw_poll(poll):
        messages.success(request, _("The question is withdrawn."))
    else:
        messages.info(request, _over(seat))
    return redirect("rooms:circle", code)


def _over(seat: Seat) -> str:
    """How the last question has ended."""
    last = queries.last_poll_of(seat.circle)
    return str(ENDED[PollEnd(last.end)] if last else OVER)


def _no_poll(request: HttpRequest, seat: Seat) -> HttpResponse:
    if request.method == "POST":
        messages.error(request, _("This question is no longer open. Your answers were not saved."))
        return redirect("rooms:times", seat.circle.code)
    return _rendered(request, seat, "rooms/polls/no_poll.html", {"last": queries.last_poll_of(seat.circle)})


def _rendered(request: HttpRequest, seat: Seat, template: str, context: dict[str, Any]) -> HttpResponse:
    """With all times as they are where the person works."""
    context |= {"circle": seat.circle, "seat": seat, "holidays": holidays_of(list(open_seats(seat.circle)))}
    with timezone.override(ZoneInfo(seat.membership.time_zone)):
        return render(request, template, context)
