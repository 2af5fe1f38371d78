"""Measures the desk in a home of its own: started by benchmarks.desk_page."""

from __future__ import annotations

import sys
import time
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import edgewise.config.ready  # noqa: F401
from edgewise.config.static import collect
from edgewise.desk.cases.actions import review_cohort
from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, SessionStatus
from tests import make

PEOPLE, WEEKS, TABLE = 50, 12, 5
BAR_MS, BAR_RATIO = 60.0, 1.3
ROUNDS, TIMES = 3, 20


def main() -> int:
    call_command("migrate", verbosity=0)
    collect()
    return _measured()


def _measured() -> int:
    grace = make.membership("Grace")
    cohort = _cohort("a", [grace])
    client = Client(SERVER_NAME="localhost")
    client.force_login(grace.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    url = reverse("desk:desk", args=[cohort.code])
    alone, asked = _milliseconds(client, url), _queries(client, url)
    for number in range(9):
        _cohort(f"other{number}", [make.membership(f"Coordinator {number}")])
    crowded, asked_then = _milliseconds(client, url), _queries(client, url)
    print("| organisation | people | ms | queries |")
    print("|---|---|---|---|")
    print(f"| this cohort alone | {PEOPLE} | {alone:.1f} | {asked} |")
    print(f"| ten cohorts | {10 * PEOPLE} | {crowded:.1f} | {asked_then} |")
    print(f"\nratio {crowded / alone:.2f} (bar {BAR_RATIO}), {alone:.1f} ms (bar {BAR_MS:.0f})")
    kept = alone <= BAR_MS and crowded / alone <= BAR_RATIO and asked == asked_then
    return 0 if kept else 1


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
            Attendance.objects.filter(session=held).update(
                status=AttendanceStatus.PRESENT, minutes_given=20, minutes_received=20
            )
            for number, who in enumerate(people):
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
