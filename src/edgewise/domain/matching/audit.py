"""Rules compiled to bit masks: who may sit with whom, and whether a set of people is a circle.

Person `i` is bit `1 << i`. Pairwise rules become one mask per person; language and hours need
the whole circle, since three people may share an hour two by two and none together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, reduce
from operator import and_
from zoneinfo import ZoneInfoNotFoundError

from edgewise.domain.calendar.hours import DAY, clock_regimes, has_run, offset_minutes, working_week
from edgewise.domain.matching.model import Candidate, Rule, Rules

Shift = tuple[str, int, int]  # time zone, and the minutes after local midnight between which somebody works


def bits(mask: int) -> Iterator[int]:
    """The indices of the people in `mask`, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Ground:
    """The compiled instance. `friends[i]` holds everyone whom no pairwise rule keeps from `i`."""

    def __init__(self, people: Sequence[Candidate], rules: Rules, weeks: list[tuple[int, ...]] | None = None) -> None:
        self.people = tuple(people)
        self.rules = rules
        self.weeks = weeks or _weeks(self.people, rules)
        self._names = sorted({language for one in people for language in one.languages})
        self.languages = [_mask(one.languages, self._names) for one in people]
        attributes = sorted({attribute for one in people for attribute in one.declared})
        alone = rules.nobody_alone and rules.holds(Rule.ALONE)
        self.declared = [_mask(one.declared, attributes) if alone else 0 for one in people]
        self.declaring = sum(1 << i for i, declared in enumerate(self.declared) if declared)
        shifts = sorted(set(self.weeks))
        self._shifts = shifts
        self.shift = [1 << shifts.index(week) for week in self.weeks]
        self._without: dict[Rule, Ground] = {}
        self._shared: dict[int, bool] = {}
        self._circles: dict[int, bool] = {}
        self.faults = [faults(one, rules, any(week)) for one, week in zip(people, self.weeks, strict=True)]
        self.friends = self._friends()

    def without(self, rule: Rule) -> Ground:
        """The same people with one rule relaxed, to ask what it costs."""
        if rule not in self._without:
            rules = replace(self.rules, relaxed=self.rules.relaxed | {rule})
            self._without[rule] = Ground(self.people, rules, self.weeks)
        return self._without[rule]

    def _friends(self) -> list[int]:
        friends = [0] * len(self.people)
        for i in range(len(self.people)):
            for j in range(i):
                if not self.faults[i] and not self.faults[j] and not self.between(i, j):
                    friends[i] |= 1 << j
                    friends[j] |= 1 << i
        return friends

    def between(self, i: int, j: int) -> tuple[Rule, ...]:
        """The rules that keep these two from one circle, whoever else is in it."""
        one, other, holds = self.people[i], self.people[j], self.rules.holds
        spread = self.rules.level_spread
        far = spread is not None and abs((one.level or 0) - (other.level or 0)) > spread
        broken = {
            Rule.LINE: other.id in one.line_up or one.id in other.line_up,
            Rule.NEVER_AGAIN: frozenset((one.id, other.id)) in self.rules.never_again,
            Rule.LEVEL: far,
            Rule.LANGUAGE: not self.languages[i] & self.languages[j],
            Rule.HOURS: not self.share_hours(self.shift[i] | self.shift[j]),
        }
        return tuple(rule for rule, is_broken in broken.items() if is_broken and holds(rule))

    def share_hours(self, shifts: int) -> bool:
        if not self.rules.holds(Rule.HOURS):
            return True
        if shifts not in self._shared:
            together = self.together(shifts)
            self._shared[shifts] = all(has_run(week, self.rules.common_minutes) for week in together)
        return self._shared[shifts]

    def together(self, shifts: int) -> tuple[int, ...]:
        """The minutes that are working time for all, one week for each set of clock offsets."""
        chosen = [self._shifts[index] for index in bits(shifts)]
        weeks = list(chosen[0])
        for other in chosen[1:]:
            weeks = [mine & theirs for mine, theirs in zip(weeks, other, strict=True)]
        return tuple(weeks)

    def get_on(self, mask: int) -> bool:
        """Does every rule hold for these people, the size and "nobody alone" aside? True of every part of a circle."""
        spoken, shifts = -1, 0
        for i in bits(mask):
            if mask & ~self.friends[i] & ~(1 << i):
                return False
            spoken &= self.languages[i]
            shifts |= self.shift[i]
        speak = spoken != 0 or not self.rules.holds(Rule.LANGUAGE)
        return speak and self.share_hours(shifts)

    def lonely(self, mask: int) -> int:
        """The attributes, as a mask, that exactly one of these people declares."""
        once = twice = 0
        for i in bits(mask & self.declaring):
            twice |= once & self.declared[i]
            once |= self.declared[i]
        return once & ~twice

    def is_circle(self, mask: int) -> bool:
        if mask not in self._circles:
            fits = self.rules.least <= mask.bit_count() <= self.rules.most
            self._circles[mask] = fits and not self.lonely(mask) and self.get_on(mask)
        return self._circles[mask]

    def spoken_by_all(self, mask: int) -> list[str]:
        spoken = -1
        for i in bits(mask):
            spoken &= self.languages[i]
        return [name for index, name in enumerate(self._names) if spoken >> index & 1]

    def shifts_of(self, mask: int) -> int:
        shifts = 0
        for i in bits(mask):
            shifts |= self.shift[i]
        return shifts


