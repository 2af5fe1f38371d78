"""How near each person's circle comes to the best company that they could have, the others' wishes aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from edgewise.domain.matching.exact.bounds import ideals
from edgewise.domain.matching.given.ground import Ground


def shares_of_ideal(ground: Ground, circles: Sequence[Sequence[int]]) -> Mapping[int, float]:
    """By id, for everybody in these circles of ids: their points there, 0 to 1 of those with as many best partners.

    1 where nobody is worth anything to them. Raises KeyError for an id outside the ground.
    """
    local = {ground.facts.people[row].id: i for i, row in enumerate(ground.members.tolist())}
    best = {size: ideals(ground, size) for size in sorted({len(circle) for circle in circles})}
    found: dict[int, float] = {}
    for circle in circles:
        rows = np.array([local[one] for one in circle], dtype=np.int64)
        have = ground.affinity[np.ix_(rows, rows)].sum(axis=1, dtype=np.int64)
        for one, row, points in zip(circle, rows.tolist(), have.tolist(), strict=True):
            ideal = int(best[len(circle)][row])
            found[one] = max(points, 0) / ideal if ideal > 0 else 1.0
    return found
