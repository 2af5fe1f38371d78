from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.surveys.loader import FormatErrors, load, load_bytes
from edgewise.domain.surveys.model import Item, Question
from tests.domain.surveys.texts import GOOD, changed, problems, survey_text


def test_a_survey_is_read_as_it_is_written() -> None:
    survey = load(GOOD, "my.toml")
    assert (survey.key, survey.name, survey.version, survey.summary) == ("harbour", "Harbour leaders", 1, "")
    assert survey.answers == ("Almost never", "Seldom", "About half the time", "Often", "Almost always")
    assert (survey.cannot_say, len(survey.items), len(survey.questions)) == ("I cannot say", 15, 2)
    assert survey.items[1] == Item("item_2", "Does thing 2.", "I do thing 2.")
    assert survey.questions == (Question("question_1", "What 1?"), Question("question_2", "What 2?"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'key = "harbour"',
            'key = "Harbour"',
            '1: key: "Harbour" must be small letters, digits and _, beginning with a letter',
        ),
        ('name = "Harbour leaders"', "", "1: name: is missing"),
        ('"Seldom", ', "", "3: answers: must be 5 answers, the lowest first; there are 4"),
        ('"Seldom"', "2", "3: answers[2]: must be text, not a whole number"),
        ('"Seldom"', '"Often"', '3: answers[4]: "Often" is there twice'),
        ('"Seldom"', '" "', "3: answers[2]: must have 1 to 40 letters"),
        ('cannot_say = "I cannot say"', "", "1: cannot_say: is missing"),
        ('behaviour = "Does thing 2."', "", '11: item "item_2": behaviour: is missing'),
        (
            'behaviour = "Does thing 2."',
            'behavior = "Does thing 2."',
            '13: item "item_2": behavior: is not a field here; did you mean "behaviour"?',
        ),
        ('"Does thing 2."', '"does THING 1."', '13: item "item_2": behaviour: "does THING 1." is there twice'),
        ('key = "item_2"', 'key = "item_1"', '12: item "item_1": key: "item_1" is there twice'),
        ('key = "item_2"', "", "11: item number 2: key: is missing"),
        ('"I do thing 3."', "3", '19: item "item_3": own: must be text, not a whole number'),
        ('"What 2?"', '""', '87: question "question_2": words: is empty'),
        ('key = "question_2"', 'key = "question_1"', '86: question "question_1": key: "question_1" is there twice'),
    ],
)  # fmt: skip
def test_every_mistake_names_its_line_and_place(old: str, new: str, said: str) -> None:
    assert said in problems(changed(old, new))


@pytest.mark.parametrize("items", [0, 14, 21])
def test_fifteen_to_twenty_items(items: int) -> None:
    said = f"item: must be there 15 to 20 times, each under [[item]]; it is there {items} times"
    assert [problem.split(": ", 1)[1] for problem in problems(survey_text(items))] == [said]


@pytest.mark.parametrize("items", [15, 18, 20])
def test_as_many_items_as_fit(items: int) -> None:
    assert len(load(survey_text(items), "my.toml").items) == items


@pytest.mark.parametrize("questions", [0, 1, 3])
def test_two_open_questions(questions: int) -> None:
    said = f"question: must be there 2 times, each under [[question]]; it is there {questions} times"
    assert [problem.split(": ", 1)[1] for problem in problems(survey_text(15, questions))] == [said]


def test_items_in_one_line_are_named() -> None:
    assert problems(survey_text(0) + "[item]\nkey = 'a'\n") == [
        "14: item: must be rows, each under [[item]], not a table"
    ]


def test_all_mistakes_are_said_at_once_in_the_order_of_lines() -> None:
    text = GOOD.replace('"Does thing 2."', "2").replace('key = "harbour"', 'key = "9"')
    assert [problem.split(":")[0] for problem in problems(text)] == ["1", "13"]


def test_what_is_no_toml_names_the_line() -> None:
    assert problems('key = "a"\nname = \n')[0].startswith("2: not TOML")


def test_bytes_that_are_no_utf_8_name_the_line() -> None:
    with pytest.raises(FormatErrors, match=r"my\.toml:2: byte 0xff is not UTF-8"):
        load_bytes(b'key = "a"\n\xff', "my.toml")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(FormatErrors):
        load_bytes(data, "my.toml")


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 12), st.sampled_from(['"', "[", "]", "=", "\n", "7", "é"]))
def test_any_damage_is_read_or_refused(at: int, gone: int, mark: str) -> None:
    with suppress(FormatErrors):
        load(GOOD[:at] + mark + GOOD[at + gone :], "my.toml")
