"""Where several values lie on one scale, as stretches one below the other, and a value beside them as a dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from edgewise.domain.pictures.bars import BAR_TOP, NAME
from edgewise.domain.pictures.marks import Anchor, Dot, Drawing, Tone, across, down, line, rect, share, text

LONGEST_LINE, MOST_LINES = 44, 3  # letters of a row's name in one line, and lines: on a phone they fit
LINE, SCALE = 1.25, 1.5  # rem: the height of a further line of a name (marks.html), and of the scale above all rows
STRETCH, BELOW = 0.5, 0.625  # rem: the height of a stretch, and what is left free below a row
WORDS = 25  # per cent of the width: the longest words on a scale, on a phone
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


def stretches(
    rows: Sequence[Row], least: float, most: float, scale: Sequence[tuple[float, str]] = (), *, apart: bool = False
) -> Drawing:
    """The scale is from `least` to `most` for all; at most three stretches a row (ValueError).

    `scale`: values and what is written there, above all rows; each is marked in every row too. `apart`: of two words
    on it that are close, one ends where it is marked and the other begins there. A name that is too long
    for a line has a second and a third one.
    """
    places = [(share(value - least, most - least), words) for value, words in scale]
    anchors = _apart(places) if apart else [_anchor(x) for x, _ in places]
    texts = [text(x, NAME, words, anchor, is_soft=True) for (x, words), anchor in zip(places, anchors, strict=True)]
    rects, lines, dots, top = [], [], [], SCALE if scale else 0.0
    for row in rows:
        if len(row.stretches) > len(TONES):
            raise ValueError(f"{len(row.stretches)} stretches in a row; at most {len(TONES)}")
        first, *more = wrap(str(row.label), LONGEST_LINE, max_lines=MOST_LINES, placeholder=" …") or [""]
        texts += [replace(text(0, top + NAME, first), more=tuple(more)), text(100, top + NAME, row.said, Anchor.END)]
        top += LINE * len(more)
        height = STRETCH * len(row.stretches)
        rects.append(rect(0, top + BAR_TOP, 100, height, Tone.GROUND))
        for number, one in enumerate(row.stretches):
            if one is not None:
                start, end = share(one.low - least, most - least), share(one.high - least, most - least)
                rects.append(rect(start, top + BAR_TOP + STRETCH * number, end - start, STRETCH, TONES[number]))
        marks = [x for x, _ in places if 0 < x < 100]  # per cent: the ends are seen
        lines += [line(x, top + BAR_TOP, x, top + BAR_TOP + height, Tone.GROUND) for x in marks]
        if row.dot is not None:
            dots.append(
                Dot(across(share(row.dot - least, most - least)), down(top + BAR_TOP + height / 2), Tone.TARGET)
            )
        top += BAR_TOP + height + BELOW
    return Drawing(down(top), tuple(rects), tuple(lines), tuple(dots), tuple(texts))


def _apart(places: Sequence[tuple[float, str]]) -> list[Anchor]:
    """Of two; they leave each other room, and each has it beside itself."""
    (left, _), (right, _) = places
    if right - left < WORDS <= min(left, 100 - right):  # per cent
        return [Anchor.END, Anchor.START]
    first = Anchor.START if left < WORDS / 2 else Anchor.MIDDLE
    return [first, Anchor.END if right > 100 - WORDS / 2 else Anchor.MIDDLE]  # per cent


def _anchor(x: float) -> Anchor:
    return Anchor.START if x == 0 else Anchor.END if x == 100 else Anchor.MIDDLE  # per cent
