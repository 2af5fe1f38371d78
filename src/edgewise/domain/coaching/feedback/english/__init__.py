"""English feedback, British, American and from abroad."""

from __future__ import annotations

from dataclasses import replace

from edgewise.domain.coaching.feedback.english import words
from edgewise.domain.coaching.feedback.language import Cue, Label, Language
from edgewise.domain.coaching.questions.english import ENGLISH as QUESTIONS
from edgewise.domain.coaching.questions.english.tables import pairs, sections, weights

READING = replace(
    QUESTIONS,
    kinds=words.KINDS,
    classes=dict(pairs("cues", "classes", __package__)),
    cues=(),
    contractions=words.CONTRACTIONS,
    takes_is=words.TAKES_IS,
    abbreviations=words.ABBREVIATIONS,
    small_talk=sections("words", __package__)["small_talk"][0],
    conjunctions=words.CONJUNCTIONS,
    repairable=words.REPAIRABLE,
    known=words.KNOWN,
    learned={},
    _compiled={},
)
CUES = tuple(
    Cue(label, float(weight), pattern) for label in Label for weight, pattern in pairs("cues", label.value, __package__)
)
ENGLISH = Language(
    reading=READING,
    cues=CUES,
    literal=words.LITERAL,
    skipped=words.SKIPPED,
    shaped=words.SHAPED,
    borrowed={
        label: pairs("better", label.value, __package__)
        for label in Label
        if label.value in sections("better", __package__)
    },
    past=words.PAST,
    situation=sections("better", __package__)["situation"][0],
    learned=weights(__package__),
)
