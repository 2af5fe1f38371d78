from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.pictures.bars import Bar, Piece, Sides, bars, mini, stacked, two_sided
from edgewise.domain.pictures.marks import LONGEST_LABEL, Drawing, Rect, Tone, shortened

counts = st.integers(0, 10_000)


def widths(rects: tuple[Rect, ...], tone: Tone) -> list[str]:
    return [one.width for one in rects if one.tone is tone]


def right_edges(drawing: Drawing) -> list[float]:
    return [float(one.x.rstrip("%")) + float(one.width.rstrip("%")) for one in drawing.rects]


def test_each_bar_is_as_long_as_its_part_of_the_longest() -> None:
    found = bars([Bar("Invited", 20, "20"), Bar("Said yes", 15, "15"), Bar("Met", 0, "0")])
    assert widths(found.rects, Tone.MAIN) == ["100%", "75%"]
    assert [(one.words, one.x, one.anchor) for one in found.texts][:2] == [
        ("Invited", "0", "start"), ("20", "100%", "end"),
    ]  # fmt: skip
    assert found.height == "7.5rem"


def test_a_number_that_is_not_told_has_words_and_no_bar() -> None:
    found = bars([Bar("Met", None, "fewer than five")], most=12)
    assert widths(found.rects, Tone.MAIN) == []
    assert [(one.words, one.is_soft) for one in found.texts] == [("Met", False), ("fewer than five", True)]


def test_a_bar_in_pieces_says_the_numbers_for_which_there_is_room() -> None:
    found = stacked([Piece(Tone.KEPT, 96), Piece(Tone.PARTLY, 0), Piece(Tone.NOT, 4)])
    assert [(one.tone, one.x, one.width) for one in found.rects] == [
        (Tone.KEPT, "0", "96%"), (Tone.NOT, "96%", "4%"),
    ]  # fmt: skip
    assert [one.words for one in found.texts] == ["96"]


@given(st.lists(counts, min_size=1, max_size=6))
def test_the_pieces_fill_the_bar_and_no_more(numbers: list[int]) -> None:
    found = stacked([Piece(Tone.KEPT, number) for number in numbers])
    whole = sum(float(one.width.rstrip("%")) for one in found.rects)
    assert whole == pytest.approx(100 if any(numbers) else 0, abs=0.05)


def test_given_goes_to_the_left_and_received_to_the_right_of_the_middle() -> None:
    found = two_sided([Sides("Amara", 2, 4, "2 h given", "4 h received")], target=5)
    assert [(one.tone, one.x, one.width) for one in found.rects[1:]] == [
        (Tone.MAIN, "30%", "20%"), (Tone.OTHER, "50%", "40%"),
    ]  # fmt: skip
    assert [one.x1 for one in found.lines if one.tone is Tone.TARGET] == ["0", "100%"]


def test_who_is_beyond_the_target_moves_its_line_inwards() -> None:
    found = two_sided([Sides("Amara", 10, 0, "", "")], target=5)
    assert [one.x1 for one in found.lines if one.tone is Tone.TARGET] == ["25%", "75%"]


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), max_size=5), st.floats(0, 100))
def test_nothing_is_drawn_outside(hours: list[tuple[float, float]], target: float) -> None:
    found = two_sided([Sides("x", left, right, "", "") for left, right in hours], target)
    assert all(edge <= 100.05 for edge in right_edges(found))
    assert all(0 <= float(one.x.rstrip("%")) <= 100 for one in found.rects)


def test_a_small_bar_has_a_ground_and_its_pieces_beside_one_another() -> None:
    found = mini([(Tone.MAIN, 3), (Tone.MISSED, 1)], 4)
    assert [(one.tone, one.x, one.width) for one in found.rects] == [
        (Tone.GROUND, "0", "100%"), (Tone.MAIN, "0", "75%"), (Tone.MISSED, "75%", "25%"),
    ]  # fmt: skip
    assert mini([(Tone.MAIN, 0)], 0).rects == found.rects[:1]


def test_a_long_name_is_cut_where_a_phone_has_no_room_for_it() -> None:
    assert shortened("Amara Okafor") == "Amara Okafor"
    cut = shortened("Hubert Blaine Wolfeschlegelsteinhausenbergerdorff")
    assert (len(cut), cut[-1]) == (LONGEST_LABEL, "…")
