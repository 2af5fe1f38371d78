"""An attacker who has the published page of a wave, and goes through every set of answers that fits it.

They have read docs/anonymity.md and know the rules; they know who was asked, who answered, how many answers of each
part count, and all answers of two people who help them. They know nothing else, and nothing here knows how a page is
made: the page is what is printed, "3.4" or "4.2 or more", and each number is read as a reader reads it.

A part is a class of people whom no printed cell tells apart. What the people of a part come to on one scale is one
whole number; a page allows some combinations of these. For each combination, each way to reach it is gone through,
person by person, in plain sets of sums. Nothing is guessed: a finding is certain, and where there is none, there are
other answers that make the same page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement
from math import ceil, floor, lcm

import numpy as np
from numpy.typing import NDArray

SCALE = (1, 2, 3, 4, 5)
FEWEST_POSSIBLE = 3
Sums = frozenset[int]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed cell: of which parts it is made, and the words of its score; "" where a dash is printed."""

    parts: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """One scale of one wave. `people`: how many answers of each part count. `has_ends` False: a plain mean, as others
    print it."""

    questions: int
    people: tuple[int, ...]
    lines: tuple[Line, ...]
    has_ends: bool = True
    most_told: tuple[int, ...] = ()  # of each part, how many may be told to have answered; (): all who have


@dataclass(frozen=True, slots=True)
class Friend:
    """Somebody who tells the attacker what they answered: in which part, and what it came to."""

    part: int
    total: int


@cache
def reached(people: int, questions: int, without: int = 0) -> Sums:
    """Every sum that so many people can come to, if none of them gave this answer to the first question."""
    if not people:
        return frozenset([0])
    rest = range(questions - 1, 5 * (questions - 1) + 1)
    of_one = {first + more for first in SCALE if first != without for more in rest}
    return frozenset(before + more for before in reached(people - 1, questions, without) for more in of_one)


@cache
def reached_with(people: int, questions: int, answer: int) -> Sums:
    """Every sum that so many people can come to, if one of them gave this answer to the first question."""
    rest = range(questions - 1, 5 * (questions - 1) + 1)
    return frozenset(before + answer + more for before in reached(people - 1, questions) for more in rest)


def ends(people: int, questions: int, most_told: int) -> tuple[Fraction, Fraction]:
    """The lowest and the highest sum that is told as it is: the formula that the documentation prints."""
    seen = min(people, most_told)
    high = Fraction(((5 * questions - 1) * (seen - 2) + 2 * questions) * people, seen)
    return 6 * questions * people - high, high


class Fits:
    """Which combinations of sums a page allows: one axis for each part, one place for each sum from `first` on."""

    def __init__(self, page: Page) -> None:
        sums = [np.arange(5 * page.questions * people + 1) for people in page.people]
        self.page = page
        self.allowed = np.ones(tuple(map(len, sums)), dtype=bool)
        for line in page.lines:
            self.allowed &= _fits(page, line, np.meshgrid(*sums, indexing="ij", sparse=True))
        places = [np.flatnonzero(self.allowed.any(axis=_but(part, len(sums)))) for part in range(len(sums))]
        self.first = [int(found[0]) for found in places]
        self.allowed = self.allowed[tuple(slice(found[0], found[-1] + 1) for found in places)]

    def hold(self, totals: Sequence[int]) -> bool:
        """Whether the parts may come to these sums."""
        return bool(self.allowed[tuple(total - first for total, first in zip(totals, self.first, strict=True))])

    def any(self, friends: Sequence[Friend], part: int = -1, sums: Sums = frozenset()) -> bool:
        """Whether any answers fit; of one part only those that come to these sums without the friends."""
        left = self.allowed
        for number, people in enumerate(self.page.people):
            known = [friend.total for friend in friends if friend.part == number]
            mine = sums if number == part else reached(people - len(known), self.page.questions)
            first = self.first[number] - sum(known)
            is_mine = np.fromiter((first + place in mine for place in range(left.shape[0])), bool, left.shape[0])
            left = left[is_mine].any(axis=0)
        return bool(left)


def _but(part: int, parts: int) -> tuple[int, ...]:
    return tuple(number for number in range(parts) if number != part)


def _fits(page: Page, line: Line, grid: Sequence[NDArray[np.int_]]) -> NDArray[np.bool_]:
    scale, limits = _limits(page, line)
    sums = {part: grid[part] * scale for part in line.parts}
    total = sum(np.clip(sums[part], *limits[part]) for part in line.parts)
    is_high = np.any(np.broadcast_arrays(*(sums[part] >= limits[part][1] for part in line.parts)), axis=0)
    is_low = np.any(np.broadcast_arrays(*(sums[part] <= limits[part][0] for part in line.parts)), axis=0)
    answers = page.questions * sum(page.people[part] for part in line.parts)
    first, last, at_high, at_low = read(line.words, answers * scale)
    found: NDArray[np.bool_] = (total >= first) & (total <= last) & (is_high == at_high) & (is_low == at_low)
    return found


def _limits(page: Page, line: Line) -> tuple[int, dict[int, tuple[int, int]]]:
    """The ends of each part in whole numbers, and how many of them a point is."""
    if not page.has_ends:
        return 1, dict.fromkeys(line.parts, (-1, 5 * page.questions * sum(page.people) + 1))
    told = page.most_told or page.people
    found = {part: ends(page.people[part], page.questions, told[part]) for part in line.parts}
    scale = lcm(*(one.denominator for pair in found.values() for one in pair))
    return scale, {part: (int(low * scale), int(high * scale)) for part, (low, high) in found.items()}


def read(words: str, answers: int) -> tuple[int, int, bool, bool]:
    """The sums that a score can stand for, and whether parts of it are at the upper and at the lower end."""
    if not words:
        return 0, 5 * answers, True, True
    tenths = Fraction(words.split(maxsplit=1)[0]) * 10
    if words.endswith("or more"):
        return ceil(answers * tenths / 10), ceil(answers * (tenths + 1) / 10) - 1, True, False
    if words.endswith("or less"):
        return floor(answers * (tenths - 1) / 10) + 1, floor(answers * tenths / 10), False, True
    return ceil(answers * (2 * tenths - 1) / 20), ceil(answers * (2 * tenths + 1) / 20) - 1, False, False


def findings(fits: Fits, friends: Sequence[Friend] = ()) -> Iterator[str]:
    """What follows with certainty about those of each part who are no friends."""
    questions = fits.page.questions
    if not fits.any(friends):
        return
    for part, people in enumerate(fits.page.people):
        others = people - sum(friend.part == part for friend in friends)
        for answer in SCALE:
            if not fits.any(friends, part, reached(others, questions, answer)):
                yield f"part {part}: somebody else gave {answer}"
        possible = [one for one in SCALE if fits.any(friends, part, reached_with(others, questions, one))]
        if len(possible) < FEWEST_POSSIBLE:
            yield f"part {part}: everybody else gave one of {possible}"


def every_pair(totals: Sequence[Sequence[int]]) -> Iterator[tuple[Friend, ...]]:
    """Nobody's friend, and each two people that there are, but two pairs with the same answers; `totals` by part."""
    yield ()
    people = sorted({(part, total, min(given.count(total), 2)) for part, given in enumerate(totals) for total in given})
    for one, other in combinations_with_replacement(people, 2):
        if one != other or one[2] > 1:
            yield Friend(*one[:2]), Friend(*other[:2])
