"""Which decisions of a cohort are counted when, so that each is counted once and for good.

Figures of two moments that share decisions tell of what came between them: with one more answer, a share that was less
than half and is more than half has told that answer, and the others too. So a decision is counted in one month alone:
that in which it was taken; and for what came of it, that in which it closes, some days after its own day. Where a month
has too few, its decisions wait for the next one. Which month counts follows from how many decisions there are and in
which circles, and never from an answer.

Somebody who leaves takes nothing out: what has been said stays as it was said, and what they decided is counted when it
closes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

FIRST_AFTER = timedelta(days=42)  # the beginning of a cohort: three sessions of a usual circle
NOTED_AFTER = timedelta(days=2)  # its day: by then that day is over wherever somebody is, and its session is closed
MONTH = timedelta(days=28)  # two sessions of a usual circle
CLOSES_AFTER = timedelta(days=7)  # its day: until then its owner looks at it again, if at all
LAST_AFTER = timedelta(days=56)  # the end of a cohort; what closes later is not counted


class Month(Struct, frozen=True):
    """The days after the one and not after the other."""

    after: date
    until: date

    def counts(self, day: date) -> bool:
        """Whether it counts what was noted, or what closed, on that day."""
        return self.after < day <= self.until


def noted_on(taken_on: date) -> date:
    """The day from which a decision that was taken is counted.

    The figures are made in the first minutes of a day. What is still decided on that day belongs to the next month.
    """
    return taken_on + NOTED_AFTER


def closes_on(due_on: date) -> date:
    """The day from which what came of a decision is counted, by its own day."""
    return due_on + CLOSES_AFTER


class Told(Struct, frozen=True):
    """A month that was counted. It is told, or there were too few and its decisions wait."""

    until: date
    is_told: bool


def days_of(starts_on: date, ends_on: date) -> list[date]:
    """On which figures are made: after six weeks, then every four weeks, and once at the end. In order."""
    last, days, day = ends_on + LAST_AFTER, [], starts_on + FIRST_AFTER
    while day < last:
        days.append(day)
        day += MONTH
    return [*days, last]


def month_to_count(starts_on: date, ends_on: date, counted: Iterable[Told], today: date) -> Month | None:
    """The decisions to be counted today, if any. Days that were missed are counted with the next one."""
    known = list(counted)
    past = [day for day in days_of(starts_on, ends_on) if day <= today]
    done = max((one.until for one in known), default=date.min)
    if not past or past[-1] <= done:
        return None
    return Month(max((one.until for one in known if one.is_told), default=date.min), past[-1])


def next_day(starts_on: date, ends_on: date, today: date) -> date | None:
    """The next day on which figures are made; None once the last is over."""
    return next((day for day in days_of(starts_on, ends_on) if day > today), None)
