"""What a sentence of feedback can be, and what a language must bring to hear it: tables, and no code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from edgewise.domain.coaching.questions.language import Language as Reading


class Label(StrEnum):
    """Where several fit, the first decides."""

    HEARSAY = "hearsay"
    MIND_READING = "mind_reading"
    GENERALISATION = "generalisation"
    JUDGEMENT = "judgement"
    ADVICE = "advice"
    PRAISE_WITHOUT_EXAMPLE = "praise_without_example"
    IMPACT = "impact"
    OBSERVATION = "observation"


LABELS = tuple(Label)  # in the order of the table of weights


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern as in the question coach, and how strongly (0..1) it speaks for its label."""

    label: Label
    weight: float
    pattern: str


@dataclass(frozen=True, eq=False)
class Language:
    reading: Reading  # how its words are read; the cues of questions in it are not used
    cues: tuple[Cue, ...]
    literal: frozenset[str]  # names of kinds of words that a shape keeps as they are
    skipped: frozenset[str]  # names of kinds of words that a shape leaves out
    shaped: tuple[str, ...]  # names of kinds that stand for their words in a shape; the first of a word's counts
    borrowed: Mapping[Label, tuple[tuple[str, str], ...]]  # (template, pattern with the group "own", perhaps "verb")
    past: Mapping[str, str]  # infinitive or gerund -> past tense
    situation: str  # a day, an hour, a meeting, a document
    learned: Mapping[str, str]  # trait of a sentence -> its weights for the labels
