"""Who could sit with whom: the facts with some rules left out, and a search for one circle around given people.

People are rows of the facts here. Nothing is compiled again to leave a rule out, so that asking "what if" of
every rule stays cheap at 10,000 people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.matching.given.facts import Bits, Facts, Ints
from edgewise.domain.matching.model import Rule

Flags = NDArray[np.bool_]
PAIR = 2
ASKED = 2_000  # sets of people a search for one circle looks at


@dataclass(frozen=True, eq=False)
class View:
    """The facts, as if the rules in `without` did not hold."""

    facts: Facts
    without: frozenset[Rule] = frozenset()

    def holds(self, rule: Rule) -> bool:
        return rule not in self.without and self.facts.rules.holds(rule)

    @property
    def least(self) -> int:
        """The fewest of a circle; with the size relaxed, one less."""
        return self.facts.rules.least if self.holds(Rule.SIZE) else max(self.facts.rules.least - 1, 2)

    @property
    def most(self) -> int:
        return self.facts.rules.most + (not self.holds(Rule.SIZE))

    @cached_property
    def able(self) -> Flags:
        return np.array([not set(found) - self.without for found in self.facts.faults], dtype=np.bool_)

    @cached_property
    def requirements(self) -> tuple[slice, ...]:
        """The columns of the marks that still count: the languages' come first, then the hours'."""
        languages = int(self.facts.rules.holds(Rule.LANGUAGE))
        spoken, worked = self.facts.requirements[:languages], self.facts.requirements[languages:]
        return (*(spoken if self.holds(Rule.LANGUAGE) else ()), *(worked if self.holds(Rule.HOURS) else ()))

    @property
    def spread(self) -> int | None:
        return self.facts.rules.level_spread if self.holds(Rule.LEVEL) else None

    @cached_property
    def declared(self) -> Bits:
        found = self.facts.declared
        return found if self.holds(Rule.ALONE) else np.zeros_like(found)

    @cached_property
    def _declares(self) -> bool:
        return bool(self.declared.any())

    @cached_property
    def pairs(self) -> Ints:
        """Pairs x 2: the rows that may never sit together, whatever their marks and levels are."""
        by_name = self.without & {Rule.LINE, Rule.NEVER_AGAIN, Rule.APART}
        return self._named_pairs() if by_name else self.facts.barred

    @cached_property
    def barred(self) -> dict[int, Ints]:
        """For each row in `pairs` the rows it is paired with."""
        both = np.concatenate([self.pairs, self.pairs[:, ::-1]])
        one, other = both[np.lexsort((both[:, 1], both[:, 0]))].T
        starts = np.flatnonzero(np.diff(one, prepend=-1)).tolist()
        return {int(one[a]): other[a:b] for a, b in pairwise([*starts, len(one)])}

    def _named_pairs(self) -> Ints:
        rules, place = self.facts.rules, self.facts.position
        lines = [frozenset((one.id, above)) for one in self.facts.people for above in one.line_up if above != one.id]
        named = {Rule.LINE: lines, Rule.NEVER_AGAIN: rules.never_again, Rule.APART: rules.apart}
        found = {
            tuple(sorted(place[one] for one in pair))
            for rule, pairs in named.items()
            for pair in (pairs if self.holds(rule) else ())
            if len(pair) == PAIR and pair <= place.keys()
        }
        return np.array(sorted(found), dtype=np.int64).reshape(-1, 2)

    @cached_property
    def unit(self) -> dict[int, tuple[int, ...]]:
        """For each row that is locked, all the rows it is locked together with, itself too."""
        rules, place = self.facts.rules, self.facts.position
        found: dict[int, tuple[int, ...]] = {}
        for group in (*rules.seats, *rules.together) if self.holds(Rule.LOCKED) else ():
            rows = {place[one] for one in group if one in place}
            rows |= {other for row in rows for other in found.get(row, ())}
            found |= dict.fromkeys(sorted(rows), tuple(sorted(rows)))
        return found

    @cached_property
    def seat(self) -> dict[int, int]:
        """For each row with a locked seat, the number of that circle: no two such circles become one."""
        rules, place = self.facts.rules, self.facts.position
        groups = rules.seats if self.holds(Rule.LOCKED) else ()
        return {place[one]: number for number, group in enumerate(groups) for one in group if one in place}

    def fitting(self, members: Sequence[int], among: Ints) -> Flags:
        """Which of `among` could join these rows, which get on; size, locks and "nobody alone" aside."""
        rows = np.array(members, dtype=np.int64)
        open_to = self.able.copy()
        open_to[rows] = False
        for member in members:
            if member in self.barred:
                open_to[self.barred[member]] = False
        fits: Flags = open_to[among]
        if self.requirements:
            shared = self.facts.marks[among] & np.bitwise_and.reduce(self.facts.marks[rows], axis=0)
            for columns in self.requirements:
                fits &= shared[:, columns].any(axis=1)
        if self.spread is not None and len(rows):
            level, known = self.facts.level[among], self.facts.level[rows]
            fits &= np.maximum(level, known.max()) - np.minimum(level, known.min()) <= self.spread
        return fits

    def get_on(self, members: Sequence[int]) -> bool:
        """Does every rule hold for these rows, size, locks and "nobody alone" aside?"""
        return all(
            bool(self.able[one]) and (i == 0 or bool(self.fitting(members[:i], np.array([one]))[0]))
            for i, one in enumerate(members)
        )

    def lonely(self, members: Sequence[int]) -> Bits:
        """The attributes, as words of bits, that exactly one of them declares."""
        once = np.zeros(self.declared.shape[1], dtype=np.uint64)
        if not self._declares:
            return once
        twice = once.copy()
        for words in self.declared[list(members)]:
            twice |= once & words
            once |= words
        found: Bits = once & ~twice
        return found

    def is_circle(self, members: Sequence[int]) -> bool:
        """Is this a circle by every rule but the locks?"""
        sized = self.least <= len(members) <= self.most
        return sized and not self.lonely(members).any() and self.get_on(members)


def circle_with(view: View, start: Sequence[int], pool: Ints, budget: int = ASKED) -> tuple[tuple[int, ...], bool]:
    """A circle of all of `start` and people of `pool`, in which every lock is kept; and whether the answer is proved.

    An empty circle stands for none. Depth first, one person after another: whoever would sit alone gets company
    before anybody else is tried. `budget` is the number of sets of people looked at.
    """
    whole = tuple(sorted({other for one in start for other in view.unit.get(one, (one,))}))
    if not view.get_on(whole) or not _one_seat(view, whole):
        return (), True
    plain = ~view.declared[pool].any(axis=1)
    search = _Search(view, budget)
    found = search.grown(whole, pool[np.lexsort((pool, ~plain))])
    return found, bool(found) or search.budget > 0


def _one_seat(view: View, members: Iterable[int]) -> bool:
    return len({view.seat[one] for one in members if one in view.seat}) <= 1


class _Search:
    def __init__(self, view: View, budget: int) -> None:
        self.view, self.budget = view, budget

    def grown(self, members: tuple[int, ...], options: Ints) -> tuple[int, ...]:
        """`options` are the people who may still come, in the order in which they are tried."""
        self.budget -= 1
        view = self.view
        lonely = view.lonely(members)
        if view.least <= len(members) <= view.most and not lonely.any():
            return members
        if len(members) >= view.most or self.budget <= 0:
            return ()
        options = options[view.fitting(members, options)]
        if len(members) + len(options) < view.least:
            return ()
        wanted = view.declared[options] & _lowest(lonely)
        tried = np.flatnonzero(wanted.any(axis=1)) if lonely.any() else np.arange(len(options))
        gone = np.zeros(len(options), dtype=np.bool_)
        for at in tried.tolist():
            gone[at] = True
            more = self._with(members, int(options[at]), options)
            found = self.grown(more, options[~gone]) if more else ()
            if found or self.budget <= 0:
                return found
        return ()

    def _with(self, members: tuple[int, ...], one: int, options: Ints) -> tuple[int, ...]:
        """The members and everybody who comes with `one`; empty where that may not be."""
        unit = self.view.unit.get(one, (one,))
        more = (*members, *unit)
        may = len(unit) == 1 or (set(unit) <= set(options.tolist()) and self.view.get_on(more))
        return more if may and len(more) <= self.view.most and _one_seat(self.view, more) else ()


def _lowest(words: Bits) -> Bits:
    """Of the bits in these words the lowest alone."""
    found = np.zeros_like(words)
    for i in np.flatnonzero(words)[:1]:
        found[i] = words[i] & (~words[i] + np.uint64(1))
    return found
