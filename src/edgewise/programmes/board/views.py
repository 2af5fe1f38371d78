"""The draft board: circles drawn, moved by hand, locked and compared before anybody is told."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from edgewise.people.access import signed_in
from edgewise.people.models import Membership
from edgewise.programmes.access import draft_for_coordinator, hand_of
from edgewise.programmes.board import actions
from edgewise.programmes.board.actions import Change, Overtaken
from edgewise.programmes.board.forms import BoardForm, LockForm, MoveForm, PlanForm, StepForm
from edgewise.programmes.board.page import cards, comparison
from edgewise.programmes.board.page import effect as page_effect
from edgewise.programmes.board.page.about import about_circle, about_pair, about_person
from edgewise.programmes.board.page.effect import changed, words_of
from edgewise.programmes.board.queries import may_sit, whole_draft
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.runs.actions import match_again

OVERTAKEN = gettext_lazy(
    "Another person has just changed this draft. This is the newest. Your change was not made, so please check again."
)


@require_safe
def draft(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    run = draft_for_coordinator(signed_in(request), code, pk)
    order, words, page = BoardForm(request.GET).answer()
    context = cards.board_context(whole_draft(run), order, words, page)
    name = "page" if not _is_htmx(request) else "cards" if page > 1 else "list"
    return render(request, f"programmes/board/{name}.html", context)


@require_safe
def effect(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What a move would break and lose, before it is made."""
    run = draft_for_coordinator(signed_in(request), code, pk)
    form = MoveForm(run, request.GET)
    found = page_effect.effect(run, form.cleaned_data["move"]) if form.is_valid() else {"refusal": form.problem}
    return render(request, "programmes/board/effect.html", {"effect": found})


@require_POST
def move(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    run, me = _run_and_hand(request, code, pk)
    form = MoveForm(run, request.POST)
    if not form.is_valid():
        return _answered(request, run, lambda: Change(form.problem, ()))
    wanted, version = form.cleaned_data["move"], form.cleaned_data["version"]
    words = words_of(run, wanted)
    return _answered(request, run, lambda: actions.make_move(run, me, version, wanted, words))


@require_POST
def plan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A way to seat two people together, as their page offered it."""
    run, me = _run_and_hand(request, code, pk)
    form = PlanForm(run, request.POST)
    if not form.is_valid():
        return _answered(request, run, lambda: Change(_("That way is not open any more. Please check again."), ()))
    said = form.cleaned_data["plan"]
    return _answered(
        request, run, lambda: actions.change_tables(run, me, said["version"], said["tables"], said["words"])
    )


@require_POST
def step(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    run = draft_for_coordinator(signed_in(request), code, pk)
    form = StepForm(run, request.POST)
    if not form.is_valid():
        return _answered(request, run, lambda: Change(form.problem, ()))
    nothing = Change(_("There is nothing left to take back or to do again."), ())
    which = {"undo": actions.undo, "redo": actions.redo}[form.cleaned_data["step"]]
    return _answered(request, run, lambda: which(run, form.cleaned_data["version"]) or nothing)


@require_POST
def lock(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    run = draft_for_coordinator(signed_in(request), code, pk)
    form = LockForm(run, request.POST)
    if not form.is_valid():
        return _answered(request, run, lambda: Change(form.problem, ()))
    said = form.cleaned_data
    return _answered(request, run, lambda: actions.lock(run, said["version"], said["what"], said["people"]))


@require_safe
def circle(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    run = draft_for_coordinator(signed_in(request), code, pk)
    if not 0 < number <= len(run.tables) or not run.tables[number - 1]:
        raise Http404
    return _sheet(request, "circle", about_circle(run, number - 1))


@require_safe
def person(request: HttpRequest, code: str, pk: int, member: int) -> HttpResponse:
    run = draft_for_coordinator(signed_in(request), code, pk)
    _must_sit(run, member)
    search = request.GET.get("q", "").replace("\0", "")[:100].strip()
    return _sheet(request, "person", about_person(run, member, search))


@require_safe
def pair(request: HttpRequest, code: str, pk: int, member: int, other: int) -> HttpResponse:
    run = draft_for_coordinator(signed_in(request), code, pk)
    _must_sit(run, member, other)
    return _sheet(request, "pair", about_pair(run, member, other))


@require_POST
def again(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    run, me = _run_and_hand(request, code, pk)
    return redirect("programmes:run", code, match_again(run, me).pk)


@require_safe
def compare(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    person = signed_in(request)
    run = draft_for_coordinator(person, code, pk)
    wanted = request.GET.get("with", "")
    other = draft_for_coordinator(person, code, int(wanted)) if wanted.isdecimal() else None
    context = comparison.compared(run, other, request.GET)
    return render(request, "programmes/board/compare.html", context)


def _run_and_hand(request: HttpRequest, code: str, pk: int) -> tuple[MatchRun, Membership | None]:
    person = signed_in(request)
    run = draft_for_coordinator(person, code, pk)
    return run, hand_of(person, run.cohort)


def _answered(request: HttpRequest, run: MatchRun, do: Callable[[], Change]) -> HttpResponse:
    """The parts of the board that a change touches; the whole newest board to the hand that comes second."""
    before, worst = len(run.tables), page_effect.worst_of(run)
    try:
        change = do()
    except Overtaken:
        return _overtaken(request, run)
    if not _is_htmx(request):
        messages.info(request, change.words)
        if told := page_effect.worst_has(worst, page_effect.worst_of(run)):
            messages.info(request, told)
        return redirect("programmes:draft", run.cohort.code, run.pk)
    points = cards.signed(change.points) if change.points else ""
    context = changed(run, change.places, before, worst) | {"said": change.words, "points": points}
    return render(request, "programmes/board/changes.html", context)


def _overtaken(request: HttpRequest, run: MatchRun) -> HttpResponse:
    if not _is_htmx(request):
        messages.error(request, OVERTAKEN)
        return redirect("programmes:draft", run.cohort.code, run.pk)
    newest = MatchRun.objects.select_related("cohort__programme").get(pk=run.pk)
    context = cards.board_context(whole_draft(newest), cards.ORDERS[0][0], "", 1) | {"said": OVERTAKEN}
    return render(request, "programmes/board/newest.html", context, status=409)


def _must_sit(run: MatchRun, *people: int) -> None:
    if not all(may_sit(run, one) for one in people):
        raise Http404


def _sheet(request: HttpRequest, of: str, context: dict[str, object]) -> HttpResponse:
    """At the side of the board, or a page of its own without JavaScript."""
    about = f"programmes/board/about_{of}.html"
    return render(request, about if _is_htmx(request) else "programmes/board/sheet.html", context | {"about": about})


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
