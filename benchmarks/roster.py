"""Reading an HR export and matching its people: what ten times the people cost, on one core.

The pure rules alone: no database, no upload. Invented people, fixed seeds.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from functools import partial
from random import Random
from time import process_time
from timeit import Timer
from zoneinfo import available_timezones

from msgspec.structs import asdict

from edgewise.domain.matching.match import match
from edgewise.domain.matching.model import Budget, Candidate, Effort, Match, Rules
from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.roster.fields.text import table_of_text
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.plan import Plan, plan_import
from edgewise.domain.simulation.people import LEVELS, invented_people

TODAY = date(2026, 11, 22)
SWEEPS = 50  # in each part; these people are all in one


def export(people: int) -> bytes:
    rows = [asdict(one) for one in invented_people(people, Random(1), "harbour.example", TODAY)]
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return sheet.getvalue().encode()


def planned(data: bytes, zones: Zones) -> Plan:
    table = table_of_text(data)
    return plan_import(table, meanings_of(table), (), zones)


def candidates(people: int) -> list[Candidate]:
    invented = invented_people(max(48, people), Random(1), "harbour.example", TODAY)[:people]
    ids = {one.email: place for place, one in enumerate(invented)}
    return [
        Candidate(
            id=place,
            name=one.first_name,
            languages=frozenset(one.languages.split(";")),
            zone=one.time_zone,
            level=LEVELS.index(one.role_level),
            function=one.function,
            location=one.location,
            line_up=frozenset({ids[one.manager_email]} if one.manager_email in ids else ()),
        )
        for place, one in enumerate(invented)
    ]


def matched(people: list[Candidate], rules: Rules) -> Match:
    return match(people, rules, budget=Budget(effort=Effort((SWEEPS, 0, 0, 0, SWEEPS), (0,))))


def best(work: Callable[[], object]) -> float:
    return min(Timer(work, timer=process_time).repeat(3, 1))


def main() -> None:
    zones = Zones(available_timezones())
    rules = Rules(least=4, target=5, most=6, common_minutes=60, first=TODAY, last=date(2027, 2, 21), level_spread=2)
    print(f"{'':34}{'people':>8}{'seconds':>10}{'ms each':>10}{'ratio':>8}")
    for name, few, many, work in (
        ("read and plan an import", 110, 1_100, lambda n: partial(planned, export(n), zones)),
        ("match into circles of 4 to 6", 48, 480, lambda n: partial(matched, candidates(n), rules)),
    ):
        each = {people: best(work(people)) for people in (few, many)}
        for people, seconds in each.items():
            ratio = (seconds / people) / (each[few] / few)
            print(f"{name:34}{people:8,}{seconds:10.2f}{seconds / people * 1000:10.2f}{ratio:8.1f}")
    print("The ratio is the cost of one person beside that in the smaller crowd.")


if __name__ == "__main__":
    main()
