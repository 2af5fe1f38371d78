"""A leadership team has its boss in it: who that is. The boss never has the chair and is nobody's only witness."""

from __future__ import annotations

from collections.abc import Collection, Mapping

FEWEST_TO_CHAIR = 2  # one who holds the chair, and one who deputises


def bosses(above: Mapping[int, Collection[int]]) -> frozenset[int]:
    """Those of a table who have others of it below them; `above` names each one's manager and that one's manager.

    Where fewer than `FEWEST_TO_CHAIR` would be left for the chair, only those who have nobody above them here.
    """
    lines = {who: {one for one in over if one in above and one != who} for who, over in above.items()}
    over_somebody = frozenset(one for over in lines.values() for one in over)
    if len(above) - len(over_somebody) >= FEWEST_TO_CHAIR:
        return over_somebody
    return frozenset(one for one in over_somebody if not lines[one])
