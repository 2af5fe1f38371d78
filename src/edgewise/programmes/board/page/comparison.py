"""Two drafts of one cohort side by side, and who sits with other people in the second."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from django.http import QueryDict
from django.utils.translation import gettext as _

from edgewise.domain.matching.given.points import Points
from edgewise.people.page import page_asked
from edgewise.programmes.board.page.cards import Figures, figures, one_shown, other_drafts, signed
from edgewise.programmes.board.page.drawing import Shown
from edgewise.programmes.board.queries import MOST_WITH_BEST_PARTNERS, Draft, whole_draft
from edgewise.programmes.models.runs import MatchRun

ROWS = 100  # people a page


@dataclass(frozen=True, slots=True)
class Moved:
    """A person who sits with other people, or with none, in the other draft."""

    one: Shown
    here: str
    there: str
    with_here: tuple[str, ...]  # those they sit with here and not there
    with_there: tuple[str, ...]
    kept: int  # people they sit with in both
    change: int | None  # points of their own pairs, there less here; None where there are too many people to tell

    @property
    def words(self) -> str:
        return "–" if self.change is None else signed(self.change)


@dataclass(frozen=True, slots=True)
class Side:
    run: MatchRun
    figures: Figures


def compared(run: MatchRun, other: MatchRun | None, asked: QueryDict) -> dict[str, object]:
    """`run` beside `other`, or beside the newest of the others where none is named."""
    others = list(other_drafts(run))
    other = other or next(iter(others), None)
    context: dict[str, object] = {"run": run, "cohort": run.cohort, "others": others, "other": other}
    if other is None:
        return context
    here, there = whole_draft(run), whole_draft(other)
    pairs = [_pairs(draft) for draft in (here, there)]
    people = _moved(here, there)
    return context | {
        "sides": (Side(run, figures(here)), Side(other, figures(there))),
        "kept": len(pairs[0] & pairs[1]),
        "pairs": len(pairs[0]),
        "people": len(people),
        "page": page_asked(asked, people, ROWS),
    }


def _pairs(draft: Draft) -> set[tuple[int, ...]]:
    return {pair for table in draft.tables for pair in combinations(sorted(table), 2)}


def _moved(here: Draft, there: Draft) -> list[Moved]:
    """People whose companions differ: people who lose most come first, then by name."""
    people = here.people | there.people
    points = Points(list(people.values()), here.rules) if len(people) <= MOST_WITH_BEST_PARTNERS else None
    found = []
    for person in sorted(here.home.keys() | there.home.keys()):
        mine, theirs = _companions(here, person), _companions(there, person)
        if mine == theirs and (person in here.home) == (person in there.home):
            continue
        draft = here if person in here.people else there
        found.append(
            Moved(
                one=one_shown(draft, people[person]),
                here=_where(here, person),
                there=_where(there, person),
                with_here=tuple(people[one].name for one in sorted(mine - theirs)),
                with_there=tuple(people[one].name for one in sorted(theirs - mine)),
                kept=len(mine & theirs),
                change=_gained(points, person, theirs) - _gained(points, person, mine) if points else None,
            )
        )
    return sorted(found, key=lambda one: (one.change or 0, one.one.name, one.one.id))


def _gained(points: Points, person: int, others: frozenset[int]) -> int:
    """The points of the person's pairs with the others."""
    return points.of((person, *others)) - points.of(others)


def _companions(draft: Draft, person: int) -> frozenset[int]:
    place = draft.home.get(person)
    return frozenset() if place is None else frozenset(draft.tables[place]) - {person}


def _where(draft: Draft, person: int) -> str:
    place = draft.home.get(person)
    return _("Left over") if place is None else _("Circle %(number)d") % {"number": place + 1}
