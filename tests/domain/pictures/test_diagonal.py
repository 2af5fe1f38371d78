from __future__ import annotations

from edgewise.domain.pictures.diagonal import Against, diagonal
from edgewise.domain.pictures.marks import Anchor, Tone

SEVEN = Against(0.7, 0.5, 0.25, 0.75, "5 of 10")


def test_a_point_stands_on_its_interval_beside_the_line_where_both_are_the_same() -> None:
    found = diagonal([SEVEN])
    assert [(one.x, one.y) for one in found.dots] == [("69.2%", "7.25rem")]
    assert [(one.x1, one.y1, one.x2, one.y2) for one in found.lines if one.tone is Tone.MAIN] == [
        ("69.2%", "10.25rem", "69.2%", "4.25rem"),
        ("68.45%", "10.25rem", "69.95%", "10.25rem"),
        ("68.45%", "4.25rem", "69.95%", "4.25rem"),
    ]
    assert [(one.x1, one.y1, one.x2, one.y2) for one in found.lines if one.tone is Tone.TARGET] == [
        ("2%", "13.25rem", "98%", "1.25rem")
    ]


def test_what_came_as_often_as_said_lies_on_the_line() -> None:
    found = diagonal([Against(0.5, 0.5, 0.25, 0.75, "")])
    assert (found.dots[0].x, found.dots[0].y) == ("50%", "7.25rem")


def test_words_stand_above_an_interval_and_below_one_that_reaches_to_the_top() -> None:
    found = diagonal([SEVEN, Against(0.9, 1, 0.75, 1, "9 of 9")])
    assert [(one.words, one.x, one.y, one.anchor) for one in found.texts if not one.is_soft] == [
        ("5 of 10", "69.2%", "3.875rem", Anchor.MIDDLE),
        ("9 of 9", "88.4%", "5.25rem", Anchor.MIDDLE),
    ]


def test_both_scales_run_from_nothing_to_all() -> None:
    assert [one.words for one in diagonal([]).texts] == ["100 %", "0", "50 %", "100 %"]
