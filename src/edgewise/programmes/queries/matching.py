"""People and rules as matching sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import combinations

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from edgewise.domain.matching.history import met_before
from edgewise.domain.matching.model import Candidate, Kind, Pair, Rules, Weights
from edgewise.domain.roster.values import topics
from edgewise.people.models import Membership
from edgewise.people.queries import declared_by
from edgewise.programmes.models import Cohort, NeverAgain, Seat

NINE, FIVE = time(9), time(17)  # for a person whose working hours nobody has said


def rules_for(cohort: Cohort) -> Rules:
    """The programme's rules, for the dates of this cohort."""
    design = cohort.programme
    return Rules(
        least=design.size_least,
        target=design.size_target,
        most=design.size_most,
        common_minutes=design.common_minutes,
        first=cohort.starts_on,
        last=cohort.ends_on,
        kind=Kind(design.kind),
        level_spread=design.level_spread,
        nobody_alone=design.nobody_alone,
        never_again=never_again(design.organisation_id),
        weights=Weights(**design.weights),
    )


def never_again(organisation_id: int) -> frozenset[Pair]:
    pairs = NeverAgain.objects.filter(one__organisation_id=organisation_id).values_list("one_id", "other_id")
    return frozenset(frozenset(pair) for pair in pairs)


def freshness(people: Sequence[int], at: datetime, half_life: int) -> dict[Pair, float]:
    """How fresh at that moment the last meeting of any two of the people is, from sharing a circle."""
    return dict(met_before(_meetings(people, at), at.date(), half_life))


def _meetings(people: Sequence[int], at: datetime) -> Iterator[tuple[int, int, date]]:
    """Who sat at the same table at the same time, and the last day on which they did."""
    tables: dict[int, list[tuple[int, datetime, datetime]]] = {}
    seats = Seat.objects.filter(membership__in=people, since__lt=at).order_by("circle_id", "pk")
    for circle, who, since, ended in seats.values_list("circle_id", "membership_id", "since", "ended_at"):
        tables.setdefault(circle, []).append((who, since, min(ended or at, at)))
    for seated in tables.values():
        for (one, since, until), (other, since_too, until_too) in combinations(seated, 2):
            if max(since, since_too) < min(until, until_too):
                yield one, other, min(until, until_too).date()


def candidates(memberships: QuerySet[Membership], at: datetime | None = None) -> list[Candidate]:
    """The people as matching sees them; seats open at that moment, in every programme, count against the load cap."""
    at = at or timezone.now()
    is_open = Q(seats__since__lte=at) & (Q(seats__ended_at=None) | Q(seats__ended_at__gt=at))
    people = list(
        memberships.annotate(
            open_seat_count=Count("seats", filter=is_open, distinct=True),
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
        prefers=member.preferred_language or next(iter(member.languages), ""),
        goals=topics(member.development_goals),
        offers=topics(member.strengths),
        line_up=frozenset(one for one in above if one is not None),
        free_load=member.load_cap - facts["open_seat_count"],
        declared=declared,
    )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
