"""What one move on a draft board would break, lose and gain. Only the circles it touches are looked at.

Circles are lists of ids in the caller's order; an answer keeps that order, a new circle comes last, and a circle
that everybody has left stays as an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import assert_never

from edgewise.domain.matching.audit import locks_broken, violations
from edgewise.domain.matching.explain.likeness import TOLD, known
from edgewise.domain.matching.explain.reasons import common_hours, common_languages, mean_of
from edgewise.domain.matching.explain.wording import hours, labels
from edgewise.domain.matching.given.points import Points
from edgewise.domain.matching.model import Candidate, Rule, Rules
from edgewise.domain.phrases import listed, phrase
from edgewise.domain.roster.fields.languages import language_name

NOTICED = 0.1  # of all pairs of a circle: a smaller difference is not worth a word
_SHARED = {  # by the term that pairs earn: what is said where it is less, and where it is more
    "language": (
        phrase("Fewer pairs would rather speak the same language."),
        phrase("More pairs would rather speak the same language."),
    ),
    "goal": (phrase("Fewer pairs share a goal."), phrase("More pairs share a goal.")),
    "strength": (
        phrase("Fewer pairs have something to teach each other."),
        phrase("More pairs have something to teach each other."),
    ),
    "level": (phrase("Fewer pairs are close in level."), phrase("More pairs are close in level.")),
}


@dataclass(frozen=True, slots=True)
class Join:
    """Somebody, from wherever they are, to the circle with this index."""

    person: int
    circle: int


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody to the bench."""

    person: int


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody to a new circle, alone in it so far."""

    person: int


@dataclass(frozen=True, slots=True)
class Swap:
    """Two people change places; one of them may be on the bench."""

    one: int
    other: int


Move = Join | Leave | Found | Swap


@dataclass(frozen=True, slots=True)
class Change:
    """One circle that a move touches."""

    circle: int  # its index
    members: tuple[int, ...]  # after the move
    broken: tuple[str, ...]  # the names of the rules it then breaks; secret ones share one
    before: int  # points
    after: int
    lost: tuple[str, ...]
    gained: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    circles: tuple[tuple[int, ...], ...]  # all of them after the move
    changes: tuple[Change, ...]  # one for each circle touched, by index

    @property
    def before(self) -> int:
        return sum(change.before for change in self.changes)

    @property
    def after(self) -> int:
        return sum(change.after for change in self.changes)

    @property
    def is_allowed(self) -> bool:
        return not any(change.broken for change in self.changes)


def try_move(people: Sequence[Candidate], circles: Sequence[Sequence[int]], rules: Rules, move: Move) -> Effect:
    """`people` holds at least the members of the circles touched and whoever moves. Raises KeyError for an id
    that is missing there, IndexError for a circle that is not one."""
    known = {one.id: one for one in people}
    after = moved(circles, move)
    before = [tuple(circle) for circle in circles] + [()] * (len(after) - len(circles))
    touched = [i for i, (old, new) in enumerate(zip(before, after, strict=True)) if set(old) != set(new)]
    concerned = sorted({one for i in touched for one in (*before[i], *after[i])} | set(_movers(move)))
    points = Points([known[one] for one in concerned], rules)
    locked = _locks(after, touched, concerned, rules, move) if rules.holds(Rule.LOCKED) else set()
    changes = []
    for i in touched:
        old, new = ([known[one] for one in circle] for circle in (before[i], after[i]))
        broken = violations(new, rules) if new else ()
        lost, gained = _compared(old, new, rules) if old and new else ((), ())
        held = (Rule.LOCKED,) if i in locked else ()
        changes.append(
            Change(i, after[i], labels((*broken, *held)), points.of(before[i]), points.of(after[i]), lost, gained)
        )
    return Effect(after, tuple(changes))


def moved(circles: Sequence[Sequence[int]], move: Move) -> tuple[tuple[int, ...], ...]:
    """The circles after the move, whatever it breaks."""
    after = [list(circle) for circle in circles]
    home = {one: i for i, circle in enumerate(after) for one in circle}
    match move:
        case Swap(one, other):
            places = {one: other, other: one}
            after = [[places.get(member, member) for member in circle] for circle in after]
        case Join(person, _) | Found(person) | Leave(person):
            target = after[move.circle] if isinstance(move, Join) else []
            if person in home:
                after[home[person]].remove(person)
            target.append(person)
            after += [target] if isinstance(move, Found) else []
        case _:
            assert_never(move)
    return tuple(map(tuple, after))


def _movers(move: Move) -> tuple[int, ...]:
    return (move.one, move.other) if isinstance(move, Swap) else (move.person,)


def _locks(
    after: Sequence[Sequence[int]], touched: Sequence[int], concerned: Sequence[int], rules: Rules, move: Move
) -> set[int]:
    """The indices of the circles that come to part a lock; and all those touched, when a locked seat is moved."""
    if any(one in group for group in rules.seats for one in _movers(move)):
        return set(touched)
    return {number - 1 for number in locks_broken(after, rules, concerned)}


def _compared(
    old: Sequence[Candidate], new: Sequence[Candidate], rules: Rules
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a circle loses and gains, in words."""
    lost: list[str] = [*_lost(old, new)]
    gained: list[str] = [*_gained(old, new)]
    minutes = [common_hours(circle, rules).minutes for circle in (old, new)]
    before, after = map(hours, minutes)
    if minutes[1] < minutes[0]:
        lost.append(phrase("Common time falls from {before} to {after}.", before=before, after=after))
    elif minutes[1] > minutes[0]:
        gained.append(phrase("Common time rises from {before} to {after}.", before=before, after=after))
    for term, (fewer, more) in _SHARED.items():
        was, now = (mean_of(term, list(combinations(circle, 2)), rules) for circle in (old, new))
        if getattr(rules.weights, term) and abs(now - was) >= NOTICED:
            (lost if now < was else gained).append(fewer if now < was else more)
    met, meeting = _met(old, rules), _met(new, rules)
    lost += [
        phrase("{one} and {other} have sat in a circle before.", one=one, other=other)
        for one, other in meeting
        if (one, other) not in met
    ]
    gained += [
        phrase("{one} and {other} do not sit together again.", one=one, other=other)
        for one, other in met
        if (one, other) not in meeting
    ]
    return tuple(lost), tuple(gained)


