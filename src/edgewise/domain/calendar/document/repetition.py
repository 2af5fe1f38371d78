"""When something repeats (RFC 5545 3.3.10), as dateutil works it out, on the wall where it was made.

A rule can repeat every second for ever. What it would take is known before it is begun, and comes out of one budget for
the whole file.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from math import prod

from dateutil.rrule import rrule, rrulestr

from edgewise.domain.calendar.document.values import is_date, moment_of

MOST_STEPS = (
    1_000_000  # that the repetitions of a whole file may take from their beginning until the end of what is asked
)
MOST_REPETITIONS = 20_000  # of them, within what is asked for
DAYS = {"YEARLY": 365, "MONTHLY": 28, "WEEKLY": 7, "DAILY": 1}
A_DAY = {"HOURLY": 24, "MINUTELY": 24 * 60, "SECONDLY": 24 * 3600}
DATES = {"BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYSETPOS"}  # they can be at odds: then there is no such day
FOR_EVER = 8000 * 365  # days, until the years have five digits
LOOK = 20  # steps that it takes to look at a month or a year, whatever is found there
TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
# The least and the most of what a rule may name; what counts from the end has a minus before it.
BOUNDS = {
    "INTERVAL": (1, 10_000), "COUNT": (1, 10**6), "BYHOUR": (0, 23), "BYMINUTE": (0, 59), "BYSECOND": (0, 60),
    "BYMONTH": (1, 12), "BYMONTHDAY": (-31, 31), "BYYEARDAY": (-366, 366), "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
}  # fmt: skip
OTHER = {"FREQ", "UNTIL", "WKST", "BYDAY"}
LEAP = 2024  # a year in which each month is at its longest
GREGORIAN = ("", "GREGORIAN", "GREGORY")
ToWall = Callable[[datetime], datetime]


@dataclass(slots=True)
class Budget:
    steps: int = MOST_STEPS
    repetitions: int = MOST_REPETITIONS

    def take(self, steps: int, repetitions: int) -> bool:
        """Whether there is as much left; then it is taken."""
        if steps > self.steps or repetitions > self.repetitions:
            return False
        self.steps, self.repetitions = self.steps - steps, self.repetitions - repetitions
        return True


@dataclass(frozen=True, slots=True)
class Rule:
    parts: dict[str, list[str]]
    until: datetime | None  # on the wall
    skip: str  # RFC 7529: what happens to a day that a month does not have; OMIT, BACKWARD or FORWARD

    @property
    def often(self) -> str:
        return self.parts["FREQ"][0]

    def numbers(self, name: str) -> list[int]:
        return [int(one) for one in self.parts.get(name, ())]

    def steps(self, since: date, until: date) -> int:
        """At most how many times of it are looked at from a day until another."""
        last = min(until, self.until.date()) if self.until else until
        days = (last - since).days + 1
        return _bounded(days, self) if days > 0 else 0


def rule_of(value: str, to_wall: ToWall) -> Rule:
    """Raises ValueError for what is no rule, or a rule of a calendar other than the Gregorian."""
    said = dict(part.split("=", 1) for part in value.strip().upper().split(";") if "=" in part)
    parts = {
        name.strip(): [one.strip() for one in values.split(",")] for name, values in said.items() if values.strip()
    }
    if parts.get("FREQ", [""])[0] not in {*DAYS, *A_DAY} or parts.get("RSCALE", [""])[0] not in GREGORIAN:
        raise ValueError("not a rule")
    skip = parts.pop("SKIP", ["OMIT"])[0]
    parts = {name: values for name, values in parts.items() if name in BOUNDS or name in OTHER}
    if any(not _is_within(name, int(one)) for name in set(parts) & set(BOUNDS) for one in parts[name]):
        raise ValueError("a number that no rule has")
    until = parts.pop("UNTIL", None)
    return Rule(parts, _last(until[0], to_wall) if until else None, skip)


def _is_within(name: str, number: int) -> bool:
    least, most = BOUNDS[name]
    return least <= number <= most and (number != 0 or least == 0)


def _last(value: str, to_wall: ToWall) -> datetime:
    at = moment_of(value)
    if is_date(value):
        return datetime.combine(at.date(), time.max)
    return to_wall(at) if at.tzinfo else at


def starts_of(
    value: str, start: datetime, to_wall: ToWall, lower: datetime, upper: datetime, *, last: bool = False
) -> list[datetime]:
    """As `starts`, from the text of a rule; with `last`, also the last one before. Raises ValueError."""
    rule = rule_of(value, to_wall)
    found = list(starts(rule, start, lower, upper))
    earlier = _worked_out(rule, start, upper).before(lower) if last and rule.skip == "OMIT" else None
    return [*([earlier] if earlier else []), *found]


def starts(rule: Rule, start: datetime, lower: datetime, upper: datetime) -> Iterator[datetime]:
    """The beginnings between the two, on the wall; the rule's own first, if it fits the rule. Raises ValueError."""
    if not _can_be(rule):
        return
    until = min(filter(None, (rule.until, upper)))
    skips = rule.skip != "OMIT" and rule.often in ("MONTHLY", "YEARLY") and "BYDAY" not in rule.parts
    found: Iterable[datetime] = _skipping(rule, start, until) if skips else _worked_out(rule, start, until)
    if isinstance(found, rrule):
        found = found.between(lower, until, inc=True)
    yield from (at for at in found if lower <= at <= until)


