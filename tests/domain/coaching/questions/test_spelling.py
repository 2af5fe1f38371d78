"""One slip of the finger."""

from __future__ import annotations

import pytest

from edgewise.domain.coaching.questions.english import ENGLISH
from edgewise.domain.coaching.questions.spelling import is_one_slip, repaired


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("shoud", "should", True),
        ("shoould", "should", True),
        ("sholud", "should", True),
        ("shauld", "should", True),
        ("should", "should", False),
        ("shuold", "should", True),
        ("sohuld", "shoudl", False),
        ("s", "should", False),
    ],
)
def test_a_letter_too_many_too_few_wrong_or_two_that_changed_places(one: str, other: str, slip: bool) -> None:
    assert (is_one_slip(one, other), is_one_slip(other, one)) == (slip, slip)


@pytest.mark.parametrize(
    "word", ["tired", "cloud", "through", "shoulder", "three", "parent", "problems", "you", "deal"]
)
def test_real_words_are_left_alone(word: str) -> None:
    assert repaired(word, ENGLISH) == word