def _lost(old: Sequence[Candidate], new: Sequence[Candidate]) -> Iterator[str]:
    """What `old` has and `new` has not."""
    if spoken := _spoken_only(old, new):
        yield phrase("Without {languages} as a common language.", languages=listed(spoken))
    for names in _places_only(old, new):
        yield phrase("Nobody from {places}.", places=listed(names))


def _gained(old: Sequence[Candidate], new: Sequence[Candidate]) -> Iterator[str]:
    """What `new` has and `old` has not."""
    if spoken := _spoken_only(new, old):
        yield phrase("With {languages} as a common language.", languages=listed(spoken))
    for names in _places_only(new, old):
        yield phrase("Somebody from {places}.", places=listed(names))


def _spoken_only(some: Sequence[Candidate], others: Sequence[Candidate]) -> list[str]:
    """The languages that all of `some` have in common, and `others` have not."""
    return [language_name(code) for code in common_languages(some) if code not in common_languages(others)]


def _places_only(some: Sequence[Candidate], others: Sequence[Candidate]) -> Iterator[list[str]]:
    """The functions, units and places from which there is somebody in `some` and nobody in `others`."""
    for term in TOLD:
        here, there = known(term, others), known(term, some)
        if found := [name for name in there if name not in here]:
            yield found


def _met(circle: Sequence[Candidate], rules: Rules) -> list[tuple[str, str]]:
    """The names of the pairs who have sat in a circle before."""
    return [
        (one.name, other.name)
        for one, other in combinations(sorted(circle, key=lambda one: one.id), 2)
        if frozenset((one.id, other.id)) in rules.met
    ]
