"""How many pair hours each person of a circle is to have, by what they wish: more, as now, or less.

Whoever wishes less has fewer, to give as to receive, and the others keep all of theirs. Whoever wishes more has further
hours, once all who wish more have given and received their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from edgewise.domain.hours.coaching_schedule import Had

MOST_FURTHER_HOURS = 3  # beyond those of the programme, each way
LESS = 3  # of so many pair hours, whoever wishes less is offered one less


class Wish(StrEnum):
    MORE = "more"
    SAME = "same"
    LESS = "less"


def wanted(hours: int, wishes: Sequence[Wish], had: Sequence[Had]) -> list[int]:
    """Pair hours for each to give, and as many to receive, in the whole run; a design has `hours`.

    `had` counts hours with a date too. Those who wish more begin together and go on together, hour by hour; who joins
    them later waits until they are where they are. Who has begun to give or to receive an hour has the other too.
    """
    level = _level(hours, [two for wish, two in zip(wishes, had, strict=True) if wish is Wish.MORE])
    return [_wanted(hours, level, wish, two) for wish, two in zip(wishes, had, strict=True)]


def _level(hours: int, had: Sequence[Had]) -> int:
    """What those who wish more are to have each way, of what they had."""
    top = max([hours, *(max(two) for two in had)])
    least = hours if top == hours else top - 1
    group = [two for two in had if min(two) >= least]
    waits = len(group) < 2 or (top == hours and len(group) < len(had)) or top >= hours + MOST_FURTHER_HOURS
    return top if waits or any(min(two) < top for two in group) else top + 1


def _wanted(hours: int, level: int, wish: Wish, had: Had) -> int:
    if wish is Wish.LESS:
        return min(hours, max(hours - hours // LESS, *had))
    if wish is Wish.MORE and min(had) >= max(hours, level - 1):
        return max(min(level, hours + MOST_FURTHER_HOURS), *had)
    return max(hours, *had) if wish is Wish.MORE else hours
