"""The report and what follows it: one behaviour, those who may read parts of it, and the same people again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.leaders.access import own_report, own_share, share_for_reader
from edgewise.leaders.models.three_sixty import ThreeSixty
from edgewise.leaders.three_sixty.actions import drafts, reports
from edgewise.leaders.three_sixty.forms import ChooseForm, ShareForm
from edgewise.leaders.three_sixty.page import (
    items_of,
    manager_of,
    own_words,
    parts_of,
    people_of,
    shared_report,
    whole_report,
)
from edgewise.leaders.three_sixty.queries import Kept, kept_of, raters_of
from edgewise.people.access import signed_in
from edgewise.programmes.access import seatmates_of
from edgewise.programmes.circles.queries import seats_of_person
from edgewise.vault.actions import note_opening
from edgewise.vault.queries import openings

# In the access log, which keeps the English words.
SHARED_READ = gettext_noop("parts of a 360 report that were shared with them")
READINGS_SHOWN = 20


def _kept(row: ThreeSixty) -> Kept:
    found = kept_of(row)
    if found is None:
        raise Http404
    return found


@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    row = own_report(signed_in(request), code)
    kept = _kept(row)
    page = whole_report(row, kept, manager_of(raters_of(row)))
    context = {"row": row, "page": page, "chosen": own_words(row, row.chosen_item), "may_ask_again": bool(row.box)}
    context |= {"items": items_of(row), "may_choose": not row.chosen}
    return render(request, "leaders/three_sixty/report.html", context | {"again": getattr(row, "again", None)})


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """One behaviour of the report, `item`, becomes the change that others are to see."""
    person = signed_in(request)
    row = own_report(person, code)
    item = request.GET.get("item", "")
    words = own_words(row, item)
    if not words:
        return redirect("leaders:report", code)
    mine = seats_of_person(person).filter(membership=row.leader, circle__purged_at=None)
    form = ChooseForm(mine, request.POST or None, initial={"what": str(words)})
    if form.is_valid():
        reports.choose(row, item, form.seat(), form.cleaned_data["what"], timezone.now())
        messages.success(request, _("Chosen. When you are ready, ask others whether they have seen it."))
        return redirect("growth:changes")
    return render(request, "leaders/three_sixty/choose.html", {"row": row, "form": form, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    row = own_report(person, code)
    mates = seatmates_of(person).filter(membership__organisation=row.leader.organisation_id)
    people = people_of(seat.membership for seat in mates)
    form = ShareForm(parts_of(_kept(row)), people, request.POST or None)
    if form.is_valid():
        reports.share(row, form.chosen_readers(), form.cleaned_data["parts"], timezone.now())
        messages.success(request, _("Shared. They get a message without a word of it."))
        return redirect("leaders:share", code)
    given = row.shares.filter(ended_at=None).select_related("reader__person").order_by("reader__person__name")
    context = {"row": row, "form": form, "given": given, "people": people, "read": openings(row.scope)[:READINGS_SHOWN]}
    return render(request, "leaders/three_sixty/share.html", context)


@require_POST
def end_share(request: HttpRequest, code: str) -> HttpResponse:
    found = own_share(signed_in(request), code)
    if reports.end_share(found, timezone.now()):
        messages.success(request, _("%(name)s cannot read it any more.") % {"name": found.reader.person.name})
    return redirect("leaders:share", found.of.code)


@require_safe
def shared(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody of the leader's circles may read of it."""
    person = signed_in(request)
    found = share_for_reader(person, code)
    page = shared_report(found.of, _kept(found.of), found.parts)
    note_opening(found.of.scope, person, SHARED_READ)
    return render(request, "leaders/three_sixty/shared.html", {"share": found, "row": found.of, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the same people the same, later."""
    row = own_report(signed_in(request), code)
    if request.method == "POST":
        made = drafts.ask_again(row, timezone.now())
        if made is not None:
            return redirect("leaders:own", made.code)
        messages.error(request, _("The answers of this 360 are deleted, so nothing can be compared with them."))
        return redirect("leaders:report", code)
    return render(request, "leaders/three_sixty/again.html", {"row": row, "raters": raters_of(row)})
