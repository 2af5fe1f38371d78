"""How much having met before still counts: a half after each half-life, the last time and earlier times added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from edgewise.domain.matching.model import Pair

HALF_LIFE = 180  # days


def met_before(meetings: Iterable[tuple[int, int, date]], on: date, half_life: int = HALF_LIFE) -> Mapping[Pair, float]:
    """From (id, id, day) to 0..1 for each pair: 1 met today, 0.5 one half-life ago; sums are cut off at 1."""
    found: dict[Pair, float] = {}
    for one, other, day in meetings:
        if one != other:
            pair = frozenset((one, other))
            age = max((on - day).days, 0)
            found[pair] = min(1.0, found.get(pair, 0.0) + 0.5 ** (age / half_life))
    return found
