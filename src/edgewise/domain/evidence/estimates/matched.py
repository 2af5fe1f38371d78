"""Coarsened exact matching: everybody is compared with people of the same cell, and with nobody else.

A cell is level, function, site and a band of tenure. Cells in which only one side stands are left out, and counted.
Source: Iacus, King and Porro, "Causal inference without balance checking: coarsened exact matching", Political
Analysis 20 (2012). Cells are weighted by n1 n0 / n, as Mantel and Haenszel weigh them: the same weights for the
difference, for the shares beside it, and for the balance table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from msgspec import Struct

TENURE_DAYS = (365, 1096, 2557)  # less than one year, than three, than seven, and more
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
    (Austin, Statistics in Medicine 28, 2009).
    """

    name: str  # level, function, site, tenure
    kind: str
    taking_part: float
    compared: float
    standardised: float


def balance(
    facts: Mapping[int, Facts], taking_part: Mapping[int, float], compared: Mapping[int, float]
) -> tuple[Balance, ...]:
    """Both sides map a key to its weight. Kinds of fewer than five people in all are left out."""
    return tuple(
        line
        for name in ("level", "function", "site", "tenure")
        for kind in _kinds([_kind(facts, key, name) for key in (*taking_part, *compared)])
        for line in [_line(name, kind, _share(facts, taking_part, name, kind), _share(facts, compared, name, kind))]
    )


def _line(name: str, kind: str, one: float, other: float) -> Balance:
    spread = ((one * (1 - one) + other * (1 - other)) / 2) ** 0.5
    return Balance(name, kind, one, other, (one - other) / spread if spread else 0.0)


def _kinds(found: Sequence[str]) -> list[str]:
    counts = {kind: found.count(kind) for kind in set(found)}
    return sorted(kind for kind, many in counts.items() if many >= FEWEST_OF_A_KIND)


def _share(facts: Mapping[int, Facts], weights: Mapping[int, float], name: str, kind: str) -> float:
    total = sum(weights.values())
    return sum(weight for key, weight in weights.items() if _kind(facts, key, name) == kind) / total if total else 0.0


def _kind(facts: Mapping[int, Facts], key: int, name: str) -> str:
    one = facts.get(key, Facts())
    said = {"level": one.level, "function": one.function, "site": one.site, "tenure": one.tenure_band}[name]
    return "" if said is None else str(said)
