"""From people and rules to circles, with a reason for each and for everybody left over."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from edgewise.domain.matching.audit import Ground, bits
from edgewise.domain.matching.exact import FEW, best_among, circle_with
from edgewise.domain.matching.explain import why_left, why_together
from edgewise.domain.matching.model import Candidate, Match, Proposal, Rule, Rules
from edgewise.domain.matching.search import searched


def match(people: Sequence[Candidate], rules: Rules, rng: Random, levels: tuple[str, ...] = ()) -> Match:
    """Circles in which every hard rule holds; the same people, rules and seed give the same circles.

    Ids must differ. `levels` names the role levels for the reasons. Raises ValueError unless
    2 <= least <= target <= most.
    """
    if not 2 <= rules.least <= rules.target <= rules.most:
        raise ValueError(f"sizes {rules.least}, {rules.target}, {rules.most} are not in order from 2 up")
    ground = Ground(sorted(people, key=lambda one: one.id), rules)
    circles: list[int] = []
    for island in islands(ground):
        circles += _solved(ground, island, rng)
    circles.sort(key=lambda circle: circle & -circle)
    everybody = (1 << len(people)) - 1
    left = everybody & ~sum(circles)
    able = sum(1 << i for i in bits(everybody) if not ground.faults[i])
    proposals = tuple(
        Proposal(tuple(ground.people[i].id for i in bits(circle)), 0, why_together(ground, circle, levels))
        for circle in circles
    )
    return Match(proposals, tuple(why_left(ground, i, able) for i in bits(left)))


def islands(ground: Ground) -> list[int]:
    """The people in groups no rule lets mix, so that each can be matched by itself."""
    waiting = sum(1 << i for i in range(len(ground.people)) if not ground.faults[i])
    found = []
    while waiting:
        island, edge = 0, waiting & -waiting
        while edge:
            island |= edge
            edge = _neighbours(ground, edge) & ~island
        found.append(island)
        waiting &= ~island
    return found


def violations(circle: Sequence[Candidate], rules: Rules) -> tuple[Rule, ...]:
    """The hard rules that this circle breaks as the facts stand now; empty when it may be published."""
    ground = Ground(circle, rules)
    whole = (1 << len(circle)) - 1
    found = {rule for i in range(len(circle)) for rule in ground.faults[i]}
    found |= {rule for i in range(len(circle)) for j in range(i) for rule in ground.between(i, j)}
    if not rules.least <= len(circle) <= rules.most:
        found.add(Rule.SIZE)
    if circle and not ground.share_hours(ground.shifts_of(whole)):
        found.add(Rule.HOURS)
    if circle and not ground.spoken_by_all(whole):
        found.add(Rule.LANGUAGE)
    if ground.lonely(whole):
        found.add(Rule.ALONE)
    return tuple(rule for rule in Rule if rule in found)


def _solved(ground: Ground, island: int, rng: Random) -> list[int]:
    if island.bit_count() <= FEW:
        return best_among(ground, island)
    hopeless = 0
    for i in bits(island):
        circle, proved = circle_with(ground, 1 << i, island, budget=400)
        if proved and not circle:
            hopeless |= 1 << i
    return searched(ground, island, hopeless, rng)


def _neighbours(ground: Ground, edge: int) -> int:
    found = 0
    for i in bits(edge):
        found |= ground.friends[i]
    return found
