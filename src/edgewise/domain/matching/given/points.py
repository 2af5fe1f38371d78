"""What a few people are worth to one another whether or not they may sit together: for showing, comparing and repair.

The points are those of the ground with no rule left to forbid anything. For a circle that breaks no rule they are
its score; for one that does they tell nothing of which rule it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.model import Candidate, Rule, Rules


class Points:
    """n x n whole points, rows in the order of ids. Two bytes a pair: meant for up to some thousands of people."""

    def __init__(self, people: Sequence[Candidate], rules: Rules) -> None:
        facts = compile_facts(people, replace(rules, relaxed=frozenset(Rule)))
        self.position = facts.position
        self.table = ground_of(facts, np.arange(facts.size)).affinity

    def of(self, circle: Iterable[int]) -> int:
        """The points of all pairs among these ids."""
        return self.of_rows([self.position[one] for one in circle])

    def of_rows(self, circle: Sequence[int]) -> int:
        rows = np.array(circle, dtype=np.int64)
        return int(self.table[np.ix_(rows, rows)].sum(dtype=np.int64)) // 2
