"""The open questions that are offered in place of what was written."""

from __future__ import annotations

import pytest

from edgewise.domain.coaching.questions.judge import judge


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Have you tried talking to her?", "What have you tried with her so far?"),
        ("What if you moved the deadline?", "What would moving the deadline make possible?"),
        ("Just tell him no.", "What would telling him no make possible?"),
        ("Have you asked Dana to help?", "What would asking Dana to help make possible?"),
        ("You should talk to HR.", "What have you tried with HR so far?"),
        ("WHY DON'T YOU CANCEL THE MEETING?", "What would cancelling the meeting make possible?"),
        ("When is the board meeting?", "What matters most to you about the board meeting?"),
        ("Isn't he lazy?", "What do you see as the real issue here?"),
    ],
)
def test_the_first_is_made_of_the_subject_where_there_is_one(text: str, first: str) -> None:
    assert judge(text).rewordings[0] == first


def test_an_action_and_a_person_give_two_of_their_own() -> None:
    assert judge("Have you tried talking to her?").rewordings[:2] == (
        "What have you tried with her so far?",
        "What would talking to her make possible?",
    )
