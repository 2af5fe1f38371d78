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
from edgewise.domain.matching.explain.wording import labels, quoted
from edgewise.domain.matching.given.company import View, circle_with
from edgewise.domain.matching.given.facts import Facts, compile_facts
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.model import Advice, Rule, Rules
from edgewise.domain.phrases import counted, phrase

Ways = frozenset[Rule]
SECRET: Ways = frozenset({Rule.NEVER_AGAIN, Rule.ALONE})
# What may be relaxed, in the order in which a tie is settled. The secret rules are relaxed as one.
_SINGLE = (Rule.SIZE, Rule.LEVEL, Rule.HOURS, Rule.LANGUAGE, Rule.APART, Rule.LOCKED, Rule.LOAD, Rule.LINE)
WAYS: tuple[Ways, ...] = (*(frozenset({rule}) for rule in _SINGLE), SECRET)
EXACT = 12  # people
MOVED_FOR = 12  # people left over for whom somebody else is moved
FOUNDED_FOR = 6  # people left over for whom a new circle is tried
MOST_MOVED, LONGEST_MOVES = 500, 2  # up to so many people, so many others are moved for one who is left over
LEFT_TRIED = 10  # people whose place one may take, looked at for each
BEYOND_ANY_CIRCLE = 1_000  # more than any circle has members
PEOPLE_TRIED = 60  # sets of people looked at for a new circle
PAIRS = 15  # sets of two rules tried
SEVERAL = 5  # rules relaxed at once at most


def advice(facts: Facts, circles: Sequence[Sequence[int]], left: Sequence[int]) -> Advice:
    """`circles` and `left` are rows of the facts; somebody is left."""
    trial = _Trial(facts, circles, left)
    none = trial.placed(frozenset())
    if none == len(left):
        words = phrase("Everybody left over can be seated under all the rules: match for longer.")
        return Advice((), None, 0, (words,))
    ways = [way for way in WAYS if any(map(facts.rules.holds, way))]
    ways.sort(key=lambda way: -trial.placed(way))
    smallest = trial.smallest(ways)
    relax = next((rule for way in ways if way != SECRET and trial.placed(way) > none for rule in way), None)
    would_place = trial.placed(frozenset({relax})) if relax else 0
    found = _words(facts.rules, relax, would_place, len(left), certain=trial.is_exact)
    return Advice(told(in_order(smallest)), relax, would_place, (*_lacking(facts, left), *found, *_standing(smallest)))


def told(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules without repeats, with one secret rule standing for both."""
    return tuple(dict.fromkeys(Rule.ALONE if rule in SECRET else rule for rule in rules))


def in_order(rules: Ways) -> list[Rule]:
    return [rule for rule in Rule if rule in rules]


def _lacking(facts: Facts, left: Sequence[int]) -> Iterator[str]:
    count = sum(bool(set(facts.faults[one]) - {Rule.LOAD}) for one in left)
    if count:
        yield counted(
            "1 person lacks a fact on record that a rule needs: complete it before relaxing the rule.",
            "{count} people lack a fact on record that a rule needs: complete it before relaxing the rule.",
            count,
        )


def _words(rules: Rules, relax: Rule | None, count: int, left: int, *, certain: bool) -> Iterator[str]:
    if relax is None:
        yield phrase("We found no single rule that, if relaxed, places more people.")
        return
    is_exact = certain or count == left
    if relax is Rule.SIZE:
        yield _by_size(max(rules.least - 1, 2), rules.most + 1, count, left, is_exact=is_exact)
    else:
        yield _by_rule(relax.label, count, left, is_exact=is_exact)


def _by_size(least: int, most: int, count: int, left: int, *, is_exact: bool) -> str:
    if is_exact:
        return phrase(
            "Circles of {least} to {most} would place {count} of the {left} left over.",
            least=least, most=most, count=count, left=left,
        )  # fmt: skip
    return phrase(
        "Circles of {least} to {most} would place at least {count} of the {left} left over.",
        least=least, most=most, count=count, left=left,
    )  # fmt: skip


def _by_rule(rule: str, count: int, left: int, *, is_exact: bool) -> str:
    if is_exact:
        return phrase(
            "Relaxing “{rule}” would place {count} of the {left} left over.", rule=rule, count=count, left=left
        )
    return phrase(
        "Relaxing “{rule}” would place at least {count} of the {left} left over.", rule=rule, count=count, left=left
    )


def _standing(smallest: Ways) -> Iterator[str]:
    names = labels(in_order(smallest))
    if len(names) > 1:
        yield phrase("To place everybody, {rules} would have to be relaxed together.", rules=quoted(names))
    elif not names:
        yield phrase("We found no small set of rules that, if relaxed, places everybody.")


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
    chain = LONGEST_MOVES if view.facts.size <= MOST_MOVED else 1
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
        index = int(np.argmin(np.where(options, places.whole.size, BEYOND_ANY_CIRCLE)))
        return {index: [*places.circles[index], one]}
    elsewhere = places.instead(one) & places.free & ~np.isin(places.home, list(but)) if chain else options[:0]
    for out in np.flatnonzero(elsewhere)[:LEFT_TRIED].tolist():
        index = int(places.home[out])
        more = _seated(places, out, chain - 1, but | {index})
        if more:
            return more | {index: swapped(places.circles[index], out, one)}
    return {}


def _found(places: Places, one: int) -> None:
    """A new circle with others left over and people whom their circles can spare."""
    waiting = np.flatnonzero(places.home < 0)
    for spares in (np.flatnonzero(places.spared & places.free), places.spares):
        found, _ = circle_with(places.view, (one,), np.union1d(waiting, spares), PEOPLE_TRIED)
        homes = sorted({int(places.home[member]) for member in found} - {-1})
        rest = {index: [i for i in places.circles[index] if i not in found] for index in homes}
        if found and all(map(places.view.is_circle, rest.values())):
            places.change(rest)
            places.found(found)
            return
