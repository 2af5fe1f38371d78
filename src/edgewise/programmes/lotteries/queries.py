"""A cohort's lottery: who had said yes, what was drawn, whose turn it is, and who has been promised a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from edgewise.domain.evidence import lottery
from edgewise.people.models import Membership, Person
from edgewise.people.queries import not_left
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.lotteries import Entrant, Group, Lottery, OfferAnswer, SharedLot, Strata

OFFER_DAYS = 3  # for an answer to a place that became free, its own day not counted
OFFER_GRACE = timedelta(days=1)  # until the last day is over everywhere, whoever asks and wherever the reserve is
HOLDS = (EnrolmentState.ENROLLED, EnrolmentState.ACTIVE, EnrolmentState.PAUSED, EnrolmentState.COMPLETED)
HAS_PLACE = Q(group__in=(Group.PLACE, Group.PROMISED)) | Q(answer=OfferAnswer.YES)
WAIT = (Group.RESERVE, Group.COMPARISON)  # the groups that get no place at once
PROMISES = Q(group__in=WAIT) & ~Q(answer=OfferAnswer.YES)


def lottery_of(cohort: Cohort) -> Lottery | None:
    """None as long as no places are drawn."""
    return Lottery.objects.filter(cohort=cohort).select_related("drawn_by__person").first()


def pool_of(cohort: Cohort) -> QuerySet[Membership]:
    """Those who have said yes and sit in no circle."""
    enrolled = cohort.enrolments.filter(state=EnrolmentState.ENROLLED).values("membership")
    found = Membership.objects.filter(not_left(), pk__in=enrolled).select_related("person")
    return found.order_by("person__name", "pk")


def listed(pool: Iterable[Membership], strata: str, shared: Iterable[SharedLot]) -> list[lottery.Entrant]:
    """As the draw wants them, by key."""
    units = units_of([(one.one_id, one.other_id) for one in shared])
    return [
        lottery.Entrant(who.pk, _stratum(who, strata), units.get(who.pk, ""))
        for who in sorted(pool, key=lambda who: who.pk)
    ]


def _stratum(who: Membership, strata: str) -> str:
    if strata == Strata.LEVEL:
        return "" if who.role_level is None else str(who.role_level)
    return who.function if strata == Strata.FUNCTION else ""


def units_of(pairs: Iterable[tuple[int, int]]) -> dict[int, str]:
    """People of overlapping pairs share one name, that of the smallest key."""
    units: dict[int, set[int]] = {}
    for one, other in pairs:
        both = units.get(one, {one}) | units.get(other, {other})
        units |= dict.fromkeys(both, both)
    return {who: str(min(unit)) for who, unit in units.items()}


def shared_lots_of(cohort: Cohort) -> QuerySet[SharedLot]:
    return cohort.shared_lots.select_related("one__person", "other__person").order_by("pk")


def shared_among(cohort: Cohort, people: Iterable[int]) -> QuerySet[SharedLot]:
    """Those of which both are among these people."""
    keys = list(people)
    return cohort.shared_lots.filter(one__in=keys, other__in=keys)


# The draw, to be made again.


def entrants_of(drawn: Lottery) -> QuerySet[Entrant]:
    return drawn.entrants.select_related("membership__person").order_by("membership__person__name", "pk")


def drawn_by_lot(entrants: Iterable[Entrant]) -> list[lottery.Entrant]:
    """The list from which was drawn: without those who had a place as promised."""
    return [
        lottery.Entrant(one.membership_id, one.stratum, one.together) for one in entrants if one.group != Group.PROMISED
    ]


def draw_as_kept(entrants: Iterable[Entrant]) -> lottery.Draw:
    """What the rows say."""
    rows = sorted(entrants, key=lambda one: one.membership_id)
    line = sorted((one for one in rows if one.line is not None), key=lambda one: one.line or 0)
    return lottery.Draw(
        places=tuple(one.membership_id for one in rows if one.group == Group.PLACE),
        reserves=tuple(one.membership_id for one in line),
        comparison=tuple(one.membership_id for one in rows if one.group == Group.COMPARISON),
    )


def drawn_again(drawn: Lottery, entrants: Sequence[Entrant]) -> lottery.Draw:
    """By the same list, sizes and seed."""
    return lottery.draw(drawn_by_lot(entrants), drawn.places, drawn.reserves, drawn.seed)


# Places that become free.


def places_in(drawn: Lottery) -> int:
    """By lot and as promised."""
    return drawn.places + drawn.entrants.filter(group=Group.PROMISED).count()


def places_free(drawn: Lottery, today: date, but: int = 0) -> int:
    """Places that nobody holds and nobody is asked to take; `but` is a membership that is not counted."""
    holders = drawn.entrants.filter(HAS_PLACE).values("membership")
    held = Enrolment.objects.filter(not_left("membership"), cohort=drawn.cohort_id, state__in=HOLDS)
    taken = held.filter(membership__in=holders).exclude(membership=but).count()
    return places_in(drawn) - taken - open_offers(drawn, today).exclude(membership=but).count()


def can_be_answered(today: date) -> Q:
    return Q(answered_at=None, answer_by__gte=today - OFFER_GRACE)


def open_offers(drawn: Lottery, today: date) -> QuerySet[Entrant]:
    """Reserves who are asked, still wait and can still answer."""
    waits = Exists(_enrolment_of_lot().filter(state=EnrolmentState.WAITING))
    found = drawn.entrants.filter(not_left("membership"), waits, can_be_answered(today))
    return found.select_related("membership__person").order_by("line")


def next_in_line(drawn: Lottery) -> Entrant | None:
    """The first reserve who was not asked yet and still waits."""
    waits = Exists(_enrolment_of_lot().filter(state=EnrolmentState.WAITING))
    reserves = drawn.entrants.filter(not_left("membership"), waits, group=Group.RESERVE, offered_at=None)
    return reserves.select_related("membership__person").order_by("line").first()


def may_move_up(cohort: Cohort, today: date) -> bool:
    """A place is offered until the first day."""
    return today <= cohort.starts_on


def waits_after_draw(cohort: Cohort, who: int, today: date) -> bool:
    """Does a yes of this membership mean to wait, because the places are drawn and none is theirs?"""
    drawn = lottery_of(cohort)
    if drawn is None:
        return False
    is_theirs = drawn.entrants.filter(HAS_PLACE, membership=who).exists()
    return not is_theirs or places_free(drawn, today, but=who) < 1


def lot_of(entry: Enrolment) -> Entrant | None:
    """What the places drawn mean for one person; None for somebody who said yes later, and where nothing is drawn."""
    found = Entrant.objects.filter(lottery__cohort=entry.cohort_id, membership=entry.membership_id)
    return found.select_related("lottery__cohort").first()


def lots_without_place(cohort: Cohort) -> QuerySet[Entrant]:
    """Of those who drew none, and got none later: nobody misses them when they wait no more."""
    return Entrant.objects.filter(PROMISES, lottery__cohort=cohort)


def offers_to(person: Person, today: date) -> QuerySet[Entrant]:
    """Places that wait for the person's yes or no."""
    waits = Exists(_enrolment_of_lot().filter(state=EnrolmentState.WAITING))
    mine = Entrant.objects.filter(not_left("membership"), waits, membership__person=person)
    found = mine.filter(can_be_answered(today))
    return found.select_related("lottery__cohort__programme").order_by("answer_by", "pk")


