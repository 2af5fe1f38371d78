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
from edgewise.domain.matching.explain.reasons import common_hours, common_languages, functions, mean_of, places
from edgewise.domain.matching.explain.wording import hours, labels, listed
from edgewise.domain.matching.given.points import Points
from edgewise.domain.matching.model import Candidate, Rule, Rules
from edgewise.domain.roster.fields.languages import language_name

NOTICED = 0.1  # of all pairs of a circle: a smaller difference is not worth a word
_SHARED = {
    "language": "pairs would rather speak the same language",
    "goal": "pairs share a goal",
    "strength": "pairs have something to teach each other",
    "level": "pairs are close in level",
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
    lost, gained = [*_more(new, old, "Without", "Nobody")], [*_more(old, new, "With", "Somebody")]
    minutes = [common_hours(circle, rules).minutes for circle in (old, new)]
    if minutes[0] != minutes[1]:
        way, words = ("falls", lost) if minutes[1] < minutes[0] else ("rises", gained)
        words.append(f"Common time {way} from {hours(minutes[0])} to {hours(minutes[1])}.")
    for term, text in _SHARED.items():
        before, after = (mean_of(term, list(combinations(circle, 2)), rules) for circle in (old, new))
        if getattr(rules.weights, term) and abs(after - before) >= NOTICED:
            way, words = ("Fewer", lost) if after < before else ("More", gained)
            words.append(f"{way} {text}.")
    lost += [f"{pair} have sat in a circle before." for pair in _met(new, rules) if pair not in _met(old, rules)]
    gained += [f"{pair} do not sit together again." for pair in _met(old, rules) if pair not in _met(new, rules)]
    return tuple(lost), tuple(gained)


def _more(old: Sequence[Candidate], new: Sequence[Candidate], having: str, somebody: str) -> Iterator[str]:
    """What `new` has and `old` has not."""
    spoken = [language_name(code) for code in common_languages(new) if code not in common_languages(old)]
    if spoken:
        yield f"{having} {listed(spoken)} as a common language."
    for here, there in ((functions(old), functions(new)), (places(old), places(new))):
        if set(there) - set(here):
            yield f"{somebody} from {listed([name for name in there if name not in here])}."


def _met(circle: Sequence[Candidate], rules: Rules) -> list[str]:
    return [
        f"{one.name} and {other.name}"
        for one, other in combinations(sorted(circle, key=lambda one: one.id), 2)
        if frozenset((one.id, other.id)) in rules.met
    ]
