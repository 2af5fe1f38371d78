"""Who takes part in a cohort, who could, and who asks for another circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Case, Count, Q, QuerySet, When

from edgewise.people.models import Membership, PeopleImport, Person
from edgewise.people.queries import not_left
from edgewise.programmes.circles.queries import load_beside
from edgewise.programmes.lotteries.queries import promises_to, waiting_for
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentChange, EnrolmentState, RematchRequest
from edgewise.vault.queries import cipher_of

KINDS = ("function", "unit", "location")  # the facts by which people are chosen
IMPORTS_TO_CHOOSE = 10  # the newest, for choosing the people of one


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
    """People of the organisation that the cohort has not asked yet, each with the number of `circles_now`.

    Of circles that would count as load beside it. `waits` is 2 for those whom an earlier run's lottery promised a
    place, 1 for others who wait for a later run, and 0 for everybody else.
    """
    promised = promises_to(cohort).values("membership")
    waiting = waiting_for(cohort).values("membership")
    waits = Case(When(pk__in=promised, then=2), When(pk__in=waiting, then=1), default=0)
    counted = Count("seats", filter=Q(seats__in=load_beside(cohort).values("pk")), distinct=True)
    return (
        Membership.objects.filter(not_left(), organisation_id=cohort.programme.organisation_id)
        .exclude(enrolments__cohort=cohort)
        .annotate(circles_now=counted, waits=waits)
        .select_related("person")
        .order_by("-waits", "person__name", "pk")
    )


def narrowed(
    people: QuerySet[Membership], words: str, facts: Mapping[str, str], imported: int | None = None
) -> QuerySet[Membership]:
    """Those whose name, address or title contains `words`, with those facts and of that import where given."""
    if words:
        people = people.filter(
            Q(person__name__icontains=words) | Q(person__email__icontains=words) | Q(job_title__icontains=words)
        )
    exact = {name: value for name, value in facts.items() if value}
    return people.filter(**exact, **({"people_imports": imported} if imported else {}))


def imports_to_choose(cohort: Cohort) -> QuerySet[PeopleImport]:
    """The newest imports of the organisation that brought anybody, each with the number of its `people_in`."""
    done = PeopleImport.objects.filter(organisation_id=cohort.programme.organisation_id)
    return done.annotate(people_in=Count("people")).filter(people_in__gt=0).order_by("-at", "-pk")[:IMPORTS_TO_CHOOSE]


def kinds_of_people(cohort: Cohort) -> dict[str, list[str]]:
    """The functions, units and locations that occur in the organisation, for choosing from."""
    everyone = Membership.objects.filter(not_left(), organisation_id=cohort.programme.organisation_id)
    rows = everyone.values_list(*KINDS).distinct()
    columns = zip(*rows, strict=True) if rows else [()] * len(KINDS)
    return {kind: sorted({*values} - {""}) for kind, values in zip(KINDS, columns, strict=True)}


def waiting_for_a_circle(cohort: Cohort, *, next_round: bool = False) -> QuerySet[Membership]:
    """People who said yes and sit in no circle of this cohort; for its next round also those who sit in one."""
    return Membership.objects.filter(
        not_left(), enrolments__cohort=cohort, enrolments__state__in=ready_states(next_round=next_round)
    ).select_related("person")


def ready_states(*, next_round: bool) -> tuple[EnrolmentState, ...]:
    """The states of those who may be matched."""
    return (EnrolmentState.ENROLLED, EnrolmentState.ACTIVE)[: 1 + next_round]


def desk_scope(cohort: Cohort) -> str:
    """The name of the key for what people write to this cohort's coordinators."""
    return f"desk:{cohort.code}"


def rematch_context(entry: Enrolment) -> bytes:
    return f"rematch:{entry.pk}".encode()


def words_of_rematch(asked: RematchRequest) -> str:
    if asked.words is None:
        return ""
    entry = asked.enrolment
    return cipher_of(desk_scope(entry.cohort)).decrypt(bytes(asked.words), rematch_context(entry)).decode()


def open_rematches(entry: Enrolment) -> QuerySet[RematchRequest]:
    return entry.rematch_requests.filter(closed_at=None)
