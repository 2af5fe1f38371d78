"""The board's side sheets: a circle, a person, and why two people do not sit together."""

from __future__ import annotations

from collections.abc import Sequence

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edgewise.domain.matching.board_moves import Swap
from edgewise.domain.matching.explain.reasons import why_me, why_us
from edgewise.domain.matching.explain.why_not import Option, why_not_with
from edgewise.domain.matching.model import Candidate
from edgewise.domain.phrases import phrase
from edgewise.domain.roster.fields.languages import language_name
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.people.models import Membership, Person
from edgewise.programmes.board.page.cards import PEOPLE_FOUND, card, one_shown
from edgewise.programmes.board.page.drawing import Shown
from edgewise.programmes.board.page.effect import effect
from edgewise.programmes.board.queries import Draft, home_of, part_of_draft, refusal, whole_draft
from edgewise.programmes.models.runs import MatchRun

PLAN = "programmes.board.plan"


def about_circle(run: MatchRun, place: int) -> dict[str, object]:
    draft = part_of_draft(run, [place])
    return {
        "run": run,
        "cohort": run.cohort,
        "title": _("Circle %(number)d") % {"number": place + 1},
        "card": card(draft, place),
        "reasons": why_us(draft.circle(place), draft.rules, ROLE_LEVELS),
    }


def about_person(run: MatchRun, person: int, words: str) -> dict[str, object]:
    home = home_of(run, person)
    draft = part_of_draft(run, [] if home is None else [home], [person])
    one = draft.people[person]
    circle = [] if home is None else draft.circle(home)
    told = {left["member"]: left["reasons"] for left in run.result.get("unplaced", ())}
    return {
        "run": run,
        "cohort": run.cohort,
        "title": one.name,
        "who": one_shown(draft, one),
        "person": Person.objects.get(memberships=person),
        "languages": ", ".join(sorted(str(language_name(code)) for code in one.languages)),
        "works": _working_hours(one),
        "wants": ", ".join(sorted(one.goals)),
        "offers": ", ".join(sorted(one.offers)),
        "card": None if home is None else card(draft, home),
        "with_whom": [other.name for other in circle if other.id != person],
        "reasons": why_me(person, circle, draft.rules, ROLE_LEVELS) if len(circle) > 1 else told.get(person, ()),
        "places": _places(run, home),
        "q": words,
        "found": _found(draft, person, words) if words else [],
    }


def _working_hours(one: Candidate) -> str:
    if one.week:
        return _("hours of their own in %(zone)s") % {"zone": one.zone}
    facts = {"from": _clock(one.works_from), "until": _clock(one.works_until), "zone": one.zone}
    return _("%(from)s to %(until)s in %(zone)s") % facts


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _places(run: MatchRun, home: int | None) -> list[tuple[str, str]]:
    """The places to which a person may be moved, for a list to choose from."""
    circles = [
        (str(place + 1), _size_of(place, table)) for place, table in enumerate(run.tables) if table and place != home
    ]
    return [*circles, ("new", _("A new circle")), *[("bench", _("The people left over"))] * (home is not None)]


def _size_of(place: int, table: Sequence[int]) -> str:
    said = ngettext("Circle %(number)d, %(n)d person", "Circle %(number)d, %(n)d people", len(table))
    return said % {"number": place + 1, "n": len(table)}


def _found(draft: Draft, person: int, words: str) -> list[tuple[Shown, str]]:
    """The first few others whose name contains the words, and where they sit."""
    pool = draft.waiting.union(draft.run.people) - {person}
    rows = Membership.objects.filter(pk__in=pool, person__name__icontains=words).order_by("person__name", "pk")
    others = part_of_draft(draft.run, (), rows.values_list("pk", flat=True)[:PEOPLE_FOUND])
    people = sorted(others.people.values(), key=lambda one: (one.name, one.id))
    return [(one_shown(others, one), where(others, one.id)) for one in people]


def where(draft: Draft, person: int) -> str:
    if person in draft.home:
        return _("Circle %(number)d") % {"number": draft.home[person] + 1}
    return _("left over")


def about_pair(run: MatchRun, one: int, other: int) -> dict[str, object]:
    """Why the two do not sit together, and the ways in which they could."""
    draft = whole_draft(run)
    kept = [place for place, table in enumerate(draft.tables) if table]
    found = why_not_with(list(draft.people.values()), [draft.tables[place] for place in kept], draft.rules, one, other)
    names = {"one": draft.people[one].name, "other": draft.people[other].name}
    together = phrase("{one} and {other} together", **names)  # kept with the move, and so in English
    swap = Swap(one, other)
    words = refusal(run, swap)
    pair = sorted((one, other))
    return {
        "run": run,
        "cohort": run.cohort,
        "title": _("%(one)s and %(other)s") % names,
        "who": one_shown(draft, draft.people[one]),
        "other": one_shown(draft, draft.people[other]),
        "where_one": where(draft, one),
        "where_other": where(draft, other),
        "are_together": one in draft.home and draft.home[one] == draft.home.get(other),
        "why_not": () if found.options else found.words,
        "ways": [(option.words, plan_for(run, option, kept, together)) for option in found.options],
        "effect": {"refusal": words} if words else effect(run, swap),
        "kept_together": pair in run.locked.get("together", ()),
        "kept_apart": pair in run.locked.get("apart", ()),
    }


def plan_for(run: MatchRun, option: Option, kept: Sequence[int], words: str) -> str:
    """A way as the page sends it back: signed, and good for the draft as it stands now."""
    places = [*kept, len(run.tables)]  # a new circle comes after all
    tables = {str(places[at]): members for at, members in option.circles}
    return signing.dumps({"run": run.pk, "version": run.version, "tables": tables, "words": words}, salt=PLAN)
