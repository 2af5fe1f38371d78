"""A matrix that is the same both ways, as stairs: each name stands at the end of its row, above its own column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edgewise.domain.pictures.marks import Anchor, Drawing, Tone, down, rect, text

STEP, GAP = 2.25, 0.1875  # rem: a cell's height, and the space between two
WIDEST, ALL_CELLS = 11.0, 62.0  # per cent: one cell, and the longest row of them
APART = 0.6  # per cent: the space between two cells
BEFORE_NAME = 2.0  # per cent
LETTERS = 0.43  # of a name that fit in one per cent of the width of a phone
BASELINE, FOOT = 1.25, 0.3125  # rem: of the words in a cell, and the height of its bar


@dataclass(frozen=True, slots=True)
class Stair:
    """A row: its name, and its cells up to the one with itself; None: not told."""

    name: str
    cells: tuple[int | None, ...]


def stairs(rows: Sequence[Stair]) -> Drawing:
    """The more a cell has, the longer is the bar at its foot."""
    wide = min(WIDEST, ALL_CELLS / max(len(rows), 1))
    most = max((cell or 0 for row in rows for cell in row.cells), default=0)
    rects, texts = [], []
    for number, row in enumerate(rows):
        top = number * STEP
        high = STEP - GAP
        for place, cell in enumerate(row.cells):
            x = place * wide
            rects.append(rect(x, top, wide - APART, high, Tone.GROUND))
            if cell:
                rects.append(rect(x, top + high - FOOT, (wide - APART) * cell / most, FOOT, Tone.MAIN))
            words = "–" if cell is None else str(cell)
            texts.append(text(x + (wide - APART) / 2, top + BASELINE, words, Anchor.MIDDLE, is_soft=cell is None))
        end = len(row.cells) * wide + BEFORE_NAME
        texts.append(text(end, top + BASELINE, _fitting(row.name, int(LETTERS * (100 - end)))))
    return Drawing(down(len(rows) * STEP), tuple(rects), texts=tuple(texts))


def _fitting(name: str, letters: int) -> str:
    return name if len(name) <= letters else name[: letters - 1].rstrip() + "…"
