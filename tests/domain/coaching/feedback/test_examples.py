"""A better sentence, made of the writer's own words where that can be done."""

from __future__ import annotations

import pytest

from edgewise.domain.coaching.feedback.judge import judge
from edgewise.domain.coaching.feedback.language import Label
from edgewise.domain.coaching.feedback.wordings import GENERAL
from edgewise.domain.phrases import Phrase
from tests.domain.coaching.feedback.test_judge import MADE


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("You always interrupt me.", "On … (a day, a meeting) you interrupted me."),
        ("YOU ALWAYS INTERRUPT ME", "On … (a day, a meeting) you interrupted me."),
        ("you keep checking your phone", "On … (a day, a meeting) you checked your phone."),
        ("You never prepare.", "On … (a day, a meeting) you did not prepare."),
        ("You are always late.", "On … (a day, a meeting) you were late."),
        ("You interrupted me because you don't trust me.", "You interrupted me. What did you have in mind?"),
        ("You wanted to look good.", "On … you … . Did you want to look good?"),
        ("It was rude when you left without a word.", "You left without a word."),
        ("You should delegate more.", "One thing to try: delegate more."),
        ("Great job!", "Great job: on … you …, and it helped me to … ."),
    ],
)
def test_it_is_made_of_the_words_of_the_sentence(text: str, example: str) -> None:
    assert judge(text).deciding.example == example


def test_where_nothing_can_be_borrowed_it_is_a_general_one() -> None:
    assert judge("People say you are hard to reach.").deciding.example == GENERAL[Label.HEARSAY]


def test_general_examples_are_what_they_recommend() -> None:
    first = {label: judge(example).sentences[0].label for label, example in GENERAL.items()}
    assert first == dict.fromkeys(GENERAL, Label.OBSERVATION) | {Label.ADVICE: Label.ADVICE}


def test_every_example_can_be_said_in_another_language() -> None:
    for _, text in MADE[::23]:
        for judged in judge(text).sentences:
            assert isinstance(judged.example, Phrase) or judged.example == ""
