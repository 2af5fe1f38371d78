"""A strip of weeks: a column for each, in pieces from the bottom up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edgewise.domain.pictures.marks import Anchor, Dot, Drawing, Line, Rect, Text, Tone, across, down, line, rect, text

HEAD, PLOT, FOOT = 1.25, 5.0, 1.75  # rem: numbers above the columns, the columns, the days below
LABELS_SHOWN, NUMBERS_SHOWN = 6, 27  # days below; columns above which all numbers fit on a phone
WIDEST_COLUMN, FILLED = 4.5, 0.7  # per cent of the picture; part of its place that a column takes
LEAST_PIECE = 0.25  # rem, so that one of a hundred can still be seen


@dataclass(frozen=True, slots=True)
class Column:
    """`pieces` from the bottom up; `said` above them. At most one column `is_now`."""

    label: str
    pieces: tuple[tuple[Tone, float], ...]
    said: str = ""
    is_now: bool = False

    @property
    def whole(self) -> float:
        return sum(value for _, value in self.pieces)


def columns(weeks: Sequence[Column]) -> Drawing:
    """The highest column is as high as the plot; of many days below, each second or third is said."""
    most = max((week.whole for week in weeks), default=0)
    step = 100 / max(len(weeks), 1)
    width = min(step * FILLED, WIDEST_COLUMN)
    bottom = HEAD + PLOT
    rects: list[Rect] = []
    texts: list[Text] = []
    dots: list[Dot] = []
    for number, week in enumerate(weeks):
        middle = (number + 0.5) * step
        top = bottom
        for tone, value in week.pieces:
            if value:
                height = max(PLOT * value / most, LEAST_PIECE)
                top -= height
                rects.append(rect(middle - width / 2, top, width, height, tone))
        if week.said and len(weeks) <= NUMBERS_SHOWN:
            texts.append(text(middle, max(top, HEAD) - 0.375, week.said, Anchor.MIDDLE))
        if number % every(len(weeks)) == 0:
            texts.append(text(middle, bottom + 1.375, week.label, Anchor.MIDDLE, is_soft=True))
        if week.is_now:
            dots.append(Dot(across(middle), down(bottom + 0.375), Tone.NOW))
    axis: tuple[Line, ...] = (line(0, bottom, 100, bottom, Tone.AXIS),)
    return Drawing(down(bottom + FOOT), tuple(rects), axis, tuple(dots), tuple(texts))


def every(count: int) -> int:
    """Each how many-th of so many labels is said, so that they stand apart on a phone."""
    return max(1, -(-count // LABELS_SHOWN))
