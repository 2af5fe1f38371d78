"""Who bears the awkward hour, where no hour is good for everybody.

How awkward an hour is for somebody is the minutes of a session in which they are not free to work, each counted by how
far it is from a moment at which they are; the burden of a series is the sum. The fairest choice of hours makes the
heavy burdens light.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from edgewise.domain.calendar.slots import Worker

STEP = 15  # minutes, in which a session is looked at
NIGHT = (22, 7)  # local hours in which nobody is asked to meet
NIGHT_COST = 8.0  # hours; further away is no worse


def awkwardness(worker: Worker, starts_at: datetime, minutes: int) -> float:
    """0 where they are free to work; otherwise minutes, each weighted by the hours it is away from that (1 to 8)."""
    parts = range(0, minutes, STEP)
    return float(sum(_away(worker, starts_at + timedelta(minutes=part)) * STEP for part in parts))


def is_at_night(worker: Worker, starts_at: datetime, minutes: int) -> bool:
    """Does any of it lie between ten in the evening and seven in the morning where they are, or on a day of rest?"""
    zone = ZoneInfo(worker.zone)
    for part in range(0, minutes, STEP):
        there = (starts_at + timedelta(minutes=part)).astimezone(zone)
        if there.hour >= NIGHT[0] or there.hour < NIGHT[1] or worker.rests_on(there.weekday()):
            return not worker.is_at_work(starts_at, minutes)
    return False


def burdens(
    workers: Mapping[int, Worker], dates: Sequence[tuple[datetime, int]], before: Mapping[int, float] | None = None
) -> dict[int, float]:
    """What each bears over those dates (start, minutes), on top of what they have borne before."""
    borne = dict.fromkeys(workers, 0.0) | {who: (before or {}).get(who, 0.0) for who in workers}
    for starts_at, minutes in dates:
        for who, worker in workers.items():
            borne[who] += awkwardness(worker, starts_at, minutes)
    return borne


def rotated(
    workers: Mapping[int, Worker],
    days: Sequence[Sequence[datetime]],
    minutes: int,
    before: Mapping[int, float] | None = None,
) -> list[datetime]:
    """One start of each day's choices, so that the awkward hour goes round; days without a choice are left out.

    What is made small is the sum of everybody's burden cubed, so a heavy one weighs most: day by day, from every hour
    kept all along and from the fairest next hour each time, as long as changing one day helps. A start that lies at
    night for somebody is taken only on a day on which all do.
    """
    people = list(workers)
    open_days = [_awake(workers, choices, minutes) for choices in days if choices]
    costs = [[_costs(workers, start, minutes) for start in choices] for choices in open_days]
    borne = [(before or {}).get(who, 0.0) for who in people]
    longest = max(map(len, costs), default=0)
    begun = [[min(hour, len(day) - 1) for day in costs] for hour in range(longest)]
    plans = [_improved(plan, costs, borne) for plan in [_greedy(costs, borne), *begun]]
    best = min(plans, key=lambda plan: _weight(_borne(plan, costs, borne)), default=[])
    return [choices[place] for choices, place in zip(open_days, best, strict=True)]


Costs = Sequence[Sequence[tuple[float, ...]]]  # by day, choice and person


def _awake(workers: Mapping[int, Worker], choices: Sequence[datetime], minutes: int) -> list[datetime]:
    good = [one for one in choices if not any(is_at_night(worker, one, minutes) for worker in workers.values())]
    return good or list(choices)


def _costs(workers: Mapping[int, Worker], start: datetime, minutes: int) -> tuple[float, ...]:
    return tuple(awkwardness(worker, start, minutes) for worker in workers.values())


def _weight(borne: Sequence[float]) -> float:
    return sum(one**3 for one in borne)


def _borne(plan: Sequence[int], costs: Costs, before: Sequence[float]) -> list[float]:
    chosen = [day[place] for day, place in zip(costs, plan, strict=True)]
    return [start + sum(cost[who] for cost in chosen) for who, start in enumerate(before)]


def _greedy(costs: Costs, before: Sequence[float]) -> list[int]:
    plan: list[int] = []
    for day in costs:
        borne = _borne(plan, costs[: len(plan)], before)
        plan.append(min(range(len(day)), key=lambda place: _weight(_added(borne, day[place]))))
    return plan


def _improved(plan: list[int], costs: Costs, before: Sequence[float]) -> list[int]:
    """Change one day at a time to what is lightest, until no day helps any more."""
    while True:
        was = list(plan)
        for number, day in enumerate(costs):
            rest = _borne([*plan[:number], *plan[number + 1 :]], [*costs[:number], *costs[number + 1 :]], before)
            weights = [_weight(_added(rest, cost)) for cost in day]
            if min(weights) < weights[plan[number]] - 1e-9:
                plan[number] = weights.index(min(weights))
        if plan == was:
            return plan


def _added(borne: Sequence[float], cost: Sequence[float]) -> list[float]:
    return [one + more for one, more in zip(borne, cost, strict=True)]


def _away(worker: Worker, at: datetime) -> float:
    """Hours between that moment and the nearest at which they are free to work, 1 to 8; 0 if it is one itself."""
    if worker.is_at_work(at, 0):
        return 0.0
    day = at.astimezone(ZoneInfo(worker.zone)).date()
    free = [window for back in (-1, 0, 1) for window in worker.free(day + timedelta(days=back))]
    ends = [abs((edge - at).total_seconds()) / 3600 for window in free for edge in window]
    return min(max(min(ends, default=NIGHT_COST), 1.0), NIGHT_COST)
