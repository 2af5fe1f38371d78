"""Questions about a draft while somebody waits: a move, why not, whom a rule excludes, a repair, who is left over.

Processor milliseconds on one core, the usual and the worst of several askings, on the invented organisation. The
draft is made of the first circles found, so that many questions have a worse answer than in a good one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random
from statistics import median
from time import process_time

import numpy as np

from benchmarks.organisation import organisation
from edgewise.domain.matching.audit import broken, violations
from edgewise.domain.matching.board_moves import Swap, try_move
from edgewise.domain.matching.explain.infeasible import explain_left
from edgewise.domain.matching.explain.preview import excluded
from edgewise.domain.matching.explain.reasons import why_us
from edgewise.domain.matching.explain.why_not import why_not_with
from edgewise.domain.matching.given.company import View, circle_with
from edgewise.domain.matching.given.facts import Facts, compile_facts
from edgewise.domain.matching.model import Candidate, Rules
from edgewise.domain.matching.repair import recheck, repairs
from edgewise.domain.roster.fields.levels import ROLE_LEVELS

SIZES = (120, 2_000, 10_000)
ASKED = 15
Question = Callable[[], object]


def draft(facts: Facts) -> list[list[int]]:
    """Circles of ids: around each person in turn the first that is found among those who wait."""
    view, waiting, circles = View(facts), np.ones(facts.size, dtype=np.bool_), []
    for one in range(facts.size):
        if waiting[one]:
            found, _ = circle_with(view, (one,), np.flatnonzero(waiting), 200)
            waiting[list(found)] = False
            circles += [[facts.people[row].id for row in found]] if found else []
    return circles


def questions(people: Sequence[Candidate], rules: Rules, facts: Facts) -> Iterator[tuple[str, list[Question]]]:
    rng, circles = Random(1), draft(facts)
    known = {one.id: one for one in people}
    seated = [one for circle in circles for one in circle]
    left = sorted(known.keys() - set(seated))
    if broken(people, circles, left, rules):
        raise AssertionError("the draft breaks a rule")
    pairs = [rng.sample(seated, 2) for _ in range(ASKED)]
    gone = rng.sample(seated, ASKED)
    chosen = [[known[one] for one in rng.choice(circles)] for _ in range(ASKED)]
    yield "audit of every circle", [lambda: [violations([known[one] for one in circle], rules) for circle in circles]]
    yield "why us", [partial(why_us, circle, rules, ROLE_LEVELS) for circle in chosen]
    yield "a swap tried", [partial(try_move, people, circles, rules, Swap(*pair)) for pair in pairs]
    yield "why not with", [partial(why_not_with, people, circles, rules, *pair) for pair in pairs]
    yield "whom rules exclude", [partial(excluded, people, rules)]
    yield "a drop-out repaired", [partial(repairs, people, circles, rules, gone={one}, waiting=left) for one in gone]
    yield "published circles rechecked", [partial(recheck, people, circles, rules)]
    yield f"{len(left)} left over explained", [partial(explain_left, facts, circles)]


def _seconds(question: Question) -> float:
    start = process_time()
    question()
    return process_time() - start


def main() -> None:
    for size in SIZES:
        people, rules = organisation(size)
        facts = compile_facts(people, rules)
        print(f"\nN = {size:,}{'usual ms':>32}{'worst ms':>10}")
        for name, asked in questions(people, rules, facts):
            spent = [1000 * _seconds(question) for question in asked]
            print(f"{name:32}{median(spent):10.1f}{max(spent):10.1f}", flush=True)
