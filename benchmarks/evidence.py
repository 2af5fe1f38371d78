"""What the comparisons claim in invented organisations of which the truth is known, beside a two-proportion test.

Each line is many organisations of N people. `covers`: how often the 95 per cent interval holds the true difference (bar
93 to 97 per cent, for the lottery and, without hidden selection, for the match); `shown`: the same of those that are
shown. The rule that refuses where fewer than five people have the same answer guards persons, and leaves out the very
samples in which the interval would miss, so `shown` is higher. `claims`: how often something is shown though there is
nothing (bar 5 per cent), and beside it how often the naive test says so. `sees`: how often the effect is shown.
`hidden`: people who would stay anyway want to take part more often, which no comparison without a lottery can see.
A bar counts as missed if a share is further off than two standard errors of so many organisations.
`python -m benchmarks.evidence --runs 100 --only "N 300 "` tries fewer than all, which takes an hour on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import product
from math import isnan, nan, sqrt

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from edgewise.domain.evidence.comparison import in_cells
from edgewise.domain.evidence.estimates.bootstrap import bootstrapped
from edgewise.domain.evidence.estimates.clustered import Estimate, clustered
from edgewise.domain.evidence.estimates.naive import naive
from edgewise.domain.evidence.estimates.power import CLAIM_AT
from edgewise.domain.evidence.estimates.rerandomised import p_value
from edgewise.domain.evidence.gathered import Gathered, Reason, gathered, reason_to_refuse
from edgewise.domain.simulation.organisation import Truth, invented_workers, year

RUNS = 1000
PEOPLE = (60, 300, 3000)
ALIKE = (0.0, 0.05, 0.2)
COVERED, CLAIMED = (0.93, 0.97), 0.05
DRAWS = {60: 999, 300: 499, 3000: 199}  # the draw made again, or circles drawn again
DAY = date(2026, 1, 12)
OUTCOMES = {  # what is compared, and the effect where there is one
    "12 % leave": Truth(effect=0.04, icc=0, base=0.12),
    "30 % leave": Truth(effect=0.10, icc=0, base=0.30),
    "a number": Truth(effect=0.3, icc=0, yes_no=False),
}


class Line(Struct, frozen=True):
    """One line of the table, without and with the effect."""

    outcome: str
    people: int
    truth: Truth


class Found(Struct, frozen=True):
    """What one organisation gave. `covers`: None where an interval would have no meaning."""

    refused: bool
    covers: bool | None
    claims: bool
    naive: bool


class Tally(Struct, frozen=True):
    """Shares of many organisations. `covers`: of all that have an interval; `covers_shown`: of all that show theirs."""

    refused: float
    covers: float
    covers_shown: float
    claims: float
    naive: float


def lines() -> Iterator[Line]:
    for lottery, outcome, people, hidden, icc in product((True, False), OUTCOMES, PEOPLE, (False, True), ALIKE):
        yield Line(outcome, people, replace(OUTCOMES[outcome], icc=icc, lottery=lottery, hidden=hidden))


def tried(people: int, truth: Truth, seed: int) -> Found:
    """One organisation, invented and compared.

    As `by_lottery` and `by_match` do, but the draw is made again only where the interval leaves out 0, since nothing
    is claimed elsewhere; and where few people have the same answer the interval is looked at, though it is not shown.
    """
    workers = invented_workers(people, DAY, np.random.Generator(np.random.PCG64([seed, people, 1])))
    happened = year(workers, truth, DAY, seed)
    subjects = happened.subjects if truth.lottery else in_cells(happened.subjects, happened.facts)
    found = gathered(subjects, yes_no=truth.yes_no)
    known = [one for one in happened.subjects if one.value is not None]
    sides = [np.array([one.value for one in known if one.takes_part == side], dtype=float) for side in (True, False)]
    plain = naive(sides[0], sides[1], yes_no=truth.yes_no).p <= CLAIM_AT
    reason = reason_to_refuse(found, yes_no=truth.yes_no)
    if reason not in {None, Reason.FEW_ALIKE}:
        return Found(True, None, False, plain)
    estimate = _estimate(found, truth, seed, DRAWS[people])
    if estimate is None:
        return Found(True, None, False, plain)
    claims = estimate.p <= CLAIM_AT and not estimate.low <= 0 <= estimate.high and reason is None
    return Found(reason is not None, estimate.low <= truth.difference <= estimate.high, claims, plain)


def _estimate(found: Gathered, truth: Truth, seed: int, draws: int) -> Estimate | None:
    try:
        if not (truth.lottery or truth.yes_no):
            return bootstrapped(found.sides, draws, seed)
        estimate = clustered(found.sides)
    except ValueError:
        return None
    if not truth.lottery or estimate.low <= 0 <= estimate.high:
        return estimate
    return replace(estimate, p=p_value(found.drawn, draws, seed))


def tally(found: Sequence[Found]) -> Tally:
    return Tally(
        refused=_of([one.refused for one in found]),
        covers=_of([one.covers for one in found if one.covers is not None]),
        covers_shown=_of([bool(one.covers) for one in found if not one.refused]),
        claims=_of([one.claims for one in found]),
        naive=_of([one.naive for one in found]),
    )


def _of(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else nan


def measured(line: Line, runs: int) -> tuple[Tally, Tally]:
    """With the effect, and without. Each line has organisations of its own."""
    first = 10_000_000 * list(lines()).index(line)
    nothing = replace(line.truth, effect=0.0)
    return (
        tally([tried(line.people, line.truth, first + run) for run in range(runs)]),
        tally([tried(line.people, nothing, first + 5_000_000 + run) for run in range(runs)]),
    )


def missed(line: Line, effect: Tally, nothing: Tally, runs: int) -> str:
    """Which bar a line misses; "" if none. A match where selection is hidden has none."""
    if line.truth.hidden and not line.truth.lottery:
        return ""
    slack = 2 * sqrt(CLAIMED * (1 - CLAIMED) / runs)
    low, high = COVERED
    off = any(one.covers < low - slack or one.covers > high + slack for one in (effect, nothing))
    return " ".join((["covers"] if off else []) + (["claims"] if nothing.claims > CLAIMED + slack else []))


def main(runs: int = RUNS, only: str = "") -> int:
    """0 when every bar is kept."""
    print(f"{runs} organisations a line, with and without the effect\n")
    print(f"{'':45}{'with the effect':>32}{'':4}{'without':>40}")
    row = ("covers", "shown", "sees", "naive", "covers", "shown", "refused", "claims", "naive")
    print(f"{'':45}" + "".join(f"{name:>8}" for name in row))
    worst = 0
    wanted = [line for line in lines() if only in _name(line)]
    with ProcessPoolExecutor(2) as pool:
        for line, (effect, nothing) in zip(wanted, pool.map(measured, wanted, [runs] * len(wanted)), strict=True):
            said = missed(line, effect, nothing, runs)
            worst = max(worst, int(bool(said)))
            shares = (
                effect.covers, effect.covers_shown, effect.claims, effect.naive, nothing.covers, nothing.covers_shown,
                nothing.refused, nothing.claims, nothing.naive,
            )  # fmt: skip
            print(f"{_name(line):45}" + "".join(f"{_share(one):>8}" for one in shares) + f"  {said}", flush=True)
    return worst


def _name(line: Line) -> str:
    method = "lottery" if line.truth.lottery else "match"
    hidden = "hidden" if line.truth.hidden else ""
    return f"{method:8} {line.outcome:11} N {line.people:<5} icc {line.truth.icc:<5} {hidden}"


def _share(share: float) -> str:
    return "-" if isnan(share) else f"{100 * share:.1f} %"


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--runs", type=int, default=RUNS)
    asked.add_argument("--only", default="", help="such as 'lottery' or 'N 60 '")
    given = asked.parse_args()
    raise SystemExit(main(given.runs, given.only))
