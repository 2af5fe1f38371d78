"""Who could be asked to begin a pair, and who has asked whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from edgewise.domain.matching.audit import violations
from edgewise.people.models import Membership, Person
from edgewise.people.queries import not_left
from edgewise.programmes.circles.queries import load_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.pair_requests import PairRequest, RequestEnd
from edgewise.programmes.runs.queries import candidates, rules_for

ANSWER_WITHIN = timedelta(days=14)  # after that a request lapses
ASK_AGAIN_AFTER = timedelta(days=90)  # since the same person said no, or said nothing
MOST_OPEN_REQUESTS = 3  # of one person who asks
PEOPLE_OF_A_PAIR = 2


def allows_pairs(cohort: Cohort) -> bool:
    """May its people begin pairs by themselves today?

    Not in a resource group: who belongs to it is told to nobody, and those who can be asked are a list of names.
    """
    return cohort.programme.colleagues_may_pair and not cohort.is_erg and cohort.ends_on >= timezone.localdate()


def those_active(cohort: Cohort) -> QuerySet[Membership]:
    """People of the cohort who sit in a circle. Who waits for one is matched first."""
    active = Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.ACTIVE)
    return Membership.objects.filter(not_left(), pk__in=active.values("membership")).select_related("person")


def places_to_ask(person: Person) -> list[Enrolment]:
    """Where the person could ask a colleague: in which of their cohorts."""
    mine = Enrolment.objects.filter(not_left("membership"), membership__person=person, state=EnrolmentState.ACTIVE)
    found = mine.filter(cohort__programme__colleagues_may_pair=True).select_related("cohort__programme", "membership")
    return [entry for entry in found.order_by("cohort__name", "pk") if allows_pairs(entry.cohort)]


def colleagues_of(entry: Enrolment, now: datetime) -> QuerySet[Membership]:
    """Whom the person can ask; why anybody else is missing is said nowhere. In a fixed number of queries."""
    facts = {one.id: one for one in candidates(those_active(entry.cohort), now)}
    me = facts.pop(entry.membership_id, None)
    if me is None:
        return Membership.objects.none()
    rules = rules_for(entry.cohort).of_colleagues
    free = [one.id for one in facts.values() if not violations((me, one), rules)]
    barred = _barred(entry.membership, now)
    found = Membership.objects.filter(pk__in=[who for who in free if who not in barred])
    return found.select_related("person").order_by("person__name", "pk")


def may_begin(request: PairRequest, now: datetime) -> bool:
    """Do the hard rules allow this pair as everything stands now? Asked under a lock."""
    two = those_active(request.cohort).filter(pk__in=(request.asker_id, request.asked_id))
    facts = candidates(two, now)
    is_open = len(facts) == PEOPLE_OF_A_PAIR and allows_pairs(request.cohort) and now < lapses_at(request)
    if not is_open or request.asked_id in paired_with(request.asker, now):
        return False
    return not violations(facts, rules_for(request.cohort).of_colleagues)


def circles_now(who: Membership, now: datetime) -> int:
    """In how many circles they sit, over all programmes."""
    return load_seats(now).filter(membership=who).count()


def room_of(who: Membership, now: datetime) -> int:
    """How many more circles they wish for at most, over all programmes."""
    return max(0, candidates(Membership.objects.filter(pk=who.pk), now)[0].free_load)


def paired_with(who: Membership, now: datetime) -> set[int]:
    """The people with whom they sit in a circle of two that goes on."""
    mine = load_seats(now).filter(membership=who)
    tables: dict[int, set[int]] = {}
    seats = Seat.objects.filter(circle__in=mine.values("circle"), ended_at=None)
    for circle, member in seats.values_list("circle_id", "membership_id"):
        tables.setdefault(circle, set()).add(member)
    pairs = [table for table in tables.values() if len(table) == PEOPLE_OF_A_PAIR]
    return set().union(*pairs) - {who.pk}


def _barred(who: Membership, now: datetime) -> set[int]:
    """People who are asked already, or ask; who answered no not long ago; and with whom there is a pair."""
    return {who.pk} | paired_with(who, now) | _just_asked(who, now) | _open_with(who)


def _just_asked(who: Membership, now: datetime) -> set[int]:
    unwanted = PairRequest.objects.filter(asker=who, end__in=(RequestEnd.NO, RequestEnd.LAPSED))
    return set(unwanted.filter(ended_at__gt=now - ASK_AGAIN_AFTER).values_list("asked_id", flat=True))


def _open_with(who: Membership) -> set[int]:
    rows = PairRequest.objects.filter(Q(asker=who) | Q(asked=who), ended_at=None)
    return {one for two in rows.values_list("asker_id", "asked_id") for one in two}


def open_requests() -> QuerySet[PairRequest]:
    rows = PairRequest.objects.filter(ended_at=None)
    return rows.select_related("cohort__programme", "asker__person", "asked__person").order_by("made_at", "pk")


def requests_by(person: Person) -> QuerySet[PairRequest]:
    """Those that wait for an answer."""
    return open_requests().filter(not_left("asker"), asker__person=person)


def requests_to(person: Person) -> QuerySet[PairRequest]:
    """Those that wait for the person's answer."""
    return open_requests().filter(not_left("asked"), asked__person=person)


def lapses_at(request: PairRequest) -> datetime:
    return request.made_at + ANSWER_WITHIN


def requests_over(now: datetime) -> list[tuple[PairRequest, RequestEnd]]:
    """Open requests that nobody has answered in time, or that nobody can answer with a yes any more."""
    waiting = list(open_requests())
    active = {pk: set(those_active(cohort).values_list("pk", flat=True)) for pk, cohort in _cohorts(waiting).items()}
    found = []
    for one in waiting:
        if lapses_at(one) <= now:
            found.append((one, RequestEnd.LAPSED))
        elif not allows_pairs(one.cohort) or not {one.asker_id, one.asked_id} <= active[one.cohort_id]:
            found.append((one, RequestEnd.OVERTAKEN))
    return found


def _cohorts(requests: Iterable[PairRequest]) -> dict[int, Cohort]:
    return {one.cohort_id: one.cohort for one in requests}


def pairs_left(before: datetime) -> list[tuple[Circle, list[Membership]]]:
    """Pairs of colleagues that one of the two has left, with the people who are gone.

    Since that moment at the latest: until then a slip can be taken back.
    """
    ended = Seat.objects.filter(circle=OuterRef("pk"), ended_at__lte=before)
    left = Seat.objects.filter(~not_left("membership"), circle=OuterRef("pk"), ended_at=None)
    rows = Circle.objects.filter(Exists(ended) | Exists(left), by_colleagues=True, closed_at=None)
    return [(one, _gone_from(one)) for one in rows.select_related("cohort__programme").order_by("pk")]


def _gone_from(circle: Circle) -> list[Membership]:
    seats = circle.seats.filter(~not_left("membership") | ~Q(ended_at=None)).select_related("membership")
    return [seat.membership for seat in seats]
