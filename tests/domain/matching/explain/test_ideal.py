"""Everybody's circle beside the best company that they could have."""

from __future__ import annotations

import numpy as np
import pytest

from edgewise.domain.matching.explain.ideal import shares_of_ideal
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.model import Weights
from tests.domain.matching.people import candidate, rules

GOALS = Weights(level=0, location=0, language=0, function=0, goal=1, strength=0, fresh=0)


def test_a_share_is_the_points_one_has_of_those_with_ones_best_partners() -> None:
    goals = [{"delegating", "strategy"}, {"delegating"}, {"strategy"}, {"writing"}]
    people = [candidate(10 + i, goals=frozenset(words)) for i, words in enumerate(goals)]
    ground = ground_of(compile_facts(people, rules(weights=GOALS, least=3, target=3)), np.arange(4))
    assert shares_of_ideal(ground, [(10, 11, 12)]) == {10: 1.0, 11: 1.0, 12: 1.0}
    assert shares_of_ideal(ground, [(10, 11, 13)]) == {10: 0.5, 11: 1.0, 13: 1.0}
    assert shares_of_ideal(ground, [(10, 11), (12, 13)]) == {10: 1.0, 11: 1.0, 12: 0.0, 13: 1.0}
    with pytest.raises(KeyError):
        shares_of_ideal(ground, [(1, 2)])
