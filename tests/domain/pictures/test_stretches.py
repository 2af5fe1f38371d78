from __future__ import annotations

import pytest

from edgewise.domain.pictures.marks import Anchor, Tone
from edgewise.domain.pictures.stretches import Row, Stretch, stretches


def test_each_stretch_lies_on_the_scale_below_the_one_before() -> None:
    found = stretches([Row("Listens", (Stretch(4, 5), Stretch(1, 3)), 3, "3")], 1, 5)
    assert [(one.x, one.width, one.y, one.tone) for one in found.rects] == [
        ("0", "100%", "1.375rem", Tone.GROUND),
        ("75%", "25%", "1.375rem", Tone.MAIN),
        ("0", "50%", "1.875rem", Tone.OTHER),
    ]
    assert [(one.x, one.y, one.tone) for one in found.dots] == [("50%", "1.875rem", Tone.TARGET)]
    assert [one.words for one in found.texts] == ["Listens", "3"]


def test_what_is_not_told_is_not_drawn() -> None:
    found = stretches([Row("Listens", (None,), None, "cannot say")], 1, 5)
    assert ([one.tone for one in found.rects], found.dots) == ([Tone.GROUND], ())


def test_rows_stand_below_one_another_and_the_picture_ends_below_the_last() -> None:
    one, two = (stretches([Row("a", (Stretch(1, 2),), 1, "1")] * count, 1, 5) for count in (1, 2))
    assert (one.height, two.height) == ("2.5rem", "5rem")
    assert [rect.y for rect in two.rects if rect.tone is Tone.GROUND] == ["1.375rem", "3.875rem"]


def test_four_stretches_have_no_tones() -> None:
    with pytest.raises(ValueError, match="4 stretches"):
        stretches([Row("a", (None,) * 4, None, "")], 1, 5)


def test_a_long_name_has_a_second_line_and_its_row_is_higher() -> None:
    long = "Says back in a few words what I have said, to check it."
    found = stretches([Row(long, (Stretch(1, 2),), 1, "1")], 1, 5)
    (name, said) = found.texts
    assert (name.words, name.more, said.y) == ("Says back in a few words what I have said,", ("to check it.",), name.y)
    assert (found.height, found.rects[0].y) == ("3.75rem", "2.625rem")


def test_the_scale_is_written_above_and_marked_in_each_row() -> None:
    found = stretches([Row("a", (Stretch(1, 2),), 1, "1")] * 2, 1, 5, [(1, "1"), (3, "3"), (5, "5")])
    assert [(one.words, one.x) for one in found.texts if one.is_soft] == [("1", "0"), ("3", "50%"), ("5", "100%")]
    assert [(one.x1, one.x2) for one in found.lines] == [("50%", "50%")] * 2


@pytest.mark.parametrize(
    ("other", "anchors"),
    [
        (1.0, [Anchor.END, Anchor.START]),  # close: they leave each other room
        (-1.0, [Anchor.END, Anchor.START]),
        (6.0, [Anchor.MIDDLE, Anchor.MIDDLE]),
        (9.0, [Anchor.MIDDLE, Anchor.END]),  # at the edge nothing is cut
        (-9.0, [Anchor.START, Anchor.MIDDLE]),
    ],
)
def test_two_words_on_a_scale_do_not_lie_on_each_other(other: float, anchors: list[Anchor]) -> None:
    scale = sorted([(0.0, "no difference"), (other, "worth having")])
    found = stretches([Row("a", (Stretch(1, 2),), 1, "1")], -10, 10, scale, apart=True)
    assert [one.anchor for one in found.texts if one.is_soft] == anchors
