"""Coarsened exact matching: everybody is compared with people of the same cell, and with nobody else.

A cell is level, function, site and a band of tenure. Cells in which only one side stands are left out, and counted.
Source: Iacus, King and Porro, "Causal inference without balance checking: coarsened exact matching", Political
Analysis 20 (2012). Cells are weighted by n1 n0 / n, as Mantel and Haenszel weigh them: the same weights for the
difference, for the shares beside it, and for the balance table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from math import fsum, sqrt

from msgspec import Struct

TENURE_DAYS = (365, 1096, 2557)  # less than one year, than three, than seven, and more
ZERO_VARIANCE = 1e-12  # of a share: what is left of 1 - 1 by rounding
FEWEST_OF_A_KIND = 5  # people of both sides, for a line of the balance table


class Facts(Struct, frozen=True):
    """What was known of somebody on the day of the invitation. None and "" are kinds of their own."""

    level: int | None = None
    function: str = ""
    site: str = ""
    tenure_days: int | None = None

    @property
    def tenure_band(self) -> int | None:
        return None if self.tenure_days is None else bisect_right(TENURE_DAYS, self.tenure_days)

    @property
    def cell(self) -> tuple[int | None, str, str, int | None]:
        return self.level, self.function, self.site, self.tenure_band


class Balance(Struct, frozen=True):
    """The share of each side that has this `kind` of the fact `name`, weighted as the comparison is.

    `standardised`: the difference over the root of the mean of both variances; 0.1 and less is taken for balanced
    (Austin, Statistics in Medicine 28, 2009). `before`: the same without weights, and with those who have no match.
    """

    name: str  # level, function, site, tenure
    kind: str
    taking_part: float
    compared: float
    standardised: float
    before: float


Pair = tuple[Mapping[int, float], Mapping[int, float]]  # the weights of who takes part and of who is compared, by key


def balance(facts: Mapping[int, Facts], weights: Pair, before: Pair) -> tuple[Balance, ...]:
    """A line for each kind of each fact that five people or more have, of all who are in `before`."""
    lines = []
    for name in ("level", "function", "site", "tenure"):
        now, then = ([_shares(facts, side, name) for side in pair] for pair in (weights, before))
        many = Counter(_kind(facts, key, name) for side in before for key in side)
        for kind in sorted(kind for kind in many if many[kind] >= FEWEST_OF_A_KIND):
            one, other = (side.get(kind, 0.0) for side in now)
            apart = (_standardised(*(side.get(kind, 0.0) for side in pair)) for pair in (now, then))
            lines.append(Balance(name, kind, one, other, *apart))
    return tuple(lines)


def _standardised(one: float, other: float) -> float:
    variance = (one * (1 - one) + other * (1 - other)) / 2
    return (one - other) / sqrt(variance) if variance > ZERO_VARIANCE else 0.0


def _shares(facts: Mapping[int, Facts], weights: Mapping[int, float], name: str) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for key, weight in weights.items():
        sums[_kind(facts, key, name)] += weight
    total = fsum(weights.values())
    return {kind: each / total for kind, each in sums.items()} if total else {}


def _kind(facts: Mapping[int, Facts], key: int, name: str) -> str:
    one = facts.get(key, Facts())
    said = {"level": one.level, "function": one.function, "site": one.site, "tenure": one.tenure_band}[name]
    return "" if said is None else str(said)
