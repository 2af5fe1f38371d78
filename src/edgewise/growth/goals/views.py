"""Goals: set, kept at, shared with whom one chooses, and closed with what was learnt."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.domain.coaching.goals import MOST_OPEN
from edgewise.growth.access import goal_for_reader, own_goal, own_goal_point, own_open_goal
from edgewise.growth.commitments.queries import my_commitments, read, waiting_for_me
from edgewise.growth.feedback.queries import words_to_begin_with
from edgewise.growth.goals import actions
from edgewise.growth.goals.forms import CloseForm, GoalForm, TellForm, UnderForm
from edgewise.growth.goals.page import course_of
from edgewise.growth.goals.queries import GoalRead, goals_shared_with, my_goals, read_goals
from edgewise.growth.models import Commitment, Goal, GoalEnd, Status
from edgewise.people.access import signed_in
from edgewise.programmes.access import seat_of
from edgewise.programmes.circles.queries import held_seat_at, seats_of_person
from edgewise.programmes.models.circles import Circle
from edgewise.vault.actions import note_opening

# In the access log, which keeps the English words.
GOAL_READ = gettext_noop("a goal that was shared with them")
GOALS_READ = gettext_noop("goals that were shared with them")


@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    mine, shared = read_goals(my_goals(person)), read_goals(goals_shared_with(person).filter(ended=""))
    for circle in {goal.row.circle for goal in shared}:
        note_opening(circle.scope, person, GOALS_READ)
    still_open = [goal for goal in mine if goal.is_open]
    context = {
        "open": still_open,
        "closed": [goal for goal in mine if not goal.is_open],
        "shared": shared,
        "most": MOST_OPEN,
        "seats": seats_of_person(person) if len(still_open) < MOST_OPEN else [],
        "waiting": waiting_for_me(person),
    }
    return render(request, "growth/goals/goals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_goal(request: HttpRequest, code: str) -> HttpResponse:
    seat = seat_of(signed_in(request), code)
    begun = {"what": words_to_begin_with(seat.membership.person, request.GET.get("feedback", ""))}
    form = GoalForm(seat.circle, seat.membership, request.POST or None, initial=begun)
    if form.is_valid() and not seat.circle.purged_at:
        key = form.cleaned_data["key"]
        made = actions.set_goal(seat, form.words(), form.plan(), timezone.now(), key)
        if made is not None:
            messages.success(request, _("Your goal is set. Tell here how it goes, as often as you like."))
            return redirect("growth:goal", made.code)
        form.add_error(None, _("You have three open goals. Close one first: fewer goals are reached more often."))
    return _form(request, seat.circle, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_goal(request: HttpRequest, code: str) -> HttpResponse:
    row = own_open_goal(signed_in(request), code)
    (known,) = read_goals([row])
    form = GoalForm(row.circle, row.author, request.POST or None, read=known)
    if known.words and form.is_valid():
        actions.change_goal(row, form.words(), form.plan())
        messages.success(request, _("Saved."))
        return redirect("growth:goal", row.code)
    return _form(request, row.circle, form, known)


def _form(request: HttpRequest, circle: Circle, form: GoalForm, known: GoalRead | None = None) -> HttpResponse:
    return render(request, "growth/goals/goal_form.html", {"circle": circle, "form": form, "goal": known})


@require_POST
def goal_hints(request: HttpRequest, code: str) -> HttpResponse:
    """Private questions about what is being written, for its writer alone; nothing is kept."""
    seat = seat_of(signed_in(request), code)
    form = GoalForm(seat.circle, seat.membership, request.POST)
    return render(request, "growth/hints.html", {"hints": form.hints()})


@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    row = goal_for_reader(person, code)
    is_mine = row.author.person_id == person.pk
    (known,) = read_goals([row])
    form = TellForm(known, request.POST or None) if is_mine else None
    if form is not None and known.is_open and known.words and form.is_valid():
        return _told(request, row, form)
    if not is_mine:
        note_opening(row.circle.scope, person, GOAL_READ)
    context = {
        "goal": known,
        "form": form,
        "picture": course_of(known),
        "promises": read(my_commitments(person).filter(goal=row)) if is_mine else [],
        "under": _under(row) if is_mine and known.is_open else None,
        "seat": is_mine and known.is_open and held_seat_at(row.circle, person, timezone.now()),
    }
    return render(request, "growth/goals/goal.html", context)


def _told(request: HttpRequest, row: Goal, form: TellForm) -> HttpResponse:
    actions.tell_of_goal(row, form.told(), timezone.now(), form.cleaned_data["key"])
    messages.success(request, _("Noted. Thank you for telling."))
    return redirect("growth:goal", row.code)


def _under(row: Goal, given: QueryDict | None = None) -> UnderForm | None:
    """None without a commitment to choose."""
    mine = my_commitments(row.author.person).filter(circle=row.circle, status=Status.OPEN)
    choices: list[tuple[Commitment, str]] = [
        (promise.row, promise.words.what) for promise in read(mine) if promise.words
    ]
    return UnderForm(row, choices, given) if choices else None


@require_POST
def put_under(request: HttpRequest, code: str) -> HttpResponse:
    row = own_open_goal(signed_in(request), code)
    form = _under(row, request.POST)
    if form is not None and form.is_valid():
        actions.put_under(row, form.cleaned_data["commitments"])
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("One of these commitments is no longer open. Nothing was changed."))
    return redirect("growth:goal", row.code)


@require_POST
def take_back_point(request: HttpRequest, code: str) -> HttpResponse:
    point = own_goal_point(signed_in(request), code)
    if actions.take_back_point(point):
        messages.success(request, _("Taken back."))
    else:
        messages.info(request, _("This goal is closed. Open it again to change what you told."))
    return redirect("growth:goal", point.goal.code)


@require_http_methods(["GET", "HEAD", "POST"])
def close_goal(request: HttpRequest, code: str) -> HttpResponse:
    row = own_open_goal(signed_in(request), code)
    (known,) = read_goals([row])
    form = CloseForm(request.POST or None)
    if known.words and form.is_valid():
        ended = form.cleaned_data["ended"]
        actions.close_goal(row, ended, form.learnt(), timezone.now())
        messages.success(
            request, _("Reached. Tell your circle!") if ended == GoalEnd.REACHED else _("Closed, with what you learnt.")
        )
        return redirect("growth:goals")
    return render(request, "growth/goals/close_goal.html", {"goal": known, "form": form})


@require_POST
def open_again(request: HttpRequest, code: str) -> HttpResponse:
    row = own_goal(signed_in(request), code)
    if actions.open_again(row):
        messages.success(request, _("The goal is open again."))
    else:
        messages.info(request, _("It is open already, or you have three open goals."))
    return redirect("growth:goal", row.code)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_goal(request: HttpRequest, code: str) -> HttpResponse:
    row = own_goal(signed_in(request), code)
    if request.method == "POST":
        actions.remove_goal(row)
        messages.success(request, _("The goal is deleted, with all that you told of it."))
        return redirect("growth:goals")
    (known,) = read_goals([row])
    return render(request, "growth/goals/remove_goal.html", {"goal": known})
