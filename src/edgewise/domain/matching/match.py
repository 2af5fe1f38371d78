"""From people and rules to circles: every hard rule kept, as many placed as can be, and a proven bound beside it.

People are compiled to arrays, parted into those who can never mix, searched part by part, and audited by rules that
know nothing of the search: a circle that broke one would be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.bounds import cheap_bound
from edgewise.domain.matching.circles import Spent, Timer, search
from edgewise.domain.matching.facts import Facts, Ints, compile_facts
from edgewise.domain.matching.ground import Ground, ground_of
from edgewise.domain.matching.infeasible import explain_left
from edgewise.domain.matching.locks import Locks, locks_of
from edgewise.domain.matching.model import (
    BoundKind,
    Budget,
    Candidate,
    Effort,
    Kind,
    Match,
    Progress,
    Proposal,
    Rules,
)
from edgewise.domain.matching.pairs import best_pairs
from edgewise.domain.matching.rejoin import rejoined
from edgewise.domain.matching.shards import shards_of
from edgewise.domain.matching.sizes import sizes_for
from edgewise.domain.matching.small import FEW, solved

AFTER = 0.0001  # seconds a person kept back for the audit and the reasons
EVERY = 0.25  # seconds between two reports


@dataclass(slots=True)
class _Run:
    """What goes on over all parts."""

    seed: int
    budget: Budget
    clock: Callable[[], float]
    report: Callable[[Progress], None] | None
    should_stop: Callable[[], bool] | None
    people: int
    began: float
    told: float = 0.0
    placed: int = 0
    score: int = 0
    bound: int = 0
    circles: list[Ints] = field(default_factory=list)  # rows of the facts
    kinds: list[BoundKind] = field(default_factory=list)
    sweeps: list[int] = field(default_factory=list)
    exact: list[int] = field(default_factory=list)

    @property
    def ends(self) -> float:
        return self.began + max(self.budget.seconds - AFTER * self.people, 0.5 * self.budget.seconds)

    def tell(self, placed: int, score: int) -> bool:
        """Reports how it stands with these in the part at hand; True to stop."""
        now = self.clock()
        if self.report is not None and now - self.told >= EVERY:
            self.told = now
            seconds = now - self.began
            share = min(seconds / self.budget.seconds, 1.0) if self.budget.seconds > 0 else 1.0
            self.report(Progress(self.placed + placed, self.people, self.score + score, self.bound, seconds, share))
        return self.should_stop is not None and self.should_stop()


def match(
    people: Sequence[Candidate],
    rules: Rules,
    *,
    seed: int = 1,
    budget: Budget | None = None,
    clock: Callable[[], float] | None = None,
    report: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Match:
    """Circles in which every hard rule holds, with a proven bound, and whoever is left over with the reasons.

    `clock` gives processor seconds and is needed unless the budget names an effort: with one, the same people, rules
    and seed make the same circles again. Raises ValueError for ids that repeat and for sizes out of order.
    """
    budget = budget or Budget()
    if clock is None and budget.effort is None:
        raise ValueError("without a clock the budget must name an effort")
    clock = clock or (lambda: 0.0)
    run = _Run(seed, budget, clock, report, should_stop, len(people), clock())
    facts = compile_facts(people, rules)
    locks = locks_of(facts)
    rows = np.setdiff1d(facts.able, locks.hopeless)
    shards = shards_of(facts, rows, locks.groups)
    left = len(rows)
    for index, part in enumerate(shards.parts):
        until = clock() + (run.ends - clock()) * len(part) / left
        _match_part(run, ground_of(facts, part), locks, index, until)
        left -= len(part)
    warnings = [*facts.warnings, *locks.warnings]
    if shards.is_cut:
        before = sum(map(len, run.circles))
        run.circles = rejoined(facts, run.circles, rows, locks, np.random.default_rng([seed, len(shards.parts)]))
        # Nobody seated now adds more than a full circle's points; the parts' bounds know nothing of them.
        run.bound += (sum(map(len, run.circles)) - before) * (rules.most - 1) * 1000
        warnings.append(
            f"These people were matched in {len(shards.parts)} parts. The bound is that of the parts;"
            " mixing the parts might gain a little more."
        )
    return _audited(facts, run, tuple(warnings))


def _match_part(run: _Run, ground: Ground, locks: Locks, index: int, until: float) -> None:
    """Adds the circles of one part, their points and a bound of these."""
    rules = ground.facts.rules
    planned, made, rounds = 0, 0, 0
    if rules.kind in (Kind.PAIR, Kind.SPRINT) and rules.least == 2:
        paired = best_pairs(ground, run.seed)
        tables, bound = list(paired.tables), paired.bound
        kind = BoundKind.OPTIMUM if paired.optimal else BoundKind.T0
    elif ground.size <= FEW:
        tables = list(solved(ground).tables)
        bound, kind = sum(ground.score(table) for table in tables), BoundKind.OPTIMUM
    else:
        tables, spent = _searched(run, ground, locks, index, until)
        planned, made = spent.planned, spent.made
        bound, kind = cheap_bound(ground, [len(table) for table in tables]), BoundKind.T0
    run.circles += [ground.members[table] for table in tables]
    run.placed += sum(map(len, tables))
    run.score += sum(ground.score(table) for table in tables)
    run.bound += bound
    run.kinds.append(kind)
    run.sweeps += [planned, made]
    run.exact.append(rounds)


def _searched(run: _Run, ground: Ground, locks: Locks, index: int, until: float) -> tuple[list[Ints], Spent]:
    rules = ground.facts.rules
    local = np.full(ground.facts.size, -1, dtype=np.int64)
    local[ground.members] = np.arange(ground.size)
    starts = [local[group] for group in locks.groups if (local[group] >= 0).all()]
    sizes = sizes_for(ground.size, rules.least, rules.target, rules.most)
    dice = np.random.default_rng([run.seed, index])
    effort = run.budget.effort
    if effort is not None:
        planned, made = effort.sweeps[2 * index : 2 * index + 2]
        return search(ground, sizes, starts, dice, Spent(planned, made))
    return search(ground, sizes, starts, dice, Timer(run.clock, until, run.tell))


def _audited(facts: Facts, run: _Run, warnings: tuple[str, ...]) -> Match:
    """The answer, of circles that break no rule."""
    ids = [tuple(facts.people[row].id for row in np.sort(circle)) for circle in run.circles]
    fine = [not violations([facts.people[row] for row in circle], facts.rules) for circle in run.circles]
    circles = sorted((members, circle) for members, circle, good in zip(ids, run.circles, fine, strict=True) if good)
    proposals = tuple(Proposal(members, _points(facts, circle)) for members, circle in circles)
    unplaced, advice = explain_left(facts, [one.members for one in proposals])
    return Match(
        circles=proposals,
        unplaced=unplaced,
        score=sum(one.score for one in proposals),
        bound=run.bound,
        bound_kind=_weakest(run.kinds),
        seconds=run.clock() - run.began,
        seed=run.seed,
        effort=Effort(tuple(run.sweeps), tuple(run.exact)),
        warnings=warnings,
        advice=advice,
    )


def _points(facts: Facts, circle: Ints) -> int:
    return ground_of(facts, circle).score(np.arange(len(circle)))


def _weakest(kinds: Sequence[BoundKind]) -> BoundKind:
    """T0 where any part has no better; the optimum only where every part has it."""
    for kind in (BoundKind.T0, BoundKind.T1):
        if kind in kinds:
            return kind
    return BoundKind.OPTIMUM
