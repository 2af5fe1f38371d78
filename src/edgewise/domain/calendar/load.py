"""What a run asks of each person, in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Load:
    """Minutes of one person over a run."""

    meetings: int
    minutes: int
    weeks: int  # in which there is any meeting
    busiest: int  # minutes of the fullest week
    a_week: int  # on average over the run, rounded up


def load_of(meetings: Sequence[tuple[date, int]], first: date, last: date) -> Load:
    """`meetings` are days and minutes of one person between `first` and `last`, both included."""
    by_week: Counter[tuple[int, int]] = Counter()
    for day, minutes in meetings:
        by_week[day.isocalendar()[:2]] += minutes
    total, length = sum(by_week.values()), (last - first).days // 7 + 1
    return Load(len(meetings), total, len(by_week), max(by_week.values(), default=0), -(-total // max(length, 1)))
