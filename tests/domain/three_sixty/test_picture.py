from __future__ import annotations

from random import Random

from edgewise.domain.anonymity.changes import Change
from edgewise.domain.pictures.marks import Picture, Tone
from edgewise.domain.three_sixty.before_after import BeforeAfter
from edgewise.domain.three_sixty.model import Sheets
from edgewise.domain.three_sixty.picture import change_picture, picture
from edgewise.domain.three_sixty.report import Report, report
from tests.domain.three_sixty.sheets import AFTERWARDS, ITEMS, LAUNCH, REPORTS, SURVEY, sheet, sheets


def drawn(given: Sheets, manager: str = "Ines") -> Picture:
    found = report(LAUNCH, given, AFTERWARDS, Random(1))
    assert isinstance(found, Report)
    return picture(found, SURVEY, manager)


def test_the_table_says_what_the_picture_shows() -> None:
    found = drawn(sheets(own=3, peers=4, reports=3))
    assert found.table.headings == ("Behaviour", "You", "Ines", "peers", "people who report to you")
    assert found.table.rows == tuple((item.behaviour, "3", "2", "3.5 or more", "about 3") for item in SURVEY.items)
    assert len(found.drawing.dots) == len(ITEMS)
    assert [(key.tone, key.words, key.count) for key in found.legend] == [
        (Tone.TARGET, "you", ""),
        (Tone.MAIN, "peers", "4"),
        (Tone.OTHER, "people who report to you", "4"),
    ]


def test_without_a_manager_there_is_no_column_for_one() -> None:
    assert drawn(sheets(), "").table.headings[:3] == ("Behaviour", "You", "peers")


def test_what_is_not_told_is_said_so_and_not_drawn() -> None:
    unsure = {who: sheet(3, cannot_say=ITEMS[:1]) for who in REPORTS}
    found = drawn(sheets(peers=4, but=unsure))
    assert found.table.rows[0][3:] == ("too few could say", "too few could say")
    assert len([one for one in found.drawing.rects if one.tone is not Tone.GROUND]) == 2 * (len(ITEMS) - 1)


def test_a_divided_group_is_said_to_be() -> None:
    few = dict(zip(REPORTS, (1, 1, 5, 5), strict=True))
    together = {"amara": 3, "bruno": 3} | few
    found = drawn(Sheets(sheet(3), {who: sheet(answer) for who, answer in together.items()}), "")
    assert found.table.rows[0][2:] == ("about 3, divided",)


def test_a_change_is_an_interval_beside_zero_and_never_a_mean() -> None:
    found = change_picture(BeforeAfter(3.0, 3.5, Change(7, 0.25, 1.25)))
    stretch = [one for one in found.drawing.rects if one.tone is Tone.MAIN]
    assert [(one.x, one.width) for one in stretch] == [("56.25%", "25%")]
    assert [(one.x1, one.tone) for one in found.drawing.lines] == [("50%", Tone.AXIS)]
    assert found.table.rows == (("You", "+0.5"), ("others", "between +0.25 and +1.25"))
    assert found.summary == "The change over all behaviours, from 7 people who answered both times."


def test_a_change_that_holds_zero_says_so() -> None:
    found = change_picture(BeforeAfter(3.0, 3.0, Change(5, -3.5, 0.5)))
    assert found.drawing.texts[1].words == "no change can be shown"
    assert next(one.x for one in found.drawing.rects if one.tone is Tone.MAIN) == "0"
