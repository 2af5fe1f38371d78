"""What a language must bring for its sentences to be judged: tables of words and cues, and no code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from edgewise.domain.phrases import Phrase

PLACE = re.compile(r"(?<!\?P)<(\w+)>")
FIRST_MARK = 0xE000  # of the private use area, which is no part of a word
SPACE = re.compile(r"\(\?<[=!][^)]*\)|\[[^\]]*\]| ")  # or what looks like one and is none


class Label(StrEnum):
    """From the one that steers most to the one that steers least."""

    ADVICE = "advice"
    ADVICE_QUESTION = "advice_question"
    LEADING = "leading"
    CLOSED = "closed"
    OPEN = "open"
    STATEMENT = "statement"


class Mood(StrEnum):
    """In which sentences a cue counts."""

    ASKED = "asked"  # has a question mark or a question's word order
    TOLD = "told"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern over a sentence's words, and how strongly (0..1) it speaks for its label.

    `<name>` in a pattern stands for a class of `Language.kinds` or `Language.classes`. A sentence is lower-case words
    with one space between them; `| ` begins a clause after a comma or at the start, `/ ` one after a conjunction alone.
    """

    label: Label
    weight: float
    mood: Mood
    pattern: str


@dataclass(frozen=True)
class Rewordings:
    """Templates. `{doing}` is an action as a gerund, `{who}` a person, `{thing}` a noun phrase."""

    with_action: tuple[str, ...]
    with_who: tuple[str, ...]
    with_thing: Mapping[Label, tuple[str, ...]]
    plain: Mapping[Label, tuple[str, ...]]


HeardCue = tuple[Cue, re.Pattern[str]]


@dataclass(frozen=True, eq=False)
class Language:
    kinds: Mapping[str, frozenset[str]]  # name -> single words
    classes: Mapping[str, str]  # name -> alternatives with | between them, or any pattern
    cues: tuple[Cue, ...]
    asks: tuple[str, ...]  # word orders of a question that needs no question mark
    reports: str  # what makes the advice behind it somebody else's, or an observation
    subordinates: str  # words behind which "you should" is part of a question and no recommendation
    contractions: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]  # of a word behind an apostrophe: ("'re", " are")
    takes_is: frozenset[str]  # words behind which 's is "is" and no possessive
    abbreviations: frozenset[str]
    small_talk: str  # what may stand before a sentence and means nothing
    conjunctions: frozenset[str]
    repairable: frozenset[str]  # cue words whose misspelling is repaired
    known: frozenset[str]  # words that look like a misspelt cue word and are none
    because: Mapping[Label, Phrase]  # with {words}
    topics: tuple[tuple[str, str], ...]  # (kind, pattern with a group "doing", "did", "do", "who" or "thing")
    gerunds: Mapping[str, str]  # past tense or infinitive -> gerund
    rewordings: Rewordings
    learned: Mapping[str, str]  # trait of a sentence -> its weights for the labels; see learned.py
    _compiled: dict[str, re.Pattern[str]] = field(default_factory=dict, repr=False, compare=False)

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """The pattern with its classes filled in, made once. KeyError: a class that the language lacks."""
        made = self._compiled.get(pattern)
        if made is None:
            made = self._compiled[pattern] = re.compile(self._filled(pattern))
        return made

    def _filled(self, pattern: str) -> str:
        while PLACE.search(pattern):
            pattern = PLACE.sub(lambda found: f"(?:{self._meaning(found[1])})", pattern)
        return SPACE.sub(lambda found: f"{self._any_marks} " if found[0] == " " else found[0], pattern)

    def _meaning(self, name: str) -> str:
        return rf"\w++(?={self._any_marks}{self._mark_of[name]})" if name in self.kinds else self.classes[name]

    @cached_property
    def _mark_of(self) -> Mapping[str, str]:
        return {name: chr(FIRST_MARK + place) for place, name in enumerate(self.kinds)}

    @cached_property
    def _any_marks(self) -> str:
        return f"[{chr(FIRST_MARK)}-{chr(FIRST_MARK + len(self.kinds) - 1)}]*"

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """What stands behind a word of `kinds` in `Sentence.words`: a pattern need not spell out what it can be."""
        marks: dict[str, str] = {}
        for name, words in self.kinds.items():
            for word in words:
                marks[word] = marks.get(word, "") + self._mark_of[name]
        return marks

    @cached_property
    def cues_by_mood(self) -> Mapping[bool, tuple[HeardCue, ...]]:
        """True: the cues of an asked sentence; the heaviest first."""
        heaviest = sorted(self.cues, key=lambda cue: -cue.weight)
        heard = [(cue, self.compiled(cue.pattern)) for cue in heaviest]
        return {
            asked: tuple(one for one in heard if one[0].mood in (Mood.ANY, Mood.ASKED if asked else Mood.TOLD))
            for asked in (True, False)
        }

    @cached_property
    def advice(self) -> tuple[HeardCue, ...]:
        """The cues of a recommendation that is told and not asked."""
        return tuple(one for one in self.cues_by_mood[False] if one[0].label is Label.ADVICE)
