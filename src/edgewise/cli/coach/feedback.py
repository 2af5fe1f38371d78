"""`edgewise coach --feedback`: what each sentence of a piece of feedback is, and hints, as JSON or for reading."""

from __future__ import annotations

import json
from collections.abc import Iterator

from edgewise.domain.coaching.feedback.judge import Feedback, Judged, judge


def answer(text: str, as_json: bool) -> str | bytes:
    """One line of JSON, or some lines for reading."""
    feedback = judge(text)
    return _json_line(text, feedback) if as_json else "\n".join([text, *_readable(feedback)])


def _json_line(text: str, feedback: Feedback) -> bytes:
    told = {
        **_sentence(feedback.deciding),
        "text": text,
        "sentences": [_sentence(judged) for judged in feedback.sentences],
        "hints": [{"lack": each.lack.value, "hint": each.text, "example": each.example} for each in feedback.hints],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _sentence(judged: Judged) -> dict[str, object]:
    return {
        "text": judged.text,
        "label": judged.label.value,
        "confidence": judged.confidence,
        "because": judged.because,
        "hint": judged.hint,
        "example": judged.example,
    }


def _readable(feedback: Feedback) -> Iterator[str]:
    several = len(feedback.sentences) > 1
    for judged in feedback.sentences or (feedback.deciding,):
        said = f"“{judged.text}” " if several else ""
        yield f"  {said}{judged.label.value.replace('_', ' ')} ({judged.confidence:.0%}). {judged.because}"
        if judged.hint:
            yield f"  -> {judged.hint}"
            yield f"     {judged.example}"
    for hint in feedback.hints:
        yield f"  * {hint.text}"
        yield f"    {hint.example}"
