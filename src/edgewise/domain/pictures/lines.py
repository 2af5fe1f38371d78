"""A line through the weeks with its target and the line before it; and values with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from edgewise.domain.pictures.bars import BAR, BAR_TOP, NAME, ROW
from edgewise.domain.pictures.columns import FOOT, HEAD, PLOT, every
from edgewise.domain.pictures.marks import (
    Anchor,
    Dot,
    Drawing,
    Line,
    Text,
    Tone,
    across,
    down,
    line,
    rect,
    share,
    shortened,
    text,
)

INSET = 2.0  # per cent of the picture, left and right of a course, so that its first and last dot are whole
MOVED_AT = 0.75  # rem: how far down the line is on which something has moved


@dataclass(frozen=True, slots=True)
class Point:
    """A value, and the same of an earlier run; None: none, and the line passes over it."""

    label: str
    value: float | None
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    label: str
    value: float
    low: float
    high: float
    said: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A value on a day, and the words that are written there, if any."""

    on: date
    value: float
    said: str = ""


def course(start: Moment, end: Moment, points: Sequence[Moment], today: date) -> Drawing:
    """From a start to an end that is aimed at, straight; what was reached on the way; and today.

    Days run from the first to the last of all; the scale from the lowest to the highest value, whichever way it goes.
    """
    days = [start.on, end.on, *(point.on for point in points)]
    first, length = min(days), max((max(days) - min(days)).days, 1)
    values = [start.value, end.value, *(point.value for point in points)]
    least, most = min(values), max(values)
    bottom = HEAD + PLOT

    def x_of(day: date) -> float:
        return INSET + (100 - 2 * INSET) * (day - first).days / length

    def y_of(value: float) -> float:
        return HEAD + PLOT * (1 - share(value - least, most - least) / 100) if most > least else HEAD + PLOT / 2

    lines = [
        line(0, bottom, 100, bottom, Tone.AXIS),
        line(x_of(start.on), y_of(start.value), x_of(end.on), y_of(end.value), Tone.TARGET),
    ]
    way = [(x_of(one.on), y_of(one.value)) for one in (start, *points)]
    lines += [line(*one, *other, Tone.MAIN) for one, other in pairwise(way)]
    dots = [Dot(across(x), down(y), Tone.MAIN) for x, y in way]
    dots.append(Dot(across(x_of(end.on)), down(y_of(end.value)), Tone.MAIN))
    if start.on <= today <= max(days):
        dots.append(Dot(across(x_of(today)), down(bottom), Tone.NOW))
    texts = [
        text(x_of(one.on), _beside(y_of(one.value), bottom), one.said, anchor)
        for one, anchor in ((start, Anchor.START), (end, Anchor.END), *((one, Anchor.MIDDLE) for one in points[-1:]))
        if one.said
    ]
    return Drawing(down(bottom + FOOT), (), tuple(lines), tuple(dots), tuple(texts))


def _beside(height: float, bottom: float) -> float:
    """Above a dot; below one that is at the top, where there is room."""
    return height - 0.625 if height > HEAD + 1 or height + 1.5 > bottom else height + 1.25


def trend(points: Sequence[Point], most: float, target: float | None = None, unit: str = "") -> Drawing:
    """Values from 0 to `most`, joined from one to the next that is known; the last one is said."""
    step, bottom = 100 / max(len(points), 1), HEAD + PLOT
    places = [(number + 0.5) * step for number in range(len(points))]
    now = [None if point.value is None else _height(point.value, most) for point in points]
    before = [None if point.before is None else _height(point.before, most) for point in points]
    grid = [line(0, bottom, 100, bottom, Tone.AXIS), line(0, HEAD, 100, HEAD, Tone.GROUND)]
    if target is not None:
        grid.append(line(0, _height(target, most), 100, _height(target, most), Tone.TARGET))
    lines = [*grid, *_joined(places, before, Tone.BEFORE), *_joined(places, now, Tone.MAIN)]
    dots = [Dot(across(x), down(y), Tone.MAIN) for x, y in zip(places, now, strict=True) if y is not None]
    texts = [
        text(x, bottom + 1.375, point.label, Anchor.MIDDLE, is_soft=True)
        for number, (x, point) in enumerate(zip(places, points, strict=True))
        if number % every(len(points)) == 0
    ]
    texts += [text(0, HEAD - 0.375, f"{most:g}{unit}", is_soft=True), *_last(points, places, now, unit)]
    return Drawing(down(bottom + FOOT), (), tuple(lines), tuple(dots), tuple(texts))


def intervals(rows: Sequence[Interval], least: float, most: float) -> Drawing:
    """Each value as a dot on the stretch in which it lies; the scale is from `least` to `most` for all."""
    rects, lines, dots, texts = [], [], [], []
    for number, row in enumerate(rows):
        top = number * ROW
        middle = top + BAR_TOP + BAR / 2
        low, at, high = (share(value - least, most - least) for value in (row.low, row.value, row.high))
        texts += [text(0, top + NAME, shortened(row.label)), text(100, top + NAME, row.said, Anchor.END)]
        rects.append(rect(0, top + BAR_TOP, 100, BAR, Tone.GROUND))
        lines.append(line(low, middle, high, middle, Tone.MAIN))
        lines += [line(x, middle - 0.25, x, middle + 0.25, Tone.MAIN) for x in (low, high)]
        dots.append(Dot(across(at), down(middle), Tone.MAIN))
    return Drawing(down(len(rows) * ROW), tuple(rects), tuple(lines), tuple(dots), tuple(texts))


def moved(first: float, last: float, least: str, most: str) -> Drawing:
    """From one place to another on a line from nothing to all; both from 0 to 1. `least` and `most` name its ends."""
    at, to = (INSET + (100 - 2 * INSET) * place for place in (first, last))
    lines = (
        line(INSET, MOVED_AT, 100 - INSET, MOVED_AT, Tone.AXIS),
        line(at, MOVED_AT, to, MOVED_AT, Tone.MAIN),
    )
    dots = (Dot(across(at), down(MOVED_AT), Tone.BEFORE), Dot(across(to), down(MOVED_AT), Tone.MAIN))
    ends = (
        text(0, 2 * MOVED_AT + 0.5, least, is_soft=True),
        text(100, 2 * MOVED_AT + 0.5, most, Anchor.END, is_soft=True),
    )
    return Drawing(down(2 * MOVED_AT + 0.75), (), lines, dots, ends)


def _height(value: float, most: float) -> float:
    return HEAD + PLOT * (1 - share(value, most) / 100)


def _joined(places: Sequence[float], heights: Sequence[float | None], tone: Tone) -> list[Line]:
    known = [(x, y) for x, y in zip(places, heights, strict=True) if y is not None]
    return [line(*start, *end, tone) for start, end in pairwise(known)]


def _last(points: Sequence[Point], places: Sequence[float], heights: Sequence[float | None], unit: str) -> list[Text]:
    known = [number for number, point in enumerate(points) if point.value is not None]
    if not known:
        return []
    at = known[-1]
    height = heights[at] or 0
    anchor = Anchor.END if places[at] > 85 else Anchor.MIDDLE  # per cent: near the right edge
    return [text(places[at], height - 0.5, f"{points[at].value:g}{unit}", anchor)]
