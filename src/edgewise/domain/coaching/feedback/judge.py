"""The feedback coach: what each sentence of a piece of feedback is, and hints for the writer alone.

Cues, a table of weights, and no chance: the same words get the same answer, and the answer names the words it hangs on.
What the classes mean stands in docs/feedback-coach.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edgewise.domain.coaching.feedback.english import ENGLISH
from edgewise.domain.coaching.feedback.examples import better
from edgewise.domain.coaching.feedback.language import LABELS, Label, Language
from edgewise.domain.coaching.feedback.piece import PieceHint, hints_on
from edgewise.domain.coaching.feedback.verdict import Verdict, read, verdict_on
from edgewise.domain.coaching.feedback.wordings import BECAUSE, HINTS, NO_WORD_DECIDES, NO_WORDS
from edgewise.domain.coaching.questions.text import LONGEST_READ
from edgewise.domain.phrases import Phrase, phrase

ENDING = re.compile(r"[\s?!.…)\]\"'”’»]*")  # what may stand between two sentences and belongs to the first


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence. `confidence` is 0..1; `hint` and `example` are empty for an observation and an effect."""

    text: str
    label: Label
    confidence: float
    because: Phrase
    hint: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A piece of feedback: its sentences in their order, the one that decides, and hints on the whole."""

    deciding: Judged
    sentences: tuple[Judged, ...]
    hints: tuple[PieceHint, ...] = ()


def judge(text: str, language: Language = ENGLISH) -> Feedback:
    """Any text is judged; one without words is an observation of which nothing is sure.

    Only the first 4,000 characters are read.
    """
    text = text[:LONGEST_READ]
    verdicts = [verdict_on(sentence, language) for sentence in read(text, language)]
    if not verdicts:
        return Feedback(Judged(text.strip(), Label.OBSERVATION, 0.0, NO_WORDS), ())
    parts = _parts(verdicts, text)
    judged = tuple(_judged(verdict, part, text, language) for verdict, part in zip(verdicts, parts, strict=True))
    return Feedback(_deciding(judged), judged, hints_on(verdicts, text, language))


def _deciding(judged: Sequence[Judged]) -> Judged:
    """The first class decides; praise counts last where a sentence beside it says for what."""
    labels = {each.label for each in judged}
    praised_for = Label.PRAISE_WITHOUT_EXAMPLE in labels and Label.OBSERVATION in labels
    return min(judged, key=lambda each: (praised_for and each.label is Label.PRAISE_WITHOUT_EXAMPLE, _rank(each)))


def _rank(judged: Judged) -> int:
    return LABELS.index(judged.label)


def _judged(verdict: Verdict, part: str, text: str, language: Language) -> Judged:
    found = " ".join(text[verdict.start : verdict.end].split())
    because = phrase(BECAUSE[verdict.label], words=f"“{found}”" if found else NO_WORD_DECIDES)
    hint = HINTS.get(verdict.label, "")
    return Judged(part, verdict.label, round(verdict.chance, 2), because, hint, better(verdict, text, language))


def _parts(verdicts: Sequence[Verdict], text: str) -> list[str]:
    """The text of each sentence, small talk and marks included."""
    ends = [ENDING.match(text, verdict.sentence.spans[-1][1]).end() for verdict in verdicts[:-1]]  # type: ignore[union-attr]
    return [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
