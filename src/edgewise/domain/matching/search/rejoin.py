"""A second chance for those left over in one part of what was too large to be matched in one piece."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from edgewise.domain.matching.given.facts import Facts, Ints
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.given.locks import Locks
from edgewise.domain.matching.search.rescue import rescue
from edgewise.domain.matching.search.seating import Flags, Seating

LEFT = 500  # people left over who are looked at together
CIRCLES = 500  # circles of other parts that may take them in


def rejoined(facts: Facts, circles: Sequence[Ints], rows: Ints, locks: Locks, rng: np.random.Generator) -> list[Ints]:
    """These circles, rows of the facts, and more of `rows` seated where they can be. Locked circles stay."""
    held = np.zeros(facts.size, dtype=np.bool_)
    for group in locks.groups:
        held[group] = True
    seated = np.zeros(facts.size, dtype=np.bool_)
    for circle in circles:
        seated[circle] = True
    left = rows[~seated[rows] & ~held[rows]][:LEFT]
    if not len(left):
        return list(circles)
    chosen = _likely(facts, circles, left, held, rng)
    members = np.concatenate([left, *(circles[index] for index in chosen)])
    ground = ground_of(facts, np.sort(members))
    local = np.full(facts.size, -1, dtype=np.int64)
    local[ground.members] = np.arange(ground.size)
    seating = Seating(ground, np.array([len(circles[index]) for index in chosen], dtype=np.int64), rng)
    for place, index in enumerate(chosen):
        seating.found(local[circles[index]], place)
    rescue(seating)
    kept = set(chosen)
    return [circle for index, circle in enumerate(circles) if index not in kept] + [
        np.sort(ground.members[circle]) for circle in seating.circles()
    ]


def _likely(facts: Facts, circles: Sequence[Ints], left: Ints, held: Flags, rng: np.random.Generator) -> list[int]:
    """Circles with nobody locked: first those in which somebody declares what one of these people declares."""
    theirs = np.bitwise_or.reduce(facts.declared[left], axis=0)
    company = [bool((facts.declared[circle] & theirs).any()) for circle in circles]
    free = [index for index, circle in enumerate(circles) if not held[circle].any()]
    chance = rng.random(len(circles))
    return sorted(free, key=lambda index: (not company[index], chance[index]))[:CIRCLES]
