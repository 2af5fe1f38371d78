"""The 24 hours of a day as a strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edgewise.domain.pictures.marks import Anchor, Drawing, Tone, down, line, rect, text

DAY = 24 * 60  # minutes
STRIP_TOP, STRIP = 0.25, 1.25  # rem
HOURS_SAID = (0, 6, 12, 18, 24)


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes of the day; one that runs over midnight is two."""

    begins: int
    ends: int
    tone: Tone = Tone.MAIN


def day_strip(spans: Sequence[Span]) -> Drawing:
    """Later spans lie over earlier ones."""
    ground = rect(0, STRIP_TOP, 100, STRIP, Tone.GROUND)
    found = [
        rect(100 * one.begins / DAY, STRIP_TOP, 100 * (one.ends - one.begins) / DAY, STRIP, one.tone) for one in spans
    ]
    bottom = STRIP_TOP + STRIP
    lines = [line(100 * hour / 24, 0, 100 * hour / 24, bottom + 0.25, Tone.AXIS) for hour in HOURS_SAID]
    anchors = {0: Anchor.START, 24: Anchor.END}
    texts = [
        text(100 * hour / 24, bottom + 1.375, f"{hour:02}:00", anchors.get(hour, Anchor.MIDDLE), is_soft=True)
        for hour in HOURS_SAID
    ]
    return Drawing(down(bottom + 1.75), (ground, *found), tuple(lines), texts=tuple(texts))
