"""What came, beside what chance gives: a mark on the range in which chance lies, one row below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edgewise.domain.pictures.bars import BAR, BAR_TOP, NAME, ROW
from edgewise.domain.pictures.marks import Anchor, Dot, Drawing, Tone, across, down, line, rect, share, shortened, text

BEYOND = 0.1875  # rem: how far the line of what is expected reaches above and below its range
NARROWEST = 0.6  # per cent: a range of one number is still seen


@dataclass(frozen=True, slots=True)
class Chance:
    """All in the same unit, of `most`. What came lies from `low` to `high`: a dot where both are the same."""

    label: str
    said: str
    low: float
    high: float
    expected: float
    chance_low: float
    chance_high: float
    most: float


def chances(rows: Sequence[Chance]) -> Drawing:
    """Each row on a ground of its own from nothing to its `most`."""
    rects, lines, dots, texts = [], [], [], []
    for number, row in enumerate(rows):
        top = number * ROW
        middle = top + BAR_TOP + BAR / 2
        at, low, high, least, most = (
            share(value, row.most) for value in (row.expected, row.low, row.high, row.chance_low, row.chance_high)
        )
        texts += [text(0, top + NAME, shortened(row.label)), text(100, top + NAME, row.said, Anchor.END)]
        rects.append(rect(0, top + BAR_TOP, 100, BAR, Tone.GROUND))
        rects.append(rect(least, top + BAR_TOP, max(most - least, NARROWEST), BAR, Tone.OPEN))
        lines.append(line(at, top + BAR_TOP - BEYOND, at, top + BAR_TOP + BAR + BEYOND, Tone.TARGET))
        if low == high:
            dots.append(Dot(across(high), down(middle), Tone.MAIN))
        else:
            lines.append(line(low, middle, high, middle, Tone.MAIN))
    return Drawing(down(len(rows) * ROW + BEYOND), tuple(rects), tuple(lines), tuple(dots), tuple(texts))
