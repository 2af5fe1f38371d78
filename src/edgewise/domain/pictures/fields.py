"""Two values of one thing on a field of four: where it lies is an area, and where it lay before an outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from edgewise.domain.pictures.marks import Anchor, Drawing, Rect, Text, Tone, down, line, rect, share, text

FIELD_HIGH = 18.0  # rem
NAME_LINE = 1.25  # rem: of a field's name, which stands outside so that no area hides it
LONGEST_IN_FIELD = 20  # letters of a line: on a phone they fit
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
    names = [wrap(str(name), LONGEST_IN_FIELD) for name in axes.names]
    above, below = (NAME_LINE * max(map(len, some)) for some in (names[2:], names[:2]))
    head = NAME_LINE + above + 0.5
    bottom = head + FIELD_HIGH
    rects = [rect(0, head, 100, FIELD_HIGH, Tone.GROUND)]
    rects += [_area(axes, before, head, Tone.BEFORE)] if before else []
    rects.append(_area(axes, now, head, Tone.LESS))
    middle, half = axes.place(axes.half), _height(axes, axes.half, head)
    lines = (line(middle, head, middle, bottom, Tone.AXIS), line(0, half, 100, half, Tone.AXIS))
    words = [text(0, NAME_LINE - 0.25, axes.upwards, is_soft=True)]
    words += [*_name(names[2], NAME_LINE, is_right=False), *_name(names[3], NAME_LINE, is_right=True)]
    words += [*_name(names[0], bottom + 0.25, is_right=False), *_name(names[1], bottom + 0.25, is_right=True)]
    foot = bottom + below + 1.5
    words.append(text(100, foot, axes.across, Anchor.END, is_soft=True))
    return Drawing(down(foot + 0.5), tuple(rects), lines, (), tuple(words))


def _height(axes: Axes, value: float, head: float) -> float:
    return head + FIELD_HIGH * (1 - axes.place(value) / 100)


def _area(axes: Axes, of: Ground, head: float, tone: Tone) -> Rect:
    left, right = axes.place(of.left), axes.place(of.right)
    top, foot = _height(axes, of.high, head), _height(axes, of.low, head)
    wide, high = max(right - left, NARROWEST), max(foot - top, NARROWEST / 10)
    return rect(min(left, 100 - wide), top, wide, high, tone)


def _name(lines: Sequence[str], top: float, *, is_right: bool) -> list[Text]:
    x, anchor = (100, Anchor.END) if is_right else (0, Anchor.START)
    return [text(x, top + NAME_LINE * (number + 0.8), words, anchor) for number, words in enumerate(lines)]
