"""Why two people do not sit together: the rule that forbids it, or what it would cost and whom it would move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from edgewise.domain.matching.audit import between, missing, violations
from edgewise.domain.matching.change.places import Places
from edgewise.domain.matching.change.plans import Plan, Planner, nearest
from edgewise.domain.matching.explain.wording import change_of, labels, named, quoted, why_apart, why_missing
from edgewise.domain.matching.given.company import View, circle_with
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.points import Points
from edgewise.domain.matching.model import Candidate, Rule, Rules
from edgewise.domain.phrases import counted, phrase, sentences

RELAXED = 400  # sets of people looked at for each rule that might stand in the way
_ASKED = (Rule.HOURS, Rule.LEVEL, Rule.LANGUAGE, Rule.LINE, Rule.APART, Rule.LOCKED, Rule.NEVER_AGAIN, Rule.ALONE)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to seat the two together. Every rule and every lock holds afterwards."""

    circles: tuple[tuple[int, tuple[int, ...]], ...]  # index of a circle, and its new members; past the end: a new one
    moved: tuple[int, ...]  # whose circle changes
    left: tuple[int, ...]  # who would lose their seat
    cost: int  # points that all circles together lose; below 0 when they gain
    words: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    labels: tuple[str, ...]  # the names of the rules that forbid it; the secret ones share one
    options: tuple[Option, ...]  # the fewest people moved first; each further one moves more and costs less
    words: tuple[str, ...]


def why_not_with(
    people: Sequence[Candidate], circles: Sequence[Sequence[int]], rules: Rules, one: int, other: int
) -> WhyNot:
    """Raises KeyError for an id that is not among the people, ValueError for one person asked about twice."""
    known = {person.id: person for person in people}
    pair = known[one], known[other]
    if one == other:
        raise ValueError("two different people are needed")
    if any(one in circle and other in circle for circle in circles):
        return WhyNot((), (), (phrase("They sit together."),))
    faults = [(who, missing(who, rules)) for who in pair]
    if any(found for _, found in faults):
        words = [
            phrase("{name}: {problem}", name=who.name, problem=text)
            for who, found in faults
            for text in why_missing(found)
        ]
        return WhyNot(labels(rule for _, found in faults for rule in found), (), tuple(words))
    broken = between(*pair, rules)
    if broken:
        return WhyNot(labels(broken), (), why_apart(broken, rules))
    return _Asked(people, circles, rules, pair).answer()


class _Asked:
    """Two people whom no rule keeps apart as a pair, in circles of a draft."""

    def __init__(
        self,
        people: Sequence[Candidate],
        circles: Sequence[Sequence[int]],
        rules: Rules,
        pair: tuple[Candidate, Candidate],
    ) -> None:
        self.rules, self.pair = rules, pair
        self.index = nearest(people, circles, pair)
        chosen = [circles[i] for i in self.index]
        seated = {one for circle in circles for one in circle}
        looked_at = {one for circle in chosen for one in circle}
        kept = [one for one in people if one.id in looked_at or one.id not in seated]
        self.is_all, self.count = len(kept) == len(people), len(circles)
        facts = compile_facts(kept, rules)
        self.view = View(facts)
        place = facts.position
        self.rows = place[pair[0].id], place[pair[1].id]
        places = Places(self.view, [[place[one] for one in circle if one in place] for circle in chosen])
        self.planner = Planner(places, Points(kept, rules))

    def answer(self) -> WhyNot:
        options = tuple(map(self._option, _best_of(self._plans())))
        return WhyNot((), options, tuple(option.words for option in options)) if options else self._nothing()

    def _plans(self) -> Iterator[Plan]:
        one, other = self.rows
        home = self.planner.places.home
        ways = [self.planner.bring(a, b) for a, b in ((one, other), (other, one)) if home[b] >= 0]
        for plan in chain(*ways, self.planner.gather(one, other)):
            if not any(
                violations([self.view.facts.people[i] for i in rows], self.rules) for rows in plan.circles.values()
            ):
                yield plan

    def _option(self, plan: Plan) -> Option:
        people, index = self.view.facts.people, [*self.index, self.count]
        left = [people[i] for i in plan.left]
        words = [self._moving(i, plan) for i in plan.moved if i not in plan.left]
        if left:
            words.append(
                counted("{names} would be left over.", "{names} would be left over.", len(left), names=named(left))
            )
        return Option(
            tuple((index[i], tuple(people[row].id for row in rows)) for i, rows in sorted(plan.circles.items())),
            tuple(people[i].id for i in plan.moved),
            tuple(one.id for one in left),
            -plan.gain,
            sentences(*words, change_of(plan.gain)),
        )

    def _moving(self, one: int, plan: Plan) -> str:
        """The circle that somebody comes to is named by those who sit in it already."""
        people, home = self.view.facts.people, self.planner.places.home
        index = next(i for i, rows in plan.circles.items() if one in rows)
        there = [people[i] for i in plan.circles[index] if home[i] == index]
        name = people[one].name
        if not there:
            return phrase("{name} would move to a new circle.", name=name)
        return phrase("{name} would move to the circle of {names}.", name=name, names=named(there))

    def _nothing(self) -> WhyNot:
        """Nothing that moves a few people will do: is there any circle with both, and if not, which rule is it?"""
        everybody = np.arange(self.view.facts.size)
        found, proved = circle_with(self.view, self.rows, everybody)
        if found:
            others = named([self.view.facts.people[i] for i in found if i not in self.rows])
            words = phrase(
                "They could sit with {names}, but it takes more than moving two or three people.", names=others
            )
            return WhyNot((), (), (words,))
        helping = [rule for rule in _ASKED if self.rules.holds(rule) and self._helps(rule)]
        names = labels(helping)
        words = (
            phrase("No circle with both is possible under all the rules.")
            if proved and self.is_all
            else phrase("No circle with both was found.")
        )
        more = (phrase("It would take relaxing {rule}.", rule=quoted(names)),) if len(names) == 1 else ()
        return WhyNot(names, (), (words, *more))

    def _helps(self, rule: Rule) -> bool:
        view = View(self.view.facts, frozenset({rule}))
        return bool(circle_with(view, self.rows, np.arange(view.facts.size), RELAXED)[0])


def _best_of(plans: Iterable[Plan]) -> list[Plan]:
    """The best for each number of people who lose a seat or move, where moving more is worth it."""
    found: list[Plan] = []
    for plan in sorted(plans, key=lambda plan: (len(plan.left), len(plan.moved), -plan.gain)):
        if not found or (len(plan.left) == len(found[0].left) and plan.gain > found[-1].gain):
            found.append(plan)
    return found
