"""Locks as groups of people: each begins a circle and stays in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from edgewise.domain.matching.given.facts import Facts, Ints
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.model import Rule
from edgewise.domain.phrases import listed, phrase


@dataclass(frozen=True, slots=True)
class Locks:
    groups: tuple[Ints, ...]  # rows of the facts, ascending; no two groups share anybody
    seats: int  # the first so many groups are locked seats: no circle holds two of them
    hopeless: Ints  # rows of people whose locks cannot be kept; they sit nowhere
    warnings: tuple[str, ...]


def locks_of(facts: Facts) -> Locks:
    """Locks that share somebody are one. A lock that breaks a hard rule by itself cannot be kept, and is named."""
    if not facts.rules.holds(Rule.LOCKED):
        return Locks((), 0, np.array([], dtype=np.int64), ())
    kept: list[tuple[bool, Ints]] = []
    hopeless: list[int] = []
    for rows, seats in _joined(facts):
        if seats > 1 or not _fit(facts, rows):
            hopeless += rows
        else:
            kept.append((seats == 0, np.array(rows, dtype=np.int64)))
    kept.sort(key=lambda one: (one[0], int(one[1][0])))
    names = [facts.people[row].name for row in hopeless]
    warnings = (
        (phrase("The locks on {names} contradict a rule or each other; they are left over.", names=listed(names)),)
        if names
        else ()
    )
    return Locks(
        groups=tuple(rows for _, rows in kept),
        seats=sum(not is_free for is_free, _ in kept),
        hopeless=np.array(sorted(hopeless), dtype=np.int64),
        warnings=warnings,
    )


def _joined(facts: Facts) -> list[tuple[list[int], int]]:
    """The rows of each group of locked people, and how many locked seats are in it."""
    wanted = [(lock, 1) for lock in facts.rules.seats] + [(lock, 0) for lock in facts.rules.together]
    found: list[tuple[set[int], int]] = []
    for lock, is_seat in wanted:
        rows, seats = {facts.position[one] for one in lock if one in facts.position}, is_seat
        for other in [one for one in found if one[0] & rows]:
            found.remove(other)
            rows, seats = rows | other[0], seats + other[1]
        if rows and (seats or len(rows) > 1):
            found.append((rows, seats))
    return [(sorted(rows), seats) for rows, seats in found]


def _fit(facts: Facts, rows: Sequence[int]) -> bool:
    members = np.array(rows, dtype=np.int64)
    if len(rows) > facts.rules.most or any(facts.faults[row] for row in rows):
        return False
    return ground_of(facts, members).get_on(np.arange(len(rows)))
