"""What a picture is made of: marks at places, a legend, and the table of the same numbers.

Across, places are per cent of the picture's width; down, they are rem. So a picture is as wide as its place on the page
while its letters keep the size that the reader has chosen, on a phone too (docs/adr/0021).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST_LABEL = 34  # letters of a row's name in a picture; the table has all of it


class Tone(StrEnum):
    """What a mark means. The style sheet gives it a colour, and a texture where colours are the reader's."""

    MAIN = "main"  # what took place
    OTHER = "other"  # the other side of it
    LESS = "less"  # a weaker form of it
    MISSED = "missed"  # what was due and did not take place
    AHEAD = "ahead"  # what is still to come
    KEPT = "kept"
    PARTLY = "partly"
    CHANGED = "changed"
    NOT = "not"
    OPEN = "open"
    BEFORE = "before"  # the same of an earlier time
    TARGET = "target"
    NOW = "now"
    GROUND = "ground"  # what a bar could fill
    AXIS = "axis"

    @property
    def texture(self) -> str:
        """The name of the pattern that is drawn over it where colours tell nothing; empty for a plain one."""
        return TEXTURES.get(self, "")


TEXTURES = {
    Tone.OTHER: "hatch",
    Tone.LESS: "hatch",
    Tone.MISSED: "cross",
    Tone.PARTLY: "hatch",
    Tone.CHANGED: "dots",
    Tone.NOT: "cross",
}


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Rect:
    x: str
    y: str
    width: str
    height: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Line:
    x1: str
    y1: str
    x2: str
    y2: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Text:
    x: str
    y: str  # of its baseline
    words: str
    anchor: Anchor = Anchor.START
    is_soft: bool = False
    more: tuple[str, ...] = ()  # further lines of the same words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Drawn in this order, so that words are never hidden."""

    height: str
    rects: tuple[Rect, ...] = ()
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend."""

    tone: Tone
    words: str
    count: str = ""
    is_line: bool = False
    is_dot: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a picture; the first column names the row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in its frame. `key` is its name on the page, once; `summary` says in a sentence what it shows."""

    key: str
    title: str
    summary: str
    drawing: Drawing
    table: Table
    legend: tuple[Key, ...] = ()

    @property
    def textures(self) -> list[str]:
        """The patterns that it needs, each once."""
        tones = {one.tone for one in self.drawing.rects} | {one.tone for one in self.legend}
        return sorted({tone.texture for tone in tones} - {""})


def across(percent: float) -> str:
    """A place or a width, in per cent of the picture."""
    return f"{percent:.4g}%" if percent else "0"


def down(rem: float) -> str:
    """A place or a height, in rem."""
    return f"{rem:.4g}rem" if rem else "0"


def rect(x: float, y: float, width: float, height: float, tone: Tone) -> Rect:
    return Rect(across(x), down(y), across(width), down(height), tone)


def line(x1: float, y1: float, x2: float, y2: float, tone: Tone) -> Line:
    return Line(across(x1), down(y1), across(x2), down(y2), tone)


def text(x: float, y: float, words: str, anchor: Anchor = Anchor.START, *, is_soft: bool = False) -> Text:
    return Text(across(x), down(y), words, anchor, is_soft)


def shortened(label: str) -> str:
    """A name that fits above its bar on a phone."""
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def share(part: float, whole: float) -> float:
    """Per cent from 0 to 100; nothing of nothing is nothing."""
    return min(max(100 * part / whole, 0.0), 100.0) if whole > 0 else 0.0
