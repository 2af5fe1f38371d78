"""The draft board as its page shows it: cards, figures, the bench, and the locks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.domain.matching.model import BoundKind, Candidate
from edgewise.domain.phrases import sentences
from edgewise.domain.pictures.marks import Picture
from edgewise.people.models import Membership
from edgewise.programmes.board.page.drawing import (
    Shown,
    Strip,
    bound_picture,
    languages_of,
    seat_points,
    shown,
    strip_of,
)
from edgewise.programmes.board.queries import Draft, Mark, worst_first
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.runs.page import drafts_of

CARDS_A_PAGE = 60  # drawn at once; more come as the reader scrolls
BENCH_SHOWN = 60
PEOPLE_FOUND = 8  # people found by a name
LOW_PERCENT = 70  # percent of the ideal, below which a circle is worth a second look
ORDERS = (
    ("worst", gettext_lazy("Worst first")),
    ("name", gettext_lazy("By number")),
    ("size", gettext_lazy("Largest first")),
    ("broken", gettext_lazy("Only circles that break a rule")),
)
MINUS = "\N{MINUS SIGN}"


SINCE = gettext_lazy("Said yes after this draft was made.")
BY_HAND = gettext_lazy("Taken out by hand.")


@dataclass(frozen=True, slots=True)
class Card:
    number: int  # from 1; the index of the circle and one
    members: tuple[Shown, ...]
    score: str
    share: int | None
    broken: tuple[str, ...]
    strip: Strip
    languages: str
    is_locked: bool
    is_new: bool = False

    @property
    def is_low(self) -> bool:
        return self.share is not None and self.share < LOW_PERCENT


@dataclass(frozen=True, slots=True)
class Figures:
    seated: int
    everybody: int
    circle_count: int
    broken: int
    score: str
    by_hand: str
    bound: str
    bound_kind: str
    gap: str
    worst: int | None
    worst_found: int | None  # what the search found, where a hand has changed it
    seconds: str
    seed: int
    last_number: int
    is_bounded: bool
    points: int
    most_points: int

    @property
    def picture(self) -> Picture:
        rows = [
            (_("Score"), self.score),
            (_("Changed by hand"), self.by_hand or "–"),
            (_("Best possible score, proven"), sentences(self.bound, self.bound_kind)),
            (_("Gap to that score"), self.gap),
            (_("Seed"), str(self.seed)),
            (_("Seconds of processor used"), self.seconds),
        ]
        return bound_picture(rows, self.points, self.most_points if self.is_bounded else 0, self.gap)


def card(draft: Draft, place: int, *, is_new: bool = False) -> Card:
    circle, standing = draft.circle(place), draft.standing(place)
    seats = seat_points(len(circle))
    members = [replace(one_shown(draft, one), x=x, y=y) for one, (x, y) in zip(circle, seats, strict=True)]
    return Card(
        number=place + 1,
        members=tuple(members),
        score=f"{standing.score:,}",
        share=standing.share,
        broken=draft.broken(place),
        strip=strip_of(circle, draft.rules),
        languages=languages_of(circle),
        is_locked=bool(members) and all(one.is_locked for one in members),
        is_new=is_new,
    )


def one_shown(draft: Draft, one: Candidate) -> Shown:
    return shown(one, draft.scores.marks, draft.locked, draft.waiting)


def ordered(draft: Draft, order: str, words: str = "") -> list[int]:
    """The indices of the circles to show, in that order; those in which somebody's name contains `words`."""
    places = [place for place, table in enumerate(draft.tables) if table]
    if words:
        wanted = {one.id for one in draft.people.values() if words.casefold() in one.name.casefold()}
        places = [place for place in places if wanted.intersection(draft.tables[place])]
    if order == "broken":
        return [place for place in places if draft.broken(place)]
    if order == "size":
        return sorted(places, key=lambda place: -len(draft.tables[place]))
    return places if order == "name" else worst_first(draft, places)


