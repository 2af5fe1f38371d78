"""Before and after: what may be said of a change, from the answers of the same people to the same items."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, fsum, sqrt
from statistics import fmean
from typing import TypeVar

from scipy.special import stdtrit

from edgewise.domain.anonymity.bands import FEWEST_IN_ALL, HIGHEST_ANSWER, LOWEST_ANSWER
from edgewise.domain.phrases import counted, phrase

P = TypeVar("P", bound=Hashable)
K = TypeVar("K", bound=Hashable)
Answers = Mapping[K, int | None]  # None: cannot say

FEWEST_ITEMS = 10  # answered by one person in both waves; and two thirds of all
CONFIDENCE = 0.95
STEP = 0.25  # points of the scale: an end of the interval is a multiple of it
MOST_SAID = 0.75  # points: a change of which at least so much is certain is not told apart further


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
    before: Mapping[P, Answers[K]], after: Mapping[P, Answers[K]], items: Sequence[K], fewest: int = FEWEST_IN_ALL
) -> Change | None:
    """What may be said of the change over all `items`; None for fewer than `fewest` people who answered both times.

    Each person counts once: the mean of (after - before) over the items that this person answered both times, at least
    ten and two thirds of all. The interval is Student's for paired means at 95 per cent ("The probable error of a
    mean", Biometrika 6, 1908; for samples of five: de Winter, "Using the Student's t-test with extremely small sample
    sizes", 2013). Each end then moves outwards to the next quarter of a point, so that the interval errs towards saying
    nothing, and a change of a point and one of two are not told apart.

    Why over all items and never for one: five whole answers before and after, beside their bands, leave so few
    possibilities at the edge of "more often" that one of the five, who knows their own two answers, can work out all
    others. Over ten items and more each answer can be another, with another answer of the same person making up for it,
    and the figure is the same.

    Why nobody who comes or goes is found: no level of those who stayed is ever said, only their change. Beside the
    earlier report it holds nothing to subtract. It would, if it said their mean before: `rosters.shown` refuses that.

    What it cannot do: it is shown once. Made again without somebody, it would differ by them. That nobody's answer
    follows from it beside two reports is tested (tests/domain/anonymity), not proven.
    """
    found = (_move(before[person], after[person], items) for person in before.keys() & after.keys())
    moves = [move for move in found if move is not None]
    if len(moves) < max(fewest, 2):
        return None
    centre, freedom = fmean(moves), len(moves) - 1
    variance = fsum((move - centre) ** 2 for move in moves) / freedom
    half = float(stdtrit(freedom, (1 + CONFIDENCE) / 2)) * sqrt(variance / len(moves))
    low, high = _next_below(centre - half), _next_above(centre + half)
    return Change(len(moves), min(low, MOST_SAID), max(high, -MOST_SAID))


def _move(before: Answers[K], after: Answers[K], items: Sequence[K]) -> float | None:
    pairs = [(one, other) for item in items if (one := before.get(item)) and (other := after.get(item))]
    if len(pairs) < FEWEST_ITEMS or 3 * len(pairs) < 2 * len(items):
        return None
    return sum(other - one for one, other in pairs) / len(pairs)


def _next_below(value: float) -> float:
    """Below, and never the value itself: people who all moved alike are not certain of it."""
    return max((ceil(value / STEP - 1e-9) - 1) * STEP, LOWEST_ANSWER - HIGHEST_ANSWER)


def _next_above(value: float) -> float:
    return min((floor(value / STEP + 1e-9) + 1) * STEP, HIGHEST_ANSWER - LOWEST_ANSWER)
