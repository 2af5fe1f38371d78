"""The one partial that draws every picture."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from django.template.loader import render_to_string
from django.utils import translation

from edgewise.domain.pictures.bars import Bar, Piece, bars, stacked
from edgewise.domain.pictures.columns import Column, columns
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone

COMMITMENTS = Picture(
    "commitments",
    "Commitments",
    "Of 3 commitments, 2 are kept.",
    stacked([Piece(Tone.KEPT, 2), Piece(Tone.PARTLY, 1)]),
    Table(("What became of it", "Number"), (("Kept", "2"), ("Partly", "1"))),
    (Key(Tone.KEPT, "Kept", "2"), Key(Tone.PARTLY, "Partly", "1")),
)


class Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def ids(self) -> list[str]:
        return [given["id"] or "" for _, given in self.all if "id" in given]


def drawn(picture: Picture) -> str:
    return render_to_string("web/pictures/picture.html", {"picture": picture})


def test_a_picture_is_named_and_told_in_a_sentence() -> None:
    found = Elements(drawn(COMMITMENTS))
    (svg,) = [given for tag, given in found.all if tag == "svg" and given.get("role") == "img"]
    assert set((svg["aria-labelledby"] or "").split()) <= set(found.ids())
    assert [tag for tag, _ in found.all if tag in ("title", "desc")] == ["title", "desc"]


def test_its_numbers_stand_in_a_table_behind_it() -> None:
    page = drawn(COMMITMENTS)
    table = page[page.index("<details") : page.index("</details>")]
    assert re.findall(r"<t[hd][^>]*>(.+?)</t[hd]>", table) == [
        "What became of it",
        "Number",
        "Kept",
        "2",
        "Partly",
        "1",
    ]


def test_every_texture_that_is_used_is_there_once() -> None:
    found = Elements(drawn(COMMITMENTS))
    used = {given["fill"] for _, given in found.all if (given.get("fill") or "").startswith("url(")}
    assert (used, found.ids().count("commitments-hatch")) == ({"url(#commitments-hatch)"}, 1)


def test_two_pictures_on_a_page_share_no_name() -> None:
    other = Picture("other", "Other", "", COMMITMENTS.drawing, COMMITMENTS.table)
    ids = Elements(drawn(COMMITMENTS) + drawn(other)).ids()
    assert len(ids) == len(set(ids))


def test_places_are_the_same_in_a_language_that_writes_a_comma() -> None:
    weeks = columns([Column("2 Mar", ((Tone.MAIN, number),)) for number in (1, 3, 2)])
    picture = Picture("weeks", "Sessions", "", weeks, Table((), ()))
    with translation.override("de"):
        german = drawn(picture)
    assert (german == drawn(picture), re.findall(r'="[\d.]+,\d', german)) == (True, [])


def test_a_name_cannot_close_what_it_stands_in() -> None:
    picture = Picture("p", "</title><script>", "", bars([Bar("<b>", 1, "1")]), Table(("<i>",), (("<u>",),)))
    assert {tag for tag, _ in Elements(drawn(picture)).all} & {"script", "b", "i", "u"} == set()


def test_a_picture_needs_neither_a_style_nor_a_script_of_its_own() -> None:
    named = [name for tag, given in Elements(drawn(COMMITMENTS)).all for name in (tag, *given)]
    assert {"style", "script"} & set(named) == set()
