"""Hints on a whole piece of feedback."""

from __future__ import annotations

from edgewise.domain.coaching.feedback.judge import judge
from edgewise.domain.coaching.feedback.piece import Lack
from edgewise.domain.phrases import Phrase

GOOD = "On Tuesday you asked three questions before you gave your view. I could say what worried me."


def lacks(text: str) -> list[Lack]:
    return [hint.lack for hint in judge(text).hints]


def test_a_situation_what_was_done_and_what_it_did_need_no_hint() -> None:
    assert lacks(GOOD) == []


def test_one_change_is_right_and_a_second_is_too_many() -> None:
    assert lacks(f"{GOOD} Next time, try one more question.") == []
    assert lacks(f"{GOOD} You should delegate more. Please send the notes.") == [Lack.MORE_THAN_ONE_CHANGE]


def test_the_first_change_is_offered_as_the_one_to_keep() -> None:
    (hint,) = judge(f"{GOOD} You should delegate more. Please send the notes.").hints
    assert hint.example == "One thing to try: delegate more."


def test_no_day_meeting_or_document_is_no_situation() -> None:
    assert lacks("You left without a word. I felt alone.") == [Lack.NO_SITUATION]
    for place in ("On Monday ", "In the meeting ", "In your report ", "When I was speaking ", "At 10:30 "):
        assert lacks(f"{place}you left without a word. I felt alone.") == []


def test_an_alternative_by_itself_needs_no_situation() -> None:
    assert lacks("Try one open question at the start.") == []


def test_labels_alone_are_no_behaviour() -> None:
    assert lacks("In the meeting you were rude.") == [Lack.LABELS_INSTEAD_OF_BEHAVIOUR]
    assert lacks("In the meeting you were rude. You left before Sara had finished.") == []


def test_every_hint_can_be_said_in_another_language() -> None:
    hints = judge("You are rude. You never listen. Try less. You should ask more.").hints
    assert [hint.lack for hint in hints] == list(Lack)
    assert all(isinstance(text, Phrase) for hint in hints for text in (hint.text, hint.example))
