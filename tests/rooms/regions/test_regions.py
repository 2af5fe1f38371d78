from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest

from edgewise.domain.session.views.view import Audience, WordsView
from edgewise.rooms.regions.render import REGIONS, render_record, render_regions
from tests.rooms.views import reached, shown

STAGES = [
    "check_in",
    "choose_issues",
    "perspectives_write",
    "perspectives_round",
    "options_round",
    "commitments",
    "end",
]
VOID = {"input", "br", "hr", "meta", "link", "img"}


class Tags(HTMLParser):
    """What is open and never closed, and the attributes that were seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def read(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("audience", list(Audience))
def test_every_region_is_one_well_formed_section(stage: str, audience: Audience) -> None:
    for name, html in render_regions(shown(stage, audience)).items():
        tags = read(html)
        assert (name, tags.open, tags.wrong) == (name, [], [])
        assert re.match(rf'\s*<section id="region-{name}"', html), name


@pytest.mark.parametrize("stage", STAGES)
def test_no_region_carries_a_style_or_a_script(stage: str) -> None:
    html = "".join(render_regions(shown(stage, Audience.CHAIR)).values())
    assert [name for name, _ in read(html).attributes if name == "style" or name.startswith("on")] == []
    assert re.findall(r"<script|<style", html) == []


@pytest.mark.parametrize("stage", STAGES)
def test_an_id_is_given_once(stage: str) -> None:
    html = "".join(render_regions(shown(stage, Audience.CHAIR)).values())
    ids = [value for name, value in read(html).attributes if name == "id"]
    assert sorted(ids, key=str) == sorted(set(ids), key=str)


def test_what_people_say_is_never_markup() -> None:
    view = shown("perspectives_round")
    assert view.board is not None
    hostile = WordsView(id=1, by="s1", name="<b>Amara", kind="perspective", text='"><script>alert(1)</script>')
    board = msgspec.structs.replace(view.board, contributions=(hostile,), title="<i>", decision_question="<u>")
    html = render_regions(msgspec.structs.replace(view, board=board, boards=(board,)))["board"]
    assert re.findall(r"<(?:script|b|i|u)\b", html) == []
    assert html.count("&lt;script&gt;alert(1)") == 2  # what they said, and the name of its box


def test_the_desk_is_the_chairs_alone() -> None:
    chair, others = (
        render_regions(shown("perspectives_round", who))["chair"] for who in (Audience.CHAIR, Audience.EVERYONE)
    )
    assert "One perspective each, in turn." in chair
    assert read(others).attributes == [("id", "region-chair"), ("class", "region"), ("hidden", None)]


def test_the_owner_reads_another_prompt_than_the_others() -> None:
    view = shown("perspectives_round")
    html = render_regions(view)["stage"]
    assert f'data-for="{view.owner}">Listen and take notes.' in html
    assert f'data-not-for="{view.owner}">Read out the perspective' in html


def test_only_regions_that_read_the_version_would_change_with_it() -> None:
    view = shown("perspectives_round")
    later = msgspec.structs.replace(view, version=view.version + 1, now=view.now + 60_000)
    assert render_regions(later) == render_regions(view)


def test_the_table_is_told_in_words_too() -> None:
    html = render_regions(shown("perspectives_round"))["table"]
    told = html.split("Who is at the table")[1]
    assert told.count("<li") == 6
    assert told.count("has the floor") == 1
    assert "issue owner" in told


def test_the_record_puts_the_first_question_beside_the_last() -> None:
    state = reached("end")
    view = shown("end")
    html = render_record(view)
    assert [html.count("The question at the start"), html.count("The question at the end")] == [2, 2]
    assert html.count('class="bar-share"') == len(state.seats)
    assert len(view.commitments) == 6
    assert html.split('id="record-commitments"')[1].count("· witness") == 6


def test_all_seven_regions_are_rendered() -> None:
    assert set(render_regions(shown("check_in"))) == set(REGIONS)
