"""English words: the classes that cues name, and how words are written before they are compared."""

from __future__ import annotations

from edgewise.domain.coaching.questions.english.tables import pairs, words
from edgewise.domain.coaching.questions.english.verbs import DO, gerund, past_forms

KINDS = {name: words("words", name) for name in ("neg", "pos", "pro", "det", "adv", "state")} | {
    "do": DO,
    "imp": DO | words("words", "only_told"),
    "doing": frozenset({gerund(verb) for verb in DO} | {"being", "trying"}),
    "did": frozenset(form for verb in DO for form in past_forms(verb)),
}
CONTRACTIONS = dict(pairs("words", "contraction"))
ENDINGS = (
    ("n't", "nt"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'d", " would"),
    ("'m", " am"),
    ("'s", "s"),
)
WITH_IS = words("words", "takes_is")  # behind which 's is "is" and no possessive
ABBREVIATIONS = words("words", "abbreviation")
CONJUNCTIONS = words("words", "conjunction")
REPAIRABLE = words("words", "repairable")  # everything else is left as it stands
KNOWN = words("words", "known")
