"""The 360 against an attacker: 10,000 random pairs of 360s, each read by nobody's friend and with one rater's help.

An answer counts as recovered when the attacker finds no other sheets that make the very same pages. `shown` is the part
of the figures of all reports that has a band. `EDGEWISE_CASES`: how many cases, where not 10,000.
"""

from __future__ import annotations

import os
from collections import Counter
from random import Random
from time import process_time

from edgewise.domain.three_sixty.before_after import BeforeAfter
from edgewise.domain.three_sixty.report import Report
from tests.domain.anonymity.attacker import Attack
from tests.domain.anonymity.cases import Pages, random_case

CASES = 10_000
ROUND = 500  # cases between two lines
HEADINGS = "  cases  reports   figures  shown  compared  pages made  recovered  seconds"


def main() -> int:
    """1 when anything was recovered."""
    cases = int(os.environ.get("EDGEWISE_CASES", CASES))
    started = process_time()
    counts: Counter[str] = Counter()
    print(HEADINGS)
    for seed in range(cases):
        counts += _attacked(seed)
        if (seed + 1) % ROUND == 0 or seed + 1 == cases:
            shown, compared = counts["shown"] / max(counts["figures"], 1), counts["compared"] / (seed + 1)
            print(
                f"{seed + 1:7,}{counts['reports']:9,}{counts['figures']:10,}{shown:7.0%}{compared:10.0%}"
                f"{counts['pages']:12,}{counts['recovered']:11,}{process_time() - started:9.0f}",
                flush=True,
            )
    return int(counts["recovered"] > 0)


def _attacked(seed: int) -> Counter[str]:
    dice = Random(f"bench/{seed}")
    case = random_case(dice, 2)
    attack = Attack(case, Pages(), dice)
    helper = dice.choice(case.raters())
    found = [*attack.recovered(), *attack.recovered(helper)]
    for one in found:
        print(f"case {seed}, {helper} helps: {one}")
    *reports, comparison = Pages()(case)
    figures = [figure for one in reports if isinstance(one, Report) for line in one.lines for figure in line.figures]
    return Counter(
        reports=sum(isinstance(one, Report) for one in reports),
        figures=len(figures),
        shown=sum(figure.band is not None for figure in figures),
        compared=int(isinstance(comparison, BeforeAfter)),
        pages=attack.pages,
        recovered=len(found),
    )
