from __future__ import annotations

import pytest

from edgewise.domain.decisions.calibration import Resolved
from edgewise.domain.decisions.words import (
    of_band,
    of_confidence,
    of_discrimination,
    of_score,
    of_too_few,
    of_unanswered,
    parts_table,
)
from tests.domain.decisions.test_calibration import PEOPLE, forecasts, found

BY_NAME = {who.split(",")[0]: found(forecasts(*said)) for who, said in PEOPLE.items()}


def test_to_become_less_sure_is_called_a_good_sign() -> None:
    assert of_confidence(80, 55) == (
        "You were 80 % sure at first and 55 % sure at the end. "
        "That is a good sign: you saw what you had not seen before."
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (40, 70, "You were 40 % sure at first and 70 % sure at the end."),
        (0, 0, "You were as sure at the end as at first: 0 %."),
        (None, 70, ""),
        (70, None, ""),
    ],
)
def test_surer_and_as_sure_are_told_without_praise(before: int | None, after: int | None, words: str) -> None:
    assert of_confidence(before, after) == words


def test_fewer_than_ten_are_told_without_counting_them() -> None:
    assert of_too_few() == (
        "From 10 forecasts on that came true or did not, a picture shows how well you foresee things."
    )


def test_forecasts_without_an_answer_are_told_if_there_are_any() -> None:
    assert of_unanswered(0) == ""
    assert of_unanswered(2) == "2 forecasts have had their day and no answer. The picture may change with them."


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("amara", "50 % came true. Somebody who always says 50 % has 0.25. Your forecasts are better than that."),
        ("bruno", "55 % came true. Somebody who always says 55 % has 0.25. So few forecasts cannot show a difference."),
        ("ekow", "45 % came true. Somebody who always says 45 % has 0.25. Your forecasts are worse than that."),
        ("dana", "All had the same chance or all ended the same way, so there is nothing to compare it with."),
    ],
)
def test_a_score_is_told_with_its_interval_and_beside_one_s_own_base_rate(who: str, words: str) -> None:
    score = BY_NAME[who].brier
    assert of_score(BY_NAME[who]) == (
        f"Your Brier score is {score.value:.2f}. With other luck it could be {score.low:.2f} to {score.high:.2f}. "
        f"0 is best. Somebody who always says 50 % has 0.25. {words}"
    )


def test_what_came_true_stands_beside_what_did_not() -> None:
    assert of_discrimination(BY_NAME["amara"]) == (
        "What came true, you had called 70 % likely on average, and what did not, 30 %. "
        "The further these two are apart, the better."
    )
    assert of_discrimination(found([Resolved(70, came_true=True)] * 10)) == ""


def test_a_band_is_told_apart_only_where_its_interval_tells() -> None:
    assert [of_band(band) for band in BY_NAME["bruno"].bands] == [
        "more often than you said",
        "less often than you said",
    ]
    assert {of_band(band) for band in BY_NAME["amara"].bands} == {"no difference shows"}


def test_the_parts_stand_with_their_signs_above_the_score() -> None:
    table = parts_table(BY_NAME["bruno"])
    assert [row[1] for row in table.rows] == ["+0.068", "\u22120.020", "+0.247", "\u22120.005", "0.290"]
