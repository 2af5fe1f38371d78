"""English words of feedback: the kinds that cues name, and how words are written before they are compared."""

from __future__ import annotations

from edgewise.domain.coaching.questions.english import words as of_questions
from edgewise.domain.coaching.questions.english.tables import pairs, words
from edgewise.domain.coaching.questions.english.verbs import DO, gerund, past_forms

HERE = __package__
OWN = (
    "often", "day", "number", "bad", "good", "mood", "state", "others", "saying", "motive", "meeting", "effect", "seen",
)  # fmt: skip
KINDS = {**of_questions.KINDS, **{name: words("words", name, HERE) for name in OWN}}
KINDS["imp"] = of_questions.KINDS["imp"] | words("words", "only_told", HERE)
KINDS["adv"] = of_questions.KINDS["adv"] - {"not", "never"}  # they turn a judgement round
SHAPED = (*OWN, "doing", "did", "imp")
LITERAL = frozenset({"pos", "neg", "pro", "det"})
SKIPPED = frozenset({"adv"})
PAST = {form: next(past_forms(verb)) for verb in sorted(DO) for form in (verb, gerund(verb))}
CONTRACTIONS = dict(pairs("words", "contraction", HERE))
TAKES_IS = words("words", "takes_is", HERE)
ABBREVIATIONS = words("words", "abbreviation", HERE)
CONJUNCTIONS = words("words", "conjunction", HERE)
REPAIRABLE = words("words", "repairable", HERE)
KNOWN = words("words", "known", HERE) | frozenset().union(*KINDS.values())
