"""What was said against what came: points with their intervals, beside the line on which both are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edgewise.domain.pictures.columns import FOOT, HEAD
from edgewise.domain.pictures.lines import INSET
from edgewise.domain.pictures.marks import Anchor, Dot, Drawing, Line, Text, Tone, across, down, line, text

HIGH = 12.0  # rem: from nothing to all
CAP = 0.75  # per cent of the picture: half of the bar at each end of an interval
ROOM = 1.0  # rem: of a line of words


@dataclass(frozen=True, slots=True)
class Against:
    """All from 0 to 1: what was said, across; what came and where that could lie, upwards. `words` stand above it."""

    said: float
    came: float
    low: float
    high: float
    words: str


def diagonal(points: Sequence[Against]) -> Drawing:
    bottom = HEAD + HIGH
    lines = [
        line(0, bottom, 100, bottom, Tone.AXIS),
        line(_x(0), HEAD, 100, HEAD, Tone.GROUND),
        line(_x(0), _y(0), _x(1), _y(1), Tone.TARGET),
    ]
    lines += [mark for point in points for mark in _interval(point)]
    dots = tuple(Dot(across(_x(point.said)), down(_y(point.came)), Tone.MAIN) for point in points)
    texts = [
        text(_x(0), HEAD - 0.375, "100 %", is_soft=True),
        text(_x(0), bottom + 1.375, "0", is_soft=True),
        text(_x(0.5), bottom + 1.375, "50 %", Anchor.MIDDLE, is_soft=True),
        text(_x(1), bottom + 1.375, "100 %", Anchor.END, is_soft=True),
        *map(_words, points),
    ]
    return Drawing(down(bottom + FOOT), (), tuple(lines), dots, tuple(texts))


def _x(said: float) -> float:
    return INSET + (100 - 2 * INSET) * said


def _y(came: float) -> float:
    return HEAD + HIGH * (1 - came)


def _interval(point: Against) -> list[Line]:
    x, ends = _x(point.said), (_y(point.low), _y(point.high))
    return [line(x, ends[0], x, ends[1], Tone.MAIN), *(line(x - CAP, y, x + CAP, y, Tone.MAIN) for y in ends)]


def _words(point: Against) -> Text:
    """Above the interval; below one that reaches to the top."""
    high, low = _y(point.high), _y(point.low)
    return text(_x(point.said), high - 0.375 if high >= HEAD + ROOM else low + ROOM, point.words, Anchor.MIDDLE)
