"""Which groups of people are shown by themselves, and which together with others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from edgewise.domain.anonymity.bands import FEWEST_IN_A_GROUP, FEWEST_IN_ALL

G = TypeVar("G")


def merged(
    counts: Mapping[G, int], fewest: int = FEWEST_IN_A_GROUP, fewest_in_all: int = FEWEST_IN_ALL
) -> tuple[tuple[G, ...], ...]:
    """The groups that stand together, from how many answered in each, in the order of `counts`.

    From the last to the first, a group with fewer than `fewest` joins the one before it, and the first joins the one
    after it. Groups of nobody are left out. Nothing at all for fewer than `fewest_in_all`.

    Source: the threshold rule of official statistics (Hundepool and others, "Statistical Disclosure Control", 2012).
    It needs no subtraction rule: everybody is in exactly one of what it returns, and nobody is left over.
    What it cannot do: it knows how many there are and not who. Whoever invited three peers knows their names.
    """
    if sum(counts.values()) < fewest_in_all:
        return ()
    together: list[tuple[G, ...]] = []
    waiting: tuple[G, ...] = ()
    for group in reversed([group for group, count in counts.items() if count]):
        waiting = (group, *waiting)
        if sum(counts[one] for one in waiting) >= fewest:
            together.insert(0, waiting)
            waiting = ()
    if waiting and together:
        together[0] = (*waiting, *together[0])
    return tuple(together)