# The promise of the next cohort.


def promises_to(cohort: Cohort) -> QuerySet[Entrant]:
    """Lots of earlier runs of the programme whose people wait for this one: it is the first that they say yes to."""
    waits = Exists(_enrolment_of_lot().filter(state=EnrolmentState.WAITING))
    earlier = Q(lottery__cohort__programme=cohort.programme_id, lottery__cohort__starts_on__lt=cohort.starts_on)
    return Entrant.objects.filter(PROMISES, waits, earlier, kept_by=None)


def waiting_for(cohort: Cohort) -> QuerySet[Enrolment]:
    """Enrolments in earlier runs of the programme that wait for a later one, those of a late yes included."""
    earlier = Q(cohort__programme=cohort.programme_id, cohort__starts_on__lt=cohort.starts_on)
    return Enrolment.objects.filter(earlier, state=EnrolmentState.WAITING)


def promised_in(cohort: Cohort) -> set[int]:
    """Memberships that have said yes to this cohort and were promised a place in it."""
    kept = Entrant.objects.filter(kept_by__cohort=cohort)
    return set(kept.values_list("membership_id", flat=True))


def promised_at_draw(cohort: Cohort) -> set[int]:
    """Those of them who have a place when it is drawn now: who is on a pause has said yes, and keeps it."""
    here = (EnrolmentState.ENROLLED, EnrolmentState.PAUSED)
    entries = Enrolment.objects.filter(not_left("membership"), cohort=cohort, state__in=here)
    return promised_in(cohort) & set(entries.values_list("membership_id", flat=True))


def _enrolment_of_lot() -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(cohort=OuterRef("lottery__cohort"), membership=OuterRef("membership"))
