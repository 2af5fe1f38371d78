"""A stranger who has read `docs/anonymity.md` and the pages of waves, and nothing of the engine.

They know who was asked and what could cut them apart, how many answers were counted, and up to two whole sheets. They
count by sums: which sums of an atom fit every printed word, and which of them so many people can make. Nothing here is
linear, so that it does not share the mistakes of an integer programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from math import inf

import numpy as np
from numpy.typing import NDArray

ANSWERS = (1, 2, 3, 4, 5)
PARTS = 6  # sixths of a point: who left out one question of three or four counts with a fraction
WHOLE_COHORT_ALONE, WITH_CUTS = 7, 10  # the fewest answers of an atom, as the page for a statistician has it
SMALL = 4  # people of a group of whom no sum may follow

Answers = tuple[int | None, ...]  # of one person to the questions of one scale
Counts = tuple[int, ...]  # answers counted in each atom
Places = NDArray[np.int_]  # sums, in sixths
Fitting = NDArray[np.bool_]


@dataclass(frozen=True)
class Read:
    """What one page says of one scale: each shown cell by the atoms in it, and its words."""

    questions: int
    asked: Counts
    cells: tuple[tuple[tuple[int, ...], str], ...]
    left_out: Counts = ()  # by lot, of each atom
    whole: bool = False  # True: everybody answered all questions of the scale, or none
    has_ends: bool = True  # False: plain means, as others print them
    ends_of_all: bool = False  # True: each end is that of all who answered, so that it tells how many did

    @property
    def fewest(self) -> int:
        return WHOLE_COHORT_ALONE if len(self.asked) == 1 else WITH_CUTS


@dataclass(frozen=True)
class Helper:
    """Somebody whose sheet the stranger knows, and the atom they are in."""

    atom: int
    answers: Answers


def upper_end(read: Read, atom: int, people: int) -> float:
    """In sixths, for the sum of so many people: as a mean, it is the end of no more than all but four."""
    if not read.has_ends:
        return inf
    told = (
        people
        if read.ends_of_all
        else min(people, max(read.asked[atom] - (read.left_out[atom] if read.left_out else 0) - 4, WHOLE_COHORT_ALONE))
    )
    return PARTS * ((5 * read.questions - 1) * (told - 2) + 2 * read.questions) * people / told


@cache
def worths(questions: int, whole: bool, first: frozenset[int | None]) -> frozenset[int]:
    """What one person can count with, in sixths, if the answer to the first question is one of these."""
    found = set()
    for sheet in product((*ANSWERS, None), repeat=questions):
        given = [answer for answer in sheet if answer is not None]
        counts = len(given) == questions if whole else 3 * len(given) >= 2 * questions
        if sheet[0] in first and counts:
            found.add(PARTS * questions * sum(given) // len(given))
    return frozenset(found)


ANY = frozenset({*ANSWERS, None})


@cache
def reached(questions: int, whole: bool, people: int) -> Places:
    made = sums(questions, whole, people)
    return np.array([one for one in range(made.bit_length()) if has(made, one)])


@cache
def sums(questions: int, whole: bool, people: int, first: frozenset[int | None] = ANY) -> int:
    """Bit s is set where so many people can make the sum s together."""
    if not people:
        return 1
    found, others = 0, sums(questions, whole, people - 1, first)
    for one in worths(questions, whole, first):
        found |= others << one
    return found


def has(bits: int, place: int) -> bool:
    return place >= 0 and bool(bits >> place & 1)


def worth(answers: Answers) -> int:
    given = [answer for answer in answers if answer is not None]
    return PARTS * len(answers) * sum(given) // len(given)


def fits(read: Read, words: str, counts: Counts, found: Mapping[int, Places]) -> Fitting:
    """Where the words of a cell of these atoms are those that the published rules print for these sums."""
    asked_for = re.match(r"(\d\.\d)(.*)", words)
    told, up, down = np.zeros(1), np.zeros(1, bool), np.zeros(1, bool)
    for atom in found:
        top = upper_end(read, atom, counts[atom])
        bottom = 6 * PARTS * read.questions * counts[atom] - top
        told = told + np.clip(found[atom], bottom, top)
        up, down = up | (found[atom] >= top - 1e-6), down | (found[atom] <= bottom + 1e-6)
    if asked_for is None:
        return np.asarray(up & down)
    mean = told / (PARTS * read.questions * sum(counts[atom] for atom in found))
    value, end = float(asked_for[1]), asked_for[2]
    if end == " or more":  # rounded so that it stays true
        return np.asarray(up & ~down & (value - 1e-9 <= mean) & (mean < value + 0.1))
    if end == " or less":
        return np.asarray(down & ~up & (mean <= value + 1e-9) & (value - 0.1 < mean))
    return np.asarray(~up & ~down & (abs(mean - value) <= 0.05 + 1e-9))


def possible(read: Read, counts: Counts) -> list[set[int]]:
    """The sums of each atom that fit all words, if so many answers were counted."""
    each = [reached(read.questions, read.whole, people) for people in counts]
    for atoms, words in read.cells:
        if len(atoms) == 1:  # first, so that few are left to combine
            (atom,) = atoms
            each[atom] = each[atom][fits(read, words, counts, {atom: each[atom]})]
    found = dict(enumerate(np.meshgrid(*each, indexing="ij", sparse=True)))
    good = np.ones([len(one) for one in each], bool)
    for atoms, words in read.cells:
        good &= fits(read, words, counts, {atom: found[atom] for atom in atoms})
    return [
        {int(one) for one in each[atom][good.any(axis=tuple(other for other in range(len(counts)) if other != atom))]}
        for atom in range(len(counts))
    ]


def recovered(read: Read, counts: Counts, helpers: Sequence[Helper]) -> Iterator[str]:
    """What is certain about a person, or about fewer than five, who are no helpers."""
    for atom, fitting in enumerate(possible(read, counts)):
        known = [worth(helper.answers) for helper in helpers if helper.atom == atom]
        rest = sum(1 << total - sum(known) for total in fitting if total >= sum(known))
        yield from _of_atom(read, counts[atom] - len(known), rest, f"atom {atom}")


def _of_atom(read: Read, people: int, rest: int, atom: str) -> Iterator[str]:
    """`rest`: bit s is set where the people who are no helpers may have made the sum s."""
    if not rest:
        yield f"{atom}: no sum fits, so that the rules are misread"
        return
    of = partial(sums, read.questions, read.whole)
    others = of(people - 1)
    for answer in ANSWERS:
        if not any(rest & others << one for one in worths(read.questions, read.whole, frozenset({answer}))):
            yield f"{atom}: nobody gave {answer}"
        if not rest & of(people, ANY - {answer}):
            yield f"{atom}: somebody gave {answer}"
    for group in range(1, SMALL + 1):
        inside, outside = of(group), of(people - group)
        made = [one for one in range(inside.bit_length()) if has(inside, one) and rest & outside << one]
        if len(made) < 2:
            yield f"{atom}: {group} people came to {made}"


def who_answered(reads: Sequence[Read], away: Sequence[int]) -> Iterator[str]:
    """Atoms of which it is certain that everybody answered.

    `away`: helpers of each atom who know that they have not. Who answered once answered every scale counted here.
    """
    asked = reads[0].asked
    most = [range(reads[0].fewest, people - gone + 1) for people, gone in zip(asked, away, strict=True)]
    for atom, places in enumerate(most):
        fewest = max(_fewest(read, most, atom) for read in reads)
        if fewest >= places[-1]:
            yield f"atom {atom}: all {places[-1]} have answered"


def _fewest(read: Read, most: Sequence[range], atom: int) -> int:
    """The fewest answers in the atom that fit the words of one scale."""
    for number in most[atom]:
        for counts in product(*([number] if other == atom else places for other, places in enumerate(most))):
            if possible(read, counts)[atom]:
                return number
    raise AssertionError("no number fits: the rules are misread")
