"""The questions a commitment's words raise, and those they do not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.coaching.commitments import CommitmentWords, Suggestion, suggestions

TODAY = date(2026, 3, 2)
NEAR = TODAY + timedelta(days=10)
GOOD = CommitmentWords("Ask Dana to own the launch plan", "Write to her tonight", "She has said yes or no")


def _fields(words: CommitmentWords, by_date: date = NEAR) -> list[str]:
    return [one.field for one in suggestions(words, by_date, TODAY)]


def test_a_plain_commitment_raises_no_question() -> None:
    assert suggestions(GOOD, NEAR, TODAY) == []


@pytest.mark.parametrize(
    "what",
    [
        "Think about my team's structure",
        "I will try to delegate more",
        "I’ll work on my presence in meetings",
        "Be more visible to the board",
        "improve communication with Sales",
        "Mentoring",
    ],
)
def test_a_vague_beginning_is_asked_about(what: str) -> None:
    assert _fields(CommitmentWords(what, GOOD.first_step, GOOD.measure)) == ["what"]


@pytest.mark.parametrize(
    "what",
    [
        "Improvement plan sent to Dana",  # a word that only begins like a vague one
        "Tell Farid that I will not try to save the project",
        "Trying the new agenda with the Monday team",
        "Supporters' club: call Elif about it",
    ],
)
def test_a_vague_word_elsewhere_is_left_alone(what: str) -> None:
    assert _fields(CommitmentWords(what, GOOD.first_step, GOOD.measure)) == []


def test_the_vague_words_are_quoted_back() -> None:
    (one,) = suggestions(CommitmentWords("look into hiring a deputy", GOOD.first_step, GOOD.measure), NEAR, TODAY)

    assert one == Suggestion("what", "“Look into” is hard to see from outside. What would somebody see you do?")


def test_forty_one_words_are_too_many_for_one_action() -> None:
    assert _fields(CommitmentWords("call " * 41, GOOD.first_step, GOOD.measure)) == ["what"]
    assert _fields(CommitmentWords("call " * 40, GOOD.first_step, GOOD.measure)) == []


@pytest.mark.parametrize(
    "step", ["", "   ", "Ask her", "Ask her next month", "Draft it in two weeks", GOOD.what.upper(), "Soon, call her"]
)
def test_a_first_step_without_a_near_day_is_asked_about(step: str) -> None:
    assert _fields(CommitmentWords(GOOD.what, step, GOOD.measure)) == ["first_step"]


@pytest.mark.parametrize("step", ["Call her tomorrow", "Block Thursday, 9:30", "Ask at 4", "Draft it before lunch"])
def test_a_first_step_with_a_near_day_is_left_alone(step: str) -> None:
    assert _fields(CommitmentWords(GOOD.what, step, GOOD.measure)) == []


@pytest.mark.parametrize(("days", "fields"), [(-1, ["by_date"]), (0, []), (28, []), (29, ["by_date"])])
def test_a_date_is_asked_about_when_it_is_past_or_more_than_four_weeks_away(days: int, fields: list[str]) -> None:
    assert _fields(GOOD, TODAY + timedelta(days=days)) == fields


@pytest.mark.parametrize("measure", ["", "It feels better", "Happier team"])
def test_a_measure_nobody_can_see_is_asked_about(measure: str) -> None:
    assert _fields(CommitmentWords(GOOD.what, GOOD.first_step, measure)) == ["measure"]


@pytest.mark.parametrize("measure", ["Two more people speak", "Better by 10 %", "Dana has signed"])
def test_a_measure_somebody_can_see_is_left_alone(measure: str) -> None:
    assert _fields(CommitmentWords(GOOD.what, GOOD.first_step, measure)) == []


@given(st.text(), st.text(), st.text(), st.dates())
def test_any_words_get_at_most_one_question_an_answer_in_the_order_of_the_form(
    what: str, step: str, measure: str, by_date: date
) -> None:
    fields = _fields(CommitmentWords(what, step, measure), by_date)

    assert fields == [field for field in ("what", "first_step", "by_date", "measure") if field in fields]
