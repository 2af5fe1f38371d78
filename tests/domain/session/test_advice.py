"""Where only questions are taken, advice is handed back as a question."""

from __future__ import annotations

import pytest

from edgewise.domain.formats.builtin import builtin_formats
from edgewise.domain.formats.model import ContributionKind as Kind
from edgewise.domain.formats.model import Stage
from edgewise.domain.session.decisions.contributions import QUESTIONS, _not_advice
from edgewise.domain.session.refusal import Refused

STAGES = [stage for fmt in builtin_formats().values() for stage in (*fmt.opening, *fmt.issue, *fmt.closing)]
ONLY_QUESTIONS = next(
    s for s in STAGES if Kind.OPEN_QUESTION in s.allows and not set(s.allows) - QUESTIONS - {Kind.ANSWER}
)
MORE = next(s for s in STAGES if Kind.OPEN_QUESTION in s.allows and set(s.allows) - QUESTIONS - {Kind.ANSWER})


@pytest.mark.parametrize(
    ("stage", "kind", "text", "is_refused"),
    [
        (ONLY_QUESTIONS, Kind.OPEN_QUESTION, "You should talk to HR.", True),
        (ONLY_QUESTIONS, Kind.OPEN_QUESTION, "If I were you I'd wait.", True),
        (ONLY_QUESTIONS, Kind.OPEN_QUESTION, "What have you tried so far?", False),
        (ONLY_QUESTIONS, Kind.OPEN_QUESTION, "Have you tried talking to her?", False),  # advised against, not refused
        (ONLY_QUESTIONS, Kind.ANSWER, "You should know that she left.", False),
        (MORE, Kind.OPEN_QUESTION, "You should talk to HR.", False),
        (None, Kind.OPEN_QUESTION, "You should talk to HR.", False),
    ],
)
def test_advice_is_handed_back_only_where_nothing_but_questions_is_taken(
    stage: Stage | None, kind: Kind, text: str, is_refused: bool
) -> None:
    refused = _not_advice(stage, kind, text)
    assert isinstance(refused, Refused) is is_refused
    if refused:
        assert refused.suggestion.startswith("As a question: ")
        assert refused.suggestion.endswith("?")
