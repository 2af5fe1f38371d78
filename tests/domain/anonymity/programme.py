"""A second attacker, of another make: which answers fit a report is asked of an integer programme.

It sees what a reader sees: who answered and in which group, and each figure. Unknown is what each person answered, a
choice of six (cannot say, 1 to 5); each figure is a row of the programme. What is the same in every solution follows.
Here nothing is guessed or sampled: "it can be another" has a solution, and "it follows" has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from edgewise.domain.anonymity.bands import Band, band
from edgewise.domain.three_sixty.report import Figure

CANNOT_SAY, SCALE = 0, (1, 2, 3, 4, 5)
CHOICES = (CANNOT_SAY, *SCALE)
MOST_PEOPLE = 13
ENDS = {Band.UP_TO_2, Band.FROM_4}  # bands of which it is never said whether answers are divided
INFEASIBLE = 2  # a status of milp
Terms = list[tuple[int, float]]  # variable, factor


@cache
def sums_of(count: int) -> dict[Band, tuple[int, int]]:
    """The lowest and the highest sum of each band of `count` answers: what is printed on the page of the bands."""
    found: dict[Band, tuple[int, int]] = {}
    for total in range(count, 5 * count + 1):
        each, more = divmod(total, count)
        said = band([each + 1] * more + [each] * (count - more))
        if said:
            found[said] = (found.get(said, (total, 0))[0], total)
    return found


@dataclass
class Programme:
    """Whole numbers between bounds, and rows that bind them."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[Terms, float, float]] = field(default_factory=list)

    def number(self, low: float = 0, high: float = 1) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def bind(self, terms: Terms, low: float = -inf, high: float = inf) -> None:
        self.rows.append((terms, low, high))

    def solved(
        self, least: Terms | None = None, beside: Iterable[tuple[Terms, float, float]] = ()
    ) -> np.ndarray | None:
        """A solution with the least of `least`, or None where there is none. RuntimeError where that is not known."""
        rows = [*self.rows, *beside]
        places = [(row, column, factor) for row, (terms, _, _) in enumerate(rows) for column, factor in terms]
        row, column, factor = zip(*places, strict=True)
        cost = np.zeros(len(self.low))
        for number, by in least or []:
            cost[number] += by
        found = milp(
            cost,
            integrality=np.ones(len(cost), dtype=np.int64),
            bounds=Bounds(self.low, self.high),
            constraints=LinearConstraint(
                coo_array((factor, (row, column)), shape=(len(rows), len(cost))).tocsr(),
                [low for _, low, _ in rows],
                [high for _, _, high in rows],
            ),
            options={"mip_rel_gap": 0},
        )
        if found.status not in {0, INFEASIBLE}:
            raise RuntimeError(found.message)
        return None if found.x is None else np.rint(found.x)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader sees of one item: how many people each shown cell has, and its figure."""

    people: tuple[int, ...]
    figures: tuple[Figure, ...]
    fewest: int = 3  # answers in a group
    fewest_in_all: int = 5  # 0: no such rule

    def parts(self) -> list[Seen]:
        """What can be asked apart: each cell, where enough cells are shown for the rule on all to be kept anyway."""
        if self.fewest * sum(figure.band is not None for figure in self.figures) < self.fewest_in_all:
            return [self]
        return [
            Seen((people,), (figure,), self.fewest, 0) for people, figure in zip(self.people, self.figures, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Helper:
    """One rater who tells the reader their own answer: in which cell, and what."""

    cell: int
    answer: int


Counts = list[int]  # the variables of people whom nobody can tell apart: how many made each choice


def of_item(programme: Programme, item: Seen, helper: Helper | None = None) -> list[Counts]:
    """How many of the others in each cell made each choice, bound by what is shown."""
    others, cells = [], []
    for number, people in enumerate(item.people):
        known = [helper.answer] if helper is not None and helper.cell == number else []
        rest = [programme.number(high=people) for _ in CHOICES]
        programme.bind([(choice, 1) for choice in rest], people - len(known), people - len(known))
        helps = [programme.number(known.count(choice), known.count(choice)) for choice in CHOICES]
        others.append(rest)
        cells.append([rest, helps])
    all_hidden = item.fewest_in_all > 0 and not any(figure.band for figure in item.figures)
    in_all: Terms = []
    for people, cell, figure in zip(item.people, cells, item.figures, strict=True):
        counts = [count for count in range(people + 1) if _can_be(count, figure, item.fewest, all_hidden=all_hidden)]
        in_all += _bind_figure(programme, cell, figure, counts, item.fewest)
    if all_hidden:
        programme.bind(in_all, high=item.fewest_in_all - 1)
    else:
        programme.bind(in_all, item.fewest_in_all)
    return others


def _can_be(count: int, figure: Figure, fewest: int, *, all_hidden: bool) -> bool:
    """Whether so many answers make such a figure. Where all is hidden, each cell can have enough, but not all."""
    if figure.band is None:
        return count < fewest or all_hidden
    if count < fewest or figure.band not in sums_of(count):
        return False
    return figure.band in ENDS or (count > 5) == (figure.divided is not None)


def _bind_figure(programme: Programme, cell: list[Counts], figure: Figure, counts: list[int], fewest: int) -> Terms:
    """Rows for one figure; handed back: the terms that count its answers if they are enough."""
    chosen = {count: programme.number() for count in counts}
    programme.bind([(one, 1) for one in chosen.values()], 1, 1)
    programme.bind(given(cell, *SCALE) + [(one, -count) for count, one in chosen.items()], 0, 0)
    if figure.band is not None:
        bounds = {one: sums_of(count)[figure.band] for count, one in chosen.items()}
        programme.bind(worth(cell) + [(one, -low) for one, (low, _) in bounds.items()], 0)
        programme.bind(worth(cell) + [(one, -high) for one, (_, high) in bounds.items()], high=0)
    if figure.divided:
        programme.bind(given(cell, 1, 2), 2)
        programme.bind(given(cell, 4, 5), 2)
    elif figure.divided is not None:  # one of the two sides has one answer at most
        side = programme.number()
        programme.bind([*given(cell, 1, 2), (side, -MOST_PEOPLE)], high=1)
        programme.bind([*given(cell, 4, 5), (side, MOST_PEOPLE)], high=1 + MOST_PEOPLE)
    return [(one, count) for count, one in chosen.items() if count >= fewest]


def given(people: Sequence[Counts], *answers: int) -> Terms:
    """How many of these gave one of these answers."""
    return [(some[answer], 1) for some in people for answer in answers]


def worth(people: Sequence[Counts]) -> Terms:
    """The sum of their answers."""
    return [(some[answer], answer) for some in people for answer in SCALE]


@dataclass(frozen=True, slots=True)
class Follows:
    """What a reader knows of one item. `answers`: by cell, all that one of the others can have answered."""

    answers: tuple[frozenset[int], ...]
    sums: tuple[str, ...]  # of all the others of a cell, where it can be one number only

    @property
    def recovered(self) -> list[str]:
        certain = [
            f"cell {cell}: all {answer}"
            for cell, found in enumerate(self.answers)
            if len(found) == 1
            for answer in found
        ]
        return [*certain, *self.sums]

    @property
    def narrowest(self) -> int:
        """The fewest answers that remain possible for somebody."""
        return min((len(found) for found in self.answers if found), default=len(CHOICES))


def follows(item: Seen, helper: Helper | None = None) -> Follows:
    """Everything that follows about the others.

    In one cell nobody knows whose answer is whose, so what one of the others can have answered, each of them can. If
    any two of three or more had a certain sum, all would have answered the same: that is found as certain answers.
    """
    parts = item.parts()
    if len(parts) == 1:
        return _follows(item, helper)
    found = [
        _follows(part, Helper(0, helper.answer) if helper is not None and helper.cell == cell else None)
        for cell, part in enumerate(parts)
    ]
    return Follows(
        tuple(answers for one in found for answers in one.answers),
        tuple(f"cell {cell}: the sum" for cell, one in enumerate(found) if one.sums),
    )


@cache
def _follows(item: Seen, helper: Helper | None) -> Follows:
    programme = Programme()
    others = of_item(programme, item, helper)
    answers = tuple(possible(programme, cell) for cell in others)
    sums = [f"cell {number}: the sum" for number, cell in enumerate(others) if _is_one_number(programme, worth([cell]))]
    return Follows(answers, tuple(sums))


def possible(programme: Programme, cell: Counts) -> frozenset[int]:
    """All that one of these can have answered."""
    found: set[int] = set()
    for choice in CHOICES:
        if choice not in found:
            solution = programme.solved(beside=[([(cell[choice], 1)], 1, inf)])
            found |= {one for one in CHOICES if solution is not None and solution[cell[one]]}
    return frozenset(found)


def _is_one_number(programme: Programme, terms: Terms) -> bool:
    least, most = programme.solved(terms), programme.solved([(one, -by) for one, by in terms])
    assert least is not None
    assert most is not None
    low, high = (sum(found[one] * by for one, by in terms) for found in (least, most))
    return bool(low == high)
