"""Invented candidates, and a second, slow opinion on what a permitted circle is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import combinations
from random import Random
from zoneinfo import ZoneInfo

from edgewise.domain.matching.model import Candidate, Rules

FIRST, LAST = date(2026, 3, 2), date(2026, 4, 24)
WEEKS = (  # of one's own: mornings and an afternoon, one night, past midnight, a whole day
    ((0, 540, 720), (2, 780, 1020)),
    ((1, 0, 360),),
    ((0, 600, 660), (3, 1320, 120)),
    ((2, 480, 480),),
)
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Europe/Berlin", "Africa/Nairobi")


def rules(**changed: object) -> Rules:
    plain = {"least": 4, "target": 5, "most": 6, "common_minutes": 60, "first": FIRST, "last": LAST}
    return Rules(**{**plain, "level_spread": 2, **changed})  # type: ignore[arg-type]


def candidate(id: int, **facts: object) -> Candidate:  # noqa: A002
    plain = {"id": id, "name": f"P{id}", "languages": frozenset({"en"}), "zone": "Europe/London", "level": 2}
    return Candidate(**{**plain, **facts})  # type: ignore[arg-type]


def crowd(size: int, rng: Random, mess: float = 0.3) -> tuple[list[Candidate], Rules]:
    """People and rules that may well contradict each other; `mess` is how often a fact is out of the ordinary."""

    def odd() -> bool:
        return rng.random() < mess

    apart = Random(rng.getstate()[1][0])  # what was drawn before there were weeks of one's own is drawn still
    people = [
        candidate(
            i,
            languages=frozenset(rng.sample(["en", "es", "fr"], rng.randint(0, 2))) if odd() else frozenset({"en"}),
            zone=rng.choice(ZONES) if odd() else "Europe/London",
            works_from=rng.choice([0, 420, 600, 1320]) if odd() else 540,
            works_until=rng.choice([0, 360, 900, 1080]) if odd() else 1020,
            week=apart.choice(WEEKS) if apart.random() < mess / 3 else (),
            level=rng.choice([None, 0, 1, 2, 3, 4, 6]) if odd() else 2,
            function=rng.choice(["Sales", "Legal", "Product"]),
            line_up=frozenset(rng.sample(range(size), 1)) if odd() else frozenset(),
            free_load=rng.choice([-1, 0, 1]) if odd() else 1,
            declared=frozenset(rng.sample(["a", "b"], rng.randint(1, 2))) if odd() else frozenset(),
        )
        for i in range(size)
    ]
    pairs = (
        frozenset(frozenset(rng.sample(range(size), 2)) for _ in range(int(size * mess))) if size > 1 else frozenset()
    )
    least = rng.randint(2, 4)
    target = least + rng.randint(0, 2)
    design = rules(
        least=least,
        target=target,
        most=target + rng.randint(0, 2),
        common_minutes=rng.choice([30, 60, 240]),
        level_spread=rng.choice([None, 0, 1, 3]),
        nobody_alone=rng.random() < 0.7,
        never_again=pairs,
    )
    return people, design


def is_permitted(circle: Sequence[Candidate], design: Rules) -> bool:
    """The hard rules said once more, in the plainest way there is."""
    if not design.least <= len(circle) <= design.most or any(one.free_load < 1 for one in circle):
        return False
    if not frozenset.intersection(*(one.languages for one in circle)):
        return False
    for one, other in combinations(circle, 2):
        if other.id in one.line_up or one.id in other.line_up or frozenset((one.id, other.id)) in design.never_again:
            return False
    levels = [one.level for one in circle if one.level is not None]
    known = len(levels) == len(circle)
    if design.level_spread is not None and not (known and max(levels) - min(levels) <= design.level_spread):
        return False
    declared = [attribute for one in circle for attribute in one.declared]
    if design.nobody_alone and any(declared.count(attribute) == 1 for attribute in declared):
        return False
    weeks = [design.first + timedelta(days=day) for day in range(0, (design.last - design.first).days + 1, 7)]
    return all(free_together(circle, design.common_minutes, monday) for monday in weeks)


def free_together(circle: Sequence[Candidate], wanted: int, monday: date) -> bool:
    """Does the working week from `monday` hold `wanted` minutes that follow each other, in steps of a quarter hour?"""
    shared = frozenset.intersection(*(quarters(one, monday) for one in circle))
    return any(all(start + step in shared for step in range(wanted // 15)) for start in shared)


def quarters(one: Candidate, monday: date) -> frozenset[int]:
    """The quarter hours since the epoch that are working time, on the five days from `monday`."""
    return worked(one.zone, one.works_from, one.works_until, one.week, monday)


@cache
def worked(
    zone: str, works_from: int, works_until: int, week: Sequence[tuple[int, int, int]], monday: date
) -> frozenset[int]:
    found: set[int] = set()
    usual = ((day, works_from, works_until) for day in range(5))
    for day, begins, ends in week or usual:
        length = (ends - begins) % 1440 or (1440 if week else 0)
        midnight = datetime.combine(monday + timedelta(days=day), time(), ZoneInfo(zone))
        start = (midnight + timedelta(minutes=begins)).astimezone(UTC)
        found |= {int(start.timestamp()) // 900 + step for step in range(length // 15)}
    return frozenset(found)
