"""Who cannot be placed and what stands in the way: found by trying, never guessed.

A secret rule is never told from its effect: both are relaxed as one, and no number of theirs is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice

import numpy as np

from edgewise.domain.matching.explain.advice import SECRET, WAYS, Ways, advice, in_order, told
from edgewise.domain.matching.explain.wording import labels, named, quoted, why_missing
from edgewise.domain.matching.given.company import ASKED, View, circle_with
from edgewise.domain.matching.given.facts import Facts, Ints
from edgewise.domain.matching.model import Advice, Rule, Unplaced
from edgewise.domain.phrases import phrase

_PAIRWISE = frozenset({Rule.LANGUAGE, Rule.HOURS, Rule.LEVEL, Rule.LINE, Rule.NEVER_AGAIN, Rule.APART})
_COUNTED = (Rule.HOURS, Rule.LEVEL, Rule.LANGUAGE, Rule.LINE)
EXPLAINED = 60  # people left over whose rules are relaxed one by one and two by two
PEOPLE_TRIED = 120  # sets of people looked at for each of these questions
_IMPOSSIBLE = phrase("No circle is possible under all the rules.")
_NOT_FOUND = phrase("No circle was found under all the rules.")


def explain_left(
    facts: Facts, circles: Sequence[Sequence[int]], *, advised: bool = True
) -> tuple[tuple[Unplaced, ...], Advice | None]:
    """Everybody of the facts who sits in none of these circles of ids, and what to change; no advice for nobody left.

    The numbers come from seating the people left over in the circles as they are, with few others moved, and not
    from a new match: they are what is certain.
    """
    rows = [[facts.position[one] for one in circle] for circle in circles]
    seated = {one for circle in rows for one in circle}
    left = [i for i in range(facts.size) if i not in seated]
    if not left:
        return (), None
    blocked = _Blocked(facts)
    unplaced = tuple(blocked.explained(i, closely=at < EXPLAINED) for at, i in enumerate(left))
    return unplaced, advice(facts, rows, left) if advised else None


@dataclass
class _Blocked:
    """Why single people sit nowhere, whatever the others do."""

    facts: Facts
    _views: dict[Ways, View] = field(default_factory=dict, init=False)

    def view(self, without: Ways) -> View:
        if without not in self._views:
            self._views[without] = View(self.facts, without)
        return self._views[without]

    def circle(self, one: int, without: Ways = frozenset(), budget: int = PEOPLE_TRIED) -> tuple[Sequence[int], bool]:
        return circle_with(self.view(without), (one,), np.arange(self.facts.size), budget)

    def explained(self, one: int, *, closely: bool) -> Unplaced:
        person, faults = self.facts.people[one], self.facts.faults[one]
        if faults:
            return Unplaced(person.id, faults, why_missing(faults))
        found, proved = self.circle(one, budget=ASKED if closely else PEOPLE_TRIED)
        if found:
            others = named([self.facts.people[i] for i in found if i != one])
            fits = phrase(
                "They would fit with {names}, but no way was found to seat them without leaving others over.",
                names=others,
            )
            return Unplaced(person.id, (Rule.SIZE,), (fits,))
        sets = self._helping(one) if closely else []
        rules = told(rule for without in sets for rule in in_order(without))
        rules = rules or self._most_blocking(one)
        words = _IMPOSSIBLE if proved else _NOT_FOUND
        return Unplaced(person.id, rules, (words, *self._counts(one, rules), *_relaxing(sets)))

    def _helping(self, one: int) -> list[Ways]:
        """The rules of which any one, relaxed, makes a circle possible; else the secret ones; else two that do."""
        may = [way for way in WAYS if any(map(self.facts.rules.holds, way)) and Rule.LOAD not in way]
        found = [way for way in may if way != SECRET and self.circle(one, way)[0]]
        if found:
            return found
        several = [SECRET, *sorted((a | b for a, b in combinations(may, 2)), key=SECRET.issubset)]
        return list(islice((way for way in several if self.circle(one, way)[0]), 1))

    def _most_blocking(self, one: int) -> tuple[Rule, ...]:
        counted = {rule: self._ruled_out(one, rule) for rule in _COUNTED}
        ranked = sorted((rule for rule in _COUNTED if counted[rule]), key=lambda rule: -counted[rule])
        return tuple(ranked) or (Rule.SIZE,)

    def _counts(self, one: int, rules: Iterable[Rule]) -> Iterator[str]:
        total = int(self._others(one).sum())
        for rule in rules:
            if rule in _COUNTED:
                out = self._ruled_out(one, rule)
                yield phrase(
                    "The rule “{rule}” rules out {count} of {people}.", rule=rule.label, count=out, people=total
                )

    def _others(self, one: int) -> Ints:
        able = self.view(frozenset()).able.astype(np.int64)
        able[one] = 0
        return able

    def _ruled_out(self, one: int, rule: Rule) -> int:
        """How many others this rule alone keeps from sitting with somebody."""
        if not self.facts.rules.holds(rule):
            return 0
        others = np.flatnonzero(self._others(one))
        return int((~self.view(_PAIRWISE - {rule}).fitting((one,), others)).sum())


def _relaxing(sets: Iterable[Ways]) -> Iterator[str]:
    for without in sets:
        if without == SECRET:
            yield phrase("A confidential rule stands in the way.")
            continue
        names = labels(in_order(without))
        if len(names) > 1:
            yield phrase("Relaxing {rules} together would make a circle possible.", rules=quoted(names))
        else:
            yield phrase("Relaxing {rule} would make a circle possible.", rule=quoted(names))
