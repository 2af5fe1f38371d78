"""The questions a goal's words raise, how far it has come, and when its author is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.coaching.goals import GoalWords, Told, Went, hints, share_done, wants_support, week_to_ask

TODAY = date(2026, 3, 2)
NEAR = TODAY + timedelta(days=60)
GOOD = GoalWords("I give each of my people an hour of their own", unit="hours", baseline="1", target="5")
DAY = timedelta(days=1)


def fields(words: GoalWords, by_date: date | None = NEAR) -> list[str]:
    return [one.field for one in hints(words, by_date, TODAY)]


def test_a_goal_with_a_behaviour_a_number_and_a_day_raises_no_question() -> None:
    assert fields(GOOD) == []


def test_a_sign_that_others_can_see_does_as_well_as_a_number() -> None:
    assert fields(GoalWords("I ask two questions before I advise", sign="Chidi counts two questions")) == []


@pytest.mark.parametrize(
    "what",
    [
        "My team delivers on time every month",
        "the boss listens to me at last",
        "They answer letters within a day",
        "Get better at delegating things",
        "Be more visible to the board",
        "Improve communication with Sales",
        "Delegation",
        "Speak up more",
    ],
)
def test_what_is_vague_short_or_for_others_to_do_is_asked_about(what: str) -> None:
    assert fields(replace(GOOD, what=what)) == ["what"]


@pytest.mark.parametrize(
    "what",
    [
        "My team and I meet each Monday before nine",
        "Hand over the weekly report to Dana",
        "People get an answer from me within a day",
        "The draft of the plan is with the board",
    ],
)
def test_what_is_ones_own_to_do_is_left_alone(what: str) -> None:
    assert fields(replace(GOOD, what=what)) == []


@pytest.mark.parametrize(
    ("sign", "asked"),
    [("", ["sign"]), ("I feel better about it", ["sign"]), ("More calm", ["sign"]), ("3 of 4 say so", [])],
)
def test_a_measure_can_be_seen_heard_or_counted(sign: str, asked: list[str]) -> None:
    assert fields(GoalWords(GOOD.what, sign=sign)) == asked


def test_the_same_number_today_and_on_the_day_is_no_goal_yet() -> None:
    assert fields(replace(GOOD, target="1")) == ["sign"]


@pytest.mark.parametrize(
    ("days", "asked"), [(None, True), (0, True), (-3, True), (1, False), (188, False), (189, True)]
)
def test_the_day_is_to_come_and_within_half_a_year(days: int | None, asked: bool) -> None:
    by_date = None if days is None else TODAY + days * DAY
    assert (fields(GOOD, by_date) == ["by_date"]) is asked


@pytest.mark.parametrize(
    ("value", "share"), [("1", 0.0), ("2", 0.25), ("5", 1.0), ("0", 0.0), ("9", 1.0), ("", None), ("3.5", 0.625)]
)
def test_how_much_of_the_way_lies_behind(value: str, share: float | None) -> None:
    assert share_done(GOOD, value) == share


def test_a_number_that_is_to_fall_counts_the_other_way() -> None:
    assert share_done(replace(GOOD, baseline="60", target="20"), "30") == 0.75


@given(st.decimals(-1000, 1000, places=3), st.decimals(-1000, 1000, places=3), st.decimals(-1000, 1000, places=3))
def test_the_share_is_always_between_nothing_and_all(baseline: object, target: object, value: object) -> None:
    share = share_done(replace(GOOD, baseline=str(baseline), target=str(target)), str(value))
    assert share is not None
    assert 0 <= share <= 1


@pytest.mark.parametrize(("went", "wanted"), [("", False), ("s", False), ("ss", True), ("sfs", False), ("fss", True)])
def test_support_is_wanted_after_two_slips_in_a_row(went: str, wanted: bool) -> None:
    told = [Told(Went.SLIPPED if one == "s" else Went.FORWARD) for one in went]
    assert wants_support(told) is wanted


@pytest.mark.parametrize(
    ("day", "last", "week"),
    [
        (6, None, None),
        (7, None, 1),
        (13, None, 1),
        (14, None, 2),
        (14, 10, 2),
        (14, 12, None),  # told two days ago
        (17, 12, None),  # the same week
        (21, 12, 3),
    ],
)
def test_a_goal_is_asked_about_once_a_week_unless_it_was_just_told_of(
    day: int, last: int | None, week: int | None
) -> None:
    known = None if last is None else TODAY + last * DAY
    assert week_to_ask(TODAY, known, TODAY + day * DAY) == week


@given(st.text(max_size=120), st.text(max_size=80), st.one_of(st.none(), st.dates()))
def test_whatever_is_written_hints_are_few_and_never_fail(what: str, sign: str, by_date: date | None) -> None:
    found = fields(GoalWords(what, sign=sign), by_date)
    assert len(found) == len({*found}) <= 3
