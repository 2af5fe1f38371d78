"""Where several values lie on one scale, as stretches one below the other, and a value beside them as a dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edgewise.domain.pictures.bars import BAR_TOP, NAME
from edgewise.domain.pictures.marks import Anchor, Dot, Drawing, Tone, across, down, rect, share, shortened, text

STRETCH, BELOW = 0.5, 0.625  # rem: the height of a stretch, and what is left free below a row
TONES = (Tone.MAIN, Tone.OTHER, Tone.LESS)  # of the stretches of a row, from the top


@dataclass(frozen=True, slots=True)
class Stretch:
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """`stretches`: None where one is not told; each row has as many. `said`: the dot's value in words."""

    label: str
    stretches: tuple[Stretch | None, ...]
    dot: float | None
    said: str


def stretches(rows: Sequence[Row], least: float, most: float) -> Drawing:
    """The scale is from `least` to `most` for all; at most three stretches a row (ValueError)."""
    rects, dots, texts, top = [], [], [], 0.0
    for row in rows:
        if len(row.stretches) > len(TONES):
            raise ValueError(f"{len(row.stretches)} stretches in a row; at most {len(TONES)}")
        texts += [text(0, top + NAME, shortened(row.label)), text(100, top + NAME, row.said, Anchor.END)]
        height = STRETCH * len(row.stretches)
        rects.append(rect(0, top + BAR_TOP, 100, height, Tone.GROUND))
        for number, one in enumerate(row.stretches):
            if one is not None:
                start, end = share(one.low - least, most - least), share(one.high - least, most - least)
                rects.append(rect(start, top + BAR_TOP + STRETCH * number, end - start, STRETCH, TONES[number]))
        if row.dot is not None:
            dots.append(
                Dot(across(share(row.dot - least, most - least)), down(top + BAR_TOP + height / 2), Tone.TARGET)
            )
        top += BAR_TOP + height + BELOW
    return Drawing(down(top), tuple(rects), dots=tuple(dots), texts=tuple(texts))
