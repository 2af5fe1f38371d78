from __future__ import annotations

from edgewise.domain.pictures.day import Span, day_strip
from edgewise.domain.pictures.gauge import gauge
from edgewise.domain.pictures.marks import Tone


def test_a_span_lies_where_its_hours_are() -> None:
    found = day_strip([Span(540, 1020, Tone.LESS), Span(720, 900)])
    assert [(one.tone, one.x, one.width) for one in found.rects] == [
        (Tone.GROUND, "0", "100%"), (Tone.LESS, "37.5%", "33.33%"), (Tone.MAIN, "50%", "12.5%"),
    ]  # fmt: skip
    assert [one.words for one in found.texts] == ["00:00", "06:00", "12:00", "18:00", "24:00"]


def test_a_gauge_is_full_at_the_most_that_can_be() -> None:
    found = gauge(990, 1000, "990 points", "best possible: 1,000")
    assert [one.width for one in found.rects if one.tone is Tone.MAIN] == ["99%"]
    assert [one.width for one in gauge(1100, 1000, "", "").rects if one.tone is Tone.MAIN] == ["100%"]
    assert [one for one in gauge(0, 1000, "", "").rects if one.tone is Tone.MAIN] == []
    assert [one.words for one in found.texts] == ["990 points", "best possible: 1,000"]
