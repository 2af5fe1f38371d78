"""A cohort of invented people with a draft of circles as they come, in the database of this process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from django.utils import timezone

from benchmarks.organisation import organisation
from edgewise.domain.matching.model import Candidate
from edgewise.people.models import Membership, Organisation, Person
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.runs import MatchRun, RunState
from edgewise.programmes.runs.queries import rules_as_stored, rules_for

SIZE = 5


def cohort_of(people: int) -> Cohort:
    """So many people who have said yes, coordinated by Grace."""
    place = Organisation.objects.create(name="Harbour", slug="harbour")
    grace = Membership.objects.create(
        organisation=place, person=Person.objects.create_user("grace@example.org", name="Grace")
    )
    design = Programme.objects.create(organisation=place, name="Leading Together", format_key="decision_round")
    cohort = Cohort.objects.create(
        programme=design, code="spring", name="Spring", starts_on=date(2027, 1, 11), ends_on=date(2027, 6, 25)
    )
    cohort.coordinators.add(grace)
    found, _ = organisation(people)
    Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, membership=one, state=EnrolmentState.ENROLLED) for one in _members(place, found)
    )
    return cohort


def draft_of(cohort: Cohort) -> MatchRun:
    """Circles of five neighbours in time zone and level: good enough to draw, and some of them break a rule."""
    waiting = Membership.objects.filter(enrolments__cohort=cohort).order_by("time_zone", "role_level", "pk")
    ids = list(waiting.values_list("pk", flat=True))
    tables = [ids[at : at + SIZE] for at in range(0, len(ids), SIZE)]
    return MatchRun.objects.create(
        cohort=cohort,
        as_of=timezone.now(),
        state=RunState.DONE,
        seed=1,
        rules=rules_as_stored(rules_for(cohort), 180),
        people=sorted(ids),
        tables=tables,
        result={"circles": [{"members": table, "score": 0} for table in tables], "unplaced": [], "score": 0},
    )


def _members(place: Organisation, found: Sequence[Candidate]) -> list[Membership]:
    people = Person.objects.bulk_create(Person(email=f"p{one.id}@example.org", name=one.name) for one in found)
    made = Membership.objects.bulk_create(
        Membership(
            organisation=place,
            person=person,
            role_level=one.level,
            function=one.function,
            location=one.location,
            time_zone=one.zone,
            languages=sorted(one.languages),
            preferred_language=one.prefers,
            development_goals=sorted(one.goals),
            strengths=sorted(one.offers),
            works_from=time(one.works_from // 60),
            works_until=time(one.works_until // 60),
        )
        for person, one in zip(people, found, strict=True)
    )
    for row, one in zip(made, found, strict=True):
        row.manager = made[min(one.line_up)] if one.line_up else None
    Membership.objects.bulk_update(made, ["manager"], batch_size=500)
    return made
