"""People and rules as matching sees them."""

from __future__ import annotations

from datetime import time

from django.db.models import Count, F, Q, QuerySet

from edgewise.domain.matching.model import Candidate, Rules
from edgewise.people.models import Membership
from edgewise.people.queries import declared_by
from edgewise.programmes.models import Cohort, NeverAgain

NINE, FIVE = time(9), time(17)  # for a person whose working hours nobody has said


def rules_for(cohort: Cohort) -> Rules:
    """The programme's hard rules, for the dates of this cohort."""
    design = cohort.programme
    pairs = NeverAgain.objects.filter(one__organisation_id=design.organisation_id).values_list("one_id", "other_id")
    return Rules(
        least=design.size_least,
        target=design.size_target,
        most=design.size_most,
        common_minutes=design.common_minutes,
        first=cohort.starts_on,
        last=cohort.ends_on,
        level_spread=design.level_spread,
        nobody_alone=design.nobody_alone,
        never_again=frozenset(frozenset(pair) for pair in pairs),
    )


def candidates(memberships: QuerySet[Membership]) -> list[Candidate]:
    """The people as matching sees them; open seats in every programme count against the load cap."""
    people = list(
        memberships.annotate(
            open_seat_count=Count("seats", filter=Q(seats__ended_at=None), distinct=True),
            skip_manager_id=F("manager__manager_id"),
        ).order_by("pk")
    )
    declared = declared_by(people)
    return [_candidate(member, declared.get(member.pk, frozenset())) for member in people]


def _candidate(member: Membership, declared: frozenset[str]) -> Candidate:
    facts = vars(member)  # the annotations of `candidates`
    above = {member.manager_id, facts["skip_manager_id"]} - {None, member.pk}
    return Candidate(
        id=member.pk,
        name=member.person.name,
        languages=frozenset(member.languages),
        zone=member.time_zone,
        works_from=_minutes(member.works_from or NINE),
        works_until=_minutes(member.works_until or FIVE),
        level=member.role_level,
        function=member.function,
        location=member.location,
        line_up=frozenset(one for one in above if one is not None),
        free_load=member.load_cap - facts["open_seat_count"],
        declared=declared,
    )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
