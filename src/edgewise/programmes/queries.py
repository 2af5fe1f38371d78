"""Reads: programmes, their cohorts, who takes part, who sits where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Count, F, Q, QuerySet

from edgewise.domain.matching.model import Candidate, Rules
from edgewise.people.models import Membership, Organisation, Person
from edgewise.people.queries import declared_by
from edgewise.programmes.models import (
    Circle,
    Cohort,
    Enrolment,
    EnrolmentChange,
    EnrolmentState,
    MatchRun,
    NeverAgain,
    Programme,
    Seat,
)

NINE, FIVE = time(9), time(17)  # for a person whose working hours nobody has said
ASKED = (EnrolmentState.INVITED, EnrolmentState.ENROLLED, EnrolmentState.ACTIVE, EnrolmentState.PAUSED)


def programmes_of(organisation: Organisation) -> QuerySet[Programme]:
    return organisation.programmes.annotate(cohort_count=Count("cohorts")).order_by("name", "pk")


def cohorts_of(programme: Programme) -> QuerySet[Cohort]:
    answered = Q(enrolments__state__in=[EnrolmentState.ENROLLED, EnrolmentState.ACTIVE])
    return programme.cohorts.annotate(
        asked=Count("enrolments", distinct=True),
        said_yes=Count("enrolments", filter=answered, distinct=True),
        circle_count=Count("circles", distinct=True),
    ).order_by("-starts_on", "pk")


def enrolments_of(cohort: Cohort) -> QuerySet[Enrolment]:
    return cohort.enrolments.select_related("membership__person").order_by("membership__person__name", "pk")


def state_counts(enrolments: Iterable[Enrolment]) -> list[tuple[str, int]]:
    """How many are in each state, in the order of the states; states of nobody are left out."""
    states = [entry.state for entry in enrolments]
    return [(str(state.label), states.count(state)) for state in EnrolmentState if state in states]


def history_of(enrolment: Enrolment) -> QuerySet[EnrolmentChange]:
    return enrolment.changes.order_by("at", "pk")


def invitations_of(person: Person) -> QuerySet[Enrolment]:
    """What the person has not yet answered."""
    return (
        Enrolment.objects.filter(membership__person=person, state=EnrolmentState.INVITED)
        .select_related("cohort__programme__organisation", "membership")
        .order_by("cohort__starts_on", "pk")
    )


def enrolments_of_person(person: Person) -> QuerySet[Enrolment]:
    return (
        Enrolment.objects.filter(membership__person=person)
        .select_related("cohort__programme")
        .order_by("-cohort__starts_on", "pk")
    )


def people_to_invite(cohort: Cohort) -> QuerySet[Membership]:
    """Everyone of the organisation whom the cohort has not asked yet."""
    return (
        Membership.objects.filter(organisation_id=cohort.programme.organisation_id, left_on=None)
        .exclude(enrolments__cohort=cohort)
        .select_related("person")
        .order_by("person__name", "pk")
    )


def narrowed(people: QuerySet[Membership], words: str, function: str, location: str) -> QuerySet[Membership]:
    """Those whose name, address or title contains `words`, of that function and location where given."""
    if words:
        people = people.filter(
            Q(person__name__icontains=words) | Q(person__email__icontains=words) | Q(job_title__icontains=words)
        )
    exact = {name: value for name, value in (("function", function), ("location", location)) if value}
    return people.filter(**exact)


def kinds_of_people(cohort: Cohort) -> tuple[list[str], list[str]]:
    """The functions and the locations that occur in the organisation, for choosing from."""
    everyone = Membership.objects.filter(organisation_id=cohort.programme.organisation_id, left_on=None)
    pairs = everyone.values_list("function", "location").distinct()
    return sorted({f for f, _ in pairs if f}), sorted({place for _, place in pairs if place})


def open_seats(circle: Circle) -> QuerySet[Seat]:
    return circle.seats.filter(ended_at=None).select_related("membership__person").order_by("position")


def seats_of_person(person: Person) -> QuerySet[Seat]:
    """The person's open seats."""
    return (
        Seat.objects.filter(membership__person=person, ended_at=None)
        .select_related("circle__cohort__programme", "membership")
        .order_by("circle__name", "pk")
    )


def circles_of(cohort: Cohort) -> QuerySet[Circle]:
    return cohort.circles.filter(closed_at=None).order_by("name", "pk")


def seats_by_circle(cohort: Cohort) -> list[tuple[Circle, list[Seat]]]:
    """Each circle with its open seats, in two queries."""
    seats: dict[int, list[Seat]] = {}
    for seat in (
        Seat.objects.filter(circle__cohort=cohort, ended_at=None)
        .select_related("membership__person")
        .order_by("position")
    ):
        seats.setdefault(seat.circle_id, []).append(seat)
    return [(circle, seats.get(circle.pk, [])) for circle in circles_of(cohort)]


def cohorts_run_by(person: Person) -> QuerySet[Cohort]:
    """The cohorts that the person coordinates."""
    return (
        Cohort.objects.filter(coordinators__person=person, coordinators__left_on=None)
        .select_related("programme__organisation")
        .order_by("-starts_on", "pk")
        .distinct()
    )


def drafts_of(cohort: Cohort) -> QuerySet[MatchRun]:
    return cohort.match_runs.filter(published_at=None).order_by("-made_at", "-pk")


def draft_with_people(run: MatchRun) -> dict[str, object]:
    """The draft's circles and the people left over, with their memberships, in one query."""
    circles, left = run.result["circles"], run.result["unplaced"]
    wanted = [pk for circle in circles for pk in circle["members"]] + [one["member"] for one in left]
    people = Membership.objects.select_related("person").in_bulk(wanted)
    return {
        "tables": [([people[pk] for pk in circle["members"]], circle["reasons"]) for circle in circles],
        "unplaced": [(people[one["member"]], one["rules"], one["reasons"]) for one in left],
        "seated": sum(len(circle["members"]) for circle in circles),
    }


def waiting_for_a_circle(cohort: Cohort) -> QuerySet[Membership]:
    """Those who said yes and sit in no circle of this cohort."""
    return Membership.objects.filter(
        enrolments__cohort=cohort, enrolments__state=EnrolmentState.ENROLLED, left_on=None
    ).select_related("person", "manager")


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


def as_of(today: date, cohort: Cohort) -> str:
    """Where a cohort stands: planned, running or over."""
    if today < cohort.starts_on:
        return "planned"
    return "running" if today <= cohort.ends_on else "over"


def held_seat_at(circle: Circle, person: Person, at: datetime) -> bool:
    """Did the person sit in the circle at that moment?"""
    return circle.seats.filter(Q(ended_at=None) | Q(ended_at__gt=at), membership__person=person, since__lte=at).exists()
