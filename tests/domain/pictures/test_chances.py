from __future__ import annotations

from edgewise.domain.pictures.chances import Chance, chances
from edgewise.domain.pictures.marks import Tone


def test_a_dot_stands_on_the_range_of_chance() -> None:
    drawing = chances([Chance("Functions", "38 of 50", 38, 38, 30, 25, 35, most=50)])
    assert [(one.x, one.width, one.tone) for one in drawing.rects] == [
        ("0", "100%", Tone.GROUND), ("50%", "20%", Tone.OPEN),
    ]  # fmt: skip
    assert [(one.x, one.tone) for one in drawing.dots] == [("76%", Tone.MAIN)]
    assert [(one.x1, one.x2, one.tone) for one in drawing.lines] == [("60%", "60%", Tone.TARGET)]
    assert [one.words for one in drawing.texts] == ["Functions", "38 of 50"]


def test_what_is_not_told_exactly_is_a_line() -> None:
    drawing = chances([Chance("Units", "46 or more of 50", 46, 50, 30, 30, 30, most=50)])
    assert drawing.dots == ()
    assert [(one.x1, one.x2, one.tone) for one in drawing.lines][1:] == [("92%", "100%", Tone.MAIN)]
    assert drawing.rects[1].width == "0.6%"
