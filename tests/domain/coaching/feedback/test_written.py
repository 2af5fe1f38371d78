"""Hints field by field, on feedback as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.coaching.feedback.written import FIELDS, MOST_HINTS, FeedbackWords, hints_in

WELL = FeedbackWords(
    "In Tuesday’s review",
    "You asked three questions before you gave your view",
    "I felt I could say what worried me",
    "On Monday, at the beginning",
    "You came at 9:10, ten minutes after we had begun",
    "We began a second time",
    "Write us one line when you are on your way",
)


def fields(**words: str) -> list[str]:
    return [one.field for one in hints_in(FeedbackWords(**words))]


def test_what_can_be_seen_or_heard_is_not_asked_about() -> None:
    assert hints_in(WELL) == []


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("You are always late.", "no single one"),
        ("You are unprofessional.", "verdict"),
        ("You wanted to look good in front of Sara.", "wanted, felt or thought"),
        ("People say you are hard to reach.", "others are said to think"),
        ("You should delegate more.", "what to do"),
        ("Great job!", "praise"),
    ],
)
def test_each_class_is_asked_about_in_plain_words(words: str, about: str) -> None:
    (hint,) = hints_in(FeedbackWords(change_situation="On Monday", change_behaviour=words))
    assert (hint.field, hint.sentence, about in hint.because, hint.hint != "") == (
        "change_behaviour",
        words,
        True,
        True,
    )


def test_advice_has_a_field_of_its_own_and_one_is_enough() -> None:
    assert fields(alternative="Try one open question at the start.") == []
    assert fields(alternative="Send the agenda before. Ask one question at the start.") == ["alternative"]


def test_a_behaviour_without_a_situation_is_asked_when_it_was() -> None:
    assert fields(strength_behaviour="You let Sara finish") == ["strength_situation"]
    assert fields(strength_behaviour="On Monday you let Sara finish") == []


def test_hints_come_in_the_order_of_the_fields() -> None:
    words = {"change_impact": "I felt that you did not care.", "strength_behaviour": "Great job!"}
    found = fields(change_behaviour="You never listen.", **words)
    assert found == sorted(found, key=FIELDS.index)


@given(st.builds(FeedbackWords, *[st.text(max_size=80)] * len(FIELDS)))
def test_any_words_are_heard_and_no_field_is_asked_about_too_often(words: FeedbackWords) -> None:
    found = [hint.field for hint in hints_in(words)]
    assert all(found.count(name) <= MOST_HINTS + 1 for name in FIELDS)
    assert set(found) <= set(FIELDS)
