"""The places of a cohort: set, drawn, checked, and offered where one became free."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from edgewise.people.access import AlreadyDone, signed_in
from edgewise.people.page import order_asked, page_asked
from edgewise.programmes.access import (
    cohort_for_coordinator,
    entrant_for_coordinator,
    hand_of,
    lottery_for_owner,
    own_lot,
    owns,
)
from edgewise.programmes.lotteries import actions
from edgewise.programmes.lotteries.forms import DrawForm, SharedLotForm, SizesForm
from edgewise.programmes.lotteries.page.drawn import drawn_of, file_rows, places_of
from edgewise.programmes.lotteries.page.plan import plan_of, problem_here, standing_of
from edgewise.programmes.lotteries.queries import lottery_of, shared_lots_of
from edgewise.programmes.models.designs import Cohort

LOTS_A_PAGE = 250


@require_safe
def lottery(request: HttpRequest, code: str) -> HttpResponse:
    """What a draw would do, and once it is made, what it did."""
    run = cohort_for_coordinator(signed_in(request), code)
    found = lottery_of(run)
    if found is None:
        return _to_draw(request, run, SizesForm(request.GET if "places" in request.GET else None))
    drawn = drawn_of(found)
    order = order_asked(request.GET, drawn.columns, first="lot")
    page = page_asked(request.GET, drawn.lines(order), LOTS_A_PAGE)
    context = {"cohort": run, "drawn": drawn, "places": places_of(run, 0, timezone.localdate()), "order": order}
    context |= {"page": page, "owns": owns(signed_in(request), run.programme)}
    return render(request, "programmes/lotteries/drawn.html", context)


def _to_draw(request: HttpRequest, run: Cohort, form: SizesForm) -> HttpResponse:
    sure = form if isinstance(form, DrawForm) else None
    asked = form.is_bound and not set(form.errors) - {"sure"}
    context = {"cohort": run, "form": form, "sure": sure or DrawForm(), "problem": problem_here(run)}
    context |= {"plan": plan_of(run, form.sizes, timezone.localdate()) if asked else None, "standing": standing_of(run)}
    context |= {"shared": shared_lots_of(run), "two": SharedLotForm(run)}
    return render(request, "programmes/lotteries/to_draw.html", context)


@require_POST
def draw(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    run = cohort_for_coordinator(person, code)
    form = DrawForm(request.POST)
    if lottery_of(run) is not None:
        raise AlreadyDone(_("The places are drawn already. A draw is made once."), request.path.removesuffix("draw/"))
    if not form.is_valid():
        return _to_draw(request, run, form)
    problem = actions.draw_places(run, form.sizes, hand_of(person, run))
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("The places are drawn. Everybody who said yes is told."))
    return redirect("programmes:lottery", code)


@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    form = SharedLotForm(run, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose two different people who have said yes."))
    elif actions.share_lot(run, form.cleaned_data["one"], form.cleaned_data["other"]):
        messages.success(request, _("Noted. The lot takes both or neither."))
    else:
        messages.info(request, _("They share a lot already, or the places are drawn."))
    return redirect("programmes:lottery", code)


@require_POST
def take_apart(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    run = cohort_for_coordinator(signed_in(request), code)
    if actions.take_apart(run, pk):
        messages.success(request, _("Each of them has a lot of their own."))
    else:
        messages.info(request, _("The places are drawn already. A draw is made once."))
    return redirect("programmes:lottery", code)


@require_POST
def offer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A place that became free, to the next in line."""
    person = signed_in(request)
    entrant = entrant_for_coordinator(person, code, pk)
    name = entrant.membership.person.name
    if actions.offer_place(entrant.lottery, entrant, hand_of(person, entrant.lottery.cohort)):
        messages.success(request, _("%(name)s is asked, and says yes or no.") % {"name": name})
    else:
        messages.error(request, _("Something changed in the meantime: no place is free, or it is another’s turn."))
    return redirect("programmes:cohort", code)


@require_POST
def answer_offer(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody's own yes or no to a place that became free."""
    lot, takes = own_lot(signed_in(request), code), request.POST.get("answer") == "yes"
    if request.POST.get("answer") not in ("yes", "no"):
        messages.error(request, _("Say yes or no."))
    elif not actions.answer_offer(lot, takes=takes):
        messages.error(request, _("This place does not wait for your answer any more."))
    elif takes:
        messages.success(request, _("You have the place. When your circle is made, you find it on your first page."))
    else:
        messages.success(request, _("You said no. You keep your place in the next cohort."))
    return redirect("programmes:part", code)


@require_safe
def list_file(request: HttpRequest, code: str) -> HttpResponse:
    """The list with its seed, for an owner who has it checked."""
    drawn = drawn_of(lottery_for_owner(signed_in(request), code))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lottery-{code}.csv"'
    response.write("\ufeff")  # or a spreadsheet takes it for Windows-1252
    csv.writer(response).writerows(file_rows(drawn))
    return response
