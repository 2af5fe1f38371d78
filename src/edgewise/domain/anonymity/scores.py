"""The score of a scale: exact where that tells of nobody, and at the ends "so much or more", "so much or less".

Each atom (`cells`) is looked at by itself. Its sum is told as one of these: exactly, "at least `highest`", "at most
`lowest`". Which of them there are follows from how many answered. Every figure of every cell is made of what is told of
its atoms, so a reader who adds and subtracts all figures learns at most that, and atoms have nobody in common.

The ends are where they must be for this to hold, whatever was answered: beside the answers of any two people, known to
the reader, it stays possible that nobody else of the atom gave any one answer to any one question, and each of the
others may have given each of the five. With n people, k questions and answers from 1 to 5, somebody who looks for a 5
knows most if both helpers gave 1 everywhere: then the other n - 2 must be able to come to the rest without a 5 at that
question, 5k - 1 each. So `highest` is (5k - 1)(n - 2) + 2k, and `lowest` is its mirror image. Below seven people the
two ends meet or cross, and nothing can be said.

The words at an end would tell how many answered, and so that everybody did: of ten people, "4.0 or more" and "3.9 or
more" are the ends for ten and for nine. So the end of an atom is that of as many people as may be told to have
answered (`rates.most_told`), as a mean. It lies further in, never further out, so what is said above holds.

The rule that is often written down, the mean, but "4 or more" where all gave 5, tells with those very words that all
gave 5 (docs/adr/0026). Here a rule never looks at an answer to say whether something is told (Kenthapadi, Mishra,
Nissim: "Simulatable auditing", 2005). `audit` proves it again, of each page, by integer programme.

What it cannot do: it keeps out certainty, not guessing. At "4.2 or more" most people probably gave 4 or 5. It holds
against two who compare notes; three or more know more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from msgspec import Struct

from edgewise.domain.anonymity.bands import HIGHEST_ANSWER, LOWEST_ANSWER
from edgewise.domain.anonymity.cells import HELPERS
from edgewise.domain.phrases import Phrase, phrase

ANSWERED_OF_A_SCALE = Fraction(2, 3)  # of its questions, or somebody's answers do not count in it
STEPS = 10  # in one point: scores are told to a tenth


class Told(Struct, frozen=True):
    """What a reader may know of the sum of an atom: between `low` and `high`, and no more. `people` answered."""

    people: int
    low: Fraction
    high: Fraction


class Score(Struct, frozen=True):
    """The mean of a cell, in points of the scale, to a tenth. `low` 1: "high or less". `high` 5: "low or more"."""

    low: float
    high: float

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def words(self) -> Phrase:
        if self.is_exact:
            return phrase("{score}", score=f"{self.low:.1f}")
        if self.high >= HIGHEST_ANSWER:
            return phrase("{score} or more", score=f"{self.low:.1f}")
        return phrase("{score} or less", score=f"{self.high:.1f}")


def highest(people: int, questions: int) -> int:
    """The largest sum that is told exactly; what is larger is "at least so much"."""
    return (HIGHEST_ANSWER * questions - 1) * (people - HELPERS) + HELPERS * LOWEST_ANSWER * questions


def lowest(people: int, questions: int) -> int:
    """Its mirror image."""
    return (LOWEST_ANSWER + HIGHEST_ANSWER) * questions * people - highest(people, questions)


def highest_of_ratings(people: int) -> int:
    """The same for one question about a programme, on which nobody's standing depends.

    Beside any two people's answers, each of the others may have given 3, 4 or 5; but it may follow that most gave 5.
    """
    return HIGHEST_ANSWER * (people - HELPERS) - 2 + HELPERS * LOWEST_ANSWER


def worth(answers: Mapping[str, int], questions: Sequence[str]) -> int | Fraction | None:
    """What one sheet adds to a sum: the mean of the questions answered, times their number; None for too few."""
    given = [answers[one] for one in questions if one in answers]
    if len(given) == len(questions):
        return sum(given)
    if not given or len(given) < ANSWERED_OF_A_SCALE * len(questions):
        return None
    return Fraction(sum(given) * len(questions), len(given))


def told(worths: Iterable[int | Fraction], questions: int, most_told: int | None = None) -> Told:
    """Of an atom of seven people or more. `most_told`: how many may be told to have answered; None: all who have."""
    given = list(worths)
    return _told(given, questions, end(len(given), questions, len(given) if most_told is None else most_told))


def end(people: int, questions: int, most_told: int) -> Fraction:
    """The upper end for the sum of so many people, of whom at most so many may be told to have answered."""
    seen = min(people, most_told)
    return Fraction(highest(seen, questions) * people, seen)


def told_of_ratings(answers: Iterable[int]) -> Told:
    """Of seven answers or more to one question about a programme."""
    given = list(answers)
    return _told(given, 1, Fraction(highest_of_ratings(len(given))))


def _told(given: Sequence[int | Fraction], questions: int, high: Fraction) -> Told:
    people, total = len(given), Fraction(sum(given))
    low = (LOWEST_ANSWER + HIGHEST_ANSWER) * questions * people - high
    if total >= high:
        return Told(people, high, Fraction(HIGHEST_ANSWER * questions * people))
    if total <= low:
        return Told(people, Fraction(LOWEST_ANSWER * questions * people), low)
    return Told(people, total, total)


def score(atoms: Iterable[Told], questions: int) -> Score | None:
    """Of a cell, from what is told of its atoms; None where one of them is at the lower end and one at the upper."""
    found = list(atoms)
    parts = questions * sum(one.people for one in found)
    low, high = sum(one.low for one in found) / parts, sum(one.high for one in found) / parts
    if low == high:
        exact = floor(low * STEPS + Fraction(1, 2)) / STEPS
        return Score(exact, exact)
    are_low = {one.low == LOWEST_ANSWER * questions * one.people for one in found if one.low < one.high}
    if are_low == {True}:
        return Score(LOWEST_ANSWER, ceil(high * STEPS) / STEPS)
    return Score(floor(low * STEPS) / STEPS, HIGHEST_ANSWER) if are_low == {False} else None
