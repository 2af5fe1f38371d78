"""Which of the six classes a message belongs to, by the heaviest cue of the sentence that steers most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edgewise.domain.coaching.questions.language import Cue, HeardCue, Label, Language
from edgewise.domain.coaching.questions.learned import heard
from edgewise.domain.coaching.questions.text import Sentence, sentences

STEERING = tuple(Label)  # the first steers most
REPORTED = 0.5  # what is left of a recommendation that somebody else made
SURE_ADVICE = 0.8  # enough to take a question mark behind it for politeness
RIVAL = 0.3  # how much the next best label takes from the confidence
NOTHING = 0.3  # for a sentence that no cue knows
PUSHED = (Label.ADVICE, Label.ADVICE_QUESTION)
SURE_AGAINST_OPEN = 0.95  # the same, where a rule has heard an open question
SURE_PUSH = 0.5  # how likely either must be to be heard where no rule hears it


@dataclass(frozen=True, slots=True)
class Verdict:
    """`weight` is 0..1; `start` and `end` bound the deciding words in the text, both 0 where there are none."""

    label: Label
    weight: float
    start: int
    end: int
    sentence: Sentence


def verdict_on(text: str, language: Language) -> Verdict | None:
    """None for a text without words."""
    found = [_verdict(sentence, language) for sentence in sentences(text, language)]
    return min(found, key=lambda verdict: STEERING.index(verdict.label)) if found else None


def is_asked(sentence: Sentence, language: Language) -> bool:
    return sentence.question_mark or bool(_order(sentence, language))


def _order(sentence: Sentence, language: Language) -> list[re.Match[str]]:
    """Where words stand as in a question."""
    return [found for ask in language.asks if (found := language.compiled(ask).search(sentence.words))]


def _verdict(sentence: Sentence, language: Language) -> Verdict:
    """By the rules; and by the second ear, where they know nothing or hear nothing that is pushed."""
    order = _order(sentence, language)
    asked = sentence.question_mark or bool(order)
    ruled = _ruled(sentence, order, asked, language)
    if ruled.label in PUSHED:
        return ruled
    ear = heard(sentence, asked, language.learned)
    label = max(ear.chances, key=lambda each: ear.chances[each])
    pushed = max(PUSHED, key=lambda each: ear.chances[each])
    sure = SURE_AGAINST_OPEN if ruled.label is Label.OPEN else SURE_PUSH
    if sum(ear.chances[each] for each in PUSHED) >= sure:
        label = pushed
    elif ruled.weight > NOTHING or label in PUSHED:
        return ruled
    if label is ruled.label:
        return replace(ruled, weight=max(ruled.weight, ear.chances[label]))
    places = sentence.source(*ear.words_for(label, ruled.label))
    return Verdict(label, ear.chances[label], *places, sentence)


def _ruled(sentence: Sentence, order: Sequence[re.Match[str]], asked: bool, language: Language) -> Verdict:
    best = _heaviest(sentence, language.cues_by_mood[asked], language)
    if asked and (pushed := _advice_in_question(sentence, order, language)):
        best.setdefault(pushed[0], pushed[1:])
        if pushed[1] > best[pushed[0]][0]:
            best[pushed[0]] = pushed[1:]
    if not best:
        return Verdict(Label.CLOSED if asked else Label.STATEMENT, NOTHING, 0, 0, sentence)
    ranked = sorted(best, key=lambda label: (-best[label][0], STEERING.index(label)))
    weight, start, end = best[ranked[0]]
    rival = best[ranked[1]][0] if len(ranked) > 1 else 0.0
    return Verdict(ranked[0], weight * weight / (weight + RIVAL * rival), *sentence.source(start, end), sentence)


def _heaviest(sentence: Sentence, cues: Sequence[HeardCue], language: Language) -> dict[Label, tuple[float, int, int]]:
    """For each label its heaviest cue: weight, and where its words stand."""
    best: dict[Label, tuple[float, int, int]] = {}
    words = sentence.words
    for cue, pattern in cues:
        if pattern.search(words) is None or best.get(cue.label, (0.0,))[0] >= cue.weight:
            continue
        for found in pattern.finditer(words):
            weight = cue.weight * _owned(cue, found, sentence, language)
            if weight > best.get(cue.label, (0.0,))[0]:
                best[cue.label] = weight, found.start(), found.end()
    return best


def _owned(cue: Cue, found: re.Match[str], sentence: Sentence, language: Language) -> float:
    """Less than 1 for a recommendation that the writer only reports."""
    if cue.label is not Label.ADVICE:
        return 1.0
    clause = re.split(r"[|/]", sentence.words[: found.start() + 1])[-1]
    return REPORTED if language.compiled(language.reports).search(f" {clause} ") else 1.0


def _advice_in_question(
    sentence: Sentence, order: Sequence[re.Match[str]], language: Language
) -> tuple[Label, float, int, int] | None:
    """A recommendation that ends in a question mark, or stands before the question proper."""
    first = min((found.start() for found in order), default=len(sentence.words))
    for weight, start, end in _heaviest(sentence, language.advice, language).values():
        if weight < SURE_ADVICE or end > first + 1 or _subordinate(sentence.words[:start], language):
            continue
        tagged = first >= len(sentence.words) or len(sentence.words[first:].split()) <= 4
        return (Label.ADVICE_QUESTION if tagged else Label.ADVICE), max(weight, 0.9), start, end
    return None


def _subordinate(before: str, language: Language) -> bool:
    clause = before.rsplit("|", 1)[-1]
    return bool(language.compiled(language.subordinates).search(clause))


def deciding_words(verdict: Verdict, text: str) -> Iterator[str]:
    """As the writer wrote them; nothing where no words decide."""
    if verdict.end > verdict.start:
        yield " ".join(text[verdict.start : verdict.end].split())
