"""The question coach: is this an open question, and if not, what would be one?

Rules, a table of weights for what no rule knows, and no chance: the same words get the same answer, and the answer
names the words it hangs on. What the classes mean stands in docs/question-coach.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from edgewise.domain.coaching.questions.english import ENGLISH
from edgewise.domain.coaching.questions.language import Label, Language
from edgewise.domain.coaching.questions.rewordings import rewordings
from edgewise.domain.coaching.questions.verdict import deciding_words, verdict_on
from edgewise.domain.phrases import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Advice:
    """`confidence` is 0..1; `because` is one sentence; `rewordings` are none to three open questions."""

    label: Label
    confidence: float
    because: Phrase
    rewordings: tuple[str, ...] = ()


def judge(text: str, language: Language = ENGLISH) -> Advice:
    """What the text does to the person it is said to. Any text is judged; one without words states nothing."""
    verdict = verdict_on(text, language)
    if verdict is None:
        return Advice(Label.STATEMENT, 0.0, phrase("There are no words in it."))
    found = next(deciding_words(verdict, text), "")
    words = f"“{found}”" if found else phrase("no word in it says otherwise")
    because = phrase(language.because[verdict.label], words=words)
    return Advice(verdict.label, round(verdict.weight, 2), because, rewordings(verdict, text, language))
