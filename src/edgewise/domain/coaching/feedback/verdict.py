"""Which of the eight classes a sentence belongs to: the cues that it has, and what the second ear makes of its words.

Both are weighed together. A cue adds to what the ear gives its label; a sure cue also takes from every label that comes
after it, because of several classes that fit the first decides.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from edgewise.domain.coaching.feedback.ear import heard
from edgewise.domain.coaching.feedback.language import LABELS, Label, Language
from edgewise.domain.coaching.questions.text import Sentence, sentences

CUE = 4.0  # what a cue of weight 1 adds to its label, in natural logarithms of odds
SURE = 0.9  # from this weight on a cue also speaks against what comes after it
AFTER = 1.5  # what it takes from them
LEAST_CHANCE = 1e-9  # a chance that is as good as none
DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Ruled:
    """How strongly (0..1) the heaviest cue of a label speaks for it; its words stand from `start` to `end`."""

    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """`chance` is 0..1; `start` and `end` bound the deciding words in the text, both 0 where there are none."""

    label: Label
    chance: float
    start: int
    end: int
    sentence: Sentence


def read(text: str, language: Language) -> list[Sentence]:
    """Its sentences; every digit counts as a nought, so that one hour of the day is as good as another."""
    return sentences(DIGIT.sub("0", text), language.reading)


def ruled(sentence: Sentence, language: Language) -> Mapping[Label, Ruled]:
    """The labels that a cue speaks for, in the order of the classes."""
    best: dict[Label, Ruled] = {}
    for cue in language.cues:
        if cue.label in best and best[cue.label].weight >= cue.weight:
            continue
        if found := language.reading.compiled(cue.pattern).search(sentence.words):
            best[cue.label] = Ruled(cue.weight, *found.span("it" if "it" in found.re.groupindex else 0))
    return {label: best[label] for label in LABELS if label in best}


def verdict_on(sentence: Sentence, language: Language) -> Verdict:
    rules, ear = ruled(sentence, language), heard(sentence, language)
    chances = _weighed(ear.chances, rules)
    label, rival = sorted(LABELS, key=lambda each: -chances[each])[:2]
    words = (rules[label].start, rules[label].end) if label in rules else ear.words_for(label, rival)
    return Verdict(label, chances[label], *sentence.source(*words), sentence)


def _weighed(ear: Mapping[Label, float], rules: Mapping[Label, Ruled]) -> dict[Label, float]:
    """How likely each label is, 0..1."""
    odds = {label: math.log(max(ear[label], LEAST_CHANCE)) for label in LABELS}
    for label, rule in rules.items():
        odds[label] += CUE * rule.weight
        if rule.weight >= SURE:
            for after in LABELS[LABELS.index(label) + 1 :]:
                odds[after] -= AFTER
    most = max(odds.values())
    powers = {label: math.exp(each - most) for label, each in odds.items()}
    return {label: power / sum(powers.values()) for label, power in powers.items()}
