from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.phrases import Phrase
from edgewise.domain.three_sixty.model import Group, Launch, Rules, Sheet, Sheets
from edgewise.domain.three_sixty.report import Cell, Line, Report, report
from tests.domain.three_sixty.sheets import (
    AFTERWARDS,
    ASKED,
    CLOSES,
    ITEMS,
    LAUNCH,
    OPENS,
    PEERS,
    REPORTS,
    RULES,
    SURVEY,
    sheet,
    sheets,
)

answers = st.one_of(st.none(), st.integers(1, 5))


def made(given_sheets: Sheets, launch: Launch = LAUNCH) -> Report:
    found = report(launch, given_sheets, AFTERWARDS, Random(1))
    assert isinstance(found, Report)
    return found


def bands(line: Line) -> list[str]:
    return [str(figure.band.words) if figure.band else "" for figure in line.figures]


def test_each_item_has_the_leader_the_manager_and_each_group() -> None:
    found = made(sheets(own=3, peers=4, reports=3))
    assert [(cell.words, cell.people) for cell in found.cells] == [("peers", 4), ("people who report to you", 4)]
    assert [line.item for line in found.lines] == ITEMS
    for line in found.lines:
        assert (line.own, line.manager, bands(line)) == (3, 2, ["3.5 or more", "about 3"])


def test_no_report_while_the_window_is_open() -> None:
    assert report(LAUNCH, sheets(), CLOSES, Random(1)) == "The report is made when the window has closed."


def test_no_report_of_four_people() -> None:
    few = Sheets(sheet(3), {who: sheet(4) for who in PEERS})
    said = "There is no report: fewer than 5 people answered, and each could be recognised."
    assert report(LAUNCH, few, AFTERWARDS, Random(1)) == said


def test_two_who_report_are_shown_with_the_peers() -> None:
    found = made(Sheets(sheet(3), {who: sheet(4) for who in (*PEERS, *REPORTS[:2])}))
    assert found.cells == (Cell((Group.PEERS, Group.REPORTS), 6),)
    assert found.cells[0].words == "peers and people who report to you"


def test_an_item_that_few_could_judge_shows_nothing_for_them() -> None:
    unsure = {who: sheet(3, cannot_say=ITEMS[:1]) for who in REPORTS[:2]}
    found = made(sheets(peers=4, but=unsure))
    assert [bands(line) for line in found.lines[:2]] == [["", ""], ["3.5 or more", "about 3"]]
    five_peers = Launch(SURVEY, RULES, {**ASKED, "ivo": Group.PEERS})
    assert bands(made(sheets(peers=4, but={"ivo": sheet(4), **unsure}), five_peers).lines[0]) == ["4 or more", ""]


def test_a_stricter_threshold_is_kept() -> None:
    strict = Launch(SURVEY, Rules(OPENS, CLOSES, 5, 5), ASKED)
    assert made(sheets(), strict).cells == (Cell((Group.PEERS, Group.REPORTS), 8),)


@pytest.mark.parametrize(
    ("own", "peers", "reports", "marks"),
    [
        (5, 3, 3, (False, True, False)),  # above "about 3", which ends at 3.5, by more than one
        (4, 3, 3, (False, False, False)),  # perhaps by half a point only
        (4, 4, 4, (True, False, False)),
        (2, 4, 4, (False, False, True)),
        (3, 4, 4, (False, False, False)),
        (5, 4, 2, (False, False, False)),  # one group sees it as the leader does
        (5, 1, 2, (False, True, False)),
    ],
)
def test_strengths_blind_spots_and_hidden_strengths(
    own: int, peers: int, reports: int, marks: tuple[bool, bool, bool]
) -> None:
    found = made(sheets(own, peers, reports))
    marked = tuple(len(lines) > 0 for lines in (found.strengths, found.blind_spots, found.hidden_strengths))
    assert marked == marks


@given(st.lists(answers, min_size=8, max_size=8), answers)
def test_marks_are_true_of_the_means_themselves(given_answers: list[int | None], own: int | None) -> None:
    raters = {who: sheet(answer) for who, answer in zip(ASKED, given_answers, strict=True)}
    line = made(Sheets(Sheet(dict.fromkeys(ITEMS, own)), raters)).lines[0]
    shown = [answer for answer in given_answers if answer is not None] if line.low is not None else []
    if line.is_blind_spot:
        assert own is not None
        assert all(band.low <= own - 1 for band in (figure.band for figure in line.figures) if band)
        assert shown
    if line.is_hidden_strength:
        assert own is not None
        assert min(figure.band.low for figure in line.figures if figure.band) >= own + 1
    assert not (line.is_blind_spot and line.is_hidden_strength)
    assert not (line.is_blind_spot and line.is_strength)


def test_comments_of_all_groups_are_shuffled_and_the_manager_s_is_by_name() -> None:
    written = {who: sheet(4, f"Comment {number}") for number, who in enumerate(ASKED)}
    found = made(sheets(but=written)).comments[0]
    assert (found.question, found.manager, sorted(found.raters)) == (
        "keep",
        "From Ines.",
        [f"Comment {number}" for number in range(8)],
    )
    assert list(found.raters) != sorted(found.raters)


@given(st.permutations(list(ASKED)))
def test_the_order_of_comments_comes_from_the_dice_alone(order: list[str]) -> None:
    one = {who: sheet(4, f"Comment {number}") for number, who in enumerate(ASKED)}
    other = {who: sheet(4, f"Comment {number}") for number, who in enumerate(order)}
    assert made(Sheets(sheet(3), one)) == made(Sheets(sheet(3), {who: other[who] for who in order}))


def test_an_empty_comment_is_none() -> None:
    assert made(sheets(but={"amara": sheet(4, "  \n ")})).comments[0].raters == ()


def test_a_sheet_of_somebody_who_was_not_asked_is_a_fault() -> None:
    with pytest.raises(ValueError, match="1 sheets of people who were not asked"):
        report(LAUNCH, sheets(but={"nobody": sheet(3)}), AFTERWARDS, Random(1))


def test_a_report_can_be_kept_and_holds_no_rater_s_id() -> None:
    found = made(sheets())
    text = msgspec.json.encode(found)
    assert msgspec.json.decode(text, type=Report) == found
    assert [who for who in ASKED if who in text.decode()] == []


def test_a_refusal_can_be_said_in_another_language() -> None:
    assert isinstance(report(LAUNCH, sheets(), CLOSES, Random(1)), Phrase)
