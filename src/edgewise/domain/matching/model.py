"""What matching is given and what it answers. Ids are the caller's; nothing here draws or stores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from edgewise.domain.calendar.working_week import DAY, Stretches
from edgewise.domain.phrases import phrase

Pair = frozenset[int]
Shift = tuple[str, int, int, Stretches]  # time zone, minutes after midnight from when to when, or a week of one's own
POINTS = 1000  # of a pair that has everything the weights ask for
MOST_WEIGHT = 5  # of a soft goal
TWO_SIDED = frozenset({"function", "unit", "location"})  # the weights that may be below 0: the same rather than others


class Kind(StrEnum):
    PAIR = "pair"
    TRIAD = "triad"
    CIRCLE = "circle"
    GROUP = "group"
    EXECUTIVE = "executive"  # of one level
    SPRINT = "sprint"  # short pairings from a big pool, nobody met twice until all are exhausted
    ERG = "erg"
    LEADERSHIP = "leadership"  # a team with its boss, chosen knowingly

    @property
    def keeps_lines_apart(self) -> bool:
        """Nobody sits with their manager, nor with that one's; in a leadership team they do."""
        return self is not Kind.LEADERSHIP

    @property
    def sizes(self) -> tuple[int, int, int]:
        """The least, usual and most members."""
        return USUAL[self][:3]

    @property
    def level_spread(self) -> int:
        """The usual limit between the lowest and the highest role level."""
        return USUAL[self][3]


# What each kind usually is: the least, usual and most members, and how far apart their role levels may be.
USUAL: Mapping[Kind, tuple[int, int, int, int]] = {
    Kind.PAIR: (2, 2, 3, 2),  # an odd number makes one triad: nobody is left out silently
    Kind.TRIAD: (3, 3, 4, 2),
    Kind.CIRCLE: (4, 5, 6, 2),
    Kind.GROUP: (4, 6, 8, 2),
    Kind.EXECUTIVE: (5, 6, 8, 0),
    Kind.SPRINT: (2, 2, 3, 3),
    Kind.ERG: (4, 5, 6, 3),
    Kind.LEADERSHIP: (4, 5, 6, 6),
}


class Rule(StrEnum):
    """The hard rules: constraints, never low scores."""

    LANGUAGE = "language"
    HOURS = "hours"
    LINE = "line"
    NEVER_AGAIN = "never_again"
    APART = "apart"
    LEVEL = "level"
    LOAD = "load"
    ALONE = "alone"
    LOCKED = "locked"
    SIZE = "size"

    @property
    def label(self) -> str:
        """The rule's name on a page. Two rules share one, since naming them would tell a secret."""
        return _LABELS[self]

    @property
    def is_secret(self) -> bool:
        return self in (Rule.NEVER_AGAIN, Rule.ALONE)


_LABELS = {
    Rule.LANGUAGE: phrase("common language"),
    Rule.HOURS: phrase("shared working hours"),
    Rule.LINE: phrase("no reporting line"),
    Rule.NEVER_AGAIN: phrase("a confidential rule"),
    Rule.APART: phrase("kept apart"),
    Rule.LEVEL: phrase("level band"),
    Rule.LOAD: phrase("load cap"),
    Rule.ALONE: phrase("a confidential rule"),
    Rule.LOCKED: phrase("locked seats"),
    Rule.SIZE: phrase("circle size"),
}


