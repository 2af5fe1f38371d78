"""Two colleagues begin a pair: one asks, the other says yes. And one of them can end it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from edgewise.domain.matching.model import Kind
from edgewise.notices.outbox.actions import call_off, tell, tell_all
from edgewise.people.models import Membership
from edgewise.programmes.circles.actions import free_names, open_circles, seats_have_changed
from edgewise.programmes.cohorts.queries import coordinators_on
from edgewise.programmes.messages import colleague_asked, colleague_declined, pair_begun, pair_ended
from edgewise.programmes.models.circles import Circle, Seat, SeatEnd
from edgewise.programmes.models.enrolments import Enrolment
from edgewise.programmes.models.pair_requests import PairRequest, RequestEnd
from edgewise.programmes.pair_requests.queries import (
    MOST_OPEN_REQUESTS,
    allows_pairs,
    colleagues_of,
    may_begin,
    open_requests,
)


@transaction.atomic
def ask(entry: Enrolment, colleague: Membership, at: datetime | None = None) -> PairRequest | None:
    """Ask somebody of the same cohort; None where that is not possible.

    Where the other has asked already, it is a yes: of two who ask each other at once, the second begins the pair.
    """
    now = at or timezone.now()
    _lock(entry.membership, colleague)
    asked_me = open_requests().filter(asker=colleague, asked=entry.membership).first()
    if asked_me is not None:
        return asked_me if _begin(asked_me, now) else None
    mine = open_requests().filter(asker=entry.membership)
    known = mine.filter(asked=colleague).first()
    if known is not None:
        return known
    is_full = mine.count() >= MOST_OPEN_REQUESTS or not allows_pairs(entry.cohort)
    if is_full or not colleagues_of(entry, now).filter(pk=colleague.pk).exists():
        return None
    made = PairRequest.objects.create(cohort=entry.cohort, asker=entry.membership, asked=colleague, made_at=now)
    tell(colleague, colleague_asked(made), now)
    return made


@transaction.atomic
def say_yes(request: PairRequest, at: datetime | None = None) -> Circle | None:
    """The pair begins; None where it cannot as the facts stand now, or the request has ended."""
    _lock(request.asker, request.asked)
    return request.circle if _begin(request, at or timezone.now()) else None


def _lock(*people: Membership) -> None:
    """As publishing does: people first (not their keys), then enrolments. Two who ask each other come in turn."""
    two = sorted(who.pk for who in people)
    list(Membership.objects.filter(pk__in=two).order_by("pk").select_for_update(no_key=True))
    list(Enrolment.objects.filter(membership__in=two).order_by("pk").select_for_update())


def _begin(request: PairRequest, now: datetime) -> bool:
    if not may_begin(request, now) or not _ended(request, RequestEnd.YES, now):
        return False
    cohort, two = request.cohort, (request.asker, request.asked)
    name = free_names(cohort, 1)[0]
    request.circle = open_circles(cohort, {name: two}, now, kind=Kind.PAIR.value, by_colleagues=True)[0]
    request.save(update_fields=["circle"])
    tell_all(coordinators_on([cohort], timezone.localdate(now)), pair_begun(request.circle, two), now)
    return True


@transaction.atomic
def say_no(request: PairRequest, at: datetime | None = None) -> bool:
    """False if the request has ended already. Who asked is told, without a reason."""
    now = at or timezone.now()
    if not _ended(request, RequestEnd.NO, now):
        return False
    tell(request.asker, colleague_declined(request), now)
    return True


@transaction.atomic
def take_back(request: PairRequest, at: datetime | None = None) -> bool:
    """False if it has been answered meanwhile."""
    return _ended(request, RequestEnd.TAKEN_BACK, at or timezone.now())


@transaction.atomic
def let_lapse(request: PairRequest, end: RequestEnd, at: datetime) -> bool:
    """Nobody has answered in time, or the pair cannot begin any more. It reads like a no: no reason is told."""
    if not _ended(request, end, at):
        return False
    if end is RequestEnd.LAPSED:
        tell(request.asker, colleague_declined(request), at)
    return True


def _ended(request: PairRequest, end: RequestEnd, now: datetime) -> bool:
    """Of an answer, another and a taking back at once, one counts. The question itself is no longer news."""
    if PairRequest.objects.filter(pk=request.pk, ended_at=None).update(ended_at=now, end=end) != 1:
        return False
    request.ended_at, request.end = now, end
    call_off(colleague_asked(request).key, request.asked)
    return True


@transaction.atomic
def end_pair(circle: Circle, by: Iterable[Membership], at: datetime | None = None) -> bool:
    """A pair that two began is over, because one of them says so or has gone; False if it has ended already.

    The other is told. What was said stays with both.
    """
    now = at or timezone.now()
    if Circle.objects.filter(pk=circle.pk, closed_at=None, by_colleagues=True).update(closed_at=now) != 1:
        return False
    seats = Seat.objects.filter(circle=circle, ended_at=None)
    there = [seat.membership for seat in seats.select_related("membership__person")]
    seats.update(ended_at=now, reason_ended=SeatEnd.CIRCLE_ENDED)
    seats_have_changed({circle.pk}, now)
    tell_all([who for who in there if who not in by], pair_ended(circle), now)
    return True
