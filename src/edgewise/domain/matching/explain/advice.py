"""Which rule to relax when somebody is left over: by seating them again with a rule or two left out.

With a dozen people the answer is exact. With more, those left over are seated in the circles as they are, some others
moved for them; what is counted is certain to be possible, and more may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import accumulate, combinations
from operator import or_

import numpy as np

from edgewise.domain.matching.change.places import Places
from edgewise.domain.matching.change.plans import swapped
from edgewise.domain.matching.exact.small import solved
from edgewise.domain.matching.explain.wording import labels, listed
from edgewise.domain.matching.given.company import View, circle_with
from edgewise.domain.matching.given.facts import Facts, compile_facts
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.model import Advice, Rule, Rules

Ways = frozenset[Rule]
SECRET: Ways = frozenset({Rule.NEVER_AGAIN, Rule.ALONE})
# What may be relaxed, in the order in which a tie is settled. The secret rules are relaxed as one.
_SINGLE = (Rule.SIZE, Rule.LEVEL, Rule.HOURS, Rule.LANGUAGE, Rule.APART, Rule.LOCKED, Rule.LOAD, Rule.LINE)
WAYS: tuple[Ways, ...] = (*(frozenset({rule}) for rule in _SINGLE), SECRET)
EXACT = 12  # people
MOVED_FOR = 12  # people left over for whom somebody else is moved
FOUNDED_FOR = 6  # people left over for whom a new circle is tried
FEW, LONG = 500, 2  # up to so many people, so many others are moved for one who is left over
OUT = 10  # people whose place one may take, looked at for each
MANY = 1_000  # more than any circle has members
TRIED = 60  # sets of people looked at for a new circle
PAIRS = 15  # sets of two rules tried
SEVERAL = 5  # rules relaxed at once at most


def advice(facts: Facts, circles: Sequence[Sequence[int]], left: Sequence[int]) -> Advice:
    """`circles` and `left` are rows of the facts; somebody is left."""
    trial = _Trial(facts, circles, left)
    none = trial.placed(frozenset())
    if none == len(left):
        return Advice((), None, 0, ("Everybody left over can be seated under all the rules: match for longer.",))
    ways = [way for way in WAYS if any(map(facts.rules.holds, way))]
    ways.sort(key=lambda way: -trial.placed(way))
    smallest = trial.smallest(ways)
    relax = next((rule for way in ways if way != SECRET and trial.placed(way) > none for rule in way), None)
    would_place = trial.placed(frozenset({relax})) if relax else 0
    counted = _words(facts.rules, relax, would_place, len(left), certain=trial.is_exact)
    words = (*_lacking(facts, left), *counted, *_standing(smallest))
    return Advice(told(in_order(smallest)), relax, would_place, words)


def told(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules without repeats, with one secret rule standing for both."""
    return tuple(dict.fromkeys(Rule.ALONE if rule in SECRET else rule for rule in rules))


def in_order(rules: Ways) -> list[Rule]:
    return [rule for rule in Rule if rule in rules]


def _lacking(facts: Facts, left: Sequence[int]) -> Iterator[str]:
    count = sum(bool(set(facts.faults[one]) - {Rule.LOAD}) for one in left)
    if count:
        who = "1 person lacks" if count == 1 else f"{count} people lack"
        yield f"{who} a fact on record that a rule needs: complete it before relaxing the rule."


def _words(rules: Rules, relax: Rule | None, count: int, left: int, *, certain: bool) -> Iterator[str]:
    if relax is None:
        yield "No single rule, relaxed, was found to place more people."
        return
    most = "" if certain or count == left else "at least "
    what = f"Relaxing “{relax.label}”"
    if relax is Rule.SIZE:
        what = f"Circles of {max(rules.least - 1, 2)} to {rules.most + 1}"
    yield f"{what} would place {most}{count} of the {left} left over."


def _standing(smallest: Ways) -> Iterator[str]:
    names = [f"“{name}”" for name in labels(in_order(smallest))]
    if len(names) > 1:
        yield f"To place everybody takes relaxing {listed(names)} together."
    elif not names:
        yield "No few rules were found whose relaxing would place everybody."


