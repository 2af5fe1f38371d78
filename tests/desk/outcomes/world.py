"""A cohort whose owner registers outcomes: Amara and Bruno are invited, Chidi and Dana could have been."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from edgewise.desk.outcomes.actions.drafts import keep_draft
from edgewise.desk.outcomes.actions.registration import register
from edgewise.desk.outcomes.models import Outcome, OutcomeDraft
from edgewise.domain.evidence.outcomes import By, Nature, Plan
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState
from tests import make

LEAVING = Plan("Left within a year", Nature.LEFT, 365, 4.0, False, By.MATCH, True, 12.0)
SCORE = Plan("Engagement", Nature.SCORE, 365, 0.25, True, By.MATCH, True)
LONG_AGO = date(2020, 1, 6)
INVITED = timedelta(days=60)  # before now
DAY = timedelta(days=1)
NUMBERS = {"Amara": "E1", "Bruno": "E2", "Chidi": "E3", "Dana": "E4"}


def hana() -> Membership:
    return make.membership("Hana", is_owner=True)


def cohort(starts_in: int = 10, *, invited: bool = True) -> Cohort:
    """One that starts in so many days, with two people invited sixty days ago."""
    run = make.cohort(coordinators=[make.membership("Grace")])
    hana()
    run.starts_on = timezone.localdate() + starts_in * DAY
    run.ends_on = run.starts_on + 150 * DAY
    run.save()
    people = [make.membership(name, employee_id=number, start_date=LONG_AGO) for name, number in NUMBERS.items()]
    Person.objects.update(created_at=timezone.now() - 2 * INVITED)
    for who in people[:2] if invited else []:
        make.enrolment(who, run, EnrolmentState.INVITED)
    EnrolmentChange.objects.update(at=timezone.now() - INVITED)
    return run


def clock() -> date:
    return timezone.localdate(timezone.now() - INVITED)


def registered(run: Cohort, plan: Plan = LEAVING, at: datetime | None = None) -> Outcome:
    made = register(run, plan, hana(), at or timezone.now())
    assert isinstance(made, Outcome), made
    return made


def begin(run: Cohort, days_ago: int = 0) -> None:
    """Its first day has come."""
    run.starts_on = timezone.localdate() - days_ago * DAY
    run.save()


def day(after: int = 5) -> str:
    """A day so many days after the invitation, as a file writes it."""
    return (clock() + after * DAY).isoformat()


def leavers(*rows: str, header: str = "Emp. ID,Termination Date") -> bytes:
    return "\n".join([header, *rows]).encode()


def uploaded(run: Cohort, data: bytes, name: str = "leavers.csv") -> OutcomeDraft:
    kept = keep_draft(run, hana(), name, data, timezone.now())
    assert isinstance(kept, OutcomeDraft), kept
    return kept
