"""From people and rules to circles: every hard rule kept, as many placed as can be, and a proven bound beside it.

People are compiled to arrays, parted into those who can never mix, searched part by part, and audited by rules that
know nothing of the search: a circle that broke one would be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import inf

import numpy as np

from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.exact.columns import columns_of
from edgewise.domain.matching.exact.pairs import best_pairs
from edgewise.domain.matching.exact.proof import Improved, improve
from edgewise.domain.matching.exact.small import MOST_SOLVED_OUTRIGHT
from edgewise.domain.matching.explain.advice import seated_more
from edgewise.domain.matching.explain.infeasible import explain_left
from edgewise.domain.matching.given.company import View, circle_with
from edgewise.domain.matching.given.facts import Facts, Ints, compile_facts
from edgewise.domain.matching.given.ground import Ground, ground_of
from edgewise.domain.matching.given.locks import Locks, locks_of
from edgewise.domain.matching.given.shards import shards_of
from edgewise.domain.matching.given.sizes import sizes_for
from edgewise.domain.matching.model import (
    POINTS,
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
from edgewise.domain.matching.search.rejoin import rejoined
from edgewise.domain.matching.search.sweeps import LEGS, Seen, Spent, Timer, search
from edgewise.domain.phrases import counted

PROVABLE = 130  # people of one part for whom the linear programme over circles always pays
MOST_PROVABLE, PROOF = 700, 0.0003  # people for whom it may, and seconds for each pair of them that it then takes
SEARCHED = 0.15  # share of the time that is searched where it does
AFTER, MOST_AFTER = 0.00025, 8.0  # seconds a person, and at most, kept back for the audit and the reasons
COUNTS = LEGS + 1  # of sweeps in an effort, for each part
PEOPLE_TRIED = 120  # sets of people looked at to learn whether a person can sit in any circle
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
    circles: list[Ints] = field(default_factory=list)  # rows of the facts, ascending
    points: dict[int, int] = field(default_factory=dict)  # of each circle, by its first row
    kinds: list[BoundKind] = field(default_factory=list)
    sweeps: list[int] = field(default_factory=list)
    exact: list[int] = field(default_factory=list)

    @property
    def ends(self) -> float:
        return self.began + max(self.budget.seconds - min(AFTER * self.people, MOST_AFTER), 0.5 * self.budget.seconds)

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
    and seed make the same circles again. Raises ValueError for ids that repeat, for sizes out of order and for an
    effort of other people.
    """
    budget = budget or Budget()
    if clock is None and budget.effort is None:
        raise ValueError("without a clock the budget must name an effort")
    clock = clock or (lambda: 0.0)
    run = _Run(seed, budget, clock, report, should_stop, len(people), clock())
    facts = compile_facts(people, rules)
    locks = locks_of(facts)
    rows = _seatable(facts, np.setdiff1d(facts.able, locks.hopeless))
    shards = shards_of(facts, rows, locks.groups)
    if budget.effort is not None and len(budget.effort.exact) != len(shards.parts):
        raise ValueError(
            f"the effort is of {len(budget.effort.exact)} parts, and these people make {len(shards.parts)}"
        )
    left = len(rows)
    for index, part in enumerate(shards.parts):
        until = clock() + (run.ends - clock()) * len(part) / left
        _match_part(run, ground_of(facts, part), locks, index, until)
        left -= len(part)
    warnings = [*facts.warnings, *locks.warnings]
    if shards.is_cut:
        _rejoin(run, facts, rows, locks)
        warnings.append(
            counted(
                "These people were matched in {count} part. "
                "The bound is that of the parts; mixing the parts might gain a little more.",
                "These people were matched in {count} parts. "
                "The bound is that of the parts; mixing the parts might gain a little more.",
                len(shards.parts),
            )
        )
    return _audited(facts, run, tuple(warnings))


def _seatable(facts: Facts, rows: Ints) -> Ints:
    """The rows without those whom no circle can take, whoever else is in it: their places would be planned in vain."""
    if not MOST_SOLVED_OUTRIGHT < len(rows) <= MOST_PROVABLE:
        return rows
    view = View(facts, frozenset())
    answers = (circle_with(view, (int(one),), rows, PEOPLE_TRIED) for one in rows)
    return rows[[bool(circle) or not proved for circle, proved in answers]]


def _rejoin(run: _Run, facts: Facts, rows: Ints, locks: Locks) -> None:
    """Seats more people, across the parts."""
    before, known = sum(map(len, run.circles)), {circle.tobytes() for circle in run.circles}
    run.circles = rejoined(facts, run.circles, rows, locks, np.random.default_rng([run.seed, len(run.kinds)]))
    for circle in run.circles:
        if circle.tobytes() not in known:
            run.points[int(circle[0])] = ground_of(facts, circle).score(np.arange(len(circle)))
    # The parts' bounds know nothing of whoever sits only now; nobody adds more than all the points of their pairs.
    run.bound += (sum(map(len, run.circles)) - before) * (facts.rules.most - 1) * POINTS


