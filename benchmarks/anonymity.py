"""Waves and 360s against attackers: 10,000 random cases of each.

Waves: cohorts of 10 to 80 people through one to three waves, with cuts, joiners and leavers. The attacker goes through
all answers that fit each page, with nobody's help and with that of up to `PAIRS` pairs of people (`asked`); `follows`
counts what is certain.

360s: pairs of 360s, each read by nobody's friend and with one rater's help.

An answer counts as recovered when the attacker finds no other sheets that make the very same pages. `shown` is the part
of the figures of all reports that has a band. A second attacker asks an integer programme about every line of the
reports, with nobody's help and with that of each rater: `asked`, and of these `follows`. `EDGEWISE_CASES`: how many
cases, where not 10,000. `EDGEWISE_ATTACKER`: `programme`, the second attacker alone, which is the quicker; `waves`, the
waves alone.
"""

from __future__ import annotations

import os
from collections import Counter
from random import Random
from time import process_time

from edgewise.domain.phrases import Phrase
from edgewise.domain.three_sixty.before_after import BeforeAfter
from edgewise.domain.three_sixty.report import Report
from tests.anonymity.cases import Attacked, attacked
from tests.domain.anonymity.attacker import Attack, Case
from tests.domain.anonymity.cases import Pages, random_case, read_by_programme

CASES = 10_000
ROUND = 500  # cases between two lines
HEADINGS = "  cases  reports   figures  shown  compared  pages made  recovered      asked  follows  seconds"


PAIRS = 20  # of people who help, of each page
HEADINGS_OF_WAVES = "  cases    waves    lots   scales     cuts  at an end       asked  follows  seconds"


def main() -> int:
    """1 when anything was recovered."""
    cases = int(os.environ.get("EDGEWISE_CASES", CASES))
    found = _waves(cases) if os.environ.get("EDGEWISE_ATTACKER") != "programme" else 0
    return found if os.environ.get("EDGEWISE_ATTACKER") == "waves" else max(found, _three_sixties(cases))


def _waves(cases: int) -> int:
    started, total = process_time(), Attacked()
    print(HEADINGS_OF_WAVES)
    for seed in range(cases):
        total += attacked(Random(f"bench/waves/{seed}"), PAIRS)
        if (seed + 1) % ROUND == 0 or seed + 1 == cases:
            print(
                f"{seed + 1:7,}{total.waves:9,}{total.lots:8,}{total.scales:9,}{total.cut:9,}{total.at_an_end:11,}"
                f"{total.asked:12,}{len(total.findings):9,}{process_time() - started:9.0f}",
                flush=True,
            )
    print(*total.findings, sep="\n")
    return int(bool(total.findings))


def _three_sixties(cases: int) -> int:
    started = process_time()
    counts: Counter[str] = Counter()
    print(HEADINGS)
    for seed in range(cases):
        counts += _attacked(seed)
        if (seed + 1) % ROUND == 0 or seed + 1 == cases:
            shown, compared = counts["shown"] / max(counts["figures"], 1), counts["compared"] / (seed + 1)
            print(
                f"{seed + 1:7,}{counts['reports']:9,}{counts['figures']:10,}{shown:7.0%}{compared:10.0%}"
                f"{counts['pages']:12,}{counts['recovered']:11,}{counts['asked']:11,}{counts['follows']:9,}"
                f"{process_time() - started:9.0f}",
                flush=True,
            )
    return int(counts["recovered"] + counts["follows"] > 0)


def _attacked(seed: int) -> Counter[str]:
    dice = Random(f"bench/{seed}")
    case = random_case(dice, 2)
    *reports, comparison = Pages()(case)
    figures = [figure for one in reports if isinstance(one, Report) for line in one.lines for figure in line.figures]
    counts = Counter(
        reports=sum(isinstance(one, Report) for one in reports),
        figures=len(figures),
        shown=sum(figure.band is not None for figure in figures),
        compared=int(isinstance(comparison, BeforeAfter)),
    )
    if os.environ.get("EDGEWISE_ATTACKER") != "programme":
        counts += _by_other_sheets(seed, case, dice)
    return counts + _by_programme(seed, case, reports)


def _by_other_sheets(seed: int, case: Case, dice: Random) -> Counter[str]:
    attack = Attack(case, Pages(), dice)
    helper = dice.choice(case.raters())
    found = [*attack.recovered(), *attack.recovered(helper)]
    for one in found:
        print(f"case {seed}, {helper} helps: {one}")
    return Counter(pages=attack.pages, recovered=len(found))


def _by_programme(seed: int, case: Case, reports: list[Report | BeforeAfter | Phrase]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for wave, page in zip(case.waves, reports, strict=True):
        for item, found in read_by_programme(wave, case.group, page) if isinstance(page, Report) else ():
            counts["asked"] += 1
            counts["follows"] += len(found.recovered)
            if found.recovered:
                print(f"case {seed}, {item}: {found.recovered}")
    return counts