def faults(one: Candidate, rules: Rules, has_hours: bool) -> tuple[Rule, ...]:
    """The rules that keep this person from every circle: a fact is missing or the load is full."""
    broken = {
        Rule.LOAD: one.free_load < 1,
        Rule.LANGUAGE: not one.languages,
        Rule.HOURS: not has_hours,
        Rule.LEVEL: rules.level_spread is not None and one.level is None,
    }
    return tuple(rule for rule, is_broken in broken.items() if is_broken and rules.holds(rule))


def _mask(words: frozenset[str], order: list[str]) -> int:
    return sum(1 << order.index(word) for word in words)


def _weeks(people: Sequence[Candidate], rules: Rules) -> list[tuple[int, ...]]:
    """Each person's working weeks, one per clock regime; empty ones for an unknown time zone."""
    zones = {one.zone for one in people if is_zone(one.zone, rules)}
    regimes = clock_regimes(zones, rules.first, rules.last)
    made: dict[tuple[str, int, int], tuple[int, ...]] = {}
    for one in people:
        key = (one.zone, one.works_from, one.works_until)
        if key not in made:
            made[key] = tuple(working_week(*key, on) if one.zone in zones else 0 for on in regimes)
    return [made[one.zone, one.works_from, one.works_until] for one in people]


def is_zone(zone: str, rules: Rules) -> bool:
    try:
        offset_minutes(zone, rules.first)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def violations(circle: Sequence[Candidate], rules: Rules) -> tuple[Rule, ...]:
    """The hard rules that these people break as one circle, locks aside; empty when they may sit together."""
    found = {rule for one in circle for rule in missing(one, rules)}
    for i, one in enumerate(circle):
        for other in circle[:i]:
            found.update(between(one, other, rules))
    if not rules.least <= len(circle) <= rules.most:
        found.add(Rule.SIZE)
    if circle and not frozenset.intersection(*(one.languages for one in circle)):
        found.add(Rule.LANGUAGE)
    if circle and not _share_hours(frozenset(map(_shift, circle)), rules.first, rules.last, rules.common_minutes):
        found.add(Rule.HOURS)
    declared = Counter(attribute for one in circle for attribute in one.declared)
    if rules.nobody_alone and 1 in declared.values():
        found.add(Rule.ALONE)
    return tuple(rule for rule in Rule if rule in found and rules.holds(rule))


def missing(one: Candidate, rules: Rules) -> tuple[Rule, ...]:
    """The rules that keep this person from every circle: a fact is missing or the load is full."""
    found = {
        Rule.LANGUAGE: not one.languages,
        Rule.HOURS: (one.works_until - one.works_from) % DAY == 0 or not is_zone(one.zone, rules),
        Rule.LEVEL: rules.level_spread is not None and one.level is None,
        Rule.LOAD: one.free_load < 1,
    }
    return tuple(rule for rule, is_missing in found.items() if is_missing and rules.holds(rule))


