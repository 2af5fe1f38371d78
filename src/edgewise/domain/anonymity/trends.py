"""What changed between two waves: read off the two pages, so it tells nothing that they do not."""

from __future__ import annotations

from enum import Enum
from math import hypot

from msgspec import Struct

from edgewise.domain.anonymity.scores import STEPS, Score
from edgewise.domain.phrases import Phrase, phrase


class Direction(Enum):
    """The value is stored."""

    UP = "up"
    DOWN = "down"
    UNSEEN = "unseen"


class Trend(Struct, frozen=True):
    """The change of a mean lies between `low` and `high`, in points of the scale, now less before."""

    low: float
    high: float

    @property
    def direction(self) -> Direction:
        if self.low > 0:
            return Direction.UP
        return Direction.DOWN if self.high < 0 else Direction.UNSEEN

    @property
    def words(self) -> Phrase:
        return WORDS[self.direction]


WORDS = {
    Direction.UP: phrase("higher than the last time"),
    Direction.DOWN: phrase("lower than the last time"),
    Direction.UNSEEN: phrase("no change can be seen"),
}


def trend(before: Score, before_margin: float, now: Score, now_margin: float) -> Trend:
    """Two waves of which nobody's answers are linked are independent: their margins add as squares.

    A mean that is told as "so much or more" can be anything up to the end of the scale. Rounding adds its half tenths.
    """
    margin = hypot(before_margin, now_margin) + 1 / STEPS
    return Trend(round(now.low - before.high - margin, 2), round(now.high - before.low + margin, 2))
