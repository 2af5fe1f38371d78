"""Two values of one thing on a field of four: where it lies is an area, and where it lay before an outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from edgewise.domain.pictures.marks import Anchor, Drawing, Rect, Text, Tone, down, line, rect, share, text

FIELD_HIGH = 18.0  # rem
FIELD_HEAD, FIELD_FOOT = 1.5, 2.0  # rem: for the words of the axis that goes up, and of the one across
LONGEST_IN_FIELD = 15  # letters of a line: on a phone they fit
NARROWEST = 1.5  # per cent and a tenth of rem: what is exact is still seen


@dataclass(frozen=True, slots=True)
class Ground:
    """An area in points of the scale: across from `left` to `right`, upwards from `low` to `high`."""

    left: float
    right: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Axes:
    """One scale for both ways; `half` parts the fields. `names`: low left, low right, high left, high right."""

    least: float
    most: float
    half: float
    names: Sequence[str]
    across: str
    upwards: str

    def place(self, value: float) -> float:
        """Per cent of the scale."""
        return share(value - self.least, self.most - self.least)


def fields(axes: Axes, now: Ground, before: Ground | None = None) -> Drawing:
    middle, bottom = axes.place(axes.half), FIELD_HEAD + FIELD_HIGH
    rects = [rect(0, FIELD_HEAD, 100, FIELD_HIGH, Tone.GROUND)]
    rects += [_area(axes, before, Tone.BEFORE)] if before else []
    rects.append(_area(axes, now, Tone.LESS))
    lines = (
        line(middle, FIELD_HEAD, middle, bottom, Tone.AXIS),
        line(0, _height(axes, axes.half), 100, _height(axes, axes.half), Tone.AXIS),
    )
    words = (
        text(0, FIELD_HEAD - 0.5, axes.upwards, is_soft=True),
        text(100, bottom + 1.25, axes.across, Anchor.END, is_soft=True),
    )
    return Drawing(down(bottom + FIELD_FOOT), tuple(rects), lines, (), (*words, *_names(axes, bottom)))


def _height(axes: Axes, value: float) -> float:
    return FIELD_HEAD + FIELD_HIGH * (1 - axes.place(value) / 100)


def _area(axes: Axes, of: Ground, tone: Tone) -> Rect:
    left, right = axes.place(of.left), axes.place(of.right)
    top, foot = _height(axes, of.high), _height(axes, of.low)
    wide, high = max(right - left, NARROWEST), max(foot - top, NARROWEST / 10)
    return rect(min(left, 100 - wide), top, wide, high, tone)


def _names(axes: Axes, bottom: float) -> list[Text]:
    """Each in the outer corner of its field."""
    found = []
    for number, name in enumerate(axes.names):
        is_right, is_high = number % 2 == 1, number >= 2
        first, *more = wrap(str(name), LONGEST_IN_FIELD) or [""]
        y = FIELD_HEAD + 1.25 if is_high else bottom - 0.75 - 1.25 * len(more)
        one = text(98 if is_right else 2, y, first, Anchor.END if is_right else Anchor.START)
        found.append(replace(one, more=tuple(more)))
    return found
