"""Is a circle permitted, is a whole draft? Asked of the facts as they are, apart from the arrays that seat people.

Nothing but the calendar is shared with those, so that a mistake there does not hide here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache, reduce
from operator import and_
from zoneinfo import ZoneInfoNotFoundError

from edgewise.domain.calendar.working_week import clock_regimes, has_run, offset_minutes, working_week
from edgewise.domain.matching.model import Candidate, Rule, Rules, Shift
from edgewise.domain.phrases import Phrase, counted, phrase


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
    shifts = frozenset(one.shift for one in circle)
    if circle and rules.holds(Rule.HOURS) and not _share_hours(shifts, rules.first, rules.last, rules.common_minutes):
        found.add(Rule.HOURS)
    declared = Counter(attribute for one in circle for attribute in one.declared)
    if rules.nobody_alone and 1 in declared.values():
        found.add(Rule.ALONE)
    return tuple(rule for rule in Rule if rule in found and rules.holds(rule))


def missing(one: Candidate, rules: Rules) -> tuple[Rule, ...]:
    """The rules that keep this person from every circle: a fact is missing or the load is full."""
    found = {
        Rule.LANGUAGE: not one.languages,
        Rule.HOURS: not one.works or not _is_zone(one.zone, rules.first),
        Rule.LEVEL: rules.level_spread is not None and one.level is None,
        Rule.LOAD: one.free_load < 1,
    }
    return tuple(rule for rule, is_missing in found.items() if is_missing and rules.holds(rule))


def between(one: Candidate, other: Candidate, rules: Rules) -> tuple[Rule, ...]:
    """The rules that keep these two from one circle, whoever else is in it."""
    pair = frozenset((one.id, other.id))
    spread, levels = rules.level_spread, (one.level, other.level)
    far = spread is not None and None not in levels and abs((one.level or 0) - (other.level or 0)) > spread
    shifts = frozenset((one.shift, other.shift))
    found = {
        Rule.LANGUAGE: not one.languages & other.languages,
        Rule.HOURS: rules.holds(Rule.HOURS) and not _share_hours(shifts, rules.first, rules.last, rules.common_minutes),
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
    found = [
        counted("{name} is in {count} circle.", "{name} is in {count} circles.", count, name=_name(known, one))
        for one, count in sorted(times.items())
        if count > 1
    ]
    strangers, both = times.keys() - known.keys(), times.keys() & set(unplaced)
    found += [phrase("{name} is not among these people.", name=_name(known, one)) for one in sorted(strangers)]
    found += [phrase("{name} is both seated and left over.", name=_name(known, one)) for one in sorted(both)]
    lost = known.keys() - times.keys() - set(unplaced)
    found += [phrase("{name} is neither seated nor left over.", name=_name(known, one)) for one in sorted(lost)]
    for number, circle in enumerate(circles, 1):
        seated = [known[one] for one in circle if one in known]
        labels = dict.fromkeys(rule.label for rule in violations(seated, rules))
        found += [_breaks(number, label) for label in labels]
    if rules.holds(Rule.LOCKED):
        found += [_breaks(number, Rule.LOCKED.label) for number in locks_broken(circles, rules, known)]
    return tuple(found)


def _breaks(number: int, rule: str) -> Phrase:
    return phrase("Circle {number} breaks: {rule}.", number=number, rule=rule)


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
    return _shared_weeks(frozenset(one.shift for one in circle), rules.first, rules.last)


@lru_cache(maxsize=1 << 16)
def _share_hours(shifts: frozenset[Shift], first: date, last: date, minutes: int) -> bool:
    return all(has_run(week, minutes) for week in _shared_weeks(shifts, first, last))


@lru_cache(maxsize=1 << 10)
def _shared_weeks(shifts: frozenset[Shift], first: date, last: date) -> tuple[int, ...]:
    zones = frozenset(shift[0] for shift in shifts)
    if not all(_is_zone(zone, first) for zone in zones):
        return (0,)
    return tuple(reduce(and_, (_week(shift, on) for shift in shifts)) for on in _regimes(zones, first, last))


@lru_cache(maxsize=1 << 12)
def _regimes(zones: frozenset[str], first: date, last: date) -> tuple[date, ...]:
    return clock_regimes(zones, first, last)


@lru_cache(maxsize=1 << 12)
def _week(shift: Shift, on: date) -> int:
    zone, works_from, works_until, own = shift
    return working_week(zone, works_from, works_until, on, own)


@lru_cache(maxsize=1 << 10)
def _is_zone(zone: str, on: date) -> bool:
    try:
        offset_minutes(zone, on)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _name(known: Mapping[int, Candidate], one: int) -> str:
    return known[one].name if one in known else phrase("Person {number}", number=one)
