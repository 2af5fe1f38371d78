"""When a sprint makes its next round by itself: told a working day before, begun on its day unless somebody objects.

Days and times are those of UTC. A round lasts one cadence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from edgewise.domain.calendar.cadence import first_working_day

ROUND_HOUR = time(6, tzinfo=UTC)  # on working days, from which on people are told, and a round begins
OBJECTIONS_OPEN = timedelta(hours=24)  # from being told, before a round may begin


class Step(StrEnum):
    """What time does next for a round."""

    WAIT = "wait"
    PROPOSE = "propose"
    TELL = "tell"
    BEGIN = "begin"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the next round is."""

    on: date  # its day
    is_proposed: bool = False  # it is known who would meet whom
    told_at: datetime | None = None
    is_stopped: bool = False  # somebody objects, or it cannot be held as it was told


def next_round_on(begun: date, cadence_days: int, ends_on: date, today: date) -> date | None:
    """The day of the round after the one that began on `begun`; None if no whole round fits in before the end.

    A working day. A round that should have begun long ago begins on the second working day from today.
    """
    on = first_working_day(begun + timedelta(days=cadence_days))
    if on <= today:
        on = first_working_day(first_working_day(today) + timedelta(days=1))
    return on if on + timedelta(days=cadence_days) <= ends_on + timedelta(days=1) else None


def told_on(on: date) -> date:
    """The last working day before a round begins, from which on it can be objected to."""
    day = on - timedelta(days=1)
    while first_working_day(day) != day:
        day -= timedelta(days=1)
    return day


def begins_at(on: date, told_at: datetime) -> datetime:
    """Not before its day, nor before people had time to object."""
    at = max(datetime.combine(on, ROUND_HOUR), told_at + OBJECTIONS_OPEN)
    day = first_working_day(at.date())
    return at if day == at.date() else datetime.combine(day, ROUND_HOUR)


def next_step(progress: Progress, now: datetime) -> Step:
    """Nothing happens on a weekend or at Christmas."""
    is_open = first_working_day(now.date()) == now.date() and now.timetz() >= ROUND_HOUR
    if progress.is_stopped or not is_open or now.date() < told_on(progress.on):
        return Step.WAIT
    if not progress.is_proposed:
        return Step.PROPOSE
    if progress.told_at is None:
        return Step.TELL
    return Step.BEGIN if now >= begins_at(progress.on, progress.told_at) else Step.WAIT
