"""A better sentence, made of the writer's own words where that can be done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from edgewise.domain.coaching.feedback.language import Language
from edgewise.domain.coaching.feedback.verdict import Verdict
from edgewise.domain.coaching.feedback.wordings import GENERAL
from edgewise.domain.coaching.questions.text import Sentence
from edgewise.domain.phrases import Phrase, phrase

LONGEST_BORROWED = 80  # characters
MARKS = re.compile(r"[\ue000-\ue0ff]")
Templates = Mapping[str, Callable[[str], Phrase]]

# By the name of what is borrowed, as in `Language.borrowed`.
TEMPLATES: Templates = {
    "did": lambda words: phrase("On … (a day, a meeting) you {did}.", did=words),
    "not": lambda words: phrase("On … (a day, a meeting) you did not {do}.", do=words),
    "were": lambda words: phrase("On … (a day, a meeting) you were {how}.", how=words),
    "act": lambda words: phrase("You {did}.", did=words),
    "seen": lambda words: phrase("You {did}. What did you have in mind?", did=words),
    "label": lambda words: phrase("On … (a day, a meeting) you …, and I took it as {label}.", label=words),
    "asked": lambda words: phrase("On … you … . Did you want {what}?", what=words),
    "do": lambda words: phrase("One thing to try: {do}.", do=words),
    "praise": lambda words: phrase("{praise}: on … you …, and it helped me to … .", praise=words),
}


def better(verdict: Verdict, text: str, language: Language) -> str:
    """Empty for an observation and an effect, which are what is wanted."""
    if verdict.label not in GENERAL:
        return ""
    for name, pattern in language.borrowed.get(verdict.label, ()):
        found = language.reading.compiled(pattern).search(verdict.sentence.words)
        if found and (words := _borrowed(verdict.sentence, found, text, language)):
            return TEMPLATES[name](words)
    return GENERAL[verdict.label]


def _borrowed(sentence: Sentence, found: re.Match[str], text: str, language: Language) -> str:
    """The words of the group `own` as they were typed, a verb in front of them in the past where `past` names one."""
    start, end = sentence.source(*found.span("own")) if found["own"] else (0, 0)
    words = " ".join(text[start:end].split())
    verb = MARKS.sub("", found.groupdict().get("verb") or "").strip()
    if verb:
        words = f"{language.past[verb]} {words}".strip() if verb in language.past else ""
    words = words.lower() if text.isupper() else words
    return words if len(words) <= LONGEST_BORROWED else ""
