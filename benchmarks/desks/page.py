"""Measures the desk in a home of its own: started by benchmarks.desk_page."""

from __future__ import annotations

import gzip
import re
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import edgewise.config.ready  # noqa: F401
from edgewise.config.static.files import collect
from edgewise.desk.cases.actions import review_cohort
from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, SessionStatus
from tests import make

PEOPLE, WEEKS, TABLE = 50, 12, 5
BAR_MS, BAR_RATIO, BAR_KILOBYTES = 60.0, 1.3, 150.0
ROUNDS, TIMES = 3, 20


@dataclass(frozen=True)
class Measure:
    """Of a page: milliseconds, queries, and thousands of bytes until it is first painted."""

    ms: float
    queries: int
    kilobytes: float


def main() -> int:
    call_command("migrate", verbosity=0)
    collect()
    return _measured()


def _measured() -> int:
    grace, hana = make.membership("Grace"), make.membership("Hana", is_owner=True)
    cohort = _cohort("a", [grace])
    mine, owners = _signed_in(grace), _signed_in(hana)
    pages = {
        "home": (mine, "/"),
        "desk over all cohorts": (mine, reverse("desk:desks")),
        "desk": (mine, reverse("desk:desk", args=[cohort.code])),
        "calendar of circles": (mine, reverse("desk:calendar")),
        "results of a cohort": (mine, reverse("desk:figures", args=[cohort.code])),
        "results of all cohorts": (owners, reverse("desk:overview", args=[make.organisation().slug])),
    }
    alone = {name: _measure(*page) for name, page in pages.items()}
    for number in range(9):
        _cohort(f"other{number}", [make.membership(f"Coordinator {number}")])
    crowded = {name: _measure(*page) for name, page in pages.items()}
    print(f"| page | ms, {PEOPLE} people | ms, {10 * PEOPLE} people | ratio | queries | kB of the first paint |")
    print("|---|---|---|---|---|---|")
    for name, one in alone.items():
        then = crowded[name]
        said = f"{one.queries}" if one.queries == then.queries else f"{one.queries}, then {then.queries}"
        print(f"| {name} | {one.ms:.1f} | {then.ms:.1f} | {then.ms / one.ms:.2f} | {said} | {then.kilobytes:.0f} |")
    print(f"\nbars: {BAR_MS:.0f} ms, ratio {BAR_RATIO} for one cohort, {BAR_KILOBYTES:.0f} kB, as many queries in both")
    return 0 if all(_keeps(name, alone[name], crowded[name]) for name in pages) else 1


def _keeps(name: str, alone: Measure, crowded: Measure) -> bool:
    grows = name == "results of all cohorts"
    return (
        alone.ms <= BAR_MS
        and (grows or crowded.ms / alone.ms <= BAR_RATIO)
        and alone.queries == crowded.queries
        and crowded.kilobytes <= BAR_KILOBYTES
    )


def _signed_in(who: Membership) -> Client:
    client = Client(SERVER_NAME="localhost", HTTP_ACCEPT_ENCODING="gzip")
    client.force_login(who.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _measure(client: Client, url: str) -> Measure:
    return Measure(_milliseconds(client, url), _queries(client, url), _kilobytes(client, url))


def _kilobytes(client: Client, url: str) -> float:
    """The page and what it needs to be painted, compressed as the server sends it."""
    page = client.get(url).content
    names = {*re.findall(rb'(?:href|src)="/static/([^"]+\.(?:css|js|woff2))"', gzip.decompress(page))}
    files = [(Path(settings.STATIC_ROOT) / name.decode()).read_bytes() for name in names if b"woff2" not in name]
    letters = [(Path(settings.STATIC_ROOT) / name.decode()).stat().st_size for name in names if b"woff2" in name]
    return float(len(page) + sum(len(gzip.compress(file)) for file in files) + sum(letters)) / 1000


def _cohort(mark: str, coordinators: list[Membership]) -> Cohort:
    """Circles of five that met every second week, with promises, some absences and a desk that was looked at."""
    now = timezone.now()
    cohort = make.cohort(coordinators=coordinators)
    Cohort.objects.filter(pk=cohort.pk).update(
        starts_on=(now - timedelta(weeks=WEEKS)).date(), ends_on=(now + timedelta(weeks=1)).date()
    )
    cohort.refresh_from_db()
    for table in range(PEOPLE // TABLE):
        people = [make.membership(f"{mark} {table} {number}") for number in range(TABLE)]
        circle = make.circle(cohort, people, f"Table {table}")
        held = None
        for week in range(0, WEEKS, 2):
            held = make.session(circle, now - timedelta(weeks=WEEKS - week, days=1), status=SessionStatus.CLOSED)
            Attendance.objects.filter(session=held).update(status=AttendanceStatus.PRESENT)
            for number, who in enumerate(people):
                make.hours(circle, people[number - 1], who, 20, held.code)
                make.commitment(circle, who, people[number - 1], session_code=f"{held.code}")
        Attendance.objects.filter(session=held, seat__membership=people[0]).update(status=AttendanceStatus.NO_SHOW)
    review_cohort(cohort, now)
    return cohort


def _milliseconds(client: Client, url: str) -> float:
    client.get(url)
    best = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for _ in range(TIMES):
            assert client.get(url).status_code == 200
        best.append((time.perf_counter() - begun) / TIMES * 1000)
    return min(best)


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


if __name__ == "__main__":
    sys.exit(main())
