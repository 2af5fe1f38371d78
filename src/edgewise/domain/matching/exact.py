"""Small instances solved outright: every feasible circle, then the best choice of disjoint ones."""

from __future__ import annotations

from functools import cache
from itertools import combinations

from edgewise.domain.matching.audit import Ground, bits

FEW = 10  # people up to whom every subset is looked at


def circles_among(ground: Ground, people: int) -> list[int]:
    """Every feasible circle whose members are all in the mask `people`."""
    rules, ones = ground.rules, [1 << i for i in bits(people)]
    sizes = range(rules.least, min(rules.most, len(ones)) + 1)
    return [mask for size in sizes for chosen in combinations(ones, size) if ground.is_circle(mask := sum(chosen))]


def best_among(ground: Ground, people: int) -> list[int]:
    """Circles that seat as many of `people` as can be seated; among those, sizes nearest to the target."""
    starting: dict[int, list[int]] = {1 << i: [] for i in bits(people)}
    for circle in circles_among(ground, people):
        starting[circle & -circle].append(circle)
    target = ground.rules.target

    @cache
    def best(left: int) -> tuple[int, int, tuple[int, ...]]:
        if not left:
            return 0, 0, ()
        first = left & -left
        found = best(left ^ first)
        for circle in starting[first]:
            if circle & ~left == 0:
                seated, off, rest = best(left ^ circle)
                size = circle.bit_count()
                found = max(found, (seated + size, off - abs(size - target), (circle, *rest)))
        return found

    return list(best(people)[2])


def circle_with(ground: Ground, start: int, pool: int, budget: int = 4000) -> tuple[int, bool]:
    """A feasible circle of all of `start` and people of `pool` (0 if none), and whether the answer is proved.

    Depth first, one person after another; whoever sits alone gets company before anybody else is
    tried. `budget` is the number of sets looked at.
    """
    most, least = ground.rules.most, ground.rules.least
    if not ground.get_on(start):
        return 0, True
    for i in bits(start):
        pool &= ground.friends[i]
    stack = [(start, pool)]
    while stack and budget:
        budget -= 1
        circle, options = stack.pop()
        size, lonely = circle.bit_count(), ground.lonely(circle)
        if size >= least and not lonely:
            return circle, True
        if size < most and size + options.bit_count() >= least:
            stack.extend(_larger(ground, circle, options, lonely & -lonely))
    return 0, not stack


def _larger(ground: Ground, circle: int, options: int, wanted: int) -> list[tuple[int, int]]:
    """One more person each way, in an order that meets every set once; all declare `wanted` unless it is 0."""
    onward = []
    for j in bits(options):
        if wanted and not ground.declared[j] & wanted:
            continue
        options ^= 1 << j
        if ground.get_on(circle | 1 << j):
            onward.append((circle | 1 << j, options & ground.friends[j]))
    return onward
