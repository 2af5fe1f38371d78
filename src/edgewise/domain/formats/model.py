"""What a session is made of: a format is data, validated once, and never changed while it runs.

Times are integers: seconds in a format, milliseconds in a running session.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from edgewise.domain.phrases import Phrase, phrase_in

Words = Annotated[str, Meta(max_length=2000)]
Title = Annotated[str, Meta(min_length=1, max_length=80)]
Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\Z", max_length=40)]

FEWEST_PEOPLE, MOST_PEOPLE = 2, 14  # at one table, whatever the format


class CircleKind(StrEnum):
    PAIR = "pair"
    CIRCLE = "circle"
    GROUP = "group"
    EXECUTIVE = "executive"


class Floor(StrEnum):
    """Who may contribute, and how the right moves."""

    HOLDER = "holder"  # one named person: the issue owner, or the chair outside an issue
    ROUND = "round"  # once round, one turn each
    ROUND_UNTIL_PASS = "round_until_pass"  # noqa: S105  round and round, until everyone has passed
    QUESTIONS = "questions"  # the others ask, the owner answers
    BACK_TURNED = "back_turned"  # the others talk as if the owner were absent; the owner listens
    SILENT_WRITING = "silent_writing"  # everyone writes; nobody sees; revealed at the end
    OPEN = "open"  # a queue of hands
    ALL = "all"  # everyone answers at once


class SpeaksFirst(StrEnum):
    OWNER = "owner"
    QUIETEST = "quietest"
    ROTATE = "rotate"
    FACILITATOR_PICKS = "facilitator_picks"


class ContributionKind(StrEnum):
    CLARIFYING_QUESTION = "clarifying_question"
    OPEN_QUESTION = "open_question"
    PERSPECTIVE = "perspective"
    EXPERIENCE = "experience"
    OPTION = "option"
    MIRROR = "mirror"
    ANSWER = "answer"
    APPRECIATION = "appreciation"


class Output(StrEnum):
    """What a stage may require before it can be left."""

    DECISION_QUESTION = "decision_question"
    RESTATED_QUESTION = "restated_question"
    PATTERNS = "patterns"
    OPTIONS = "options"
    DECISION = "decision"
    COMMITMENT_EACH = "commitment_each"
    COMMITMENT_OWNER = "commitment_owner"
    REFLECTION_EACH = "reflection_each"


class AtTimeUp(StrEnum):
    PASS_ON = "pass_on"  # noqa: S105
    WARN = "warn"


class Does(StrEnum):
    """Business of the session itself that a stage carries out, beside its talk."""

    TALK = "talk"
    CHOOSE_ISSUES = "choose_issues"  # the stage ends with the issue owners named
    PROMISES = "promises"  # each reports on the last commitment: kept, partly, changed, not


class Asks(StrEnum):
    """What the issue owner is asked on the side, while a stage of the issue runs; no stage waits for it."""

    CONFIDENCE = "confidence"  # how sure they are; in two stages, before the others speak and after the decision
    REVIEW = "review"  # of an earlier decision: did it happen, and would I decide so again?


class Requirement(Struct, frozen=True):
    """`options>=3` is Requirement(Output.OPTIONS, 3); a count only means something for patterns and options."""

    output: Output
    at_least: int = 1

    def __str__(self) -> str:
        return f"{self.output}>={self.at_least}" if self.output in (Output.PATTERNS, Output.OPTIONS) else self.output


class Duration(Struct, frozen=True):
    """Exactly one of: fixed, per person, or elastic between `least` and `most`. All in seconds."""

    fixed: int = 0
    per_person: int = 0
    least: int = 0
    most: int = 0

    def planned(self, people: int) -> int:
        """Seconds planned for `people` in the stage; an elastic stage is planned at its most."""
        return self.fixed or self.per_person * people or self.most

    def shortest(self, people: int) -> int:
        """Seconds below which the stage may not be squeezed when time is taken from it."""
        return self.least or self.planned(people)


class Prompt(Struct, frozen=True):
    """The words shown, by role in the stage. Empty `owner` or `facilitator` means: as for the others."""

    others: Words = ""
    owner: Words = ""
    facilitator: Words = ""


class Stage(Struct, frozen=True, kw_only=True):
    key: Key
    title: Title
    duration: Duration
    floor: Floor
    purpose: Words = ""
    prompt: Prompt = Prompt()
    job_aid: Words = ""
    does: Does = Does.TALK
    speaks_first: SpeaksFirst = SpeaksFirst.ROTATE
    allows: tuple[ContributionKind, ...] = ()  # empty: speech only, nothing is written down
    requires: tuple[Requirement, ...] = ()
    at_time_up: AtTimeUp = AtTimeUp.WARN
    owner_takes_part: bool = False  # in an issue's rounds and writing, does the owner have a turn too?
    can_be_skipped: bool = True
    asks: tuple[Asks, ...] = ()
    back_turned: bool = False  # with a round, writing, queue or check of an issue: see `turns_owners_back`

    def requires_output(self, output: Output) -> bool:
        return any(requirement.output is output for requirement in self.requires)

    def turns_owners_back(self) -> bool:
        """True where the owner sees and hears the others but may contribute nothing; the shield still works."""
        return self.back_turned or self.floor is Floor.BACK_TURNED


class People(Struct, frozen=True):
    least: Annotated[int, Meta(ge=FEWEST_PEOPLE, le=MOST_PEOPLE)]
    most: Annotated[int, Meta(ge=FEWEST_PEOPLE, le=MOST_PEOPLE)]


class Format(Struct, frozen=True, kw_only=True, dict=True):
    key: Key
    name: Title
    version: Annotated[int, Meta(ge=1)] = 1
    kind: CircleKind
    people: People
    minutes: Annotated[int, Meta(ge=5, le=240)]  # the meeting's planned length
    summary: Words = ""
    source: Words = ""
    issues: Annotated[int, Meta(ge=0, le=MOST_PEOPLE)] = 1  # how many issues a session takes
    everyone_owns: bool = False  # each person is the owner of one issue, in seating order
    opening: tuple[Stage, ...] = ()
    issue: tuple[Stage, ...] = ()
    closing: tuple[Stage, ...] = ()

    def said(self, text: str) -> Phrase:
        """One of its texts as a page says it: a translation is looked up by the key and the English words."""
        found = self._said.get(text)
        if found is None:
            found = self._said[text] = phrase_in(f"format {self.key}", text)
        return found

    @cached_property
    def _said(self) -> dict[str, Phrase]:
        return {}

    def issue_count(self, people: int) -> int:
        return people if self.everyone_owns else self.issues

    def stages(self) -> tuple[Stage, ...]:
        return self.opening + self.issue + self.closing

    def issue_requires(self, output: Output) -> bool:
        """Whether a stage of its issues does."""
        return any(stage.requires_output(output) for stage in self.issue)

    @cached_property
    def asks_confidence(self) -> tuple[Key, ...]:
        """The stages that do: the first asks before, the last after."""
        return tuple(stage.key for stage in self.issue if Asks.CONFIDENCE in stage.asks)

    @cached_property
    def by_key(self) -> dict[str, Stage]:
        """Kept because a running session asks for its stage a hundred times for every view."""
        return {stage.key: stage for stage in self.stages()}


def to_json(fmt: Format) -> bytes:
    return msgspec.json.encode(fmt)


def from_json(data: bytes | str) -> Format:
    """Raises msgspec.ValidationError naming the field."""
    return msgspec.json.decode(data, type=Format)
