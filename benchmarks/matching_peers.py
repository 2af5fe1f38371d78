"""Circles beside those of team-formation (PyPI) and of CP-SAT's plain model: the same people, rules and seconds.

`python -m benchmarks.matching_peers [--seconds 20]`. Points are those of matching, counted for both on the same pairs;
a forbidden pair adds none. A circle that breaks a hard rule is counted, since the peer may make one and the match never
does. Misses are team-formation's own objective, counted for both.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import process_time

import numpy as np

from benchmarks import peers
from benchmarks.organisation import organisation
from edgewise.domain.calendar.working_week import offset_minutes
from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.given.facts import Bits, compile_facts
from edgewise.domain.matching.given.ground import FORBIDDEN, Ground, ground_of
from edgewise.domain.matching.match import match
from edgewise.domain.matching.model import Budget, Candidate, Rule, Rules, Weights

TEAM_FORMATION = (60, 171, 422)
CP_SAT = (9, 12, 15, 30, 60, 171)
NEAR = 0.5  # percent below an optimum that CP-SAT proves
HARD = 20  # the weight that stands for a hard rule, beside soft ones of up to 4
HOURS = 24

Circles = list[list[int]]  # positions of people


@dataclass(frozen=True, slots=True)
class Found:
    who: str
    circles: Circles
    status: str
    seconds: float


def ours(people: Sequence[Candidate], rules: Rules, seconds: float) -> Found:
    place = {one.id: i for i, one in enumerate(people)}
    found = match(people, rules, budget=Budget(seconds=seconds), clock=process_time)
    circles = [[place[i] for i in circle.members] for circle in found.circles]
    return Found("Edgewise", circles, f"gap {found.gap:.2f} % ({found.bound_kind})", found.seconds)


def points(ground: Ground, circles: Circles) -> int:
    blocks = [ground.affinity[np.ix_(circle, circle)] for circle in circles]
    return sum(int(block[block > FORBIDDEN].sum(dtype=np.int64)) // 2 for block in blocks)


def broken(people: Sequence[Candidate], rules: Rules, circles: Circles) -> int:
    return sum(bool(violations([people[i] for i in circle], rules)) for circle in circles)


def beside_team_formation(many: int, seconds: float) -> bool:
    people, rules = organisation(many)
    weights = Weights(strength=0, fresh=0, fair=0)
    rules = replace(rules, weights=weights, relaxed=frozenset({Rule.LINE, Rule.NEVER_AGAIN, Rule.ALONE}))
    ground = _ground(people, rules)
    wanted = _their_rules(weights)
    rows = [_their_person(one, rules) for one in people]
    task = {"people": rows, "rules": wanted, "size": rules.target, "seconds": seconds}
    heard = peers.ask("team_formation", task, seconds)
    theirs = Found("team-formation", heard.answer["circles"], heard.answer["status"], heard.seconds)
    mine = ours(people, rules, seconds)
    for one in (mine, theirs):
        misses = f"{_misses(rows, wanted, one.circles):,}" if one.circles else "-"
        _line(many, one, points(ground, one.circles), broken(people, rules, one.circles), misses)
    return points(ground, mine.circles) >= points(ground, theirs.circles) and not broken(people, rules, mine.circles)


def beside_cp_sat(many: int, seconds: float) -> bool:
    """Those of them whom circles can be found for, since a plain model either seats everybody or answers nothing."""
    everybody, rules = organisation(40 * many)
    rules = replace(rules, weights=replace(rules.weights, fair=0))
    anybody = everybody[len(everybody) // 2]
    alike = [one for one in everybody if one.level in (1, 2, 3) and "en" in one.languages]
    people = [one for one in alike if abs(_starts(one, rules) - _starts(anybody, rules)) <= 120][:many]
    mine = ours(people, rules, seconds)
    people = [people[i] for i in sorted(i for circle in mine.circles for i in circle)]
    ground = _ground(people, rules)
    mine = ours(people, rules, seconds)
    task = {
        "affinity": ground.affinity.tolist(),
        "forbidden": FORBIDDEN,
        "sizes": [len(circle) for circle in mine.circles],
        "requirements": [_bits(ground.marks[:, columns]) for columns in ground.requirements],
        "declared": _groups(ground.declared),
        "seconds": seconds,
    }
    heard = peers.ask("cp_sat", task, seconds)
    theirs = Found("CP-SAT", heard.answer["circles"], heard.answer["status"], heard.seconds)
    for one in (mine, theirs):
        _line(len(people), one, points(ground, one.circles), broken(people, rules, one.circles), "")
    reached, best = points(ground, mine.circles), points(ground, theirs.circles)
    within = NEAR / 100 if theirs.status == "optimal" else 0
    return reached >= best * (1 - within) and not broken(people, rules, mine.circles)


def _ground(people: Sequence[Candidate], rules: Rules) -> Ground:
    return ground_of(compile_facts(people, rules), np.arange(len(people)))


def _starts(one: Candidate, rules: Rules) -> int:
    """The minute of the UTC day at which they begin to work."""
    return one.works_from - offset_minutes(one.zone, rules.first)


def _bits(words: Bits) -> list[list[int]]:
    raw = np.unpackbits(np.ascontiguousarray(words).view(np.uint8), axis=1, bitorder="little")
    return [np.flatnonzero(row).tolist() for row in raw]


def _groups(declared: Bits) -> list[list[int]]:
    """The people of each attribute."""
    raw = np.unpackbits(np.ascontiguousarray(declared).view(np.uint8), axis=1, bitorder="little")
    return [np.flatnonzero(column).tolist() for column in raw.T if column.any()]


def _their_rules(weights: Weights) -> list[tuple[str, str, int]]:
    return [
        ("spoken", "cluster", HARD),
        ("hours", "cluster", HARD),
        ("level", "cluster_numeric", weights.level),
        ("location", "different", weights.location),
        ("prefers", "cluster", weights.language),
        ("function", "different", weights.function),
        ("goals", "cluster", weights.goal),
    ]


def _their_person(one: Candidate, rules: Rules) -> dict[str, object]:
    first = _starts(one, rules) // 60
    return {
        "spoken": sorted(one.languages),
        "hours": [f"{hour % HOURS:02}" for hour in range(first, first + (one.works_until - one.works_from) // 60)],
        "level": one.level,
        "location": one.location,
        "prefers": one.prefers,
        "function": one.function,
        "goals": sorted(one.goals),
    }


def _misses(rows: Sequence[dict[str, object]], wanted: Sequence[tuple[str, str, int]], circles: Circles) -> int:
    """Weighted: members outside the largest cluster, members after the first of a value, and the range of a number."""
    total = 0
    for circle in circles:
        for attribute, kind, weight in wanted:
            values = [rows[i][attribute] for i in circle]
            if kind == "cluster_numeric":
                numbers = [value for value in values if isinstance(value, int)]
                total += weight * (max(numbers) - min(numbers))
                continue
            counts = Counter(word for value in values for word in (value if isinstance(value, list) else [value]))
            shared = len(circle) - max(counts.values())
            total += weight * (shared if kind == "cluster" else sum(count - 1 for count in counts.values()))
    return total


def _heading(title: str) -> None:
    print(f"\n{title}")
    print(f"{'N':>5}  {'':16}{'placed':>7}{'points':>9}{'broken':>8}{'misses':>8}{'cpu s':>8}  status")


def _line(many: int, one: Found, score: int, bad: int, misses: str) -> None:
    placed = sum(map(len, one.circles))
    print(f"{many:5}  {one.who:16}{placed:7}{score:9,}{bad:8}{misses:>8}{one.seconds:8.1f}  {one.status}", flush=True)


def main(arguments: Sequence[str] = ()) -> int:
    """1 where a peer does better."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching_peers")
    parser.add_argument("--seconds", type=float, default=20.0, help="of searching, for each")
    seconds = parser.parse_args(arguments).seconds
    _heading("team-formation; broken: circles that break a hard rule; misses: its own objective, the fewer the better")
    kept = [beside_team_formation(many, seconds) for many in TEAM_FORMATION]
    _heading("CP-SAT, plain model, one worker, told whom it can place and in circles of which sizes")
    kept += [beside_cp_sat(many, seconds) for many in CP_SAT]
    print(f"\nBetter or equal, and within {NEAR} % of a proven optimum: {sum(kept)} of {len(kept)}")
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
