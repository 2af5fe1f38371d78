"""Which times to ask a circle about, and what its answers come to.

Times are moments in UTC. People are ids; what each bears is counted as in `fairness`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from edgewise.domain.calendar.cadence import on_the_wall
from edgewise.domain.calendar.fairness import awkwardness, is_at_night
from edgewise.domain.calendar.slots import Window, Worker, shared_windows

FEWEST_PROPOSED, MOST_PROPOSED = 6, 8  # times that are proposed
HOURS_APART = timedelta(hours=2)  # between two of them, at least


class Answer(StrEnum):
    """What one person says to one time."""

    WORKS = "works"
    IF_NEED_BE = "if_need_be"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look: a session of `minutes` on one of `days` days from `first`, at an hour of the clock in `zone`."""

    first: date
    days: int
    zone: str  # IANA name
    minutes: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Where each person stands with one time, in exactly one of the four: no answer is unknown, and never a yes."""

    starts_at: datetime
    works: frozenset[int]
    if_need_be: frozenset[int]
    cannot: frozenset[int]
    unknown: frozenset[int]

    @property
    def can_come(self) -> frozenset[int]:
        return self.works | self.if_need_be

    @property
    def suits_all(self) -> bool:
        return not (self.cannot or self.unknown)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a poll has come to: `best` is the time to plan, once it is decided and enough can come."""

    ranked: tuple[Tally, ...]  # of the times that are still to come, the best first
    answered: frozenset[int]  # who has said something to each of them
    is_decided: bool
    best: Tally | None = None


def times_to_ask(
    workers: Mapping[int, Worker],
    search: Search,
    before: Mapping[int, float] | None = None,
    taken: Sequence[Window] = (),
) -> list[datetime]:
    """Six to eight times in order, as far as there are so many; none where nobody works or while one is taken.

    A time at night, on a weekend or on a day away is for somebody no time at all: such ones are proposed only where
    there are not six others, and then those that are one for fewest. Of the rest, one after another: on a day that has
    none yet, where it keeps the heavy burdens light over all that are proposed (`before` is what each has borne), at an
    hour not proposed yet, and far from the others.
    """
    open_to_all = [
        start
        for start in _starts(workers, search)
        if not is_taken(start, search.minutes, taken) and not _is_closed(workers, start)
    ]
    tiers: dict[int, list[datetime]] = {}
    for start in open_to_all:
        tiers.setdefault(_kept_away(workers, start, search.minutes), []).append(start)
    chosen: list[datetime] = []
    for tier in sorted(tiers):
        costs = {start: _costs(workers, start, search.minutes) for start in tiers[tier]}
        chosen += _spread(costs, chosen, [(before or {}).get(who, 0.0) for who in workers], search)
        if len(chosen) >= FEWEST_PROPOSED:
            break
    return sorted(chosen)


def is_taken(start: datetime, minutes: int, taken: Iterable[Window]) -> bool:
    """Would a session then share a moment with any of those times?"""
    ends = start + timedelta(minutes=minutes)
    return any(begins < ends and start < end for begins, end in taken)


def tally(starts_at: datetime, people: Collection[int], answers: Mapping[int, Answer]) -> Tally:
    """Of those people only: what somebody else has said counts for nothing."""
    said = {answer: frozenset(who for who in people if answers.get(who) is answer) for answer in Answer}
    unknown = frozenset(people) - frozenset(answers)
    return Tally(starts_at, said[Answer.WORKS], said[Answer.IF_NEED_BE], said[Answer.CANNOT], unknown)


def ranked(
    tallies: Iterable[Tally], workers: Mapping[int, Worker], minutes: int, before: Mapping[int, float] | None = None
) -> list[Tally]:
    """The best first: to which most can come, so what suits all before anything else; then with the fewest who cannot,
    and the fewest for whom it is only if need be; then where the awkward hour falls to those who have borne least; then
    the earliest.
    """
    return sorted(tallies, key=lambda one: (*_merit(one), _weight_of(one, workers, minutes, before), one.starts_at))


