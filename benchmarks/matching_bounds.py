"""How close circles are proved to be to the best possible, for few people, and what the bounds cost."""

from __future__ import annotations

from time import process_time

from benchmarks.organisation import organisation
from edgewise.domain.matching.exact.bounds import cheap_bound, lp_bound
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.given.sizes import sizes_for
from edgewise.domain.matching.match import match
from edgewise.domain.matching.model import Budget

PROVED = ((60, 5.0), (120, 30.0))  # people, processor seconds
GAP = 0.5  # percent
LINEAR = ((60, 30.0), (120, 60.0), (300, 120.0))
CHEAP = (1_000, 10_000)


def main() -> int:
    """0 when both are within `GAP` percent, proven, in their time."""
    return max(_proved(), _bounds())


def _proved() -> int:
    print(f"{'people':>8}{'placed':>8}{'score':>10}{'bound':>10}  {'kind':34}{'gap %':>7}{'seconds':>9}")
    missed = 0
    for people, seconds in PROVED:
        candidates, rules = organisation(people)
        found = match(candidates, rules, budget=Budget(seconds), clock=process_time)
        placed = people - len(found.unplaced)
        print(
            f"{people:8}{placed:8}{found.score:10}{found.bound:10}  {found.bound_kind.label:34}"
            f"{found.gap:7.2f}{found.seconds:9.1f}",
            flush=True,
        )
        missed |= found.gap > GAP
    return int(missed)


def _bounds() -> int:
    print(f"\n{'people':>8}{'T0':>12}{'seconds':>9}{'T1':>12}{'seconds':>9}{'T0/T1':>8}  solved")
    for people in (*(one for one, _ in LINEAR), *CHEAP):
        candidates, rules = organisation(people)
        facts = compile_facts(candidates, rules)
        ground = ground_of(facts, facts.able)
        sizes = sizes_for(ground.size * 29 // 30, rules.least, rules.target, rules.most)
        began = process_time()
        cheap = cheap_bound(ground, sizes)
        print(f"{people:8}{cheap:12}{process_time() - began:9.2f}", end="", flush=True)
        if people in dict(LINEAR):
            began = process_time()
            linear = lp_bound(ground, sizes, {}, process_time, dict(LINEAR)[people])
            print(
                f"{linear.bound:12}{process_time() - began:9.2f}{cheap / linear.bound:8.3f}  {linear.is_solved}", end=""
            )
        print(flush=True)
    return 0
