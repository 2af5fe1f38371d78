"""Figures about overlapping sets of people: what two of them give away by subtraction, and which must be withheld."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from itertools import combinations
from typing import TypeVar

from edgewise.domain.anonymity.bands import FEWEST_IN_A_GROUP

P = TypeVar("P", bound=Hashable)
MOST_CELLS = 12  # of which every choice is looked at; more need a solver


def atoms(cells: Collection[frozenset[P]]) -> list[frozenset[P]]:
    """The classes of people that no cell tells apart, the people of no cell aside.

    Whatever can be had by adding and subtracting figures of the cells is a sum over some of these.
    """
    found: dict[frozenset[int], set[P]] = {}
    for person in frozenset().union(*cells):
        where = frozenset(number for number, cell in enumerate(cells) if person in cell)
        found.setdefault(where, set()).add(person)
    return [frozenset(people) for people in found.values()]


def give_nobody_away(cells: Collection[frozenset[P]], fewest: int = FEWEST_IN_A_GROUP) -> bool:
    """Whether every atom has at least `fewest` people: no difference, overlap or complement is smaller."""
    return all(len(atom) >= fewest for atom in atoms(cells))


def shown(cells: Sequence[frozenset[P]], fewest: int = FEWEST_IN_A_GROUP) -> tuple[frozenset[P], ...]:
    """As many of the cells as may be shown beside each other: secondary suppression, by looking at every choice.

    The cells are sets of people of whom the same figure is to be said: totals and their parts, the cuts of a cohort,
    the people of a wave and those of them who answered again. Of two choices with equally many cells, the one that
    tells of more people is taken, then the one whose cells come first. It looks at people only, so what it withholds
    tells nothing of any answer. Raises ValueError for more than twelve cells.

    Source: Cox, "Suppression methodology and statistical disclosure control", JASA 75 (1980). Atoms are stricter than
    the linear system there: a small atom is refused even where no sum of the shown cells isolates it.
    What it cannot do: it knows people and no values. A sum over enough people can still be the sum of extremes (bands
    see to that), and cells that are all large can narrow each other: that takes an audit of the numbers.
    """
    if len(cells) > MOST_CELLS:
        raise ValueError(f"{len(cells)} cells are too many to look at every choice; at most {MOST_CELLS}")
    for size in range(len(cells), 0, -1):
        safe = [choice for choice in combinations(cells, size) if give_nobody_away(choice, fewest)]
        if safe:
            return max(safe, key=lambda choice: sum(map(len, choice)))
    return ()
