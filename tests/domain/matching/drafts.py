"""Drafts in which every rule holds, made without any search for a good one."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.given.company import View, circle_with
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.model import Candidate, Rules
from tests.domain.matching.people import crowd, rules


def easy_crowd(size: int, rng: Random, **changed: object) -> tuple[list[Candidate], Rules]:
    """People of whom most can sit with most, and circles of 3 to 5."""
    people, _ = crowd(size, rng, mess=0.12)
    pairs = frozenset(frozenset(rng.sample(range(size), 2)) for _ in range(size // 8))
    return people, rules(**{"least": 3, "target": 4, "most": 5, "never_again": pairs, **changed})


def seated(people: Sequence[Candidate], design: Rules, rng: Random) -> list[list[int]]:
    """Circles of ids. People are their own ids here."""
    view = View(compile_facts(people, design))
    locked = {one for group in (*design.seats, *design.together) for one in group}
    waiting, circles = np.array(rng.sample(range(len(people)), len(people))), []
    while len(waiting):
        found, _ = circle_with(view, [int(waiting[0])], waiting[1:], 200)
        size = rng.randint(0, design.most - design.least)
        for one in waiting[1:].tolist():
            fits = found and size and one not in {*found, *locked}
            if fits and not violations([people[i] for i in (*found, one)], design):
                found, size = (*found, one), size - 1
        circles += [sorted(found)] if found else []
        waiting = waiting[1:][~np.isin(waiting[1:], found)]
    return circles
