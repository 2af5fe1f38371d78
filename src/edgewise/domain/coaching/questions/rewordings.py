"""Open questions in place of one that steers, made of its own subject where that can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from edgewise.domain.coaching.questions.language import Label, Language
from edgewise.domain.coaching.questions.text import Sentence
from edgewise.domain.coaching.questions.verdict import Verdict, verdict_on

MOST_REWORDINGS = 3
LONGEST_TOPIC = 60  # characters
MARKS = re.compile(r"[\ue000-\ue0ff]")


def rewordings(verdict: Verdict, text: str, language: Language) -> tuple[str, ...]:
    """At most three, every one of them open by the same judgement; none for what is open already."""
    if verdict.label is Label.OPEN:
        return ()
    offered = dict.fromkeys(_offered(verdict, text, language))
    return tuple(one for one in offered if _is_open(one, language))[:MOST_REWORDINGS]


@lru_cache(maxsize=1024)
def _is_open(text: str, language: Language) -> bool:
    verdict = verdict_on(text, language)
    return verdict is not None and verdict.label is Label.OPEN


def _offered(verdict: Verdict, text: str, language: Language) -> Iterator[str]:
    found, words = _topics(verdict.sentence, text, language), language.rewordings
    if verdict.label in (Label.ADVICE, Label.ADVICE_QUESTION):
        if "who" in found:
            yield from (template.format(who=found["who"]) for template in words.with_who)
        if "doing" in found:
            yield from (template.format(doing=found["doing"]) for template in words.with_action)
    if "thing" in found:
        yield from (template.format(thing=found["thing"]) for template in words.with_thing[verdict.label])
    yield from words.plain[verdict.label]


def _topics(sentence: Sentence, text: str, language: Language) -> dict[str, str]:
    """`doing`, `who` and `thing`, as far as the sentence has them, in the writer's own words."""
    topics: dict[str, str] = {}
    for kind, pattern in language.topics:
        found = language.compiled(pattern).search(sentence.words)
        if not found:
            continue
        start, end = sentence.source(*found.span(kind))
        topic = " ".join(text[start:end].split())
        verb = MARKS.sub("", found[kind].split(" ", 1)[0])
        if not topic or len(topic) > LONGEST_TOPIC or (kind in ("did", "do") and verb not in language.gerunds):
            continue
        if kind in ("did", "do"):
            topic = " ".join([language.gerunds[verb], *topic.split()[1:]])
        topic = topic.lower() if text.isupper() else topic[0].lower() + topic[1:] if topic != "HR" else topic
        topics.setdefault("doing" if kind in ("did", "do") else kind, "HR" if topic == "hr" else topic)
    return topics
