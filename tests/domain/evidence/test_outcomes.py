from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from edgewise.domain.evidence.clock import Window
from edgewise.domain.evidence.outcomes import (
    By,
    Nature,
    Plan,
    better_is_higher,
    difference_in_words,
    last_day,
    people_needed,
    problems,
    window_in_words,
)

LEAVING = Plan("Left within a year", Nature.LEFT, 365, 4.0, False, By.MATCH, True, 12.0)
SCORE = Plan("Engagement", Nature.SCORE, 180, 0.25, True, By.LOTTERY, True, 0.8)
CLOCK = date(2026, 3, 2)


@pytest.mark.parametrize("plan", [LEAVING, SCORE, replace(LEAVING, usual=None), replace(LEAVING, usual=4.0)])
def test_a_plan_that_can_be_registered_has_no_problem(plan: Plan) -> None:
    assert list(problems(plan)) == []


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"name": "  "}, ["name"]),
        ({"name": "a" * 81}, ["name"]),
        ({"name": "Performance rating"}, ["name"]),
        ({"window_days": 29}, ["window_days"]),
        ({"window_days": 1096}, ["window_days"]),
        ({"smallest": 0.0, "usual": None}, ["smallest"]),
        ({"smallest": 1e-320, "usual": None}, ["smallest"]),
        ({"smallest": 101.0, "usual": None}, ["smallest"]),
        ({"smallest": float("nan"), "usual": None}, ["smallest"]),
        ({"smallest": float("inf"), "usual": None}, ["smallest"]),
        ({"usual": 3.0}, ["smallest"]),
        ({"usual": 101.0}, ["usual"]),
        ({"usual": float("nan")}, ["usual"]),
        ({"usual": 97.0, "higher_is_better": True}, ["smallest"]),
    ],
)
def test_each_wrong_field_is_named(change: dict[str, object], fields: list[str]) -> None:
    assert [field for field, _ in problems(replace(LEAVING, **change))] == fields


def test_a_score_is_wrong_by_its_own_units() -> None:
    assert [field for field, _ in problems(replace(SCORE, smallest=300.0, usual=0.0))] == ["usual"]


def test_only_of_a_score_somebody_says_which_direction_is_better() -> None:
    said = {nature: {better_is_higher(nature, chosen) for chosen in (True, False)} for nature in Nature}
    assert said == {
        Nature.LEFT: {False},
        Nature.PROMOTED: {True},
        Nature.ON_TIME: {True},
        Nature.SCORE: {True, False},
    }


def test_a_window_of_thirty_days_has_thirty_days() -> None:
    window, day = Window(CLOCK, 30), timedelta(days=1)
    last = last_day(window)
    assert last == date(2026, 3, 31)
    assert [window.holds(on) for on in (CLOCK - day, CLOCK, last, last + day)] == [False, True, True, False]


def test_how_many_people_it_takes_follows_from_what_is_usual() -> None:
    plans = [LEAVING, replace(LEAVING, usual=None), SCORE, replace(LEAVING, smallest=12.0)]
    assert [people_needed(plan) for plan in plans] == [879, None, 161, 58]


def test_what_is_worth_having_is_said_with_its_direction() -> None:
    plans = [LEAVING, replace(LEAVING, higher_is_better=True), SCORE, replace(SCORE, higher_is_better=False)]
    assert [difference_in_words(plan) for plan in plans] == [
        "at least 4 percentage points fewer",
        "at least 4 percentage points more",
        "at least 0.25 higher",
        "at least 0.25 lower",
    ]
    assert window_in_words(365, By.MATCH) == "365 days from the invitation"
    assert window_in_words(365, By.LOTTERY) == "365 days from the draw"
