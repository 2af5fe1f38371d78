"""Seats for those whom the search left over: places beyond the planned size, and circles made anew."""

from __future__ import annotations

import numpy as np

from edgewise.domain.matching.facts import Ints
from edgewise.domain.matching.ground import FORBIDDEN, Ground
from edgewise.domain.matching.seating import Seating
from edgewise.domain.matching.sizes import sizes_for
from edgewise.domain.matching.start import build

BATCH = 300  # circles in one assignment
ROUNDS = 6  # of asking every circle, at most
PATIENCE = 2  # rounds without a gain
REBUILT = 8  # circles taken apart together
REBUILDS = 40  # times that circles are taken apart, at most
SETTLING = 12  # assignments while they are put together again


def rescue(seating: Seating) -> None:
    """Seats as many of the bench as can be found places for. Only locked circles stay incomplete."""
    seating.undo(np.flatnonzero(~seating.complete() & ~seating.held()))
    tired = 0
    for _ in range(ROUNDS):
        before = len(seating.bench())
        if not before or tired >= PATIENCE:
            break
        _ask_everywhere(seating)
        tired = 0 if len(seating.bench()) < before else tired + 1
    _rebuild(seating)
    seating.undo(np.flatnonzero(~seating.complete() & ~seating.held()))


def _ask_everywhere(seating: Seating) -> None:
    """One half of the circles give a member away while the other half offer a place, up to the most there may be."""
    order = seating.rng.permutation(np.flatnonzero(seating.size > 0))
    complete = seating.complete()
    for circles in np.array_split(order, max(1, round(len(order) / BATCH))):
        bench = seating.bench()[:BATCH]
        offers = (seating.rng.random(len(circles)) < 0.5) | ~complete[circles]
        offers &= seating.size[circles] < seating.most
        seating.reseat(circles[~offers & complete[circles]], circles[offers], bench)


def _rebuild(seating: Seating) -> None:
    """Takes a few circles apart, and builds again with people of the bench who could sit there, if that seats more."""
    barren = np.zeros(seating.ground.size, dtype=np.int64)
    for _ in range(REBUILDS):
        bench = seating.bench()
        bench = bench[barren[bench] < PATIENCE]
        if not len(bench):
            return
        one = int(bench[seating.rng.permutation(np.argsort(barren[bench], kind="stable")[:1])[0]])
        barren[one] += 1
        circles = _around(seating, one)
        pool = np.concatenate([[one], _friends(seating.ground, one, seating.bench())[: 2 * seating.most]])
        pool = np.concatenate([pool, seating.seats[circles].ravel()])
        _renew(seating, circles, np.unique(pool[pool >= 0]))


def _friends(ground: Ground, one: int, people: Ints) -> Ints:
    """Those of `people` who may sit with this person, best first."""
    worth = ground.affinity[one, people].astype(np.int64)
    fits = (worth > FORBIDDEN) & (people != one)
    return people[fits][np.argsort(-worth[fits], kind="stable")]


def _around(seating: Seating, one: int) -> Ints:
    """A few circles in which this person gets on with most members, without locked seats; chance decides ties."""
    circles = np.flatnonzero(seating.size > 0)
    seats = seating.seats[circles]
    free = ~seating.held()[circles]
    fits = ((seating.ground.affinity[one, seats] > FORBIDDEN) & (seats >= 0)).sum(axis=1)
    rank = -fits - seating.rng.random(len(circles))
    return circles[free][np.argsort(rank[free], kind="stable")[:REBUILT]]


def _renew(seating: Seating, circles: Ints, pool: Ints) -> None:
    rules = seating.ground.facts.rules
    ground = Ground(seating.ground.facts, seating.ground.members[pool], seating.ground.affinity[np.ix_(pool, pool)])
    sizes = np.array(sizes_for(len(pool), rules.least, rules.target, rules.most), dtype=np.int64)
    small = Seating(ground, sizes, seating.rng)
    build(small, ())
    for turn in range(SETTLING):
        everybody = np.arange(len(sizes))
        gives = small.complete() & (small.rng.random(len(sizes)) < 0.6)
        offers = ~gives & (small.size < small.most) & (small.size > 0)
        small.reseat(everybody[gives], everybody[offers], small.bench(), 100.0 if turn < SETTLING - 1 else 0.0)
    made = small.circles()
    if sum(map(len, made)) > int(seating.size[circles].sum()):
        _replace(seating, circles, [pool[members] for members in made])


def _replace(seating: Seating, circles: Ints, made: list[Ints]) -> None:
    """These circles instead of those; there may be more of them or fewer."""
    seating.undo(circles)
    more = len(made) - np.count_nonzero(seating.size == 0)
    if more > 0:
        seating.extend(more)
    for index, members in zip(np.flatnonzero(seating.size == 0), made, strict=False):
        seating.found(members, int(index))
        seating.planned[index] = len(members)
