"""People and rules compiled to arrays, one row a person in the order of their ids: what every later step reads.

Whatever needs a whole circle ("all speak one language", "all share an hour") becomes bits: a person's `marks`
hold, for each such requirement, the ways in which they can meet it. A set of people meets it when the AND of
their bits in that requirement's columns is not zero. For hours the ways are the minutes at which a shared
stretch could begin: a common stretch begins where somebody's working time does, so only those minutes matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.calendar.working_week import WEEK, clock_regimes, offset_minutes, starts_of_run, working_week
from edgewise.domain.matching.model import Candidate, Pair, Rule, Rules, Shift
from edgewise.domain.phrases import phrase

Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
WORD = 64


@dataclass(frozen=True, eq=False)
class Facts:
    """`n` people. Codes are -1 where a fact is unknown. Pairs are positions, not ids, the smaller first."""

    people: tuple[Candidate, ...]
    rules: Rules
    warnings: tuple[str, ...]  # contradictions in the input
    faults: tuple[tuple[Rule, ...], ...]  # the rules that keep a person from every circle
    level: Ints
    function: Ints
    unit: Ints
    location: Ints
    prefers: Ints
    goals: Bits  # n x words
    offers: Bits  # n x words
    marks: Bits  # n x words
    requirements: tuple[slice, ...]  # columns of `marks`; a circle needs a common bit in each
    declared: Bits  # n x words; all zero when "nobody alone" does not hold
    barred: Ints  # pairs x 2: a reporting line, never again, kept apart
    met: tuple[Ints, NDArray[np.float64]]  # pairs x 2, and how fresh the meeting is

    @property
    def size(self) -> int:
        return len(self.people)

    @cached_property
    def position(self) -> dict[int, int]:
        return {one.id: i for i, one in enumerate(self.people)}

    @cached_property
    def able(self) -> Ints:
        """The positions of those whom no fault keeps out."""
        return np.array([i for i, found in enumerate(self.faults) if not found], dtype=np.int64)


def compile_facts(people: Sequence[Candidate], rules: Rules) -> Facts:
    """Raises ValueError for ids that repeat or sizes that are not in order."""
    if not 2 <= rules.least <= rules.target <= rules.most:
        raise ValueError(f"sizes {rules.least}, {rules.target}, {rules.most} are not in order from 2 up")
    people = tuple(sorted(people, key=lambda one: one.id))
    if len({one.id for one in people}) != len(people):
        raise ValueError("two people have the same id")
    position = {one.id: i for i, one in enumerate(people)}
    words, starts, usable = _languages(people), *_starts(people, rules)
    wanted = [(Rule.LANGUAGE, [words])] if rules.holds(Rule.LANGUAGE) else []
    wanted += [(Rule.HOURS, starts)] if rules.holds(Rule.HOURS) and rules.common_minutes > 0 else []
    blocks = [block for _, found in wanted for block in found]
    ends = np.cumsum([0, *(block.shape[1] for block in blocks)])
    topics = sorted({word for one in people for word in one.goals | one.offers})
    attributes = sorted({word for one in people for word in one.declared})
    alone = rules.nobody_alone and rules.holds(Rule.ALONE)
    return Facts(
        people=people,
        rules=rules,
        warnings=tuple(_contradictions(people, position)),
        faults=tuple(_faults(one, rules, fine) for one, fine in zip(people, usable, strict=True)),
        level=np.array([-1 if one.level is None else one.level for one in people], dtype=np.int64),
        function=_codes(one.function for one in people),
        unit=_codes(one.unit for one in people),
        location=_codes(one.location for one in people),
        prefers=_codes(one.prefers for one in people),
        goals=_packed([one.goals for one in people], topics),
        offers=_packed([one.offers for one in people], topics),
        marks=np.hstack(blocks) if blocks else np.zeros((len(people), 0), dtype=np.uint64),
        requirements=tuple(slice(int(a), int(b)) for a, b in pairwise(ends)),
        declared=_packed([one.declared if alone else frozenset() for one in people], attributes),
        barred=_barred(people, rules, position),
        met=_met(rules, position),
    )


def _faults(one: Candidate, rules: Rules, has_hours: bool) -> tuple[Rule, ...]:
    broken = {
        Rule.LOAD: one.free_load < 1,
        Rule.LANGUAGE: not one.languages,
        Rule.HOURS: not has_hours,
        Rule.LEVEL: rules.level_spread is not None and one.level is None,
    }
    return tuple(rule for rule, is_broken in broken.items() if is_broken and rules.holds(rule))


def _contradictions(people: Sequence[Candidate], position: dict[int, int]) -> Iterable[str]:
    for one in people:
        if one.id in one.line_up:
            yield phrase("{name} is on record as their own manager; that line is ignored.", name=one.name)
        for above in sorted(one.line_up):
            if above > one.id and above in position and one.id in people[position[above]].line_up:
                yield phrase(
                    "{one} and {other} are each above the other on record; they are kept apart.",
                    one=one.name,
                    other=people[position[above]].name,
                )


def _codes(words: Iterable[str]) -> Ints:
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(word, len(seen)) if word else -1 for word in words], dtype=np.int64)


def _packed(sets: Sequence[frozenset[str]], order: Sequence[str]) -> Bits:
    """One bit for each word of `order`, in as many columns of 64 as that takes (at least one)."""
    place = {word: i for i, word in enumerate(order)}
    packed = np.zeros((len(sets), len(order) // WORD + 1), dtype=np.uint64)
    for i, words in enumerate(sets):
        for word in words:
            packed[i, place[word] // WORD] |= np.uint64(1 << place[word] % WORD)
    return packed


def _languages(people: Sequence[Candidate]) -> Bits:
    return _packed([one.languages for one in people], sorted({word for one in people for word in one.languages}))


def is_zone(zone: str, rules: Rules) -> bool:
    try:
        offset_minutes(zone, rules.first)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _starts(people: Sequence[Candidate], rules: Rules) -> tuple[list[Bits], list[bool]]:
    """For each different state of the clocks, when a common stretch may begin; and who has usable hours."""
    zones = {zone for zone in {one.zone for one in people} if is_zone(zone, rules)}
    shifts = {one.shift for one in people if one.zone in zones and one.works}
    order = {shift: i for i, shift in enumerate(sorted(shifts))}
    row = [order.get(one.shift, -1) for one in people]
    usable = [i >= 0 for i in row]
    tables = {}
    for on in clock_regimes(zones, rules.first, rules.last) if order else ():
        table = _columns(np.vstack([_begins(shift, rules.common_minutes, on) for shift in order]))
        tables[table.tobytes()] = table
    where = np.array(row, dtype=np.int64)
    return [_words(table, where) for table in tables.values()], usable


def _begins(shift: Shift, minutes: int, on: date) -> NDArray[np.bool_]:
    """For each minute of the UTC week: can `minutes` of unbroken work begin there?"""
    zone, works_from, works_until, own = shift
    week = starts_of_run(working_week(zone, works_from, works_until, on, own), minutes)
    raw = np.frombuffer(week.to_bytes(WEEK // 8, "little"), dtype=np.uint8)
    return np.unpackbits(raw, bitorder="little").astype(np.bool_)


def _columns(begins: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The minutes that matter: no two alike, and none that suits only people whom another minute suits as well."""
    changed = np.concatenate([[0], 1 + np.flatnonzero((begins[:, 1:] != begins[:, :-1]).any(axis=0))])
    packed = np.packbits(begins[:, changed], axis=0).T
    alike = {minute.tobytes(): at for at, minute in enumerate(packed)}
    kept = begins[:, changed[[alike[minute] for minute in sorted(alike)]]]  # in an order that no clock changes
    counts = kept.astype(np.float32)
    missing = counts.T @ (1 - counts)  # [a, b]: how many may begin at a and not at b
    inside = missing < 0.5
    np.fill_diagonal(inside, val=False)
    found: NDArray[np.bool_] = kept[:, ~inside.any(axis=1)]
    return found


