"""English, British and American."""

from __future__ import annotations

from edgewise.domain.coaching.questions.english.asked import ADVISES, ASKS, CLOSED, LEADING, OPEN
from edgewise.domain.coaching.questions.english.rewordings import BECAUSE, REWORDINGS, TOPICS
from edgewise.domain.coaching.questions.english.small_talk import SMALL_TALK
from edgewise.domain.coaching.questions.english.told import ADVICE, REPORTS, STATEMENT, SUBORDINATES
from edgewise.domain.coaching.questions.english.verbs import gerunds
from edgewise.domain.coaching.questions.english.words import (
    ABBREVIATIONS,
    CLASSES,
    CONJUNCTIONS,
    CONTRACTIONS,
    ENDINGS,
    KINDS,
    REAL,
    REPAIRABLE,
    WITH_IS,
)
from edgewise.domain.coaching.questions.language import Language

ENGLISH = Language(
    kinds=KINDS,
    classes=CLASSES,
    cues=OPEN + CLOSED + LEADING + ADVISES + ADVICE + STATEMENT,
    asks=ASKS,
    reports=REPORTS,
    subordinates=SUBORDINATES,
    contractions=CONTRACTIONS,
    endings=ENDINGS,
    takes_is=WITH_IS,
    abbreviations=ABBREVIATIONS,
    small_talk=SMALL_TALK,
    conjunctions=CONJUNCTIONS,
    repairable=REPAIRABLE,
    known=REAL,
    because=BECAUSE,
    topics=TOPICS,
    gerunds=gerunds(),
    rewordings=REWORDINGS,
)
