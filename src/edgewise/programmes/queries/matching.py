"""People and rules as matching sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import combinations

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from edgewise.domain.calendar.slots import WeeklyWindow
from edgewise.domain.matching.given.history import met_before
from edgewise.domain.matching.model import Candidate, Kind, Pair, Rules, Weights
from edgewise.domain.roster.fields.values import topics
from edgewise.people.models import Membership
from edgewise.people.queries import USUAL_HOURS, declared_by, weekly_hours_of
from edgewise.programmes.models.designs import Cohort, NeverAgain, Seat

NINE, FIVE = USUAL_HOURS


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


def last_met_in(cohort: Cohort, people: Sequence[int], at: datetime) -> dict[Pair, date]:
    """The last day before that moment on which any two of the people shared a circle of this cohort."""
    found: dict[Pair, date] = {}
    for one, other, day in _meetings(people, at, cohort):
        pair = frozenset((one, other))
        found[pair] = max(day, found.get(pair, day))
    return found


def _meetings(people: Sequence[int], at: datetime, cohort: Cohort | None = None) -> Iterator[tuple[int, int, date]]:
    """Who sat at the same table, of that cohort if one is given, and the last day on which they did."""
    tables: dict[int, list[tuple[int, datetime, datetime]]] = {}
    seats = Seat.objects.filter(membership__in=people, since__lt=at).order_by("circle_id", "pk")
    seats = seats.filter(circle__cohort=cohort) if cohort else seats
    for circle, who, since, ended in seats.values_list("circle_id", "membership_id", "since", "ended_at"):
        tables.setdefault(circle, []).append((who, since, min(ended or at, at)))
    for seated in tables.values():
        for (one, since, until), (other, since_too, until_too) in combinations(seated, 2):
            if max(since, since_too) < min(until, until_too):
                yield one, other, min(until, until_too).date()


def candidates(
    memberships: QuerySet[Membership], at: datetime | None = None, *, ending: Cohort | None = None
) -> list[Candidate]:
    """The people as matching sees them; seats open at that moment, in every programme, count against the load cap.

    Those in the circles of the cohort `ending` do not: they end before the new ones begin.
    """
    at = at or timezone.now()
    people = list(
        memberships.select_related(None)
        .select_related("person")
        .annotate(skip_manager_id=F("manager__manager_id"))
        .order_by("pk")
    )
    seated = _open_seats(memberships, at, ending)
    declared, weeks = declared_by(people), weekly_hours_of(memberships.values("pk"))
    return [
        _candidate(one, seated.get(one.pk, 0), declared.get(one.pk, frozenset()), weeks.get(one.pk, ()))
        for one in people
    ]


def _open_seats(memberships: QuerySet[Membership], at: datetime, ending: Cohort | None) -> dict[int, int]:
    """How many seats that do not end each of the people holds at that moment; those without one are not in it."""
    is_open = Q(since__lte=at) & (Q(ended_at=None) | Q(ended_at__gt=at))
    seats = Seat.objects.filter(is_open, membership__in=memberships.values("pk"))
    seats = seats.exclude(circle__cohort=ending) if ending else seats
    return dict(seats.values_list("membership").annotate(Count("pk")).order_by())


def _candidate(member: Membership, seats: int, declared: frozenset[str], week: Iterable[WeeklyWindow]) -> Candidate:
    above = {member.manager_id, vars(member)["skip_manager_id"]} - {None, member.pk}
    return Candidate(
        id=member.pk,
        name=member.person.name,
        languages=frozenset(member.languages),
        zone=member.time_zone,
        works_from=_minutes(member.works_from or NINE),
        works_until=_minutes(member.works_until or FIVE),
        week=tuple((day, _minutes(begins), _minutes(ends)) for day, begins, ends in week),
        level=member.role_level,
        function=member.function,
        location=member.location,
        prefers=member.preferred_language or next(iter(member.languages), ""),
        goals=topics(member.development_goals),
        offers=topics(member.strengths),
        line_up=frozenset(one for one in above if one is not None),
        free_load=member.load_cap - seats,
        declared=declared,
    )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
