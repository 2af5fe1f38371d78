"""The board's side sheets: a circle, a person, and why two people do not sit together."""

from __future__ import annotations

from collections.abc import Sequence

from django.core import signing

from edgewise.domain.matching.board_moves import Swap
from edgewise.domain.matching.explain.reasons import why_me, why_us
from edgewise.domain.matching.explain.why_not import Option, why_not_with
from edgewise.domain.matching.model import Candidate
from edgewise.domain.roster.fields.languages import language_name
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.people.models import Membership
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
        "title": f"Circle {place + 1}",
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
        "languages": ", ".join(sorted(str(language_name(code)) for code in one.languages)),
        "works": f"{'hours of their own' if one.week else _usual_hours(one)} in {one.zone}",
        "wants": ", ".join(sorted(one.goals)),
        "offers": ", ".join(sorted(one.offers)),
        "card": None if home is None else card(draft, home),
        "with_whom": [other.name for other in circle if other.id != person],
        "reasons": why_me(person, circle, draft.rules, ROLE_LEVELS) if len(circle) > 1 else told.get(person, ()),
        "places": _places(run, home),
        "q": words,
        "found": _found(draft, person, words) if words else [],
    }


def _usual_hours(one: Candidate) -> str:
    return f"{_clock(one.works_from)} to {_clock(one.works_until)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _places(run: MatchRun, home: int | None) -> list[tuple[str, str]]:
    """Where somebody may be put, for a list to choose from."""
    circles = [
        (str(place + 1), f"Circle {place + 1}, {len(table)} {'person' if len(table) == 1 else 'people'}")
        for place, table in enumerate(run.tables)
        if table and place != home
    ]
    return [*circles, ("new", "A new circle"), *[("bench", "Those left over")] * (home is not None)]


def _found(draft: Draft, person: int, words: str) -> list[tuple[Shown, str]]:
    """The first few others whose name contains the words, and where they sit."""
    pool = draft.waiting.union(draft.run.people) - {person}
    rows = Membership.objects.filter(pk__in=pool, person__name__icontains=words).order_by("person__name", "pk")
    others = part_of_draft(draft.run, (), rows.values_list("pk", flat=True)[:PEOPLE_FOUND])
    people = sorted(others.people.values(), key=lambda one: (one.name, one.id))
    return [(one_shown(others, one), where(others, one.id)) for one in people]


def where(draft: Draft, person: int) -> str:
    return f"Circle {draft.home[person] + 1}" if person in draft.home else "left over"


def about_pair(run: MatchRun, one: int, other: int) -> dict[str, object]:
    """Why the two do not sit together, and the ways in which they could."""
    draft = whole_draft(run)
    kept = [place for place, table in enumerate(draft.tables) if table]
    found = why_not_with(list(draft.people.values()), [draft.tables[place] for place in kept], draft.rules, one, other)
    names = " and ".join(draft.people[who].name for who in (one, other))
    swap = Swap(one, other)
    words = refusal(run, swap)
    pair = sorted((one, other))
    return {
        "run": run,
        "cohort": run.cohort,
        "title": names,
        "who": one_shown(draft, draft.people[one]),
        "other": one_shown(draft, draft.people[other]),
        "where_one": where(draft, one),
        "where_other": where(draft, other),
        "are_together": one in draft.home and draft.home[one] == draft.home.get(other),
        "why_not": () if found.options else found.words,
        "ways": [(option.words, plan_for(run, option, kept, f"{names} together")) for option in found.options],
        "effect": {"refusal": words} if words else effect(run, swap),
        "kept_together": pair in run.locked.get("together", ()),
        "kept_apart": pair in run.locked.get("apart", ()),
    }


def plan_for(run: MatchRun, option: Option, kept: Sequence[int], words: str) -> str:
    """A way as the page sends it back: signed, and good for the draft as it stands now."""
    places = [*kept, len(run.tables)]  # a new circle comes after all
    tables = {str(places[at]): members for at, members in option.circles}
    return signing.dumps({"run": run.pk, "version": run.version, "tables": tables, "words": words}, salt=PLAN)
