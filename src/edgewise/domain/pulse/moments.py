"""When a cohort is asked: dates of waves, which follow from the first and the last day of its run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from edgewise.domain.calendar.cadence import middle
from edgewise.domain.phrases import Phrase, phrase

OPEN_DAYS = 7  # a wave, its first and its last day included
LAUNCHED_WITHIN = timedelta(days=3)  # of its day: what was missed by more, a stopped server for instance, is left out
WAVES_APART = timedelta(days=14)  # from one first day to the next
FIRST_AFTER = timedelta(weeks=3)  # the fourth week begins then
REMINDED_BEFORE = timedelta(days=2)  # the last day
OVER_EVERYWHERE = time(12)  # by UTC, on the day after: then the last day is over in every time zone


class Moment(StrEnum):
    WEEK_4 = "week_4"
    HALFWAY = "halfway"
    END = "end"

    @property
    def words(self) -> Phrase:
        return WORDS[self]


WORDS = {
    Moment.WEEK_4: phrase("In week 4"),
    Moment.HALFWAY: phrase("Half-way"),
    Moment.END: phrase("At the end"),
}


@dataclass(frozen=True, slots=True)
class WaveDays:
    moment: Moment
    opens_on: date
    closes_on: date  # the last day on which somebody can answer


def wave_days(starts_on: date, ends_on: date, wanted: Collection[str]) -> list[WaveDays]:
    """The waves of a run, in order. One that lies outside the run, or too near to the one before it, is left out."""
    opens = {
        Moment.WEEK_4: starts_on + FIRST_AFTER,
        Moment.HALFWAY: middle(starts_on, ends_on),
        Moment.END: ends_on - timedelta(days=OPEN_DAYS - 1),
    }
    found: list[WaveDays] = []
    for day, moment in sorted((opens[moment], moment) for moment in Moment if moment in wanted):
        closes = day + timedelta(days=OPEN_DAYS - 1)
        is_apart = not found or are_apart(day, found[-1].opens_on)
        if starts_on <= day and closes <= ends_on and is_apart:
            found.append(WaveDays(moment, day, closes))
    return found


def are_apart(one: date, other: date) -> bool:
    """May one wave open on this day, and another on that?"""
    return abs(one - other) >= WAVES_APART


def closes_at(closes_on: date) -> datetime:
    """The moment from which nobody can answer any more, wherever they are."""
    return datetime.combine(closes_on + timedelta(days=1), OVER_EVERYWHERE, UTC)


def reminds_at(closes_on: date) -> datetime:
    return datetime.combine(closes_on - REMINDED_BEFORE, time(6), UTC)
