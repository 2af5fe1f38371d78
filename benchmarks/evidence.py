"""What the comparisons claim in invented organisations of which the truth is known, beside a two-proportion test.

Each line is many organisations of N people. `covers`: how often the 95 per cent interval holds the true effect, of those
that are not refused (bar 93 to 97 per cent, for the lottery and, without hidden selection, for the match). `claims`: how
often something is shown though there is nothing (bar 5 per cent), and beside it how often the naive test says so.
`sees`: how often the effect is shown where there is one. `hidden`: people who would stay anyway want to take part more
often, which no comparison without a lottery can see. A bar is held against what is left to chance: it is missed if the
share is further off than two standard errors of so many organisations.
`python -m benchmarks.evidence --runs 300` tries fewer than 1,000 a line.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import product
from math import sqrt

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from edgewise.domain.evidence.comparison import Asked, Method, Standing, by_match
from edgewise.domain.evidence.estimates.clustered import clustered
from edgewise.domain.evidence.estimates.naive import naive
from edgewise.domain.evidence.estimates.power import CLAIM_AT
from edgewise.domain.evidence.estimates.rerandomised import p_value
from edgewise.domain.evidence.gathered import gathered, reason_to_refuse
from edgewise.domain.simulation.organisation import Truth, Year, invented_workers, year

RUNS = 1000
PEOPLE = (60, 300, 3000)
ALIKE = (0.0, 0.05, 0.2)
COVERED, CLAIMED = (0.93, 0.97), 0.05
DRAWS = 999  # the draw made again, or circles drawn again
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
    """What one organisation gave."""

    refused: bool
    covers: bool
    claims: bool
    naive: bool


class Tally(Struct, frozen=True):
    """Shares of many organisations; `covers` of those that are not refused, None if all are."""

    refused: float
    covers: float | None
    claims: float
    naive: float
    shown: int


def lines() -> Iterator[Line]:
    for lottery, outcome, people, hidden, icc in product((True, False), OUTCOMES, PEOPLE, (False, True), ALIKE):
        yield Line(outcome, people, replace(OUTCOMES[outcome], icc=icc, lottery=lottery, hidden=hidden))


def tried(people: int, truth: Truth, seed: int) -> Found:
    """One organisation, invented and compared."""
    workers = invented_workers(people, DAY, np.random.Generator(np.random.PCG64([seed, people, 1])))
    happened = year(workers, truth, DAY, seed)
    return _by_lottery(happened, truth, seed) if truth.lottery else _by_match(happened, truth, seed)


def _by_lottery(happened: Year, truth: Truth, seed: int) -> Found:
    """As `by_lottery`, but the draw is made again only where the interval leaves out 0: no claim is made elsewhere."""
    found = gathered(happened.subjects, yes_no=truth.yes_no)
    values, joins = found.sides.value, found.sides.takes_part
    plain = naive(values[joins], values[~joins], yes_no=truth.yes_no).p <= CLAIM_AT
    if reason_to_refuse(found, yes_no=truth.yes_no):
        return Found(True, False, False, plain)
    estimate = clustered(found.sides)
    claims = not estimate.low <= 0 <= estimate.high and p_value(found.drawn, DRAWS, seed) <= CLAIM_AT
    return Found(False, estimate.low <= truth.difference <= estimate.high, claims, plain)


def _by_match(happened: Year, truth: Truth, seed: int) -> Found:
    values = np.array([one.value for one in happened.subjects], dtype=np.float64)
    joins = np.array([one.takes_part for one in happened.subjects], dtype=bool)
    plain = naive(values[joins], values[~joins], yes_no=truth.yes_no).p <= CLAIM_AT
    asked = Asked(yes_no=truth.yes_no, smallest=4 if truth.yes_no else 0.3, higher_is_better=not truth.yes_no)
    found = by_match(happened.subjects, happened.facts, asked, seed=seed, draws=DRAWS)
    assert found.method == Method.MATCH
    if found.low is None or found.high is None:
        return Found(True, False, False, plain)
    return Found(False, found.low <= truth.difference <= found.high, found.standing == Standing.SHOWN, plain)


def tally(found: Sequence[Found]) -> Tally:
    shown = [one for one in found if not one.refused]
    return Tally(
        refused=1 - len(shown) / len(found),
        covers=sum(one.covers for one in shown) / len(shown) if shown else None,
        claims=sum(one.claims for one in found) / len(found),
        naive=sum(one.naive for one in found) / len(found),
        shown=len(shown),
    )


def measured(line: Line, runs: int) -> tuple[Tally, Tally]:
    """With the effect, and without."""
    nothing = replace(line.truth, effect=0.0)
    return (
        tally([tried(line.people, line.truth, seed) for seed in range(runs)]),
        tally([tried(line.people, nothing, 1_000_000 + seed) for seed in range(runs)]),
    )


def missed(line: Line, effect: Tally, nothing: Tally) -> str:
    """Which bar a line misses; "" if none. A match where selection is hidden has none."""
    if line.truth.hidden and not line.truth.lottery:
        return ""
    said = []
    low, high = COVERED
    for one in (effect, nothing):
        slack = 2 * sqrt(0.05 * 0.95 / max(one.shown, 1))
        if one.covers is not None and not low - slack <= one.covers <= high + slack:
            said.append("covers")
    if nothing.claims > CLAIMED + 2 * sqrt(CLAIMED * (1 - CLAIMED) / max(nothing.shown, 1)):
        said.append("claims")
    return ", ".join(said)


def main(runs: int = RUNS, only: str = "") -> int:
    """0 when every bar is kept."""
    print(f"{runs} organisations a line, without and with the effect\n")
    print(f"{'':47}{'covers':>16}{'refused':>9}{'claims':>9}{'naive':>8}{'sees':>8}{'naive':>8}")
    print(f"{'':47}{'effect':>8}{'none':>8}{'':>9}{'none':>9}{'none':>8}{'effect':>8}{'effect':>8}")
    worst = 0
    wanted = [line for line in lines() if only in _name(line)]
    with ProcessPoolExecutor(2) as pool:
        for line, (effect, nothing) in zip(wanted, pool.map(measured, wanted, [runs] * len(wanted)), strict=True):
            said = missed(line, effect, nothing)
            worst = max(worst, int(bool(said)))
            print(
                f"{_name(line):47}{_share(effect.covers):>8}{_share(nothing.covers):>8}{_share(nothing.refused):>9}"
                f"{_share(nothing.claims):>9}{_share(nothing.naive):>8}{_share(effect.claims):>8}"
                f"{_share(effect.naive):>8}{f'  MISSED: {said}' if said else ''}",
                flush=True,
            )
    return worst


def _name(line: Line) -> str:
    method = "lottery" if line.truth.lottery else "match"
    hidden = "hidden" if line.truth.hidden else ""
    return f"{method:8} {line.outcome:11} N {line.people:<5} icc {line.truth.icc:<5} {hidden}"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--runs", type=int, default=RUNS)
    asked.add_argument("--only", default="", help="such as 'lottery' or 'N 60 '")
    given = asked.parse_args()
    raise SystemExit(main(given.runs, given.only))
