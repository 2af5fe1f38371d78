"""How a circle goes on after somebody leaves or a new fact breaks a rule, with the least disruption.

Every repair keeps every rule and every lock. A seat that somebody has already is no load they would have to take on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, combinations
from typing import assert_never

import numpy as np

from edgewise.domain.matching.audit import between, locks_broken, missing, violations
from edgewise.domain.matching.change.places import Places
from edgewise.domain.matching.change.plans import SOUGHT, Plan, Planner, best_of, nearest, swapped
from edgewise.domain.matching.explain.advice import SECRET, told
from edgewise.domain.matching.explain.wording import change_of, named
from edgewise.domain.matching.given.company import Flags, View, circle_with
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.points import Points
from edgewise.domain.matching.model import Candidate, Rule, Rules
from edgewise.domain.phrases import counted, phrase, sentences

OPTIONS_OFFERED = 8  # repairs of one circle
OPTIONS_ALIKE = 3  # of one kind
SPLIT_AT_MOST = 12  # members of a circle whose every division is looked at
_LASTING = frozenset({Rule.LOAD, Rule.SIZE})  # no fact of an import


class RepairKind(StrEnum):
    CONTINUE = "continue"
    BACKFILL = "backfill"  # somebody comes from the waiting list
    MOVE = "move"  # one person changes circle
    SWAP = "swap"  # two people change places
    MERGE = "merge"  # two circles become one
    SPREAD = "spread"  # the circle ends and its members join others
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Repair:
    circle: int  # the index of the circle it is for
    kind: RepairKind
    circles: tuple[tuple[int, tuple[int, ...]], ...]  # new members by index; none: it ends; past the last: a new one
    moved: tuple[int, ...]  # who changes circle, or gets a seat
    score: int  # points gained by all circles together
    words: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A published circle that breaks rules as the facts stand now."""

    circle: int  # its index
    rules: tuple[Rule, ...]  # one secret rule stands for both
    people: tuple[int, ...]  # whom it is about: everybody, where the rule is secret


def recheck(people: Sequence[Candidate], circles: Sequence[Sequence[int]], rules: Rules) -> tuple[Conflict, ...]:
    """The circles whose members' facts now break a rule. Size and load cap are not looked at."""
    known = {one.id: one for one in people}
    held = replace(rules, relaxed=rules.relaxed | _LASTING)
    found = []
    for index, circle in enumerate(circles):
        members = [known[one] for one in circle]
        broken = told(violations(members, held))
        if broken:
            found.append(Conflict(index, broken, _concerned(members, held, broken)))
    return tuple(found)


def _concerned(members: Sequence[Candidate], rules: Rules, broken: Sequence[Rule]) -> tuple[int, ...]:
    everybody = tuple(sorted(one.id for one in members))
    if set(broken) & SECRET:
        return everybody
    found = {one.id for one in members if missing(one, rules)}
    for one, other in combinations(members, 2):
        if between(one, other, rules):
            found |= {one.id, other.id}
    return tuple(sorted(found)) or everybody


def repairs(
    people: Sequence[Candidate],
    circles: Sequence[Sequence[int]],
    rules: Rules,
    *,
    gone: Collection[int] = (),
    waiting: Collection[int] = (),
    locked: Collection[int] = (),
    of: Collection[int] | None = None,
) -> tuple[Repair, ...]:
    """For each circle of which somebody is in `gone` or which breaks a rule, or for exactly the circles with the
    indices `of`: what can be done, the fewest people moved first, then the most points. Nobody of `locked` changes
    circle. `people` holds everybody but may leave out `gone`.
    """
    left = [[one for one in circle if one not in gone] for circle in circles]
    seated = {one for circle in left for one in circle}
    known = {one.id: replace(one, free_load=1) if one.id in seated else one for one in people if one.id not in gone}
    found: list[Repair] = []
    for index, circle in enumerate(left):
        members = [known[one] for one in circle]
        in_trouble = len(circle) < len(circles[index]) or bool(violations(members, rules))
        if members and (in_trouble if of is None else index in of):
            found += _Ward(list(known.values()), left, rules, index, waiting, locked).ranked()
    return tuple(found)


