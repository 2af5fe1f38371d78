from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest
from markupsafe import escape

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.session.views.audience import view_for
from edgewise.domain.session.views.view import Audience, WordsView
from edgewise.domain.simulation.table import laid, numbered
from edgewise.rooms.regions.render import REGIONS, render_record, render_regions
from tests.rooms.views import reached, shown

NAMES = ("Amara", "Bruno", "Chidi", "Dana", "Elif")
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


def test_a_full_table_has_its_names_below_for_screens_on_which_seats_have_no_room_for_them() -> None:
    few = render_regions(shown("starter", fmt="forum_presentation", people=8))["table"]
    many = render_regions(shown("starter", fmt="forum_presentation", people=9))["table"]
    assert 'class="called"' not in few
    below = many.split('class="called"')[1].split("</ul>")[0]
    assert below.count("<li") == 9
    assert below.count('class="holder"') == many.count('class="seat holder') <= 1


def test_each_seat_points_to_the_photograph_of_its_own_name() -> None:
    html = render_regions(shown("perspectives_round"))["table"]
    seats = re.findall(r'data-seat="(\w+)"', html)
    assert re.findall(r'href="#photo-(\w+)"', html) == seats
    assert len(seats) == 6


def test_the_record_puts_the_first_question_beside_the_last() -> None:
    state = reached("end")
    view = shown("end")
    html = render_record(view)
    assert [html.count("The question at the start"), html.count("The question at the end")] == [2, 2]
    assert html.count('class="bar-share"') == len(state.seats)
    assert len(view.commitments) == 6
    assert html.split('id="record-commitments"')[1].count("· witness") == 6


def test_the_bars_of_the_record_are_not_taken_for_the_navigation() -> None:
    classes = {
        name
        for key, value in read(render_record(shown("end"))).attributes
        if key == "class"
        for name in (value or "").split()
    }
    assert classes & {"bar", "top", "foot", "actions", "no-print"} == set()  # which print hides, and a phone moves


def test_what_i_say_is_known_by_its_issue_its_kind_and_me() -> None:
    view = shown("perspectives_round")
    assert view.board is not None
    said = [(each.by, each.kind) for each in (*view.board.options, *view.board.contributions)]
    html = render_regions(view)["board"]
    assert sorted(re.findall(r'data-by="(\w+)" data-kind="(\w+)"', html)) == sorted(said)


def test_all_seven_regions_are_rendered() -> None:
    assert set(render_regions(shown("check_in"))) == set(REGIONS)


def test_a_record_begins_with_what_was_decided_and_promised() -> None:
    view = shown("end")
    html = str(render_record(view))
    decided = [board.decision for board in view.boards if board.decision]
    promised = [promise.what for promise in view.commitments]
    assert (len(decided), len(promised)) == (2, 6)
    first, rest = html.split('<section class="record-issue"', 1)
    assert [words for words in (*decided, *promised) if escape(words) not in first] == []
    assert [words for words in (*decided, *promised) if escape(words) in rest] == []


def test_the_lobby_says_what_is_to_come_and_who_takes_part() -> None:
    lobby = laid(builtin_format("decision_round"), numbered(NAMES), 0).state
    view = view_for(lobby, Audience.EVERYONE, 0)
    coming = ["Check-in", "Last promises", "Choose the issues", "2 issues", "Commitments", "Appreciation and learning"]
    assert list(map(str, view.outline)) == coming
    stage = str(render_regions(view)["stage"])
    assert [title for title in coming if f"<li>{title}</li>" not in stage] == []
    assert [name for name in NAMES if f"{name} (not yet)" not in stage] == []
    assert shown("check_in").outline == ()
