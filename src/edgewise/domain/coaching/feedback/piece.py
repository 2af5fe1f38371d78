"""Hints on a whole piece of feedback: private, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from edgewise.domain.coaching.feedback.examples import better
from edgewise.domain.coaching.feedback.language import Label, Language
from edgewise.domain.coaching.feedback.verdict import Verdict
from edgewise.domain.coaching.feedback.wordings import (
    EXAMPLE_OF_A_SITUATION,
    LABELS_INSTEAD_OF_BEHAVIOUR,
    MORE_THAN_ONE_CHANGE,
    NO_SITUATION,
)

MOST_CHANGES = 1  # that a piece of feedback may ask for
SURE_ENOUGH = 0.5  # of a label; a greeting by itself is none
LABELLING = (Label.MIND_READING, Label.GENERALISATION, Label.JUDGEMENT, Label.PRAISE_WITHOUT_EXAMPLE)


class Lack(StrEnum):
    MORE_THAN_ONE_CHANGE = "more_than_one_change"
    NO_SITUATION = "no_situation"
    LABELS_INSTEAD_OF_BEHAVIOUR = "labels_instead_of_behaviour"


@dataclass(frozen=True, slots=True)
class PieceHint:
    lack: Lack
    text: str
    example: str


def hints_on(verdicts: Sequence[Verdict], text: str, language: Language) -> tuple[PieceHint, ...]:
    """`verdicts` on the sentences of `text`, at least one."""
    return tuple(_hints(verdicts, text, language))


def _hints(verdicts: Sequence[Verdict], text: str, language: Language) -> Iterator[PieceHint]:
    advice = [verdict for verdict in verdicts if verdict.label is Label.ADVICE]
    if len(advice) > MOST_CHANGES:
        yield PieceHint(Lack.MORE_THAN_ONE_CHANGE, MORE_THAN_ONE_CHANGE, better(advice[0], text, language))
    told = [verdict for verdict in verdicts if verdict.label is not Label.ADVICE]
    if told and not any(_names_a_situation(verdict, language) for verdict in told):
        example = next((made for verdict in told if (made := better(verdict, text, language))), EXAMPLE_OF_A_SITUATION)
        yield PieceHint(Lack.NO_SITUATION, NO_SITUATION, example)
    labels = [verdict for verdict in told if verdict.label in LABELLING and verdict.chance >= SURE_ENOUGH]
    if labels and not any(verdict.label is Label.OBSERVATION for verdict in verdicts):
        example = better(labels[0], text, language)
        yield PieceHint(Lack.LABELS_INSTEAD_OF_BEHAVIOUR, LABELS_INSTEAD_OF_BEHAVIOUR, example)


def _names_a_situation(verdict: Verdict, language: Language) -> bool:
    return bool(language.reading.compiled(language.situation).search(verdict.sentence.words))