class _Ward:
    """One circle to be repaired, among the circles near it. Rows of the facts inside, ids at the edges."""

    def __init__(
        self,
        people: Sequence[Candidate],
        circles: Sequence[Sequence[int]],
        rules: Rules,
        index: int,
        waiting: Collection[int],
        locked: Collection[int],
    ) -> None:
        concerned = [one for one in people if one.id in circles[index]]
        self.rules, self.index, self.count = rules, nearest(people, circles, concerned), len(circles)
        self.at = self.index.index(index)
        kept = {one for i in self.index for one in circles[i]} | set(waiting)
        facts = compile_facts([one for one in people if one.id in kept], rules)
        self.people, self.view, place = facts.people, View(facts), facts.position
        self.places = Places(self.view, [[place[one] for one in circles[i]] for i in self.index])
        self.places.free[[place[one] for one in locked if one in place]] = False
        self.planner = Planner(self.places, Points(self.people, rules))
        self.members = self.places.circles[self.at]
        self.waiting = np.zeros(facts.size, dtype=np.bool_)
        self.waiting[[place[one] for one in waiting if one in place]] = True
        self.waiting &= (self.places.home < 0) & self.places.free

    def ranked(self) -> list[Repair]:
        """The best few of each kind, the fewest moved first, then the most points."""
        found: dict[RepairKind, list[Repair]] = {kind: [] for kind in RepairKind}
        for kind, plan in self._all():
            if self._is_kept(plan):
                found[kind].append(self._told(kind, plan))
        different: dict[object, Repair] = {}
        for some in found.values():
            for one in sorted(some, key=_rank)[:OPTIONS_ALIKE]:
                different.setdefault(one.circles, one)
        return sorted(different.values(), key=_rank)[:OPTIONS_OFFERED]

    def _all(self) -> Iterator[tuple[RepairKind, Plan]]:
        """Where the circle may go on as it is, others are moved only to make two small circles one."""
        found: list[tuple[RepairKind, Iterable[Plan]]] = [
            (RepairKind.CONTINUE, [self.planner.plan({self.at: self.members})]),
            (RepairKind.BACKFILL, self._backfilled()),
            (RepairKind.MERGE, self._merged()),
        ]
        if not self.view.is_circle(self.members):
            found += [
                (RepairKind.MOVE, chain(self._joined(), self._moved_out())),
                (RepairKind.BACKFILL, self._replaced()),
                (RepairKind.SWAP, self._exchanged()),
                (RepairKind.SPREAD, self._spread()),
                (RepairKind.SPLIT, self._split()),
            ]
        for kind, plans in found:
            yield from ((kind, plan) for plan in plans)

    def _backfilled(self) -> Iterator[Plan]:
        """Each who waits and suits the circle; or as many as it takes."""
        if len(self.members) >= self.rules.most or not self.view.get_on(self.members):
            return
        for one in np.flatnonzero(self.places.suits(self.members) & self.waiting).tolist():
            yield self.planner.plan({self.at: [*self.members, one]})
        if self.members:
            found, _ = circle_with(self.view, self.members, np.flatnonzero(self.waiting), SOUGHT)
            if len(found) > len(self.members):
                yield self.planner.plan({self.at: list(found)})

    def _joined(self) -> Iterator[Plan]:
        """Somebody comes whom their own circle can spare."""
        if len(self.members) < self.rules.most and self.view.get_on(self.members):
            open_to = self.places.suits(self.members) & self.places.spared & self.places.free
            for one in self._best(open_to, self.members):
                yield self.planner.plan({self.at: [*self.members, one], **self.planner.without(one)})

    def _moved_out(self) -> Iterator[Plan]:
        """Somebody goes where there is room, and the others stay a circle."""
        for one in self._movable():
            options = self.places.joins(one) & self.places.roomy
            if options.any() and len(self.members) > self.rules.least:
                index = best_of(options, self.planner.worth(one))
                yield self.planner.plan({index: [*self.places.circles[index], one], **self.planner.without(one)})

    def _replaced(self) -> Iterator[Plan]:
        """Somebody goes where there is room, and somebody who waits takes their place."""
        for one in self._movable():
            options = self.places.joins(one) & self.places.roomy
            stay = [member for member in self.members if member != one]
            if options.any() and self.view.get_on(stay):
                index = best_of(options, self.planner.worth(one))
                for other in self._best(self.places.suits(stay) & self.waiting, stay):
                    yield self.planner.plan({index: [*self.places.circles[index], one], self.at: [*stay, other]})

    def _exchanged(self) -> Iterator[Plan]:
        """Two people change places."""
        for one in self._movable():
            stay = [member for member in self.members if member != one]
            if not self.view.get_on(stay):
                continue
            for other in self._best(self.places.instead(one) & self.places.suits(stay) & self.places.free, stay):
                index = int(self.places.home[other])
                circle = swapped(self.places.circles[index], other, one)
                yield self.planner.plan({self.at: [*stay, other], index: circle})

    def _merged(self) -> Iterator[Plan]:
        """The circle and another become one; whoever are more stay where they are."""
        mine = self.members
        for index, other in enumerate(self.places.circles):
            if index == self.at or not other or len(mine) + len(other) > self.rules.most:
                continue
            stays, ends = (index, self.at) if len(other) >= len(mine) else (self.at, index)
            if not self.places.free[self.places.circles[ends]].all():
                stays, ends = ends, stays
            if self.places.free[self.places.circles[ends]].all():
                yield self.planner.plan({stays: [*mine, *other], ends: []})

    def _spread(self) -> Iterator[Plan]:
        """The circle ends, and each of its members joins the circle with room in which they are worth most."""
        if not self.places.free[self.members].all():
            return
        trial = Places(self.view, self.places.circles)
        trial.change({self.at: []})
        for one in self.members:
            options = trial.joins(one) & trial.roomy
            if not options.any():
                return
            index = best_of(options, self.planner.worth(one))
            trial.change({index: [*trial.circles[index], one]})
        old = self.places.circles
        yield self.planner.plan({i: new for i, new in enumerate(trial.circles) if new != old[i]})

    def _split(self) -> Iterator[Plan]:
        """Two circles, each with the locks it had; those who are fewer move."""
        size = len(self.members)
        if not 2 * self.rules.least <= size <= SPLIT_AT_MOST:
            return
        for number in range(self.rules.least, size // 2 + 1):
            for part in combinations(self.members, number):
                stay = [one for one in self.members if one not in part]
                if self.view.is_circle(part) and self.view.is_circle(stay) and self.places.free[list(part)].all():
                    yield self.planner.plan({self.at: stay, len(self.places.circles): list(part)})

    def _movable(self) -> list[int]:
        """Whose going leaves a place; nobody, where there are places enough."""
        enough = len(self.members) >= self.rules.least
        return [one for one in self.members if self.places.free[one] and enough]

    def _best(self, options: Flags, circle: Sequence[int]) -> list[int]:
        """The few among these people who are worth most to the circle."""
        chosen = np.flatnonzero(options)
        value = self.planner.points.table[np.ix_(np.array(circle, dtype=np.int64), chosen)].sum(axis=0, dtype=np.int64)
        return [
            int(one) for one in chosen[np.argsort(-(value - self.planner.own[chosen]), kind="stable")[:OPTIONS_ALIKE]]
        ]

    def _is_kept(self, plan: Plan) -> bool:
        """Does every circle of the plan keep every rule and lock? Asked of the audit, not of what made the plan."""
        circles = [[self.people[row] for row in rows] for rows in plan.circles.values() if rows]
        ids = [[one.id for one in circle] for circle in circles]
        locks = locks_broken(ids, self.rules, [one.id for one in self.people])
        return not locks and not any(violations(circle, self.rules) for circle in circles)

    def _told(self, kind: RepairKind, plan: Plan) -> Repair:
        index = [*self.index, self.count]
        circles = tuple(
            (index[i], tuple(self.people[row].id for row in rows)) for i, rows in sorted(plan.circles.items())
        )
        words = sentences(self._words(kind, plan), change_of(plan.gain))
        moved = tuple(self.people[row].id for row in plan.moved)
        return Repair(index[self.at], kind, circles, moved, plan.gain, words)

    def _words(self, kind: RepairKind, plan: Plan) -> str:
        moved = [self.people[row] for row in plan.moved]
        names, count = named(moved), len(moved)
        match kind:
            case RepairKind.CONTINUE:
                return phrase("The circle goes on as it is.")
            case RepairKind.BACKFILL:
                return self._filled_up(plan)
            case RepairKind.MOVE if plan.moved[0] in self.members:
                return counted(
                    "{names} moves to another circle.", "{names} move to another circle.", count, names=names
                )
            case RepairKind.MOVE:
                return counted(
                    "{names} comes from another circle.", "{names} come from another circle.", count, names=names
                )
            case RepairKind.SWAP:
                return phrase("{names} change places.", names=names)
            case RepairKind.MERGE:
                return counted(
                    "Two circles become one: {names} moves.",
                    "Two circles become one: {names} move.",
                    count,
                    names=names,
                )
            case RepairKind.SPREAD:
                return counted(
                    "The circle ends: {names} joins another circle.", "The circle ends: {names} join other circles.",
                    count, names=names,
                )  # fmt: skip
            case RepairKind.SPLIT:
                return counted(
                    "The circle becomes two: {names} starts a new one.",
                    "The circle becomes two: {names} start a new one.",
                    count, names=names,
                )  # fmt: skip
        assert_never(kind)

    def _filled_up(self, plan: Plan) -> str:
        new = [self.people[row] for row in plan.moved if self.waiting[row]]
        old = [self.people[row] for row in plan.moved if not self.waiting[row]]
        comes = counted(
            "{names} comes from the waiting list.", "{names} come from the waiting list.", len(new), names=named(new)
        )
        if not old:
            return comes
        goes = counted(
            "{names} moves to another circle.", "{names} move to another circle.", len(old), names=named(old)
        )
        return sentences(comes, goes)


def _rank(repair: Repair) -> tuple[int, int]:
    return len(repair.moved), -repair.score
