"""Seats for those whom the search left over: places beyond the planned size, and circles made anew."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import FORBIDDEN, Ground
from edgewise.domain.matching.given.sizes import sizes_for
from edgewise.domain.matching.search.seating import Seating
from edgewise.domain.matching.search.start import build

PEOPLE_A_RESCUE = 300  # circles in one assignment
MOST_ROUNDS = 6  # of asking every circle, at most
ROUNDS_WITHOUT_GAIN = 2  # rounds without a gain
REBUILT = 8  # circles taken apart together
REBUILDS = 60  # times that circles are taken apart, at most
SETTLING = 12  # assignments while they are put together again


def rescue(seating: Seating) -> None:
    """Seats as many of the bench as can be found places for. Only locked circles stay incomplete.

    First come the places planned, then circles built anew, and only then places beyond the planned sizes.
    """
    _ask(seating, beyond=False)
    _clear(seating)
    _rebuild(seating)
    _ask(seating, beyond=True)
    _rebuild(seating)
    _even_sizes(seating)
    _clear(seating)


def _clear(seating: Seating) -> None:
    seating.undo(np.flatnonzero(~seating.complete() & ~seating.held()))


def _ask(seating: Seating, *, beyond: bool) -> None:
    """Asks all circles, in halves that give a member away and that offer a place, as long as it helps."""
    tired = 0
    for _ in range(MOST_ROUNDS):
        before = len(seating.bench())
        if not before or tired >= ROUNDS_WITHOUT_GAIN:
            return
        complete = seating.complete()
        order = seating.rng.permutation(np.flatnonzero(seating.size > 0))
        for circles in np.array_split(order, max(1, round(len(order) / PEOPLE_A_RESCUE))):
            bench = seating.bench()[:PEOPLE_A_RESCUE]
            offers = (seating.rng.random(len(circles)) < 0.5) | ~complete[circles]
            offers &= seating.size[circles] < (seating.most if beyond else seating.planned[circles])
            seating.reseat(circles[~offers & complete[circles]], circles[offers], bench)
        tired = 0 if len(seating.bench()) < before else tired + 1


def _rebuild(seating: Seating) -> None:
    """Takes a few circles apart, and builds again with people of the bench who could sit there, if that seats more."""
    tried = np.zeros(seating.ground.size, dtype=np.int64)
    for _ in range(REBUILDS):
        bench = seating.bench()
        bench = bench[tried[bench] < ROUNDS_WITHOUT_GAIN]
        if not len(bench):
            return
        one = int(bench[np.argmin(tried[bench])])
        tried[one] += 1
        circles = _around(seating, one)
        others = _friends(seating.ground, one, seating.bench())[: 2 * seating.most]
        _renew(seating, circles, np.concatenate([[one], others]))


def _even_sizes(seating: Seating) -> None:
    """Builds again, a few at a time, the circles whose size is not the target's, where that brings them nearer."""
    target = seating.ground.facts.rules.target
    for _ in range(REBUILDS):
        free = (seating.size > 0) & ~seating.held()
        off = np.flatnonzero(free & (seating.size != target))
        if len(off) < REBUILT:
            return
        first = int(seating.seats[seating.rng.permutation(off)[0], 0])
        fits = (seating.ground.affinity[first, seating.seats[off]] > FORBIDDEN) & (seating.seats[off] >= 0)
        _renew(seating, off[np.argsort(-fits.sum(axis=1), kind="stable")[:REBUILT]], off[:0])


def _friends(ground: Ground, one: int, people: Ints) -> Ints:
    """Those of `people` who may sit with this person, best first."""
    worth = ground.affinity[one, people].astype(np.int64)
    fits = (worth > FORBIDDEN) & (people != one)
    found: Ints = people[fits][np.argsort(-worth[fits], kind="stable")]
    return found


def _around(seating: Seating, one: int) -> Ints:
    """A few circles in which this person gets on with most members, without locked seats; chance decides ties."""
    circles = np.flatnonzero(seating.size > 0)
    seats = seating.seats[circles]
    free = ~seating.held()[circles]
    fits = ((seating.ground.affinity[one, seats] > FORBIDDEN) & (seats >= 0)).sum(axis=1)
    rank = -fits - seating.rng.random(len(circles))
    return circles[free][np.argsort(rank[free], kind="stable")[:REBUILT]]


def _renew(seating: Seating, circles: Ints, more: Ints) -> None:
    """These circles and some of the bench in circles built anew; kept if more sit, or as many in better sizes."""
    rules = seating.ground.facts.rules
    pool = np.concatenate([seating.seats[circles].ravel(), more])
    pool = np.sort(pool[pool >= 0])
    ground = Ground(seating.ground.facts, seating.ground.members[pool], seating.ground.affinity[np.ix_(pool, pool)])
    sizes = np.array(sizes_for(len(pool), rules.least, rules.target, rules.most), dtype=np.int64)
    small = Seating(ground, sizes, seating.rng)
    build(small, ())
    everybody = np.arange(len(sizes))
    for turn in range(SETTLING):
        gives = small.complete() & (small.rng.random(len(sizes)) < 0.6)
        offers = ~gives & (small.size < small.most) & (small.size > 0)
        small.reseat(everybody[gives], everybody[offers], small.bench(), 100.0 if turn < SETTLING - 1 else 0.0)
    made = [pool[members] for members in small.circles()]
    if _merit(map(len, made), rules.target) > _merit(seating.size[circles].tolist(), rules.target):
        _replace(seating, circles, made)


def _merit(sizes: Iterable[int], target: int) -> tuple[int, int]:
    """More people first, then sizes nearer the target."""
    known = list(sizes)
    return sum(known), -sum(abs(size - target) for size in known)


def _replace(seating: Seating, circles: Ints, made: list[Ints]) -> None:
    """These circles instead of those; there may be more of them or fewer."""
    seating.undo(circles)
    more = len(made) - int(np.count_nonzero(seating.size == 0))
    if more > 0:
        seating.extend(more)
    for index, members in zip(np.flatnonzero(seating.size == 0), made, strict=False):
        seating.found(members, int(index))
        seating.planned[index] = len(members)
