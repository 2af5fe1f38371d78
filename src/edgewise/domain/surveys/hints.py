"""What makes an item hard to answer: hints to whoever writes a survey, which refuse nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edgewise.domain.phrases import phrase
from edgewise.domain.surveys.model import Survey

LONGEST_TO_READ = 14  # words
JOINS = re.compile(r"\b(and|or|as well as)\b|[&/;]", re.IGNORECASE)
NEGATES = re.compile(r"\b(not|never|no one|nobody|avoids|without)\b|n['’]t\b", re.IGNORECASE)
COUNTS = re.compile(r"\b(always|often|usually|sometimes|rarely|seldom|regularly|tends to)\b", re.IGNORECASE)
LABELS = re.compile(
    r"^(is|has|inspires|understands|values|believes|cares|knows|feels|thinks|wants)\b|\b(good|great|effective)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hint:
    item: str  # its key
    words: str


def hints(survey: Survey) -> tuple[Hint, ...]:
    """At most one of each kind for each item, in the order of the items."""
    return tuple(Hint(item.key, words) for item in survey.items for words in _of(item.behaviour))


def _of(behaviour: str) -> list[str]:
    said = re.sub(r"“[^”]*”|\"[^\"]*\"", "", behaviour)  # what somebody says may be said in any words
    found: list[str] = []
    if join := JOINS.search(said):
        found.append(phrase("“{word}” may join two behaviours; ask for one", word=join[0]))
    if negation := NEGATES.search(said):
        found.append(phrase("“{word}”: ask for what is done; “seldom” to a “not” confuses", word=negation[0]))
    if count := COUNTS.search(said):
        found.append(phrase("“{word}” belongs in the answers; leave it out here", word=count[0]))
    if label := LABELS.search(said):
        found.append(phrase("“{word}” cannot be seen; what does somebody do?", word=label[0]))
    if len(said.split()) > LONGEST_TO_READ:
        found.append(phrase("has more than {most} words; shorter is read the same by everybody", most=LONGEST_TO_READ))
    return found
