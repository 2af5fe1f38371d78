"""The organisation of the demonstration: 108 people, two cohorts that are over, one that runs and one to come.

Everything goes through the actions that the pages use; only the clock is told an earlier time.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from msgspec.structs import asdict

from edgewise.cli.demo.earlier import tell_of_an_earlier_cohort
from edgewise.cli.demo.evidence import tell_of_a_lottery
from edgewise.cli.demo.meetings import FORMAT
from edgewise.cli.demo.running import tell_of_the_running_cohort
from edgewise.cli.demo.three_sixty import REPORT_TO_BRUNO
from edgewise.desk.cases.actions import review_cohort
from edgewise.domain.formats.builtin import builtin_formats
from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.simulation.people import invented_people
from edgewise.notices.delivery.actions import take_as_sent
from edgewise.people.hours.actions import set_weekly_hours
from edgewise.people.imports.actions.writes import import_people
from edgewise.people.imports.workbook.table import table_of_upload
from edgewise.people.models import Membership, Organisation
from edgewise.people.organisations.actions import add_organisation
from edgewise.programmes.cohorts.actions import save_cohort
from edgewise.programmes.designs.actions import save_programme
from edgewise.programmes.enrolments.actions import answer, invite
from edgewise.programmes.models.designs import Cohort, Kind, Programme
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState

DOMAIN = "harbour.example"  # can never receive mail (RFC 2606)
SEED = 7
ASKED = 20  # of the 48, for the cohort that runs
ASKED_BEFORE = 11  # for the one before
ASKED_NEXT = 16
STAFF = ("grace", "hana")


def tell(now: datetime) -> Organisation:
    """Seed everything at once or nothing; `now` is the end of the story."""
    with transaction.atomic():
        organisation = _people(now.date())
        members = {m.person.email.split("@")[0]: m for m in organisation.memberships.select_related("person")}
        _own_hours(members["amara"])
        programme, near = _programme(organisation), _near(members)
        asked, before = near[:ASKED], near[ASKED : ASKED + ASKED_BEFORE]
        cohorts = [
            tell_of_an_earlier_cohort(programme, before, members["grace"], now),
            tell_of_the_running_cohort(programme, asked, members, now),
        ]
        taken = {who.pk for who in (*asked, *before)}
        free = [who for name, who in members.items() if who.pk not in taken and name not in STAFF]
        _a_cohort_to_come(programme, free[:ASKED_NEXT], members["grace"], now)
        cohorts.append(tell_of_a_lottery(organisation, members["grace"], members["hana"], now))
        for cohort in cohorts:
            review_cohort(cohort, now)
        take_as_sent(now)
    return organisation


def _people(today: date) -> Organisation:
    organisation = add_organisation("Harbour & Co", f"hana@{DOMAIN}").organisation
    people = [_placed(asdict(one)) for one in invented_people(48, Random(SEED), DOMAIN, today)]
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, list(people[0]))
    writer.writeheader()
    writer.writerows(people)
    table = table_of_upload(sheet.getvalue().encode())
    import_people(organisation, table, meanings_of(table, {}))
    return organisation


def _placed(row: dict[str, str]) -> dict[str, str]:
    """Bruno leads a team of four."""
    if row["first_name"] == "Bruno":
        return row | {"job_title": "Lead engineer"}
    team = {"function": "Engineering", "role_level": "Individual contributor", "job_title": "Engineer"}
    reports = row["first_name"].lower() in REPORT_TO_BRUNO
    return row | team | {"manager_email": f"bruno@{DOMAIN}"} if reports else row


def _own_hours(who: Membership) -> None:
    """A week of her own: she begins early, and not on Friday afternoons."""
    week = [(day, time(8, 30), time(16, 30)) for day in range(4)]
    set_weekly_hours(who, [*week, (4, time(8, 30), time(12))])


def _near(members: dict[str, Membership]) -> list[Membership]:
    """Who can meet in the same hours, those first whom a visitor can be."""
    near = [m for name, m in members.items() if name not in STAFF and m.time_zone.startswith("Europe")]
    return sorted(near, key=lambda m: (m.person.name.split()[0] not in ("Amara", "Bruno"), m.pk))


def _programme(organisation: Organisation) -> Programme:
    return save_programme(
        organisation,
        Programme(
            name="Decision circles",
            kind=Kind.CIRCLE,
            format_key=FORMAT,
            purpose="Managers who decide better, because five colleagues asked the right questions first.",
            session_minutes=builtin_formats()[FORMAT].minutes,
            size_least=4,
            size_target=6,
            size_most=6,
            level_spread=4,
            pair_hours=6,
            target_held=85,
            target_kept=70,
            target_useful=Decimal("4.0"),
        ),
    )


def _a_cohort_to_come(programme: Programme, people: list[Membership], grace: Membership, now: datetime) -> None:
    """Asked last week: some have said yes, one has said no, nobody is matched yet."""
    starts = (now + timedelta(days=21)).date()
    cohort = save_cohort(
        programme, Cohort(name="Winter", starts_on=starts, ends_on=starts + timedelta(days=91)), [grace]
    )
    asked = now - timedelta(days=7)
    invite(cohort, people, grace, asked, answer_by=(now + timedelta(days=7)).date())
    *yes, no = cohort.enrolments.order_by("pk")[:10]
    for entry in yes:
        answer(entry, EnrolmentState.ENROLLED)
    answer(no, EnrolmentState.OPTED_OUT)
    EnrolmentChange.objects.filter(enrolment__cohort=cohort).update(at=asked)
