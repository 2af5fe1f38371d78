"""The draft board as its pages show it: cards, figures, the bench, and what the last hand did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from django.core import signing
from django.db.models import QuerySet

from edgewise.domain.matching.board_moves import Found, Join, Leave, Move, Swap, try_move
from edgewise.domain.matching.explain.reasons import why_me, why_us
from edgewise.domain.matching.explain.why_not import Option, why_not_with
from edgewise.domain.matching.model import BoundKind, Candidate
from edgewise.domain.phrases import listed
from edgewise.domain.roster.fields.languages import language_name
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.people.models import Membership
from edgewise.programmes.board.page.drawing import Mark, Shown, Strip, languages_of, seat_points, shown, strip_of
from edgewise.programmes.board.queries import (
    Draft,
    home_of,
    part_of_draft,
    refusal,
    touched_by,
    whole_draft,
    worst_first,
)
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.runs.page import drafts_of

CARDS = 60  # drawn at once; more come as the reader scrolls
BENCH = 60
FEW = 8  # people found by a name
LOW = 70  # percent of the ideal, below which a circle is worth a second look
ORDERS = (
    ("worst", "Worst first"),
    ("name", "By number"),
    ("size", "Largest first"),
    ("broken", "Only those that break a rule"),
)
MINUS = "\N{MINUS SIGN}"
PLAN = "programmes.board.plan"
SINCE = "Said yes since this draft was made."
BY_HAND = "Taken out by hand."


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
        return self.share is not None and self.share < LOW


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
    seconds: str
    last_number: int


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
    shares = [share for place in places if (share := draft.standing(place).share) is not None]
    change = run.score - result.get("score", run.score)
    sizes = sorted(len(table) for table in draft.tables if table)
    is_as_found = sizes == sorted(len(one["members"]) for one in result["circles"])  # what the bound is for
    return Figures(
        seated=len(draft.home),
        everybody=len(draft.waiting | draft.home.keys()),
        circle_count=len(places),
        broken=sum(bool(draft.broken(place)) for place in places),
        score=f"{run.score:,}",
        by_hand=signed(change) if change else "",
        bound=f"{run.bound:,}" if run.bound else "–",
        bound_kind=BoundKind(run.bound_kind).label if run.bound and run.bound_kind else "",
        gap=f"{max(run.gap, 0):.2f} %" if run.bound and is_as_found else "–",
        worst=min(shares, default=None),
        seconds=f"{result.get('seconds', 0):.1f}",
        last_number=len(draft.tables),
    )


def signed(points: int) -> str:
    return f"+{points:,}" if points > 0 else f"{MINUS}{-points:,}" if points else "unchanged"


def bench(draft: Draft) -> list[tuple[Shown, str]]:
    """The first of those left over, each with the reason."""
    told = {one["member"]: " ".join(one["reasons"]) for one in draft.run.result.get("unplaced", ())}
    of_run = set(draft.run.people)
    return [
        (one_shown(draft, draft.people[one]), told.get(one, BY_HAND if one in of_run else SINCE))
        for one in draft.left_over[:BENCH]
    ]


def steps(run: MatchRun) -> list[tuple[str, str, str]]:
    """What can be taken back and done again: the step, what it was, the word on the button."""
    last = run.moves.filter(undone=False).order_by("-number").first()
    following = run.moves.filter(undone=True).order_by("number").first()
    return [("undo", last.words if last else "", "Undo"), ("redo", following.words if following else "", "Redo")]


def other_drafts(run: MatchRun) -> QuerySet[MatchRun]:
    """What a draft can be compared with."""
    return drafts_of(run.cohort).exclude(pk=run.pk)


def locks_in_words(run: MatchRun) -> str:
    people = sum(map(len, run.locked.get("seats", ())))
    pairs = len(run.locked.get("together", ())) + len(run.locked.get("apart", ()))
    words = [f"{people} {'person' if people == 1 else 'people'}"] * bool(people)
    words += [f"{pairs} {'pair' if pairs == 1 else 'pairs'}"] * bool(pairs)
    return " and ".join(words)


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
    cards = [card(draft, place) for place in found[(page - 1) * CARDS : page * CARDS]]
    return around(draft) | {
        "cards": cards,
        "next_page": page + 1 if len(found) > page * CARDS else None,
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
        "left_unseen": max(0, len(left) - BENCH),
        "advice": advice.get("words", ()) if left else (),
        "locks": locks_in_words(run),
        "pairs": list(pairs_kept(run)),
    }


def changed(run: MatchRun, places: Iterable[int], old_count: int) -> dict[str, object]:
    """What a move has changed: its cards, the figures and the bench."""
    touched = sorted(places)
    draft = part_of_draft(run, touched, bench=BENCH)
    cards = [card(draft, place, is_new=place >= old_count) for place in touched]
    return around(draft) | {"cards": cards}


def words_of(run: MatchRun, move: Move) -> str:
    """What a move is, for the list of those that can be taken back."""
    people = (move.one, move.other) if isinstance(move, Swap) else (move.person,)
    names = dict(Membership.objects.filter(pk__in=people).values_list("pk", "person__name"))
    match move:
        case Swap(one, other):
            return f"{names[one]} and {names[other]} change places"
        case Join(person, place):
            return f"{names[person]} to circle {place + 1}"
        case Leave(person):
            return f"{names[person]} to those left over"
        case Found(person):
            return f"{names[person]} to a new circle"
        case _:
            assert_never(move)


def effect(run: MatchRun, move: Move) -> dict[str, object]:
    """What a move would break, cost and lose, before it is made."""
    people = (move.one, move.other) if isinstance(move, Swap) else (move.person,)
    draft = part_of_draft(run, touched_by(run, move), people)
    found = try_move(list(draft.people.values()), draft.tables, draft.rules, move)
    known = len(run.tables)
    names = {
        change.circle: f"Circle {change.circle + 1}" if change.circle < known else "The new circle"
        for change in found.changes
    }
    return {
        "fits": found.is_allowed,
        "breaks": [f"{names[one.circle]} would break: {listed(one.broken)}." for one in found.changes if one.broken],
        "change": signed(found.after - found.before),
        "lost": [f"{names[one.circle]}: {words}" for one in found.changes for words in one.lost],
        "gained": [f"{names[one.circle]}: {words}" for one in found.changes for words in one.gained],
    }


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
    others = part_of_draft(draft.run, (), rows.values_list("pk", flat=True)[:FEW])
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
