"""Before and after: what may be said of a change, from the answers of the same people to the same items."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, fsum, sqrt
from random import Random
from statistics import fmean
from typing import TypeVar

from scipy.special import stdtrit

from edgewise.domain.anonymity.bands import FEWEST_IN_ALL, HIGHEST_ANSWER, LOWEST_ANSWER
from edgewise.domain.phrases import counted, phrase

P = TypeVar("P", bound=Hashable)
K = TypeVar("K", bound=Hashable)
Answers = Mapping[K, int | None]  # None: cannot say

FEWEST_PAIRS = 10  # items answered by one person in both waves; those that are missing count as no change
CONFIDENCE = 0.95
STEP = 0.25  # points of the scale: an end of the interval is a multiple of it
MOST_SAID = 0.75  # points: a change of which at least so much is certain is not told apart further
THROW = 0.05  # points by which an end moves at a time, by the dice
ANOTHER_THROW = 0.5  # the chance of each further throw
WIDER = 0.05  # points at each end, for what the dice move inwards


@dataclass(frozen=True, slots=True)
class Change:
    """An interval for the mean change of `people`, in points of the scale, after less before."""

    people: int
    low: float
    high: float

    @property
    def words(self) -> str:
        if self.low > 0:
            return phrase("seen more often than before")
        if self.high < 0:
            return phrase("seen less often than before")
        return phrase("no change can be shown")

    @property
    def people_said(self) -> str:
        return counted(
            "from one person who answered both times", "from {count} people who answered both times", self.people
        )


def change(
    before: Mapping[P, Answers[K]],
    after: Mapping[P, Answers[K]],
    items: Sequence[K],
    dice: Random,
    fewest: int = FEWEST_IN_ALL,
) -> Change | None:
    """What may be said of the change over all `items`; None for fewer than `fewest` people who answered both times.

    Each person counts once: the mean of (after - before) over the items that this person answered both times, divided
    by ten at least. The interval is Student's for paired means at 95 per cent ("The probable error of a mean",
    Biometrika 6, 1908; for samples of five: de Winter, "Using the Student's t-test with extremely small sample sizes",
    2013), a twentieth of a point wider at each end. Each end is then moved by the dice, and outwards to the next
    quarter of a point; a change of a point and one of two are not told apart.

    Why dice: the interval by itself gives answers back. Beside a sixth who went down by 47 points over 15 items, only
    five who all went from 1 to 5 make "from -0.25 on", and the sixth reads 150 answers. Any figure made of these
    people's answers has such corners. The dice (Ghosh, Roughgarden, Sundararajan: "Universally utility-maximizing
    privacy mechanisms", 2009) let every interval come from any answers, so nothing follows from it with certainty; and
    one point more at one answer makes no interval more than sixteen times as likely.

    Why everybody counts who answered both times, whatever they could not say: a number of those who could say enough
    tells of somebody that they could not.

    What it cannot do: it is said once, with dice that nobody can throw again. Made several times, their mean would show
    the ends. It keeps out certainty, not guessing.
    """
    moves = [_move(before[person], after[person], items) for person in before.keys() & after.keys()]
    if len(moves) < max(fewest, 2):
        return None
    centre, freedom = fmean(moves), len(moves) - 1
    variance = fsum((move - centre) ** 2 for move in moves) / freedom
    half = float(stdtrit(freedom, (1 + CONFIDENCE) / 2)) * sqrt(variance / len(moves)) + WIDER
    low = min(_next_below(centre - half + _thrown(dice)), MOST_SAID)
    high = max(_next_above(centre + half + _thrown(dice)), -MOST_SAID)
    if low >= high:  # thrown past each other
        low, high = high - STEP, low + STEP
    return Change(len(moves), low, high)


def _move(before: Answers[K], after: Answers[K], items: Sequence[K]) -> float:
    pairs = [(one, other) for item in items if (one := before.get(item)) and (other := after.get(item))]
    return sum(other - one for one, other in pairs) / max(len(pairs), FEWEST_PAIRS)


def _thrown(dice: Random) -> float:
    """As likely up as down, each further step half as likely, and no step impossible."""
    return (_throws(dice) - _throws(dice)) * THROW


def _throws(dice: Random) -> int:
    count = 0
    while dice.random() < ANOTHER_THROW:
        count += 1
    return count


def _next_below(value: float) -> float:
    """Below, and never the value itself."""
    return max((ceil(value / STEP - 1e-9) - 1) * STEP, LOWEST_ANSWER - HIGHEST_ANSWER)


def _next_above(value: float) -> float:
    return min((floor(value / STEP + 1e-9) + 1) * STEP, HIGHEST_ANSWER - LOWEST_ANSWER)
