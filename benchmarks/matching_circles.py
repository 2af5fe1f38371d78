"""Circles of five from an invented organisation: how far below a proven bound, in how much processor time.

T0 counts each person's best partners and ignores that five must suit each other: it is loose, the more so where people
name their strengths. T1 is the linear programme over circles. Each case runs in a process of its own, so that its peak
memory is its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

from benchmarks.organisation import organisation
from edgewise.domain.matching.exact.bounds import lp_bound
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.match import match
from edgewise.domain.matching.model import BoundKind, Budget, Candidate, Match, Rules

# People, seconds, percent who name strengths, seconds for T1 afterwards, and the bar for the gap in percent; 0: none.
CASES = (
    (171, 10, 0, 40, 1.0),
    (300, 10, 0, 90, 1.0),
    (1_500, 10, 0, 0, 0),
    (10_000, 10, 0, 0, 4.0),
    (10_000, 10, 50, 0, 0),
    (10_000, 60, 0, 0, 3.2),
    (100_000, 100, 0, 0, 2.3),
)
MEMORY = 1536  # MB, at most
COLUMNS = ("people", "strengths", "seconds", "placed", "score", "bound", "kind", "gap %", "bar", "cpu s", "MB")


def main() -> int:
    """Returns 1 where a bar is missed. A case may be given as `PEOPLE SECONDS STRENGTHS PROOF BAR`."""
    print("".join(f"{name:>12}" for name in COLUMNS), flush=True)
    command = [sys.executable, "-m", "benchmarks.matching_circles"]
    return max(subprocess.run([*command, *map(str, case)], check=False).returncode for case in CASES)


def run(people: int, seconds: int, strengths: int, proof: int, bar: float) -> int:
    crowd, rules = organisation(people, strengths=strengths / 100)
    began = time.process_time()
    found = match(crowd, rules, budget=Budget(seconds), clock=time.process_time)
    taken = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    kind, bound = (found.bound_kind, found.bound) if not proof else proven(crowd, rules, found, proof)
    gap = 100 * (bound - found.score) / bound
    placed, limit = people - len(found.unplaced), f"{bar:.1f}" if bar else "-"
    row = [f"{people:,}", f"{strengths} %", f"{seconds}", f"{placed:,}", f"{found.score:,}", f"{bound:,}", kind.name]
    row += [f"{gap:.2f}", limit, f"{taken:.1f}", f"{memory:.0f}"]
    print("".join(f"{cell:>12}" for cell in row), flush=True)
    return int((bool(bar) and gap > bar) or memory > MEMORY)


def proven(crowd: list[Candidate], rules: Rules, found: Match, seconds: float) -> tuple[BoundKind, int]:
    """T1 for the sizes found, where that many seconds suffice to have one."""
    facts = compile_facts(crowd, rules)
    sizes = [len(circle.members) for circle in found.circles]
    linear = lp_bound(ground_of(facts, facts.able), sizes, {}, time.process_time, seconds)
    return (BoundKind.T1, linear.bound) if linear.bound < found.bound else (found.bound_kind, found.bound)


if __name__ == "__main__":
    if len(sys.argv) == 6:
        n, budget, share, proof_seconds = map(int, sys.argv[1:5])
        raise SystemExit(run(n, budget, share, proof_seconds, float(sys.argv[5])))
    raise SystemExit(main())