def figures(draft: Draft) -> Figures:
    run, result = draft.run, draft.run.result
    places = [place for place, table in enumerate(draft.tables) if table]
    change = run.score - result.get("score", run.score)
    found = [tuple(one["members"]) for one in result["circles"]]
    is_as_found = {frozenset(draft.tables[place]) for place in places} == set(map(frozenset, found))
    broken = sum(bool(draft.broken(place)) for place in places)
    is_bounded = bool(run.bound) and not broken and _sizes_and_people(draft.tables) == _sizes_and_people(found)
    worst, worst_found = draft.worst, draft.worst_found
    return Figures(
        seated=len(draft.home),
        everybody=len(draft.waiting | draft.home.keys()),
        circle_count=len(places),
        broken=broken,
        score=f"{run.score:,}",
        by_hand=signed(change) if change else "",
        bound=f"{run.bound:,}" if run.bound else "–",
        bound_kind=BoundKind(run.bound_kind).label if run.bound and run.bound_kind and is_as_found else "",
        gap=f"{max(run.gap, 0):.2f} %" if is_bounded else "–",
        worst=worst,
        worst_found=None if is_as_found or worst == worst_found else worst_found,
        seconds=f"{result.get('seconds', 0):.1f}",
        seed=run.seed,
        last_number=len(draft.tables),
        is_bounded=is_bounded,
        points=run.score,
        most_points=run.bound,
    )


def _sizes_and_people(tables: Iterable[Sequence[int]]) -> tuple[list[int], set[int]]:
    """What a bound is for: it says nothing of circles of other sizes, or of other people."""
    seated = [table for table in tables if table]
    return sorted(map(len, seated)), {one for table in seated for one in table}


def signed(points: int) -> str:
    return f"+{points:,}" if points > 0 else f"{MINUS}{-points:,}" if points else _("unchanged")


def bench(draft: Draft) -> list[tuple[Shown, str]]:
    """The first of those left over, each with the reason."""
    told = {one["member"]: sentences(*map(_, one["reasons"])) for one in draft.run.result.get("unplaced", ())}
    of_run = set(draft.run.people)
    return [
        (one_shown(draft, draft.people[one]), told.get(one) or str(BY_HAND if one in of_run else SINCE))
        for one in draft.left_over[:BENCH_SHOWN]
    ]


def steps(run: MatchRun) -> list[tuple[str, str, str]]:
    """The moves that can be taken back and done again: the step, the move in words, the word on the button."""
    last = run.moves.filter(undone=False).order_by("-number").first()
    following = run.moves.filter(undone=True).order_by("number").first()
    return [("undo", last.words if last else "", _("Undo")), ("redo", following.words if following else "", _("Redo"))]


def other_drafts(run: MatchRun) -> QuerySet[MatchRun]:
    """The drafts that a draft can be compared with."""
    return drafts_of(run.cohort).exclude(pk=run.pk)


def locks_in_words(run: MatchRun) -> str:
    people = sum(map(len, run.locked.get("seats", ())))
    pairs = len(run.locked.get("together", ())) + len(run.locked.get("apart", ()))
    kept = ngettext("%(n)d person stays as you locked them.", "%(n)d people stay as you locked them.", people) % {
        "n": people
    }
    paired = ngettext("%(n)d pair stays as you locked it.", "%(n)d pairs stay as you locked them.", pairs) % {
        "n": pairs
    }
    return sentences(kept if people else "", paired if pairs else "")


def pairs_kept(run: MatchRun) -> Iterator[tuple[list[tuple[int, str]], str]]:
    """The id and the name of the two people of each lock of two, and how they are kept."""
    kept = [(pair, how) for how in ("together", "apart") for pair in run.locked.get(how, ())]
    people = Membership.objects.filter(pk__in={one for pair, _ in kept for one in pair})
    names = dict(people.values_list("pk", "person__name")) if kept else {}
    for pair, how in kept:
        yield [(one, names[one]) for one in pair], how


def key_of(draft: Draft) -> list[Mark]:
    return list(draft.scores.marks.values())


def board_context(draft: Draft, order: str, words: str, page: int) -> dict[str, object]:
    """The first cards of the board, or some that follow, with everything that stands around them."""
    found = ordered(draft, order, words)
    cards = [card(draft, place) for place in found[(page - 1) * CARDS_A_PAGE : page * CARDS_A_PAGE]]
    return around(draft) | {
        "cards": cards,
        "next_page": page + 1 if len(found) > page * CARDS_A_PAGE else None,
        "order": order,
        "q": words,
        "orders": ORDERS,
        "others": other_drafts(draft.run).exists(),
    }


def around(draft: Draft) -> dict[str, object]:
    run = draft.run
    left = draft.left_over
    advice = run.result.get("advice") or {}
    return {
        "run": run,
        "cohort": run.cohort,
        "board": figures(draft),
        "steps": steps(run),
        "key": key_of(draft),
        "left": len(left),
        "bench": bench(draft),
        "left_unseen": max(0, len(left) - BENCH_SHOWN),
        "advice": advice.get("words", ()) if left else (),
        "locks": locks_in_words(run),
        "pairs": list(pairs_kept(run)),
    }