def _worked_out(rule: Rule, start: datetime, until: datetime) -> rrule:
    parts = {name: values for name, values in rule.parts.items() if name != "BYSECOND" or values != ["60"]}
    if "COUNT" not in parts:
        parts["UNTIL"] = [f"{until:%Y%m%dT%H%M%S}"]
    text = ";".join(f"{name}={','.join(values)}" for name, values in parts.items())
    try:
        found = rrulestr(text, dtstart=start)
    except (TypeError, AttributeError, KeyError, IndexError, OverflowError) as why:
        raise ValueError("not a rule") from why
    assert isinstance(found, rrule)
    return found


def _can_be(rule: Rule) -> bool:
    """Whether there is such a day at all: dateutil looks for the thirtieth of February until the year 9999."""
    months, days = rule.numbers("BYMONTH"), rule.numbers("BYMONTHDAY")
    if not months or not days or rule.skip != "OMIT":
        return True
    return any(abs(day) <= monthrange(LEAP, month)[1] for month in months for day in days)


def _skipping(rule: Rule, start: datetime, until: datetime) -> Iterator[datetime]:
    """RFC 7529: a day that a month does not have is its last day (BACKWARD) or the first of the next (FORWARD)."""
    days = rule.numbers("BYMONTHDAY") or [start.day]
    if any(day < 0 for day in days) or DATES & set(rule.parts) - {"BYMONTH", "BYMONTHDAY"}:
        raise ValueError("a rule that skips and counts from the end")
    months = {name: values for name, values in rule.parts.items() if name not in ("BYMONTHDAY", "COUNT")}
    if rule.often == "YEARLY":
        months.setdefault("BYMONTH", [str(start.month)])
    firsts = Rule({**months, "BYMONTHDAY": ["1"]}, None, "OMIT")
    found = sorted({
        _day_in(first, day, rule.skip)
        for first in _worked_out(firsts, start.replace(day=1), until)
        for day in days
    })  # fmt: skip
    most = rule.numbers("COUNT")
    return islice((at for at in found if at >= start), most[0] if most else None)


def _day_in(first: datetime, day: int, skip: str) -> datetime:
    last = monthrange(first.year, first.month)[1]
    if day <= last:
        return first.replace(day=day)
    return first.replace(day=last) + timedelta(days=skip == "FORWARD")


def _bounded(days: int, rule: Rule) -> int:
    dated, daily = DATES & set(rule.parts), len(rule.parts.get("BYDAY", ()))
    times = prod(max(len(rule.parts.get(name, ())), 1) for name in TIMES)
    often, every = rule.often, next(iter(rule.numbers("INTERVAL")), 1)
    if often in A_DAY:
        steps = (FOR_EVER if dated else days) * A_DAY[often] * times // every + 1
    elif (dated or daily) and often in ("YEARLY", "MONTHLY"):
        steps = (days // (DAYS[often] * every) + 1) * (LOOK + _found_in_one(rule)) * times
    elif dated or (daily and often != "WEEKLY"):
        steps = days * times
    else:
        steps = (days // (DAYS[often] * every) + 1) * max(daily, 1) * times
    narrowed = dated or daily or any(name in rule.parts for name in TIMES)
    return steps if narrowed else min([steps, *rule.numbers("COUNT")])


def _found_in_one(rule: Rule) -> int:
    """At most how many days of a month, or of a year, a rule names."""
    most = 31 if rule.often == "MONTHLY" else 366
    if "BYYEARDAY" in rule.parts or "BYWEEKNO" in rule.parts:
        return most
    months = 1 if rule.often == "MONTHLY" else len(rule.parts.get("BYMONTH", ())) or 12
    days = len(rule.parts.get("BYMONTHDAY", ())) or 5 * len(rule.parts.get("BYDAY", ())) or 1
    return min(most, months * days)