class _Trial:
    """Seats the people left over again as if some rules did not hold."""

    def __init__(self, facts: Facts, circles: Sequence[Sequence[int]], left: Sequence[int]) -> None:
        self.facts, self.circles, self.left = facts, circles, left
        self.is_exact = facts.size <= EXACT
        self._known: dict[Ways, int] = {}

    def placed(self, without: Ways) -> int:
        """How many more sit."""
        if without not in self._known:
            self._known[without] = self._matched(without) if self.is_exact else self._reseated(without)
        return self._known[without]

    def smallest(self, ways: Sequence[Ways]) -> Ways:
        """The first of the ways, then of two at once, then of several, that places everybody; nothing for none."""
        pairs = sorted((one | other for one, other in combinations(ways, 2)), key=SECRET.issubset)
        tried = (*ways, *pairs[:PAIRS], *accumulate(ways[:SEVERAL], or_))
        found = next((way for way in tried if self.placed(way) == len(self.left)), frozenset[Rule]())
        for way in ways:
            if way < found and self.placed(found - way) == len(self.left):
                found -= way
        return found

    def _matched(self, without: Ways) -> int:
        rules = self.facts.rules
        view = View(self.facts, without)
        changed = replace(rules, relaxed=rules.relaxed | without, least=view.least, most=view.most)
        facts = compile_facts(self.facts.people, changed)
        tables = solved(ground_of(facts, facts.able)).tables
        return max(sum(map(len, tables)) - (self.facts.size - len(self.left)), 0)

    def _reseated(self, without: Ways) -> int:
        places = _reseated(View(self.facts, without), self.circles, self.left)
        return int((places.home[list(self.left)] >= 0).sum())


def seated_more(facts: Facts, circles: Sequence[Sequence[int]], left: Sequence[int]) -> list[list[int]]:
    """The circles (rows of the facts) with those of `left` seated for whom a place is found; others may have moved."""
    return _reseated(View(facts, frozenset()), circles, left).circles


def _reseated(view: View, circles: Sequence[Sequence[int]], left: Sequence[int]) -> Places:
    places = Places(view, circles)
    able = [one for one in left if view.able[one]]
    chain = LONG if view.facts.size <= FEW else 1
    for one in able:
        _seat(places, one, 0)
    for one in [one for one in able if places.home[one] < 0][:MOVED_FOR]:
        _seat(places, one, chain)
    for one in [one for one in able if places.home[one] < 0][:FOUNDED_FOR]:
        if places.home[one] < 0:
            _found(places, one)
    return places


def _seat(places: Places, one: int, chain: int) -> None:
    if places.free[one]:
        places.change(_seated(places, one, chain, frozenset()))


def _seated(places: Places, one: int, chain: int, but: AbstractSet[int]) -> dict[int, list[int]]:
    """The circles changed so that `one` sits: in the smallest with room, or where somebody is who sits elsewhere then.

    At most `chain` others move, each from another circle, and the circles of `but` stay as they are. Empty for no way.
    """
    options = places.joins(one) & places.roomy
    options[list(but)] = False
    if options.any():
        index = int(np.argmin(np.where(options, places.whole.size, MANY)))
        return {index: [*places.circles[index], one]}
    elsewhere = places.instead(one) & places.free & ~np.isin(places.home, list(but)) if chain else options[:0]
    for out in np.flatnonzero(elsewhere)[:OUT].tolist():
        index = int(places.home[out])
        more = _seated(places, out, chain - 1, but | {index})
        if more:
            return more | {index: swapped(places.circles[index], out, one)}
    return {}


def _found(places: Places, one: int) -> None:
    """A new circle with others left over and people whom their circles can spare."""
    waiting = np.flatnonzero(places.home < 0)
    for spares in (np.flatnonzero(places.spared & places.free), places.spares):
        found, _ = circle_with(places.view, (one,), np.union1d(waiting, spares), TRIED)
        homes = sorted({int(places.home[member]) for member in found} - {-1})
        rest = {index: [i for i in places.circles[index] if i not in found] for index in homes}
        if found and all(map(places.view.is_circle, rest.values())):
            places.change(rest)
            places.found(found)
            return