def between(one: Candidate, other: Candidate, rules: Rules) -> tuple[Rule, ...]:
    """The rules that keep these two from one circle, whoever else is in it."""
    pair = frozenset((one.id, other.id))
    spread, levels = rules.level_spread, (one.level, other.level)
    far = spread is not None and None not in levels and abs((one.level or 0) - (other.level or 0)) > spread
    shifts = frozenset((_shift(one), _shift(other)))
    found = {
        Rule.LANGUAGE: not one.languages & other.languages,
        Rule.HOURS: not _share_hours(shifts, rules.first, rules.last, rules.common_minutes),
        Rule.LINE: other.id in one.line_up or one.id in other.line_up,
        Rule.NEVER_AGAIN: pair in rules.never_again,
        Rule.APART: pair in rules.apart,
        Rule.LEVEL: far,
    }
    return tuple(rule for rule, is_broken in found.items() if is_broken and rules.holds(rule))


def broken(
    people: Sequence[Candidate], circles: Sequence[Sequence[int]], unplaced: Collection[int], rules: Rules
) -> tuple[str, ...]:
    """What is wrong with a draft of ids, in words that tell no secret; empty when it may be published.

    Every circle keeps the hard rules, everybody sits once or is left over, and every lock is kept: those locked
    together are in one circle or all left over, and no circle holds two locked seats' groups.
    """
    known = {one.id: one for one in people}
    times = Counter(one for circle in circles for one in circle)
    found = [f"{_name(known, one)} is in {count} circles." for one, count in sorted(times.items()) if count > 1]
    found += [f"{_name(known, one)} is not among these people." for one in sorted(times.keys() - known.keys())]
    found += [f"{_name(known, one)} is both seated and left over." for one in sorted(times.keys() & set(unplaced))]
    lost = known.keys() - times.keys() - set(unplaced)
    found += [f"{_name(known, one)} is neither seated nor left over." for one in sorted(lost)]
    for number, circle in enumerate(circles, 1):
        seated = [known[one] for one in circle if one in known]
        labels = dict.fromkeys(rule.label for rule in violations(seated, rules))
        found += [f"Circle {number} breaks: {label}." for label in labels]
    if rules.holds(Rule.LOCKED):
        found += [f"Circle {number} breaks: {Rule.LOCKED.label}." for number in locks_broken(circles, rules, known)]
    return tuple(found)


def locks_broken(circles: Sequence[Sequence[int]], rules: Rules, known: Collection[int]) -> tuple[int, ...]:
    """The numbers, from 1, of the circles that part people locked together or join two locked seats' groups."""
    found = []
    locked = [group & frozenset(known) for group in (*rules.seats, *rules.together)]
    for number, circle in enumerate(circles, 1):
        members = frozenset(circle)
        parted = any(group & members and group - members for group in locked)
        starts = sum(bool(group & members) for group in rules.seats)
        if parted or starts > 1:
            found.append(number)
    return tuple(found)


def shared_weeks(circle: Sequence[Candidate], rules: Rules) -> tuple[int, ...]:
    """The minutes that are everybody's working time: a week for each different state of their clocks, in UTC.

    Whoever has no usable time zone makes them empty. See `calendar.hours` for what a week is.
    """
    return _shared_weeks(frozenset(map(_shift, circle)), rules.first, rules.last)


@lru_cache(maxsize=1 << 16)
def _share_hours(shifts: frozenset[Shift], first: date, last: date, minutes: int) -> bool:
    return all(has_run(week, minutes) for week in _shared_weeks(shifts, first, last))


@lru_cache(maxsize=1 << 10)
def _shared_weeks(shifts: frozenset[Shift], first: date, last: date) -> tuple[int, ...]:
    zones = frozenset(zone for zone, _, _ in shifts)
    if not all(_is_zone(zone, first) for zone in zones):
        return (0,)
    return tuple(reduce(and_, (_week(*shift, on) for shift in shifts)) for on in _regimes(zones, first, last))


@lru_cache(maxsize=1 << 12)
def _regimes(zones: frozenset[str], first: date, last: date) -> tuple[date, ...]:
    return clock_regimes(zones, first, last)


@lru_cache(maxsize=1 << 12)
def _week(zone: str, works_from: int, works_until: int, on: date) -> int:
    return working_week(zone, works_from, works_until, on)


@lru_cache(maxsize=1 << 10)
def _is_zone(zone: str, on: date) -> bool:
    try:
        offset_minutes(zone, on)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _shift(one: Candidate) -> Shift:
    return one.zone, one.works_from, one.works_until


def _name(known: Mapping[int, Candidate], one: int) -> str:
    return known[one].name if one in known else f"Person {one}"
