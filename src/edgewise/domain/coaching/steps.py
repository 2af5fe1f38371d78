"""One small step a week towards a commitment. All days are local to its author; a week begins on its Monday."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from edgewise.domain.calendar.closed_days import last_working_day

MOST_STEPS = 12  # of one commitment, done or not
WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def usual_day(today: date, last: date, taken: Collection[date], zone: str) -> date | None:
    """The day before the weekend of the first week without an open step, or `last`, where that is sooner.

    From the weekend on the coming week is the first. `last` is the commitment's day, `zone` that of its author, `taken`
    are the Mondays of weeks with an open step. None: no day is left.
    """
    if last < today:
        return None
    working = timedelta(days=last_working_day(zone))  # from a Monday on
    monday = monday_of(today)
    if monday + working < today:
        monday += WEEK
    while monday <= last:
        if monday not in taken:
            return min(monday + working, last)
        monday += WEEK
    return None if monday_of(last) in taken else last


def carried_to(by: date, today: date, last: date, taken: Collection[date]) -> date | None:
    """The new day of an open step whose day `by` has passed: the same day of the week, in the first week to come.

    It is no later than `last`, the commitment's day. None where that has passed too, where the step's own day has not,
    or where that week has an open step (`taken`, the Mondays of the others).
    """
    if today <= by or last < today:
        return None
    weeks = -((by - today) // WEEK)  # rounded up
    day = min(by + weeks * WEEK, last)
    return None if monday_of(day) in taken else day


def week_to_tell(by: date, since: date, today: date) -> date | None:
    """The Monday of which the author of an open step is told today, if it is to be told at all.

    That is in the step's own week until its day, and only of what was set (`since`) before that week began: whoever
    sets a step for the week they are in knows of it.
    """
    monday = monday_of(by)
    return monday if since < monday <= today <= by else None
