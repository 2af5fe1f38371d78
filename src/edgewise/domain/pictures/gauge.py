"""How far something is towards the most that it can be."""

from __future__ import annotations

from edgewise.domain.pictures.marks import Anchor, Drawing, Tone, down, line, rect, share, text

GAUGE_TOP, GAUGE = 1.375, 0.75  # rem


def gauge(value: float, most: float, said: str, most_said: str) -> Drawing:
    """A bar from nothing to `most`, which has a mark at its end."""
    return Drawing(
        down(GAUGE_TOP + GAUGE + 0.25),
        (
            rect(0, GAUGE_TOP, 100, GAUGE, Tone.GROUND),
            *([rect(0, GAUGE_TOP, share(value, most), GAUGE, Tone.MAIN)] if value > 0 else []),
        ),
        (line(100, GAUGE_TOP - 0.25, 100, GAUGE_TOP + GAUGE + 0.25, Tone.TARGET),),
        texts=(text(0, 1.0, said), text(100, 1.0, most_said, Anchor.END, is_soft=True)),
    )