def outcome(
    in_rank: Sequence[Tally], people: Collection[int], now: datetime, closes_at: datetime, least: int
) -> Outcome:
    """Decided when everybody has answered, or when the time to answer is over; never once all its times are past.

    `least` is how many must be able to come; where it is more than there are people, all of them.
    """
    coming = tuple(one for one in in_rank if one.starts_at > now)
    answered = frozenset(people).difference(*(one.unknown for one in coming)) if coming else frozenset()
    is_decided = bool(coming) and (now >= closes_at or len(answered) == len(people))
    enough = bool(coming) and len(coming[0].can_come) >= max(min(least, len(people)), 1)
    return Outcome(coming, answered, is_decided, coming[0] if is_decided and enough else None)


def _starts(workers: Mapping[int, Worker], search: Search) -> list[datetime]:
    """The full hours of the clock on each day, and whenever a time begins in which all are at work."""
    if not workers:
        return []
    days = [search.first + timedelta(days=number) for number in range(search.days)]
    hours = {on_the_wall(day, time(hour), search.zone) for day in days for hour in range(24)}
    shared = shared_windows(list(workers.values()), search.first, search.days, search.minutes)
    inside = {begins for begins, _ in shared if begins.astimezone(ZoneInfo(search.zone)).date() in set(days)}
    return sorted(hours | {begins.astimezone(UTC) for begins in inside})


def _kept_away(workers: Mapping[int, Worker], start: datetime, minutes: int) -> int:
    """For how many it is no time at all."""
    return sum(_is_away(one, start, minutes) or is_at_night(one, start, minutes) for one in workers.values())


def _is_closed(workers: Mapping[int, Worker], start: datetime) -> bool:
    return any(one.is_closed(start.astimezone(ZoneInfo(one.zone)).date()) for one in workers.values())


def _is_away(worker: Worker, start: datetime, minutes: int) -> bool:
    return worker.is_away(start.astimezone(ZoneInfo(worker.zone)).date()) and not worker.is_at_work(start, minutes)


def _costs(workers: Mapping[int, Worker], start: datetime, minutes: int) -> tuple[float, ...]:
    return tuple(awkwardness(worker, start, minutes) for worker in workers.values())


def _spread(
    costs: Mapping[datetime, tuple[float, ...]], so_far: Sequence[datetime], before: Sequence[float], search: Search
) -> list[datetime]:
    """As many of these starts as there is room for, beside those that are chosen already."""
    zone, apart = ZoneInfo(search.zone), max(HOURS_APART, timedelta(minutes=search.minutes))
    local = {start: start.astimezone(zone) for start in (*costs, *so_far)}
    chosen, borne = list(so_far), list(before)

    def merit(start: datetime) -> tuple[int, float, int, float, datetime]:
        here = local[start]
        on_that_day = sum(local[one].date() == here.date() for one in chosen)
        at_that_hour = sum(local[one].time() == here.time() for one in chosen)
        nearest = min((abs((one - start).total_seconds()) for one in chosen), default=0.0)
        return on_that_day, _weight(_added(borne, costs[start])), at_that_hour, -nearest, start

    while len(chosen) < MOST_PROPOSED:
        free = [start for start in costs if all(abs(one - start) >= apart for one in chosen)]
        if not free:
            break
        chosen.append(min(free, key=merit))
        borne = _added(borne, costs[chosen[-1]])
    return chosen[len(so_far) :]


def _merit(one: Tally) -> tuple[int, int, int]:
    return -len(one.can_come), len(one.cannot), len(one.if_need_be)


def _weight_of(one: Tally, workers: Mapping[int, Worker], minutes: int, before: Mapping[int, float] | None) -> float:
    """How heavy the burdens become if those who can come meet then."""
    borne = {who: (before or {}).get(who, 0.0) for who in workers}
    bears = {who: awkwardness(workers[who], one.starts_at, minutes) for who in one.can_come if who in workers}
    return _weight([borne[who] + bears.get(who, 0.0) for who in sorted(workers)])


def _weight(borne: Sequence[float]) -> float:
    return round(sum(one**3 for one in borne), 3)


def _added(borne: Sequence[float], cost: Sequence[float]) -> list[float]:
    return [one + more for one, more in zip(borne, cost, strict=True)]
