"""The same people matched round after round: who sits where and who sits out in each, and who meets again.

Pairs follow each other as in a network sprint; circles rotate. Every circle of every round is audited, and beside the
repeats stands a number that no such rounds can go below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.given.facts import Facts, Ints, compile_facts
from edgewise.domain.matching.given.ground import FORBIDDEN, Ground, ground_of
from edgewise.domain.matching.given.locks import Locks, locks_of
from edgewise.domain.matching.given.shards import shards_of
from edgewise.domain.matching.model import Candidate, Kind, Match, Proposal, Rule, Rules, Unplaced
from edgewise.domain.matching.rounds.rotation import SWEEPS, new_circles, pairs_in
from edgewise.domain.matching.rounds.sprint import sprint_rounds
from edgewise.domain.phrases import counted, phrase

MOST_WITH_MEETINGS = 5_000  # people; the meetings of more would not fit beside their points
FEWEST_SWEEPS, SWEEPS_A_PERSON, MOST_WORK = (
    1_000,
    100,
    3_000_000,
)  # sweeps at least; for each person of a part; and times its people at most
Tables = tuple[Ints, ...]  # ascending rows or positions of each circle


@dataclass(frozen=True, slots=True)
class Held:
    """One round."""

    circles: tuple[Proposal, ...]
    unplaced: tuple[Unplaced, ...]
    repeats: int  # pairs in it who sat together in an earlier round

    @property
    def score(self) -> int:
        return sum(one.score for one in self.circles)


@dataclass(frozen=True, slots=True)
class Rounds:
    held: tuple[Held, ...]
    least_repeats: int  # in no rounds with these sizes do those who sit meet each other again less often

    @property
    def repeats(self) -> int:
        return sum(one.repeats for one in self.held)


def rounds_of(
    people: Sequence[Candidate], rules: Rules, found: Match, count: int, seed: int = 1, *, effort: int | None = None
) -> Rounds:
    """`count` rounds of these people, of whom `found` is a match by these rules.

    Pairs without locks are a network sprint: nobody meets twice while there is somebody new. Other circles begin with
    those of `found` and rotate; locked people stay together. `effort` is the number of sweeps of each part, by default
    fewer for very few and for very many people. Raises ValueError for fewer than one round and for more people than
    MOST_WITH_MEETINGS.
    """
    if count < 1 or len(people) > MOST_WITH_MEETINGS:
        raise ValueError(f"{count} rounds of {len(people)} people cannot be made")
    facts = compile_facts(people, rules)
    locks = locks_of(facts)
    rows = np.setdiff1d(facts.able, locks.hopeless)
    seated: list[list[Ints]] = [[] for _ in range(count)]
    least = 0
    for part in shards_of(facts, rows, locks.groups).parts:
        ground = ground_of(facts, part)
        weeks = _weeks(ground, locks, found, count, seed, effort or _usual_effort(len(part)))
        least += least_repeats_of(ground, weeks, _locked(ground, locks))
        for round_, week in zip(seated, weeks, strict=True):
            round_ += [part[table] for table in week]
    return Rounds(_held(facts, found, seated), least)


def _usual_effort(people: int) -> int:
    return max(min(SWEEPS, SWEEPS_A_PERSON * people, MOST_WORK // people), FEWEST_SWEEPS)


def _weeks(ground: Ground, locks: Locks, found: Match, count: int, seed: int, effort: int) -> list[Tables]:
    rules = ground.facts.rules
    if rules.kind in (Kind.PAIR, Kind.SPRINT) and rules.least == 2 and not locks.groups:
        return [one.tables for one in sprint_rounds(ground, count, seed)]
    place = {ground.facts.people[row].id: i for i, row in enumerate(ground.members.tolist())}
    here = [[place[one] for one in circle.members] for circle in found.circles if circle.members[0] in place]
    return list(new_circles(ground, [np.array(circle) for circle in here], count, seed, effort=effort))


def _locked(ground: Ground, locks: Locks) -> list[Ints]:
    """The locks of this ground as local positions."""
    here = [np.flatnonzero(np.isin(ground.members, group)) for group in locks.groups]
    return [group for group in here if len(group) > 1]


def least_repeats_of(ground: Ground, weeks: Sequence[Sequence[Ints]], locked: Sequence[Ints] = ()) -> int:
    """In no rounds of these sizes, everybody in as many of them as here, do fewer pairs meet who have met.

    Four counts, each a proof by itself: meetings against pairs who may meet at all; the meetings of each person, in the
    smallest circles, against the people they may meet; the people of a circle against the number of circles that they
    can go to next; and those who are locked together.
    """
    sizes = [[len(table) for table in week] for week in weeks if week]
    open_to = (ground.affinity > FORBIDDEN).sum(axis=1) - 1
    sat = np.bincount([one for week in weeks for table in week for one in table], minlength=ground.size)
    meetings = sum(_pairs(size) for week in sizes for size in week)
    smallest = min((size for week in sizes for size in week), default=1)
    by_person = (int(np.maximum(sat * (smallest - 1) - open_to, 0).sum()) + 1) // 2
    sitting = int(np.count_nonzero(sat))
    by_circle = sum(
        pairs_in(max(size - (sitting - sum(then)), 0), len(then)) for now, then in pairwise(sizes) for size in now
    )
    by_lock = sum(max(sum(_sits(group, week) for week in weeks) - 1, 0) * _pairs(len(group)) for group in locked)
    return max(meetings - int(open_to.sum()) // 2, by_person, by_circle, by_lock)


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def _sits(group: Ints, week: Sequence[Ints]) -> bool:
    return any(np.isin(group, table).all() for table in week)


def _held(facts: Facts, found: Match, seated: Sequence[Sequence[Ints]]) -> tuple[Held, ...]:
    kept = [[rows for rows in week if _is_allowed(facts, rows)] for week in seated]
    sat = Counter(int(row) for week in kept for rows in week for row in rows)
    told = {one.id: one for one in found.unplaced}
    met: set[tuple[int, int]] = set()
    held = []
    for week in kept:
        week.sort(key=lambda rows: int(rows[0]))
        pairs = {(int(a), int(b)) for rows in week for a in rows for b in rows if a < b}
        out = sorted(set(range(facts.size)) - {int(row) for rows in week for row in rows})
        unplaced = tuple(_out(facts, row, told, sat[row], len(seated)) for row in out)
        held.append(Held(tuple(_proposal(facts, rows) for rows in week), unplaced, len(pairs & met)))
        met |= pairs
    return tuple(held)


def _is_allowed(facts: Facts, rows: Ints) -> bool:
    return not violations([facts.people[row] for row in rows], facts.rules)


def _proposal(facts: Facts, rows: Ints) -> Proposal:
    points = ground_of(facts, rows).score(np.arange(len(rows)))
    return Proposal(tuple(facts.people[row].id for row in rows), points)


def _out(facts: Facts, row: int, told: dict[int, Unplaced], sat: int, count: int) -> Unplaced:
    """Whoever sits in another round sits out in turn; of the others the match says what stands in their way."""
    one = facts.people[row].id
    if not sat and one in told:
        return told[one]
    turn = counted("They sit in {sat} of 1 round.", "They sit in {sat} of {count} rounds.", count, sat=sat)
    alone = phrase("Everybody they could sit with now is seated without them.")
    return Unplaced(one, (Rule.SIZE,), (alone, turn))
