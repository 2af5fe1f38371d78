"""A network sprint: rounds of short pairings from one pool, in which nobody meets the same person twice.

Only who has met everybody they may meet starts again, and then only with others who have. In each round a matching
places as many as possible, those first who have sat out most. An odd one joins a pair whom they have not met, where
rules allow three, and sits out otherwise. A matching made for one round's points may leave a round without pairs later;
so several are tried, and where everybody may meet everybody also the round robin (Kirkman 1847), which never does: its
n - 1 rounds for an even n, and n rounds for an odd one in which each sits out once, hold every pair once.

Hard rules hold for every table. Locked seats and people locked together mean nothing here.

A sprint may also be held a round at a time: `not_again_yet` says who must not meet in the next one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.matching.exact.mates import best_mates
from edgewise.domain.matching.exact.pairs import PAIR, TRIAD, alike_only, best_pairs
from edgewise.domain.matching.given.facts import Ints, compile_facts
from edgewise.domain.matching.given.ground import FORBIDDEN, Ground, Scores, ground_of
from edgewise.domain.matching.given.shards import shards_of
from edgewise.domain.matching.model import POINTS, Candidate, Pair, Rules

Flags = NDArray[np.bool_]
MOST_WORK = 5_000  # people in all the rounds of all the sprints tried
SPRINTS_TRIED = 8  # sprints tried
COST_OF_NEVER = np.iinfo(np.int16).max
FAIR = 10 * POINTS  # what having sat out once more counts


@dataclass(frozen=True, eq=False)
class Round:
    tables: tuple[Ints, ...]  # local positions, ascending; by their first member
    out: tuple[int, ...]  # who sits out


def sprint_rounds(ground: Ground, rounds: int, seed: int = 1) -> tuple[Round, ...]:
    """Of the sprints tried the best: few sit out, nobody much more often than others, few triads, many points."""
    points, rng = ground.affinity.copy(), np.random.default_rng(seed)
    np.fill_diagonal(points, FORBIDDEN)
    alike_only(ground, points)
    tried = max(1, min(SPRINTS_TRIED, MOST_WORK // max(ground.size * rounds, 1)))
    odd = rounds * (ground.size % 2)
    ideal = (0, 0, odd) if ground.facts.rules.most >= TRIAD else (odd, -(-odd // max(ground.size, 1)), 0)
    found = []
    for attempt in range(tried):
        found.append(_Sprint(ground, points, rng, noise=attempt * POINTS // SPRINTS_TRIED).held(rounds))
        if _worth(ground, found[-1])[:3] <= ideal:
            break
    if _everybody_may_meet(points):
        found.append(_round_robin(points, rounds, rng))
    best = min(found, key=lambda sprint: _worth(ground, sprint))
    if rounds == 1 and best[0].out:
        best = min(best, (_of_pairs(ground, seed),), key=lambda sprint: _worth(ground, sprint))
    return best


def _of_pairs(ground: Ground, seed: int) -> Round:
    """With as many seated as `not_again_yet` counts on: its pairs are chosen so that an odd one finds two to join."""
    tables = [np.sort(np.asarray(table)) for table in best_pairs(ground, seed).tables]
    seated = {int(one) for table in tables for one in table}
    return _round(tables, tuple(one for one in range(ground.size) if one not in seated))


def not_again_yet(
    people: Sequence[Candidate], rules: Rules, last_met: Mapping[Pair, date], seed: int = 1
) -> frozenset[Pair]:
    """Of those who have met in this sprint, whom to keep apart in its next round: all, if as many can sit without them.

    Otherwise those who met longest ago may meet again first, day by day, until as many can sit as by the rules alone;
    each part of the people who can never mix goes by itself. For pairs, with a third where the rules allow three.
    """
    facts = compile_facts(people, rules)
    parts = shards_of(facts, facts.able).parts
    return frozenset().union(*(_apart_in(ground_of(facts, part), last_met, seed) for part in parts))


def _apart_in(ground: Ground, last_met: Mapping[Pair, date], seed: int) -> frozenset[Pair]:
    place = {ground.facts.people[row].id: i for i, row in enumerate(ground.members.tolist())}
    met = {pair: on for pair, on in last_met.items() if pair <= place.keys()}
    if not met:
        return frozenset()
    most = _seated(ground, seed)
    for day in [date.min, *sorted(set(met.values()))]:
        apart = frozenset(pair for pair, on in met.items() if on > day)
        affinity = ground.affinity.copy()
        for one, other in (tuple(pair) for pair in apart):
            affinity[place[one], place[other]] = affinity[place[other], place[one]] = FORBIDDEN
        if _seated(replace(ground, affinity=affinity), seed) >= most:
            return apart
    return frozenset()


def _seated(ground: Ground, seed: int) -> int:
    return sum(map(len, best_pairs(ground, seed).tables))


def _worth(ground: Ground, sprint: tuple[Round, ...]) -> tuple[int, ...]:
    """The less the better."""
    triads = sum(len(table) == TRIAD for held in sprint for table in held.tables)
    outs = np.bincount([one for held in sprint for one in held.out], minlength=ground.size)
    score = sum(ground.score(table) for held in sprint for table in held.tables)
    return int(outs.sum()), int(outs.max(initial=0)), triads, -score


def _everybody_may_meet(points: Scores) -> bool:
    return int(np.count_nonzero(points <= FORBIDDEN)) == len(points) > 1


def _round_robin(points: Scores, rounds: int, rng: np.random.Generator) -> tuple[Round, ...]:
    """The rounds of most points first. An odd number has an empty chair, and whoever is paired with it sits out."""
    size = len(points)
    chairs = size + size % 2
    order, turns = rng.permutation(chairs), chairs - 1
    found = []
    for turn in range(turns):
        a = order[[turns, *((turn + step) % turns for step in range(1, chairs // 2))]]
        b = order[[turn, *((turn - step) % turns for step in range(1, chairs // 2))]]
        pairs = np.sort(np.column_stack([a, b]), axis=1)
        real = pairs[pairs[:, 1] < size]
        out = tuple(int(one) for one in pairs[pairs[:, 1] >= size, 0])
        found.append((-int(points[real[:, 0], real[:, 1]].sum(dtype=np.int64)), turn, _round(list(real), out)))
    found.sort(key=lambda one: one[:2])
    return tuple(found[turn % turns][2] for turn in range(rounds))


def _round(tables: list[Ints], out: tuple[int, ...]) -> Round:
    return Round(tuple(sorted(tables, key=lambda table: int(table[0]))), out)


class _Sprint:
    """One round after the other; `noise` is how many points chance may add to a pair."""

    def __init__(self, ground: Ground, points: Scores, rng: np.random.Generator, noise: int) -> None:
        self.ground, self.points, self.rng = ground, points, rng
        self.open = points > FORBIDDEN
        self.met = np.zeros(points.shape, dtype=np.int16)
        self.outs, self.thirds = np.zeros(len(points), dtype=np.int64), np.zeros(len(points), dtype=np.int64)
        drawn = rng.integers(0, noise + 1, points.shape, dtype=np.int16)
        self.noise = np.triu(drawn, 1) + np.triu(drawn, 1).T

    def held(self, rounds: int) -> tuple[Round, ...]:
        return tuple(self.next_round() for _ in range(rounds))

    def may_meet(self) -> Flags:
        """Whoever has met fewest of those they may meet: nobody a second time while there is somebody new."""
        often = np.where(self.open, self.met, COST_OF_NEVER).min(axis=1, initial=COST_OF_NEVER)
        found: Flags = self.open & (self.met == often[:, None]) & (self.met == often)
        return found

    def next_round(self) -> Round:
        free = self.may_meet()
        points = np.where(free, self.points + self.noise, np.int16(FORBIDDEN))
        mates = best_mates(points, self.rng, bonus=FAIR * self.outs + self.thirds)
        tables = list(mates.pairs)
        out = []
        for one in mates.left.tolist():
            host = self.host_for(one, tables, free)
            if host is None:
                out.append(one)
            else:
                tables[host] = np.sort(np.append(tables[host], one))
                self.thirds[tables[host]] += 1
        self.outs[out] += 1
        for table in tables:
            self.met[np.ix_(table, table)] += 1
        return _round(tables, tuple(out))

    def host_for(self, one: int, tables: list[Ints], free: Flags) -> int | None:
        """The pair to join: both new to them, those first who have been in fewest triads, then the most points."""
        if self.ground.facts.rules.most < TRIAD:
            return None
        ways = [
            (int(self.thirds[table].sum()), -int(self.points[one, table].sum(dtype=np.int64)), index)
            for index, table in enumerate(tables)
            if len(table) == PAIR and free[one, table].all()
        ]
        for _, _, index in sorted(ways):
            if self.ground.is_circle(np.append(tables[index], one)):
                return index
        return None
