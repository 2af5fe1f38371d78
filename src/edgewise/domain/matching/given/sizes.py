"""How many circles, and how large: settled before anybody is seated, since a sum of points favours large circles."""

from __future__ import annotations


def sizes_for(people: int, least: int, target: int, most: int) -> tuple[int, ...]:
    """Sizes, largest first, that seat as many of `people` as can be; among those, as near to `target` as can be.

    No two sizes differ by more than one. Empty for fewer people than `least`. With sizes from 4 to 5, eleven people
    make two circles of five and leave one.
    """
    for seated in range(people, 0, -1):
        fewest, largest = -(-seated // most), seated // least
        if fewest <= largest:
            circles = min(range(fewest, largest + 1), key=lambda count: _distance(seated, count, target))
            size, larger = divmod(seated, circles)
            return (size + 1,) * larger + (size,) * (circles - larger)
    return ()


def _distance(seated: int, circles: int, target: int) -> tuple[int, int]:
    """How far the sizes are from the target, summed; fewer circles where two counts are as near."""
    size, larger = divmod(seated, circles)
    return larger * abs(size + 1 - target) + (circles - larger) * abs(size - target), circles
