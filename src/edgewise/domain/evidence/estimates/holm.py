"""Several outcomes asked of one programme: the chance that any of them is claimed wrongly stays 5 per cent."""

from __future__ import annotations

from collections.abc import Sequence


def holm(ps: Sequence[float]) -> list[float]:
    """Adjusted p-values in the order given: the k-th smallest times (m - k + 1), never less than one before, at most 1.

    Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6
    (1979). ValueError: a p that is not between 0 and 1, NaN among them.
    """
    if not all(0 <= p <= 1 for p in ps):
        raise ValueError("A p-value is not between 0 and 1")
    adjusted, highest = [0.0] * len(ps), 0.0
    for rank, place in enumerate(sorted(range(len(ps)), key=lambda place: ps[place])):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[place]))
        adjusted[place] = highest
    return adjusted
