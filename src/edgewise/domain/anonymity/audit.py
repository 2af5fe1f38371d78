"""The audit of a page: what follows with certainty about anybody, asked of an integer programme.

Unknown is how many people of each atom gave each answer to one question, and what the other questions of its scale
come to. Every number on the page is a row, with its rounding and with the rule that made it. An answer is *certain* if
there is no solution without it, and it is *possible* if there is one with it. The page tells too much if any answer is
certain or fewer than three are possible, for a reader whom nobody helps or for one who knows the answers of two people.

Why whole numbers: half a person can answer 4 and half a person 2, so the bounds of a linear programme are too wide. It
passes pages that give answers back: tests/domain/anonymity/test_audit.py has one.

Source: Fischetti, Salazar, "Models and algorithms for optimizing cell suppression in tabular data with linear
constraints", JASA 95 (2000), for the audit of a table; the unknowns are people's answers here. HiGHS solves it with
`mip_rel_gap` 0: with the default it reports a solution that is not the best, and calls it solved. HiGHS now and then
writes on file descriptor 1.
What it cannot do: it asks what is certain, not what is likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor, inf, lcm

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array, csr_array

from edgewise.domain.anonymity.bands import HIGHEST_ANSWER, LOWEST_ANSWER
from edgewise.domain.anonymity.scores import STEPS, Score, end

ANSWERS = tuple(range(LOWEST_ANSWER, HIGHEST_ANSWER + 1))
FEWEST_POSSIBLE = 3  # answers that each person may have given, as far as anybody can tell
INFEASIBLE = 2  # a status of milp
Array = NDArray[np.float64]
Terms = Mapping[int, float]  # factors of variables


class Follows(Struct, frozen=True):
    """What follows about one atom. `certain`: somebody gave this answer. `possible`: somebody may have given it."""

    atom: int
    certain: tuple[int, ...]
    possible: tuple[int, ...]

    @property
    def is_too_much(self) -> bool:
        return bool(self.certain) or len(self.possible) < FEWEST_POSSIBLE


@dataclass
class Programme:
    """Numbers between bounds, and rows that bind them. `whole` False: people can be parted, to compare."""

    whole: bool = True
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[Terms, float, float]] = field(default_factory=list)
    matrix: csr_array | None = None  # of the rows, once they are all there

    def number(self, low: float = 0, high: float = 1) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def bind(self, terms: Terms, low: float = -inf, high: float = inf) -> None:
        self.rows.append((terms, low, high))

    def solved(self, most: int | None = None, without: int | None = None) -> list[float] | None:
        """A solution, with the most of one number or with none of another; None where there is none."""
        low, high, cost = np.array(self.low), np.array(self.high), np.zeros(len(self.low))
        if without is not None:
            high[without] = 0
        if most is not None:
            cost[most] = -1
        if (low > high).any():
            return None
        # HiGHS 1.12 gives up after presolving some programmes that have no solution
        found = self._tried(cost, Bounds(low, high), presolve=True) or self._tried(cost, Bounds(low, high))
        if found is None:
            raise RuntimeError("HiGHS finds neither a solution nor that there is none")
        return None if found.x is None else [float(value) for value in found.x]

    def _tried(self, cost: Array, bounds: Bounds, *, presolve: bool = False) -> OptimizeResult | None:
        found = milp(
            cost,
            integrality=np.full(len(cost), int(self.whole), dtype=np.int64),
            bounds=bounds,
            constraints=self._constraint(),
            options={"mip_rel_gap": 0, "presolve": presolve},
        )
        return found if found.status in {0, INFEASIBLE} else None

    def _constraint(self) -> LinearConstraint:
        if self.matrix is None or self.matrix.shape[0] != len(self.rows):
            terms = [(row, *term) for row, (terms, _, _) in enumerate(self.rows) for term in terms.items()]
            row, column, factor = zip(*terms, strict=True)
            self.matrix = coo_array((factor, (row, column)), shape=(len(self.rows), len(self.low))).tocsr()
        return LinearConstraint(self.matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows])


def follows(programme: Programme, atoms: Sequence[Mapping[int, int]]) -> Iterator[Follows]:
    """What follows about each atom, from the variable of each answer. Nothing where the rows contradict each other."""
    if programme.solved() is None:
        return
    for number, counts in enumerate(atoms):
        without = {answer: programme.solved(without=variable) for answer, variable in counts.items()}
        found = [solution for solution in without.values() if solution]
        possible = {answer for answer, one in counts.items() if any(solution[one] > 0.5 for solution in found)}
        if len(possible) < FEWEST_POSSIBLE:
            possible = {answer for answer, one in counts.items() if (programme.solved(most=one) or [0.0])[one] > 0.5}
        certain = tuple(answer for answer, solution in without.items() if solution is None)
        yield Follows(number, certain, tuple(sorted(possible)))


class Seen(Struct, frozen=True):
    """What a page shows of one scale, and how many answered it in each atom: a reader may know that too.

    `cells`: for each shown cell, which atoms it is made of, and its score; None where its atoms are at both ends.
    """

    questions: int
    people: tuple[int, ...]
    cells: tuple[tuple[tuple[int, ...], Score | None], ...]
    most_told: tuple[int, ...] = ()  # of each atom, where that is fewer than answered (`rates.most_told`)


Helper = tuple[int, int]  # somebody whose answers the reader knows: their atom, and what they come to over the scale


def disclosed(seen: Seen, helpers: Iterable[Helper] = ()) -> list[Follows]:
    """What the page tells too much of, beside what these people know of themselves."""
    programme = Programme()
    atoms = _page(programme, seen, list(helpers))
    return [one for one in follows(programme, atoms) if one.is_too_much]


def _page(programme: Programme, seen: Seen, helpers: Sequence[Helper]) -> list[dict[int, int]]:
    """The rows of the whole page; handed back: by atom, the variable of each answer of those who do not help."""
    clipped, atoms = [], []
    most_told = seen.most_told or seen.people
    for number, people in enumerate(seen.people):
        known = [worth for atom, worth in helpers if atom == number]
        others = people - len(known)
        counts = {answer: programme.number(0, others) for answer in ANSWERS}
        programme.bind(dict.fromkeys(counts.values(), 1), others, others)
        rest = (seen.questions - 1) * others
        total = {programme.number(LOWEST_ANSWER * rest, HIGHEST_ANSWER * rest): 1.0}
        total |= {variable: float(answer) for answer, variable in counts.items()}
        high = end(people, seen.questions, most_told[number])
        clipped.append(_clipped(programme, total, sum(known), high, seen.questions * people))
        atoms.append(counts)
    for cell, score in seen.cells:
        of_cell = [clipped[number] for number in cell]
        _bind(programme, of_cell, score, seen.questions * sum(seen.people[number] for number in cell))
    return atoms


class _Clipped(Struct, frozen=True):
    """The variables of what is told of an atom: the sum, and whether it is at the upper end or at the lower.

    An end is no whole number where not all who answered may be told: at an end, the sum told is nearer to the middle
    by `rest` than the nearest whole sum.
    """

    told: int
    is_high: int
    is_low: int
    rest: Fraction

    def terms(self, scale: int) -> Terms:
        rest = float(self.rest * scale)
        return {self.told: scale, self.is_high: -rest, self.is_low: rest}


def _clipped(programme: Programme, total: Terms, known: int, upper: Fraction, parts: int) -> _Clipped:
    """Rows that say: told is the total and what is known, but no more than the upper end and no less than the lower.

    `parts`: people times questions.
    """
    least, most, high = LOWEST_ANSWER * parts, HIGHEST_ANSWER * parts, ceil(upper)
    low = least + most - high
    told, is_high, is_low = programme.number(low, high), programme.number(), programme.number()
    beyond, below = programme.number(0, most - high), programme.number(0, low - least)
    programme.bind({is_high: 1, is_low: 1}, high=1)
    programme.bind({beyond: 1, is_high: high - most}, high=0)
    programme.bind({below: 1, is_low: least - low}, high=0)
    programme.bind({told: 1, is_high: low + 1 - high, is_low: 1}, low + 1)
    programme.bind({told: 1, is_high: -1, is_low: high - 1 - low}, high=high - 1)
    programme.bind({**total, told: -1, beyond: -1, below: 1}, -known, -known)
    return _Clipped(told, is_high, is_low, high - upper)


def _bind(programme: Programme, atoms: Sequence[_Clipped], score: Score | None, parts: int) -> None:
    """The rows of one printed score: which ends its atoms are at, and from where to where it was rounded."""
    high, low = dict.fromkeys((one.is_high for one in atoms), 1.0), dict.fromkeys((one.is_low for one in atoms), 1.0)
    programme.bind(high, 0 if _has_no(HIGHEST_ANSWER, score) else 1, 0 if _has_no(HIGHEST_ANSWER, score) else inf)
    programme.bind(low, 0 if _has_no(LOWEST_ANSWER, score) else 1, 0 if _has_no(LOWEST_ANSWER, score) else inf)
    if score is not None:
        scale = lcm(*(one.rest.denominator for one in atoms))  # so that the row has whole numbers
        terms = {variable: factor for one in atoms for variable, factor in one.terms(scale).items()}
        programme.bind(terms, *_rounded(score, parts * scale))


def _has_no(end: int, score: Score | None) -> bool:
    """Whether no atom of the cell is at this end of the scale."""
    return score is not None and (score.is_exact or end != (score.low if end == LOWEST_ANSWER else score.high))


def _rounded(score: Score, parts: int) -> tuple[int, int]:
    """The lowest and the highest sum of which this score is made."""
    if score.is_exact:
        middle = round(score.low * STEPS)
        ends = [Fraction(parts * (2 * middle + way), 2 * STEPS) for way in (-1, 1)]
        return ceil(ends[0]), ceil(ends[1]) - 1
    if score.high == HIGHEST_ANSWER:
        step = round(score.low * STEPS)
        return ceil(Fraction(parts * step, STEPS)), ceil(Fraction(parts * (step + 1), STEPS)) - 1
    step = round(score.high * STEPS)
    return floor(Fraction(parts * (step - 1), STEPS)) + 1, floor(Fraction(parts * step, STEPS))