def _words(table: NDArray[np.bool_], row: Ints) -> Bits:
    """The table's rows for each person, packed; nobody's row is -1's."""
    shifts, columns = table.shape
    wide = np.zeros((shifts + 1, -(-columns // WORD) * WORD), dtype=np.bool_)
    wide[:shifts, :columns] = table
    packed = np.packbits(wide, axis=1, bitorder="little").view(np.uint64)
    found: Bits = packed[row]  # -1 is the row of zeros at the end
    return found


def _barred(people: Sequence[Candidate], rules: Rules, position: dict[int, int]) -> Ints:
    lines = [frozenset((one.id, above)) for one in people for above in one.line_up if above != one.id]
    wanted: list[Pair] = lines if rules.holds(Rule.LINE) else []
    wanted = [*wanted, *rules.never_again] if rules.holds(Rule.NEVER_AGAIN) else wanted
    wanted = [*wanted, *rules.apart] if rules.holds(Rule.APART) else wanted
    return _positions(wanted, position)


def _positions(pairs: Iterable[Pair], position: dict[int, int]) -> Ints:
    known = {tuple(sorted(position[i] for i in pair)) for pair in pairs if len(pair) == 2 and pair <= position.keys()}
    return np.array(sorted(known), dtype=np.int64).reshape(-1, 2)


def _met(rules: Rules, position: dict[int, int]) -> tuple[Ints, NDArray[np.float64]]:
    known = {pair: fresh for pair, fresh in rules.met.items() if len(pair) == 2 and pair <= position.keys()}
    rows = {tuple(sorted(position[i] for i in pair)): fresh for pair, fresh in known.items()}
    pairs = np.array(sorted(rows), dtype=np.int64).reshape(-1, 2)
    return pairs, np.array([rows[key] for key in sorted(rows)], dtype=np.float64)
