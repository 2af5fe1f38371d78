"""All times of one event, with those that were moved, called off or added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from edgewise.domain.calendar.document.components import Property
from edgewise.domain.calendar.document.events import Event, Time, readable_times
from edgewise.domain.calendar.document.faults import Fault, Faults
from edgewise.domain.calendar.document.repetition import Budget, rule_of, starts
from edgewise.domain.calendar.document.values import Length
from edgewise.domain.calendar.slots import Window

MARGIN = timedelta(days=2)  # on the wall, for what zones may differ by


@dataclass(frozen=True, slots=True)
class Asked:
    first: datetime  # UTC
    until: datetime
    budget: Budget
    faults: Faults


def windows_of(events: list[Event], asked: Asked) -> list[Window]:
    """When the events of one name keep somebody. Two without a RECURRENCE-ID are two."""
    changes = [event for event in events if event.instead_of is not None]
    plain = [event for event in events if event.instead_of is None]
    found = [one for event in plain for one in _with_changes(event, changes, asked)]
    found += [(event.start, event.length) for event in changes if event.start and event.is_busy]
    return [window for start, length in found if (window := window_of(start, length, asked)) is not None]


def window_of(start: Time, length: Length, asked: Asked) -> Window | None:
    """What of it lies within what is asked for. That its zone is not known is counted."""
    begins, ends = start.lasting(length)
    if begins >= ends or begins >= asked.until or ends <= asked.first:
        return None
    if not start.is_known:
        asked.faults[Fault.ZONE] += 1
    return max(begins, asked.first), min(ends, asked.until)


def _with_changes(event: Event, changes: list[Event], asked: Asked) -> Iterator[tuple[Time, Length]]:
    gone, gone_days = _exceptions(event, asked.faults)
    later = sorted((one for one in changes if one.changes_later and one.start), key=lambda one: _original(one).first)
    for start, length in _times(event, asked):
        if start.first in gone or start.wall.date() in gone_days:
            continue
        change = next((one for one in changes if _is_original(_original(one), start)), None)
        if change is not None:
            if change.start is None and change.is_busy:
                yield start, length
            continue
        moved = next((one for one in reversed(later) if _original(one).first <= start.first), None)
        if moved is not None and moved.start is not None:
            if moved.is_busy:
                yield moved.start.at(moved.start.wall + (start.wall - _original(moved).wall)), moved.length
        elif event.is_busy:
            yield start, length


def _original(change: Event) -> Time:
    assert change.instead_of is not None
    return change.instead_of


def _is_original(named: Time, start: Time) -> bool:
    """A day names whatever begins on it."""
    return named.first == start.first or ((named.is_day or start.is_day) and named.wall.date() == start.wall.date())


def _exceptions(event: Event, faults: Faults) -> tuple[set[datetime], set[date]]:
    found = [time for one in event.exceptions for time, _ in readable_times(one, event.clocks, faults, Fault.EXCEPTION)]
    return {time.first for time in found if not time.is_day}, {time.wall.date() for time in found if time.is_day}


def _times(event: Event, asked: Asked) -> Iterator[tuple[Time, Length]]:
    """Each beginning once: its own, those of its rules without those of its ended rules, and its extra dates."""
    if event.start is None:
        return
    ended = {wall for one in event.ended_rules for wall in _starts(event, event.start, one, asked)}
    walls = {event.start.wall, *(wall for one in event.rules for wall in _starts(event, event.start, one, asked))}
    yield from ((event.start.at(wall), event.length) for wall in sorted(walls - ended))
    for one in event.dates:
        extra = readable_times(one, event.clocks, asked.faults, Fault.EXCEPTION)
        yield from ((time, length or event.length) for time, length in extra)


def _starts(event: Event, start: Time, one: Property, asked: Asked) -> list[datetime]:
    """A rule that cannot be read, or takes too long, is counted and gives none."""
    lower = max(start.wall, start.on_wall(asked.first) - event.length.most - MARGIN)
    upper = start.on_wall(asked.until) + MARGIN
    try:
        rule = rule_of(one.value, start.on_wall)
        steps, repetitions = (rule.steps(since.date(), upper.date()) for since in (start.wall, lower))
        if not asked.budget.take(steps, repetitions):
            asked.faults[Fault.TOO_OFTEN] += 1
            return []
        return list(starts(rule, start.wall, lower, upper))
    except (ValueError, OverflowError):
        asked.faults[Fault.REPETITION] += 1
        return []