HARD_FOR_COLLEAGUES = frozenset({Rule.LINE, Rule.NEVER_AGAIN, Rule.LOAD, Rule.SIZE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    id: int
    name: str
    languages: frozenset[str]
    zone: str  # IANA name
    works_from: int = 9 * 60  # minutes after local midnight
    works_until: int = 17 * 60
    week: Stretches = ()  # their own; empty: between these two, but not on weekends
    level: int | None = None  # from low to high
    function: str = ""
    unit: str = ""
    location: str = ""
    prefers: str = ""  # the language they would rather speak
    goals: frozenset[str] = frozenset()  # what they want to learn
    offers: frozenset[str] = frozenset()  # what they are strong in, in the same words as goals
    line_up: frozenset[int] = frozenset()  # ids of the manager and of the manager's manager
    free_load: int = 1  # circles they may still join, over all programmes
    declared: frozenset[str] = frozenset()  # self-declared attributes; never in an answer

    @property
    def shift(self) -> Shift:
        """All that says when they work."""
        return self.zone, self.works_from, self.works_until, self.week

    @property
    def works(self) -> bool:
        """At any time at all, as far as is known."""
        return bool(self.week) or (self.works_until - self.works_from) % DAY != 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each soft goal counts, 0 to 5; 0 leaves it out. Level, location and language come first.

    One that is TWO_SIDED goes down to -5: two people earn as much for having the same as they would for differing.
    """

    level: int = 4  # close role levels
    location: int = 4  # different places; below 0 the same
    language: int = 4  # the language both would rather speak
    function: int = 3  # different functions; below 0 the same
    unit: int = 0  # different units; below 0 the same
    goal: int = 3  # a development goal in common
    strength: int = 2  # one wants what the other offers
    fresh: int = 5  # have not met before; a penalty that fades with time
    fair: int = 2  # the worst-off circle counts too; not part of the score, and of no bound

    def wants_same(self, term: str) -> bool:
        """Do two people earn the weight of that name by having the same?"""
        weight: int = getattr(self, term)
        return weight < 0


def least_weight(term: str) -> int:
    """The least that the weight of that name may be."""
    return -MOST_WEIGHT if term in TWO_SIDED else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    least: int
    target: int
    most: int
    common_minutes: int  # unbroken, in everybody's working hours, in every week of the run
    first: date
    last: date
    kind: Kind = Kind.CIRCLE
    level_spread: int | None = None  # highest less lowest level; None: any
    nobody_alone: bool = True
    never_again: frozenset[Pair] = frozenset()  # secret
    apart: frozenset[Pair] = frozenset()  # kept apart by the coordinator's hand in this draft
    together: tuple[frozenset[int], ...] = ()  # each in one circle, whoever else is in it
    seats: tuple[frozenset[int], ...] = ()  # locked seats: each the start of a circle of its own
    met: Mapping[Pair, float] = field(default_factory=dict)  # 0 to 1: how fresh their last meeting is; see history.py
    weights: Weights = field(default_factory=Weights)
    relaxed: frozenset[Rule] = frozenset()  # for asking "what if", never for a published match

    def holds(self, rule: Rule) -> bool:
        return rule not in self.relaxed and (rule is not Rule.LINE or self.kind.keeps_lines_apart)

    @property
    def of_colleagues(self) -> Rules:
        """The rules by which two of these people may begin a pair by themselves.

        A language, hours and a level that suit both are for matching to find: two who choose each other know them.
        """
        least, target, _ = Kind.PAIR.sizes
        relaxed = frozenset(Rule) - HARD_FOR_COLLEAGUES
        return replace(self, least=least, target=target, most=target, kind=Kind.PAIR, relaxed=relaxed)


@dataclass(frozen=True, slots=True)
class Proposal:
    members: tuple[int, ...]  # ids, ascending
    score: int  # points of all pairs in it, at most POINTS a pair


@dataclass(frozen=True, slots=True)
class Unplaced:
    id: int
    rules: tuple[Rule, ...]  # what stands in the way, first the one whose relaxing would help most
    reasons: tuple[str, ...]


class BoundKind(StrEnum):
    OPTIMUM = "optimum"  # proven: no partition into these sizes scores more
    T0 = "T0"  # each person's best partners, with the numbers of each circle size counted
    T1 = "T1"  # the set-partitioning linear programme, by column generation

    @property
    def label(self) -> str:
        return _BOUNDS[self]


_BOUNDS = {
    BoundKind.OPTIMUM: phrase("proven optimum"),
    BoundKind.T0: phrase("T0, each person's best partners"),
    BoundKind.T1: phrase("T1, linear programme over circles"),
}


@dataclass(frozen=True, slots=True)
class Effort:
    """How much searching was done. The same people, rules, seed and effort make the same circles anywhere."""

    sweeps: tuple[int, ...] = ()  # for each shard, in order: those planned for each leg, and those made
    exact: tuple[int, ...] = ()  # column-generation rounds for each shard; 0 where it was not tried


@dataclass(frozen=True, slots=True)
class Progress:
    """What a page or a terminal may show while matching runs."""

    placed: int
    people: int
    score: int
    bound: int
    seconds: float  # processor seconds so far
    share: float  # 0 to 1 of the budget


@dataclass(frozen=True, slots=True)
class Advice:
    """What to change when somebody is left over."""

    smallest: tuple[
        Rule, ...
    ]  # the smallest set of rules that stands in the way of placing everybody; found, not guessed
    relax: Rule | None  # the one rule whose relaxing would place most of those left over
    would_place: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """Processor seconds to spend, or an earlier run's effort to repeat exactly."""

    seconds: float = 10.0
    effort: Effort | None = None
    advised: bool = True  # say what to change for those left over, which takes longer than matching few people does


@dataclass(frozen=True, slots=True)
class Match:
    circles: tuple[Proposal, ...]
    unplaced: tuple[Unplaced, ...]
    score: int = 0
    bound: int = 0  # of the score, for these circle sizes; fairness is no part of either
    bound_kind: BoundKind = BoundKind.T0
    seconds: float = 0.0  # processor seconds
    seed: int = 1
    effort: Effort = Effort()
    warnings: tuple[str, ...] = ()  # contradictions in the input, named; by name of the people
    advice: Advice | None = None  # where somebody is left over

    @property
    def gap(self) -> float:
        """How far the score may be below the best possible, in percent of the bound."""
        return 100 * (self.bound - self.score) / self.bound if self.bound > 0 else 0.0
