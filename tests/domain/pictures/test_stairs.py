from __future__ import annotations

from edgewise.domain.pictures.marks import Tone
from edgewise.domain.pictures.stairs import Stair, stairs


def test_each_row_has_its_cells_and_then_its_name() -> None:
    drawing = stairs([Stair("Sales", (None,)), Stair("Legal", (8, 4))])
    assert [one.words for one in drawing.texts] == ["–", "Sales", "8", "4", "Legal"]
    assert [one.is_soft for one in drawing.texts] == [True, False, False, False, False]
    bars = [one.width for one in drawing.rects if one.tone is Tone.MAIN]
    assert bars == ["10.4%", "5.2%"]


def test_a_long_name_fits_beside_many_cells_on_a_phone() -> None:
    rows = [Stair("Senior individual contributor", (5,) * (number + 1)) for number in range(9)]
    names = [one.words for one in stairs(rows).texts if one.words != "5"]
    assert names[0] == "Senior individual contributor"
    assert (names[-1], len(names[-1])) == ("Senior individ…", 15)
