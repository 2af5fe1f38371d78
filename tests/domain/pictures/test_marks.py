from __future__ import annotations

import re
from itertools import combinations

from checks.tree import ROOT
from edgewise.domain.pictures.marks import Drawing, Key, Picture, Table, Tone, across, down, rect, share

STACKED = (Tone.KEPT, Tone.PARTLY, Tone.CHANGED, Tone.NOT, Tone.OPEN)
STYLES = (ROOT / "src/edgewise/web/static/web/pictures.css").read_text()


def tones_with(ending: str) -> set[str]:
    """Of the rule for forced colours that ends so."""
    (rule,) = re.findall(rf"^  :is\(\.pic, \.pic-swatch\) (.+) {{ {ending}; }}$", STYLES, re.MULTILINE)
    return set(re.findall(r"\.pic-(\w+)", rule))


FILLED, EMPTY, DASHED = (
    tones_with("fill: CanvasText"), tones_with("fill: Canvas"), tones_with("stroke-dasharray: 3 2"),
)  # fmt: skip


def look(tone: Tone) -> tuple[bool, bool, str]:
    return tone in FILLED, tone in DASHED, tone.texture


def test_pieces_that_stand_beside_one_another_differ_without_colour() -> None:
    together = (STACKED, (Tone.MAIN, Tone.MISSED, Tone.AHEAD), (Tone.MAIN, Tone.OTHER), (Tone.MAIN, Tone.LESS))
    alike = [(one, other) for tones in together for one, other in combinations(tones, 2) if look(one) == look(other)]
    assert alike == []
    assert {tone for tones in together for tone in tones} == FILLED | EMPTY


def test_a_picture_names_each_texture_once_also_those_of_its_legend_alone() -> None:
    drawing = Drawing("1rem", (rect(0, 0, 1, 1, Tone.PARTLY), rect(1, 0, 1, 1, Tone.PARTLY)))
    picture = Picture("p", "", "", drawing, Table((), ()), (Key(Tone.NOT, ""), Key(Tone.KEPT, "")))
    assert picture.textures == ["cross", "hatch"]


def test_places_are_short_and_never_in_words_of_a_language() -> None:
    assert [across(0), across(33.33333), across(100), down(0), down(1.375)] == [
        "0", "33.33%", "100%", "0", "1.375rem",
    ]  # fmt: skip


def test_a_share_stays_between_nothing_and_all() -> None:
    assert [share(1, 4), share(5, 4), share(-1, 4), share(1, 0), share(0, 0)] == [25, 100, 0, 0, 0]
