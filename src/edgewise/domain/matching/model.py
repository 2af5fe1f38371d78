"""What matching is given and what it answers. Ids are the caller's; nothing here draws or stores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Pair = frozenset[int]


class Rule(StrEnum):
    """The hard rules: constraints, never low scores."""

    LANGUAGE = "language"
    HOURS = "hours"
    LINE = "line"
    NEVER_AGAIN = "never_again"
    LEVEL = "level"
    LOAD = "load"
    ALONE = "alone"
    SIZE = "size"

    @property
    def label(self) -> str:
        """The rule's name on a page. Two rules share one, since naming them would tell a secret."""
        return _LABELS[self]


_LABELS = {
    Rule.LANGUAGE: "common language",
    Rule.HOURS: "shared working hours",
    Rule.LINE: "no reporting line",
    Rule.NEVER_AGAIN: "a confidential rule",
    Rule.LEVEL: "level band",
    Rule.LOAD: "load cap",
    Rule.ALONE: "a confidential rule",
    Rule.SIZE: "circle size",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    id: int
    name: str
    languages: frozenset[str]
    zone: str  # IANA name
    works_from: int = 9 * 60  # minutes after local midnight
    works_until: int = 17 * 60
    level: int | None = None  # from low to high
    function: str = ""
    location: str = ""
    line_up: frozenset[int] = frozenset()  # ids of the manager and of the manager's manager
    free_load: int = 1  # circles they may still join, over all programmes
    declared: frozenset[str] = frozenset()  # self-declared attributes; never in an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    least: int
    target: int
    most: int
    common_minutes: int  # unbroken, in everybody's working hours, in every week of the run
    first: date
    last: date
    level_spread: int | None = None  # highest less lowest level; None: any
    nobody_alone: bool = True
    never_again: frozenset[Pair] = frozenset()
    relaxed: frozenset[Rule] = frozenset()  # for asking "what if", never for a published match

    def holds(self, rule: Rule) -> bool:
        return rule not in self.relaxed


@dataclass(frozen=True, slots=True)
class Proposal:
    members: tuple[int, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    id: int
    rules: tuple[Rule, ...]  # what stands in the way, first the one whose relaxing would help most
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    circles: tuple[Proposal, ...]
    unplaced: tuple[Unplaced, ...]
