"""How many answered, as a band; and a margin that follows from that band alone.

"All but one" tells of one. So no atom is told to have answered by more than all but four (two who compare notes and did
not answer still leave two open), and of a cell only one of four bands is said.

A margin is a number about people, too: from a mean, a spread and a number of answers the answers follow (R package
`uwedragon`, Derrick 2022). So the margin does not use the spread that these people have, but one that such questions
seldom exceed; it follows from how many were asked and from the band, and tells nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from math import ceil, sqrt

from msgspec import Struct
from scipy.special import stdtrit

from edgewise.domain.anonymity.cells import FEWEST_ANSWERS, NEVER_TOLD_LAST
from edgewise.domain.phrases import Phrase, phrase

SPREAD_OF_ONE_QUESTION, SPREAD_OF_A_SCALE = 1.25, 1.0  # points: standard deviations that people seldom exceed
CONFIDENCE = 0.95
MARGINS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.5)  # points: a margin is told as the next of these


class Rate(Enum):
    """The share of those who were asked that answered, at least. The value is stored."""

    FEWER = "fewer"
    HALF = "half"
    TWO_THIRDS = "two_thirds"
    FOUR_FIFTHS = "four_fifths"

    @property
    def share(self) -> Fraction:
        return SHARES[self][0]

    @property
    def words(self) -> Phrase:
        return SHARES[self][1]


SHARES = {
    Rate.FEWER: (Fraction(0), phrase("fewer than half answered")),
    Rate.HALF: (Fraction(1, 2), phrase("half or more answered")),
    Rate.TWO_THIRDS: (Fraction(2, 3), phrase("two in three or more answered")),
    Rate.FOUR_FIFTHS: (Fraction(4, 5), phrase("four in five or more answered")),
}


class Asked(Struct, frozen=True):
    """One atom: how many were asked, and how many of them answered."""

    people: int
    answered: int

    @property
    def told(self) -> int:
        return min(self.answered, self.people - NEVER_TOLD_LAST)


def most_told(people: int) -> int:
    """Of so many who were asked: how many a score may tell to have answered, or the fewest of whom one is shown."""
    return max(people - NEVER_TOLD_LAST, FEWEST_ANSWERS)


def rate(atoms: Iterable[Asked]) -> Rate:
    """Of a cell, from what may be told of its atoms."""
    found = list(atoms)
    share = Fraction(sum(one.told for one in found), sum(one.people for one in found))
    return max((one for one in Rate if one.share <= share), key=lambda one: one.share)


def margin(asked: int, rate: Rate, questions: int) -> float:
    """Points to each side of a mean at 95 per cent, from the fewest answers that the band allows.

    Student's t with the correction for a finite population (Cochran, "Sampling Techniques", 1977, 2.8), for the spread
    that is supposed, told as the next of `MARGINS`. It holds against chance, not against those who stay away together.
    """
    people = max(ceil(rate.share * asked), FEWEST_ANSWERS)
    spread = SPREAD_OF_ONE_QUESTION if questions == 1 else SPREAD_OF_A_SCALE
    rest = sqrt(max(asked - people, 0) / max(asked - 1, 1))
    exact = float(stdtrit(people - 1, (1 + CONFIDENCE) / 2)) * spread / sqrt(people) * rest
    return next((one for one in MARGINS if one >= exact), MARGINS[-1])
