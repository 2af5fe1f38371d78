from __future__ import annotations

from random import Random

from msgspec.structs import replace

from edgewise.domain.three_sixty.before_after import BeforeAfter, before_after
from edgewise.domain.three_sixty.model import Launch, Sheets
from tests.domain.three_sixty.sheets import LAUNCH, PEERS, REPORTS, SURVEY, sheet, sheets


def compared(earlier: Sheets, later: Sheets) -> BeforeAfter:
    found = before_after(LAUNCH, earlier, LAUNCH, later, Random(1))
    assert isinstance(found, BeforeAfter)
    return found


def test_a_change_that_all_saw() -> None:
    found = compared(sheets(own=4, peers=3, reports=3), sheets(own=3, peers=4, reports=4))
    assert (found.own_before, found.own_after) == (4, 3)
    assert (found.others.words, found.others.people) == ("seen more often than before", 8)
    assert 0 < found.others.low < 1 < found.others.high


def test_no_change_can_be_shown_where_some_saw_more_and_some_less() -> None:
    found = compared(sheets(peers=3, reports=3), sheets(peers=4, reports=2))
    assert found.others.words == "no change can be shown"


def test_one_who_left_and_one_who_came_do_not_count() -> None:
    earlier, later = sheets(peers=3, reports=3), sheets(peers=4, reports=4)
    whole = compared(earlier, later)
    earlier = replace(earlier, raters={**earlier.raters, "left": sheet(1)})
    later = replace(later, raters={**later.raters, "came": sheet(1)})
    assert compared(earlier, later) == whole


def test_four_who_answered_both_times_are_too_few() -> None:
    later = replace(sheets(), raters={who: sheet(4) for who in PEERS})
    said = "There is no comparison: fewer than 5 people answered both times."
    assert before_after(LAUNCH, sheets(), LAUNCH, later, Random(1)) == said


def test_another_version_of_the_survey_is_not_compared() -> None:
    second = Launch(replace(SURVEY, version=2), LAUNCH.rules, LAUNCH.asked)
    said = "The two surveys do not ask the same, so they cannot be compared."
    assert before_after(LAUNCH, sheets(), second, sheets(), Random(1)) == said


def test_a_leader_who_could_not_say_has_nothing_to_compare() -> None:
    later = replace(sheets(), own=sheet(None))
    assert (
        before_after(LAUNCH, sheets(), LAUNCH, later, Random(1))
        == "There is no comparison: you answered no item both times."
    )


def test_a_change_of_the_manager_alone_is_no_change() -> None:
    earlier = replace(sheets(), manager=sheet(1))
    later = replace(sheets(), manager=sheet(5))
    assert compared(earlier, later).others.words == "no change can be shown"
    assert {*PEERS, *REPORTS} == earlier.raters.keys()