def _match_part(run: _Run, ground: Ground, locks: Locks, index: int, until: float) -> None:
    """Adds the circles of one part, their points and a bound of these."""
    rules = ground.facts.rules
    spent, rounds = Spent((0,) * LEGS, 0), 0
    if rules.kind in (Kind.PAIR, Kind.SPRINT) and rules.least == 2:
        paired = best_pairs(ground, run.seed)
        tables, bound = list(paired.tables), paired.bound
        kind = BoundKind.OPTIMUM if paired.optimal else BoundKind.T0
    elif ground.size <= MOST_SOLVED_OUTRIGHT:
        better = improve(ground, (), {}, run.clock, 0.0)
        tables, bound, kind = list(better.tables), better.bound, better.bound_kind
    else:
        seen = Seen() if ground.size <= MOST_PROVABLE else None
        tables, spent = _searched(run, ground, locks, index, until, seen)
        tables = _seated_more(ground, tables)
        better = _improved(run, ground, tables, seen, index, until)
        tables, bound, kind, rounds = list(better.tables), better.bound, better.bound_kind, better.rounds
    tables = [np.sort(table) for table in tables]
    run.circles += [ground.members[table] for table in tables]
    run.points |= {int(ground.members[table[0]]): ground.score(table) for table in tables}
    run.placed += sum(map(len, tables))
    run.score = sum(run.points.values())
    run.bound += bound
    run.kinds.append(kind)
    run.sweeps += [*spent.legs, spent.made]
    run.exact.append(rounds)


def _searched(
    run: _Run, ground: Ground, locks: Locks, index: int, until: float, seen: Seen | None
) -> tuple[list[Ints], Spent]:
    rules = ground.facts.rules
    local = np.full(ground.facts.size, -1, dtype=np.int64)
    local[ground.members] = np.arange(ground.size)
    starts = [local[group] for group in locks.groups if (local[group] >= 0).all()]
    sizes = sizes_for(ground.size, rules.least, rules.target, rules.most)
    dice = np.random.default_rng([run.seed, index])
    effort = run.budget.effort
    if effort is not None:
        *legs, made = effort.sweeps[COUNTS * index : COUNTS * (index + 1)]
        return search(ground, sizes, starts, dice, Spent(tuple(legs), made), seen)
    now = run.clock()
    ends = now + SEARCHED * (until - now) if _is_provable(ground.size, until - now) else until
    return search(ground, sizes, starts, dice, Timer(run.clock, ends, run.tell), seen)


def _seated_more(ground: Ground, tables: list[Ints]) -> list[Ints]:
    """The tables with those left over for whom moving a few others makes a place. Sizes may change."""
    seated = np.zeros(ground.size, dtype=np.bool_)
    for table in tables:
        seated[table] = True
    left = ground.members[~seated].tolist()
    if not left or not tables:
        return tables
    circles = seated_more(ground.facts, [ground.members[table].tolist() for table in tables], left)
    local = np.full(ground.facts.size, -1, dtype=np.int64)
    local[ground.members] = np.arange(ground.size)
    return [np.sort(local[circle]) for circle in circles]


def _is_provable(people: int, seconds: float) -> bool:
    """Is it worth while to spend most of the time on the linear programme over circles?"""
    return people <= PROVABLE or (people <= MOST_PROVABLE and seconds >= people**2 * PROOF)


def _improved(
    run: _Run, ground: Ground, tables: Sequence[Ints], seen: Seen | None, index: int, until: float
) -> Improved:
    """The same circles or better ones, with a bound; T0 where there is no time for more."""
    effort = run.budget.effort
    rounds = effort.exact[index] if effort is not None else None
    if rounds is None and not _is_provable(ground.size, (until - run.clock()) / (1 - SEARCHED)):
        rounds = 0
    columns = columns_of(chain.from_iterable(seen.circles)) if seen is not None and rounds != 0 else {}

    def clock() -> float:
        return inf if run.tell(0, 0) else run.clock()

    return improve(ground, tables, columns, clock, until - run.clock(), rounds)


def _audited(facts: Facts, run: _Run, warnings: tuple[str, ...]) -> Match:
    """The answer, of circles that break no rule."""
    proposals = []
    for circle in sorted(run.circles, key=lambda rows: int(rows[0])):
        members = [facts.people[row] for row in circle]
        if not violations(members, facts.rules):
            proposals.append(Proposal(tuple(one.id for one in members), run.points[int(circle[0])]))
    unplaced, advice = explain_left(facts, [one.members for one in proposals], advised=run.budget.advised)
    return Match(
        circles=tuple(proposals),
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


def _weakest(kinds: Sequence[BoundKind]) -> BoundKind:
    """T0 where any part has no better; the optimum only where every part has it."""
    for kind in (BoundKind.T0, BoundKind.T1):
        if kind in kinds:
            return kind
    return BoundKind.OPTIMUM
