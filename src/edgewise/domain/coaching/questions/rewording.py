"""Open questions in place of one that steers, made of its own subject where that can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from edgewise.domain.coaching.questions.judging import Verdict, verdict_on
from edgewise.domain.coaching.questions.language import Label, Language

MOST = 3
LONGEST_TOPIC = 60  # characters
MARKS = re.compile(r"[\ue000-\ue0ff]")


def rewordings(verdict: Verdict, language: Language) -> tuple[str, ...]:
    """At most three, every one of them open by the same judgement; none for what is open already."""
    if verdict.label is Label.OPEN:
        return ()
    offered = dict.fromkeys(_offered(verdict, language))
    return tuple(one for one in offered if _is_open(one, language))[:MOST]


@lru_cache(maxsize=1024)
def _is_open(text: str, language: Language) -> bool:
    verdict = verdict_on(text, language)
    return verdict is not None and verdict.label is Label.OPEN


def _offered(verdict: Verdict, language: Language) -> Iterator[str]:
    found, words = _topics(verdict.sentence.words, language), language.rewordings
    if verdict.label in (Label.ADVICE, Label.ADVICE_QUESTION):
        if "who" in found:
            yield from (template.format(who=found["who"]) for template in words.with_who)
        if "doing" in found:
            yield from (template.format(doing=found["doing"]) for template in words.with_action)
    if "thing" in found:
        yield from (template.format(thing=found["thing"]) for template in words.with_thing[verdict.label])
    yield from words.plain[verdict.label]


def _topics(words: str, language: Language) -> dict[str, str]:
    """`doing`, `who` and `thing`, as far as the sentence has them."""
    topics: dict[str, str] = {}
    for kind, pattern in language.topics:
        found = language.compiled(pattern).search(words)
        if not found or len(found[kind]) > LONGEST_TOPIC:
            continue
        topic = MARKS.sub("", found[kind]).strip()
        if kind in ("did", "do"):
            verb, _, rest = topic.partition(" ")
            if verb not in language.gerunds:
                continue
            kind, topic = "doing", f"{language.gerunds[verb]} {rest}".strip()
        topics.setdefault(kind, topic.replace("hr", "HR") if topic == "hr" else topic)
    return topics
