"""Measures a report in a home of its own: started by benchmarks.evidence_report.

3,001 invented people, of whom 300 were invited a good year ago; leavers in a file that nobody has tidied up.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from time import perf_counter
from typing import Any

import numpy as np
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse
from django.utils import timezone

import edgewise.config.ready  # noqa: F401
from edgewise.cli.evidence.outcomes import write_outcomes
from edgewise.config.static.files import collect
from edgewise.desk.evidence.models import Report
from edgewise.desk.outcomes.actions.registration import lock, register
from edgewise.desk.outcomes.actions.values import freeze
from edgewise.desk.outcomes.models import OutcomeDraft, Registration
from edgewise.domain.evidence.outcomes import By, Nature, Plan
from edgewise.domain.simulation.organisation import Truth, Worker, Year, invented_workers, year
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentChange, EnrolmentState
from tests import make

REPORT_BAR_S, PAGE_BAR_MS = 10.0, 200.0
PEOPLE, INVITED, SEED = 3001, 300, 1
AGO = timedelta(days=400)  # the day of the invitation
LEAVING = Plan("Leaving", Nature.LEFT, 365, 4.0, False, By.MATCH, True, 12.0)


def main() -> int:
    call_command("migrate", verbosity=0)
    collect()
    setup_test_environment()  # pages keep what they were made of
    cohort, file = _told()
    hana = Client()
    hana.force_login(make.person("Hana"), backend=settings.AUTHENTICATION_BACKENDS[0])
    whole = sum(_seconds(words, step) for words, step in _steps(hana, cohort, file))
    row = Report.objects.get()
    page = reverse("desk:report", args=[cohort.code, row.code])
    shown = min(_ms(lambda: hana.get(page)) for _ in range(9))
    print(f"{'upload to report':32}{whole:10.2f} s")
    print(f"{'page of the report':32}{shown:10.1f} ms")
    return int(whole > REPORT_BAR_S or shown > PAGE_BAR_MS)


def _steps(hana: Client, cohort: Cohort, file: bytes) -> list[tuple[str, Callable[[], Any]]]:
    code = [cohort.code]

    def confirm() -> Any:
        place = [*code, OutcomeDraft.objects.get().code]
        form = hana.get(reverse("desk:outcome_columns", args=place)).context["form"]
        hana.post(reverse("desk:outcome_columns", args=place), {one.html_name: one.value() or "" for one in form})
        page = hana.get(reverse("desk:outcome_preview", args=place))
        given = {"digest": page.context["preview"].digest}
        return hana.post(reverse("desk:confirm_outcomes", args=place), given)

    upload = SimpleUploadedFile("leavers.csv", file)
    return [
        ("upload", lambda: hana.post(reverse("desk:outcome_file", args=code), {"file": upload})),
        ("columns, preview, confirm", confirm),
        ("report", lambda: hana.post(reverse("desk:make_report", args=code))),
    ]


def _told() -> tuple[Cohort, bytes]:
    """The organisation as it was, and the file of a year later."""
    day = timezone.localdate() - AGO
    workers = invented_workers(PEOPLE, day, np.random.Generator(np.random.PCG64(SEED)))
    happened = year(workers, Truth(0.04, 0.05, lottery=False), day, SEED)
    cohort = _cohort(workers, happened, day)
    file = io.StringIO()
    write_outcomes(file, workers, happened.left_on, day, Random(SEED))
    return cohort, file.getvalue().encode()


def _cohort(workers: tuple[Worker, ...], happened: Year, day: date) -> Cohort:
    grace, hana = make.membership("Grace"), make.membership("Hana", is_owner=True)
    cohort = make.cohort(coordinators=[grace])
    cohort.starts_on, cohort.ends_on = day + timedelta(days=14), day + timedelta(days=105)
    cohort.save()
    register(cohort, LEAVING, hana, timezone.now() - AGO)
    people = Person.objects.bulk_create(
        Person(name=f"Person {one.key}", email=f"{one.key}@x.example") for one in workers
    )
    rows = Membership.objects.bulk_create(
        Membership(
            organisation=grace.organisation,
            person=person,
            employee_id=one.employee_id,
            role_level=one.level,
            function=one.function,
            location=one.site,
            start_date=one.since,
        )
        for one, person in zip(workers, people, strict=True)
    )
    members = {one.key: row for one, row in zip(workers, rows, strict=True)}
    _invite(cohort, members, happened)
    lock(cohort, timezone.now() - AGO + timedelta(days=14))
    freeze(Registration.objects.get(cohort=cohort), timezone.now() - AGO + timedelta(days=14))
    return cohort


def _invite(cohort: Cohort, members: dict[int, Membership], happened: Year) -> None:
    """The first 300 of those who came, in their circles."""
    came = [one for one in happened.subjects if one.takes_part][:INVITED]
    entries = Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, membership=members[one.key], state=EnrolmentState.ACTIVE) for one in came
    )
    EnrolmentChange.objects.bulk_create(EnrolmentChange(enrolment=one, state=one.state) for one in entries)
    EnrolmentChange.objects.update(at=timezone.now() - AGO)
    circles = {name: make.circle(cohort, name=name) for name in sorted({one.circle for one in came if one.circle})}
    places = dict.fromkeys(circles, 0)
    seats = []
    for one in came:
        if one.circle:
            places[one.circle] += 1
            table = circles[one.circle]
            seats.append(Seat(circle=table, membership=members[one.key], position=places[one.circle], since=make.NOW))
    Seat.objects.bulk_create(seats)


def _seconds(words: str, step: Callable[[], Any]) -> float:
    begun = perf_counter()
    answered = step()
    taken = perf_counter() - begun
    assert answered.status_code == 302, answered.content
    print(f"{words:32}{taken:10.2f} s")
    return taken


def _ms(ask: Callable[[], Any]) -> float:
    begun = perf_counter()
    answered = ask()
    taken = 1000 * (perf_counter() - begun)
    assert answered.status_code == 200, answered
    return taken


if __name__ == "__main__":
    sys.exit(main())
