"""The first circles: locked seats, then those who need company, then everybody else in rounds of assignments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import FORBIDDEN
from edgewise.domain.matching.search.seating import Seating

PEOPLE_A_ROUND = 250  # circles that take somebody in at once


def build(seating: Seating, starts: Sequence[Ints]) -> None:
    """Seats people at the empty circles of `seating`. `starts` are locked: each begins a circle and stays in it.

    Where there are more of them than circles, the last sit nowhere.
    """
    order = _order(seating)
    for members in starts:
        seating.fixed[members] = True
    held = starts[: len(seating.planned)]
    for index, members in enumerate(held):
        seating.found(members, index)
    taken = _company(seating, order, len(held))
    _seeds(seating, order, taken)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    for size in range(2, int(seating.planned.max(initial=0)) + 1):
        _round(seating, rank, size)


def _order(seating: Seating) -> Ints:
    """Everybody, those beside one another who are likely to get on; chance decides between the alike."""
    facts, members = seating.ground.facts, seating.ground.members
    chance = seating.rng.random(len(members))
    keys = (chance, facts.function[members], facts.prefers[members], facts.location[members], facts.level[members])
    return np.lexsort(keys)


def _company(seating: Seating, order: Ints, first: int) -> int:
    """Circles begun by people with declared attributes and company for each. Returns the first empty circle."""
    declared = seating.ground.declared
    waiting = np.zeros(len(order), dtype=np.bool_)
    waiting[seating.bench()] = True
    waiting &= declared.any(axis=1)
    count = np.bitwise_count(declared).sum(axis=1)
    for one in order[np.argsort(-count[order].astype(np.int64), kind="stable")]:
        if first >= len(seating.planned):
            break
        if waiting[one]:
            waiting[one] = False
            group = _with_company(seating, int(one), np.flatnonzero(waiting))
            if group is not None:
                seating.found(group, first)
                waiting[group] = False
                first += 1
    return first


def _with_company(seating: Seating, one: int, pool: Ints) -> Ints | None:
    """This person and as few others as it takes so that nobody of them is alone with an attribute."""
    ground, group = seating.ground, [one]
    common = ground.marks[one].copy()
    worth = ground.affinity[one, pool].astype(np.int64)
    while (lonely := ground.lonely(np.array(group))).any():
        any_of = np.bitwise_or.reduce(ground.declared[group], axis=0)
        theirs = ground.declared[pool]
        fits = (worth > FORBIDDEN // 2) & (theirs & lonely).any(axis=1) & ~(theirs & ~any_of).any(axis=1)
        for requirement in ground.requirements:
            fits &= (ground.marks[pool][:, requirement] & common[requirement]).any(axis=1)
        if len(group) >= seating.most or not fits.any():
            return None
        best = int(np.where(fits, worth, 2 * FORBIDDEN).argmax())
        group.append(int(pool[best]))
        common &= ground.marks[pool[best]]
        worth += ground.affinity[pool[best], pool]
        worth[best] = 2 * FORBIDDEN
    return np.array(group)


def _seeds(seating: Seating, order: Ints, first: int) -> None:
    """One person each for the circles that are still empty, drawn evenly from all kinds of people."""
    bench = np.zeros(len(order), dtype=np.bool_)
    bench[seating.bench()] = True
    bench &= ~seating.ground.declared.any(axis=1)
    free = order[bench[order]]
    many = min(len(seating.planned) - first, len(free))
    for index, one in enumerate(free[np.linspace(0, max(len(free) - 1, 0), many).astype(np.int64)]):
        seating.found(np.array([one]), first + index)


def _round(seating: Seating, rank: Ints, size: int) -> None:
    """Each circle of fewer than `size` takes one person in, from those who are near it in the order."""
    begun = np.flatnonzero((seating.size > 0) & (seating.size < np.minimum(size, seating.planned)))
    begun = begun[np.argsort(rank[seating.seats[begun, 0]])]
    bench = seating.bench()
    bench = bench[np.argsort(rank[bench])]
    parts = max(1, round(len(begun) / PEOPLE_A_ROUND))
    for circles, people in zip(np.array_split(begun, parts), np.array_split(bench, parts), strict=True):
        many = min(len(people), 2 * len(circles))
        chosen = np.sort(seating.rng.permutation(len(people))[:many])
        seating.reseat(circles[:0], circles, people[chosen])
