"""Bars: one below the other, one in pieces, and one to each side of a middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from edgewise.domain.pictures.marks import Anchor, Drawing, Tone, down, line, rect, share, shortened, text

ROW, NAME, BAR_TOP, BAR = 2.5, 1.0, 1.375, 0.75  # rem: a row, the baseline of its name, its bar's top and height
PIECES_TOP, PIECES, NARROWEST = 1.25, 1.5, 7.0  # rem: the bar in pieces; per cent above which a number has room
MINI = 0.5  # rem: a bar in a row of a table
MIDDLE = 50.0  # per cent: where the two sides meet


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` None: it is not told, and no bar is drawn. `said`: the number in words."""

    label: str
    value: float | None
    said: str
    tone: Tone = Tone.MAIN


@dataclass(frozen=True, slots=True)
class Piece:
    tone: Tone
    count: int


@dataclass(frozen=True, slots=True)
class Sides:
    """What somebody gave and received, with both numbers in words."""

    label: str
    left: float
    right: float
    left_said: str
    right_said: str


def bars(rows: Sequence[Bar], most: float | None = None) -> Drawing:
    """Each bar on a ground as long as `most`, or as the longest of them. As a funnel, the first is the longest."""
    whole = most if most is not None else max((row.value or 0 for row in rows), default=0)
    rects, texts = [], []
    for number, row in enumerate(rows):
        top = number * ROW
        texts += [
            text(0, top + NAME, shortened(row.label)),
            text(100, top + NAME, row.said, Anchor.END, is_soft=row.value is None),
        ]
        rects.append(rect(0, top + BAR_TOP, 100, BAR, Tone.GROUND))
        if row.value:
            rects.append(rect(0, top + BAR_TOP, share(row.value, whole), BAR, row.tone))
    return Drawing(down(len(rows) * ROW), tuple(rects), texts=tuple(texts))


def stacked(pieces: Sequence[Piece]) -> Drawing:
    """One bar whose pieces add up to its whole; a piece too narrow for its number has it in the legend alone."""
    whole = sum(piece.count for piece in pieces)
    found = [piece for piece in pieces if piece.count]
    widths = [share(piece.count, whole) for piece in found]
    starts = [0.0, *accumulate(widths)]
    placed = list(zip(found, starts, widths, strict=False))
    return Drawing(
        down(PIECES_TOP + PIECES),
        tuple(rect(x, PIECES_TOP, width, PIECES, piece.tone) for piece, x, width in placed),
        texts=tuple(
            text(x + width / 2, PIECES_TOP - 0.375, str(piece.count), Anchor.MIDDLE)
            for piece, x, width in placed
            if width >= NARROWEST
        ),
    )


def mini(pieces: Sequence[tuple[Tone, float]], whole: float) -> Drawing:
    """A bar beside its number in a table: no words, and nothing that the row does not say."""
    widths = [share(value, whole) for _, value in pieces]
    starts = [0.0, *accumulate(widths)]
    found = [
        rect(x, 0, width, MINI, tone) for (tone, _), x, width in zip(pieces, starts, widths, strict=False) if width
    ]
    return Drawing(down(MINI), (rect(0, 0, 100, MINI, Tone.GROUND), *found))


def two_sided(rows: Sequence[Sides], target: float) -> Drawing:
    """What each gave to the left, what each received to the right, and the target on both sides."""
    most = max([target, *(max(row.left, row.right) for row in rows)], default=0)
    rects, lines, texts = [], [], []
    for number, row in enumerate(rows):
        top = number * ROW
        left, right = (share(value, most) / 2 for value in (row.left, row.right))
        texts += [
            text(MIDDLE, top + NAME, shortened(row.label), Anchor.MIDDLE),
            text(0, top + NAME, row.left_said, is_soft=True),
            text(100, top + NAME, row.right_said, Anchor.END, is_soft=True),
        ]
        rects.append(rect(0, top + BAR_TOP, 100, BAR, Tone.GROUND))
        if left:
            rects.append(rect(MIDDLE - left, top + BAR_TOP, left, BAR, Tone.MAIN))
        if right:
            rects.append(rect(MIDDLE, top + BAR_TOP, right, BAR, Tone.OTHER))
        aim = share(target, most) / 2
        lines += [
            line(x, top + BAR_TOP - 0.125, x, top + BAR_TOP + BAR + 0.125, tone)
            for x, tone in ((MIDDLE - aim, Tone.TARGET), (MIDDLE, Tone.AXIS), (MIDDLE + aim, Tone.TARGET))
        ]
    return Drawing(down(len(rows) * ROW), tuple(rects), tuple(lines), texts=tuple(texts))
