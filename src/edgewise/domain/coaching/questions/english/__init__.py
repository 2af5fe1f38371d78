"""English, British and American."""

from __future__ import annotations

from edgewise.domain.coaching.questions.english import words
from edgewise.domain.coaching.questions.english.rewordings import BECAUSE, REWORDINGS
from edgewise.domain.coaching.questions.english.tables import cues, pairs, sections, weights
from edgewise.domain.coaching.questions.english.verbs import gerunds
from edgewise.domain.coaching.questions.language import Language, Mood

ENGLISH = Language(
    kinds=words.KINDS,
    classes=dict(pairs("classes", "classes")),
    cues=(*cues("asked", Mood.ASKED), *cues("told", Mood.TOLD)),
    asks=sections("asked")["asks"],
    reports=sections("told")["reports"][0],
    subordinates=sections("told")["subordinates"][0],
    contractions=words.CONTRACTIONS,
    endings=words.ENDINGS,
    takes_is=words.WITH_IS,
    abbreviations=words.ABBREVIATIONS,
    small_talk=sections("classes")["small_talk"][0],
    conjunctions=words.CONJUNCTIONS,
    repairable=words.REPAIRABLE,
    known=words.KNOWN,
    because=BECAUSE,
    topics=pairs("classes", "topics"),
    gerunds=gerunds(),
    rewordings=REWORDINGS,
    learned=weights(),
)
