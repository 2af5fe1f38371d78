from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.anonymity.cells import FEWEST_ANSWERS
from edgewise.domain.anonymity.rates import MARGINS, Asked, Rate, margin, rate
from edgewise.domain.anonymity.scores import (
    Score,
    Told,
    highest,
    highest_of_ratings,
    lowest,
    score,
    told,
    told_of_ratings,
    worth,
)
from edgewise.domain.anonymity.trends import Direction, Trend, trend
from tests.anonymity.attacker import SCALE, reached, reached_with


@pytest.mark.parametrize("questions", [1, 2, 3])
@pytest.mark.parametrize("people", [7, 8, 11])
def test_the_upper_end_is_the_highest_sum_that_two_people_cannot_break(people: int, questions: int) -> None:
    """Of every two friends, whatever they gave: the others can come to the rest without any one answer."""
    friends = reached(2, questions)
    for end, beyond in ((highest(people, questions), 1), (lowest(people, questions), -1)):
        assert all(_is_open(end - known, people - 2, questions) for known in friends)
        assert not all(_is_open(end + beyond - known, people - 2, questions) for known in friends)


def _is_open(total: int, people: int, questions: int) -> bool:
    """For nobody where these people cannot come to it at all: then the friends gave something else."""
    return total not in reached(people, questions) or all(
        total in reached(people, questions, without=answer) for answer in SCALE
    )


@pytest.mark.parametrize("questions", [1, 2, 4])
def test_of_six_people_nothing_can_be_said(questions: int) -> None:
    """The ends cross or touch for one question; seven is the fewest for which a middle is left."""
    assert highest(6, 1) <= lowest(6, 1)
    assert all(highest(people, questions) > lowest(people, questions) + 1 for people in range(FEWEST_ANSWERS, 40))


@given(st.integers(7, 60), st.integers(1, 4), st.data())
def test_what_is_told_holds_the_true_mean(people: int, questions: int, data: st.DataObject) -> None:
    worths = data.draw(st.lists(st.integers(questions, 5 * questions), min_size=people, max_size=people))
    found = told(worths, questions)
    assert found.low <= sum(worths) <= found.high
    said = score([found], questions)
    assert said is not None
    mean = sum(worths) / (people * questions)
    assert said.low - 0.0501 <= mean <= said.high + 0.0501  # rounded to a tenth


@pytest.mark.parametrize("people", [7, 9, 14])
def test_of_a_programme_each_of_the_others_may_have_given_three_answers(people: int) -> None:
    """Of every two friends, up to the end, and not beyond it."""

    def may_be_three(end: int) -> bool:
        rest = [end - known for known in reached(2, 1) if end - known in reached(people - 2, 1)]
        return all(sum(total in reached_with(people - 2, 1, answer) for answer in SCALE) >= 3 for total in rest)

    upper = highest_of_ratings(people)
    assert (may_be_three(upper), may_be_three(upper + 1)) == (True, False)
    assert (may_be_three(6 * people - upper), may_be_three(6 * people - upper - 1)) == (True, False)
    assert told_of_ratings([5] * people) == Told(people, Fraction(upper), Fraction(5 * people))


def test_somebody_counts_who_answered_two_in_three_questions() -> None:
    questions = ("a", "b", "c")
    assert worth({"a": 4, "b": 5, "c": 3}, questions) == 12
    assert worth({"a": 4, "b": 5}, questions) == Fraction(27, 2)
    assert worth({"a": 4}, questions) is None
    assert worth({}, questions) is None


def test_a_cell_of_parts_at_both_ends_has_no_score() -> None:
    low, middle, high = (told([answer] * 10, 1) for answer in (1, 3, 5))
    assert score([low, middle], 1) == Score(1, 2.8)
    assert score([middle, high], 1) == Score(3.2, 5)
    assert score([low, high], 1) is None
    assert [str(one.words) for one in (Score(1, 2.8), Score(3.2, 5), Score(3, 3))] == [
        "2.8 or less",
        "3.2 or more",
        "3.0",
    ]
    assert middle == Told(10, Fraction(30), Fraction(30))


def test_nobody_is_told_to_be_the_only_one_who_did_not_answer() -> None:
    assert [rate([Asked(18, answered)]) for answered in (7, 9, 12, 14, 18)] == [
        Rate.FEWER, Rate.HALF, Rate.TWO_THIRDS, Rate.TWO_THIRDS, Rate.TWO_THIRDS,
    ]  # fmt: skip
    assert rate([Asked(60, 59)]) == rate([Asked(60, 60)]) == Rate.FOUR_FIFTHS
    assert rate([Asked(12, 12), Asked(12, 12)]) == Rate.TWO_THIRDS


@given(st.integers(10, 2000), st.sampled_from(Rate), st.sampled_from([1, 3, 4]))
def test_a_margin_is_one_of_a_few_and_shrinks_with_more_answers(asked: int, said: Rate, questions: int) -> None:
    each_way = margin(asked, said, questions)
    assert each_way in MARGINS
    assert each_way >= margin(asked, Rate.FOUR_FIFTHS, questions)


def test_a_change_is_stated_where_its_interval_excludes_zero() -> None:
    assert trend(Score(4, 4), 0.3, Score(3, 3), 0.4) == Trend(-1.6, -0.4)
    assert trend(Score(4, 4), 0.3, Score(3.6, 3.6), 0.4).direction is Direction.UNSEEN
    assert trend(Score(4.2, 5), 0.3, Score(3.4, 3.4), 0.3).direction is Direction.DOWN
    assert trend(Score(4.2, 5), 0.3, Score(4.2, 5), 0.3).direction is Direction.UNSEEN
    assert str(trend(Score(2, 2), 0.1, Score(3, 3), 0.1).words) == "higher than the last time"


def test_the_table_of_the_decision_has_the_ends_of_the_code() -> None:
    words = (Path(__file__).parents[3] / "docs/adr/0032-what-a-wave-shows.md").read_text()
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", words, re.MULTILINE)
    assert [int(people) for people, *_ in rows] == [7, 13, 40, 200]
    for people, *said in rows:
        assert said == [_from_to(int(people), questions) for questions in (1, 3, 4)]


def _from_to(people: int, questions: int) -> str:
    low, high = (score([told([answer * questions] * people, questions)], questions) for answer in (1, 5))
    assert low is not None
    assert high is not None
    return f"{low.high:.1f} to {high.low:.1f}"
