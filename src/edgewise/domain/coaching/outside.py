"""When somebody from outside may come to a circle's sessions, and what their time comes to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MINUTE_MS = 60_000
CENT = Decimal("0.01")


def all_agree(seats: Collection[int], yes: Collection[int]) -> bool:
    """Everybody who sits there now has said yes: a no and silence are the same. An empty table agrees to nothing."""
    return bool(seats) and set(seats) <= set(yes)


@dataclass(frozen=True, slots=True)
class Rate:
    """What an hour costs from a day on; `currency` by ISO 4217, empty where no cost is kept any more."""

    from_on: date
    per_hour: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A held session that somebody from outside attended."""

    who: int
    cohort: int
    on: date
    ms: int


@dataclass(frozen=True, slots=True)
class Line:
    """One person's time in one cohort and month, in whole minutes of each session; without a rate it has no cost."""

    month: date  # its first day
    who: int
    cohort: int
    sessions: int
    minutes: int
    currency: str = ""
    cost: Decimal | None = None


def ledger(visits: Iterable[Visit], rates: Mapping[int, Sequence[Rate]]) -> tuple[Line, ...]:
    """Newest month first. A rate counts from its day on; another currency in the same month is a line of its own."""
    found: dict[tuple[date, int, int, str], list[tuple[int, Decimal]]] = {}
    for visit in visits:
        minutes = round(visit.ms / MINUTE_MS)
        if not minutes:
            continue
        rate = _rate_on(visit.on, rates.get(visit.who, ()))
        currency, per_hour = (rate.currency, rate.per_hour) if rate else ("", Decimal(0))
        key = (visit.on.replace(day=1), visit.who, visit.cohort, currency)
        found.setdefault(key, []).append((minutes, per_hour * minutes / 60))
    lines = (_line(key, entries) for key, entries in found.items())
    return tuple(sorted(lines, key=lambda line: (-line.month.toordinal(), line.who, line.cohort, line.currency)))


def _line(key: tuple[date, int, int, str], entries: Sequence[tuple[int, Decimal]]) -> Line:
    month, who, cohort, currency = key
    cost = sum((cost for _, cost in entries), Decimal(0)).quantize(CENT, ROUND_HALF_UP)
    minutes = sum(minutes for minutes, _ in entries)
    return Line(month, who, cohort, len(entries), minutes, currency, cost if currency else None)


def _rate_on(day: date, rates: Sequence[Rate]) -> Rate | None:
    so_far = [rate for rate in rates if rate.from_on <= day]
    return max(so_far, key=lambda rate: rate.from_on) if so_far else None
