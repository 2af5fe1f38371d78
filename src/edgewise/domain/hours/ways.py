"""How a design that gives too few hours can be brought nearer to what is wanted: one change each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.hours.pair_hour import FEWEST_IN_PAIR_HOURS, MOST_IN_PAIR_HOURS, MOST_PAIR_HOURS
from edgewise.domain.hours.promise import HOUR, Hours, falls_short, promise

CADENCES = (28, 21, 14, 10, 7)  # days between sessions that are proposed
LONGEST_RUN = 52  # weeks, of those that are proposed


class Means(StrEnum):
    SESSIONS = "sessions"
    SMALLER = "smaller"
    PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Way:
    """A change of a design: the numbers that become others, and what each person then has."""

    means: Means
    changes: Mapping[str, int]
    hours: Hours
    is_enough: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """The numbers of a design while it is being made. Sizes as they are asked for; the rest as in `Plan`."""

    format_key: str
    size_least: int
    size_target: int
    size_most: int
    cadence_days: int
    weeks: int
    pair_hours: int
    pair_minutes: int


def ways(plan: Draft, wanted: float) -> list[Way]:
    """None where the design gives the hours wanted; else each means that gives more, those that are enough first.

    Of each it is the change that comes nearest to the hours wanted; of a means that never gives enough, the most.
    """
    now = promise(plan)
    if not falls_short(now, wanted):
        return []
    found = (_first_enough(plan, wanted, means, changes) for means, changes in _means(plan))
    more = [way for way in found if way is not None and way.hours.received > now.received]
    return sorted(more, key=lambda way: not way.is_enough)


def changed(plan: Draft, changes: Mapping[str, int]) -> Draft:
    numbers = {name: getattr(plan, name) for name in Draft.__slots__}
    return Draft(**{**numbers, **changes})


def _means(plan: Draft) -> Iterator[tuple[Means, Iterable[Mapping[str, int]]]]:
    fmt = builtin_format(plan.format_key)
    closer = [{"cadence_days": days} for days in CADENCES if days < plan.cadence_days]
    longer = [{"weeks": weeks} for weeks in range(plan.weeks + 1, LONGEST_RUN + 1)]
    yield Means.SESSIONS, closer or longer
    smaller = range(plan.size_target - 1, fmt.people.least - 1, -1)
    yield Means.SMALLER, [{"size_target": size, "size_least": min(size, plan.size_least)} for size in smaller]
    if plan.size_least >= FEWEST_IN_PAIR_HOURS and plan.size_most <= MOST_IN_PAIR_HOURS:
        most = min(MOST_PAIR_HOURS, plan.weeks)
        yield Means.PAIRS, [{"pair_hours": number} for number in range(plan.pair_hours + 1, most + 1)]


def _first_enough(plan: Draft, wanted: float, means: Means, changes: Iterable[Mapping[str, int]]) -> Way | None:
    """The change nearest to the hours wanted among those that give enough; else the one that gives most."""
    found = [Way(means, one, hours := promise(changed(plan, one)), not falls_short(hours, wanted)) for one in changes]
    enough = [way for way in found if way.is_enough]
    if enough:
        return min(enough, key=lambda way: abs(way.hours.received - wanted * HOUR))
    return max(found, key=lambda way: way.hours.received, default=None)
