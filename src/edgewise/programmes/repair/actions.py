"""A circle goes on in another way: seats end, with the reason, and new ones open. It can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from edgewise.domain.phrases import phrase
from edgewise.people.models import Membership
from edgewise.programmes.circles.actions import (
    become,
    fill_seats,
    free_names,
    open_circles,
    seats_have_changed,
)
from edgewise.programmes.circles.queries import seated_by_match
from edgewise.programmes.enrolments.actions import drop
from edgewise.programmes.models.circles import Circle, Rearrangement, Seat, SeatEnd
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.repair.queries import Change, Option, problems_with
from edgewise.programmes.signals import rearranged

# Who has gone since, or waits for a later cohort, gets no seat back.
MAY_SIT = (EnrolmentState.ENROLLED, EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
UNDO_WITHIN = timedelta(minutes=10)  # after circles were rearranged by hand


class _Changed(Exception):
    """The world is not as it was when the repair was chosen."""


def apply_repair(option: Option, at: datetime | None = None, by: Membership | None = None) -> tuple[str, ...]:
    """Reseat the people in one transaction; returns what stands in the way, empty once it is done.

    Of two repairs at once that concern the same people or circles one is made, and every rule is checked again.
    """
    now = at or timezone.now()
    try:
        with transaction.atomic():
            _lock(option)
            problems = problems_with(option)
            if problems:
                raise _Changed(*problems)
            circles, made = _apply(option, now)
            done = note_rearrangement(option.situation.circle.cohort, circles, made, by, option.repair.words, now)
            rearranged.send(sender=Rearrangement, change=done)
    except _Changed as change:
        return tuple(change.args)
    return ()


def _lock(option: Option) -> None:
    """People first (not their keys), then enrolments, as publishing does; then the circles."""
    cohort = option.situation.circle.cohort
    everybody = {who for change in option.changes for who in (*change.table, *change.before)}
    list(Membership.objects.filter(pk__in=everybody).order_by("pk").select_for_update(no_key=True))
    list(Enrolment.objects.filter(cohort=cohort, membership__in=everybody).order_by("pk").select_for_update())
    circles = [change.circle.pk for change in option.changes if change.circle]
    list(Circle.objects.filter(pk__in=circles).order_by("pk").select_for_update())


def _apply(option: Option, now: datetime) -> tuple[set[int], set[int]]:
    """The circles whose seats have changed, and the new ones among them."""
    for change in option.changes:  # every seat is given up before any is taken
        if change.circle:
            _leave(change, option.situation.gone, now)
    _let_go(option)
    for change in option.changes:
        if change.circle:
            _come(change, now)
    made = {_open(option, change, now).pk for change in option.changes if not change.circle}
    there = {change.circle.pk for change in option.changes if change.circle}
    seats_have_changed(there, now)
    return there | made, made


def _let_go(option: Option) -> None:
    """People who have left the organisation take no part any more."""
    gone = [who.id for who in option.gone]
    for entry in Enrolment.objects.filter(cohort=option.situation.circle.cohort, membership__in=gone):
        drop(entry, SeatEnd.LEFT)


def _leave(change: Change, gone: Collection[int], now: datetime) -> None:
    leaving = Seat.objects.filter(circle=change.circle, ended_at=None).exclude(membership__in=change.table)
    leaving.filter(membership__in=gone).update(ended_at=now, reason_ended=SeatEnd.LEFT)
    leaving.update(ended_at=now, reason_ended=SeatEnd.MOVED)


def _come(change: Change, now: datetime) -> None:
    assert change.circle is not None
    if not change.table:
        Circle.objects.filter(pk=change.circle.pk).update(closed_at=now)
        return
    come = [who for who in change.table if who not in change.before]
    fill_seats(change.circle, list(Membership.objects.filter(pk__in=come).order_by("pk")), now)
    Circle.objects.filter(pk=change.circle.pk).update(why=list(change.why))


def _open(option: Option, change: Change, now: datetime) -> Circle:
    like = option.situation.circle
    name = free_names(like.cohort, 1)[0]
    members = list(Membership.objects.filter(pk__in=change.table).order_by("pk"))
    return open_circles(like.cohort, {name: members}, now, kind=like.kind, why={name: change.why}, run=like.run)[0]


@transaction.atomic
def end_circle(circle: Circle, at: datetime | None = None, by: Membership | None = None) -> bool:
    """Nobody sits there any more, and those without another circle wait for one; False if it has ended already."""
    now = at or timezone.now()
    if Circle.objects.filter(pk=circle.pk, closed_at=None).update(closed_at=now) != 1:
        return False
    seats = Seat.objects.filter(circle=circle, ended_at=None)
    people = list(seats.values_list("membership_id", flat=True))
    seats.update(ended_at=now, reason_ended=SeatEnd.CIRCLE_ENDED)
    elsewhere = seated_by_match(circle.cohort).values("membership")
    active = Enrolment.objects.filter(cohort=circle.cohort, state=EnrolmentState.ACTIVE, membership__in=people)
    become(active.exclude(membership__in=elsewhere), EnrolmentState.ENROLLED)
    seats_have_changed({circle.pk}, now)
    note_rearrangement(circle.cohort, [circle.pk], (), by, phrase("{circle} has ended.", circle=circle.name), now)
    return True


def note_rearrangement(
    cohort: Cohort, circles: Collection[int], made: Collection[int], by: Membership | None, words: str, at: datetime
) -> Rearrangement:
    """`circles` are those whose seats changed at that moment, `made` the new ones among them."""
    return Rearrangement.objects.create(
        cohort=cohort, circles=sorted(circles), made=sorted(made), by=by, words=words, at=at
    )


@transaction.atomic
def take_rearrangement_back(change: Rearrangement, at: datetime | None = None) -> bool:
    """Everybody sits where they sat, and new circles end; False once it is too late, or another change has followed."""
    now = at or timezone.now()
    list(Circle.objects.filter(pk__in=change.circles).order_by("pk").select_for_update())
    fresh = Rearrangement.objects.filter(pk=change.pk, undone_at=None, at__gt=now - UNDO_WITHIN)
    if _has_moved_on(change) or fresh.update(undone_at=now) != 1:
        return False
    seats = Seat.objects.filter(circle__in=change.circles)
    people = {who for (who,) in seats.filter(Q(since=change.at) | Q(ended_at=change.at)).values_list("membership_id")}
    seats.filter(since=change.at, ended_at=None).update(ended_at=now, reason_ended=SeatEnd.TAKEN_BACK)
    here = Enrolment.objects.filter(cohort=change.cohort, state__in=MAY_SIT).values("membership")
    left = seats.filter(ended_at=change.at, reason_ended__in=(SeatEnd.MOVED, SeatEnd.CIRCLE_ENDED))
    back = set(left.filter(membership__in=here).values_list("pk", flat=True))
    Seat.objects.filter(pk__in=back).update(ended_at=None, reason_ended="")
    Circle.objects.filter(pk__in=change.circles, closed_at=change.at).update(closed_at=None)
    Circle.objects.filter(pk__in=change.made).update(closed_at=now)
    _follow_seats(change.cohort, people)
    seats_have_changed(set(change.circles), now, back)
    return True


def _has_moved_on(change: Rearrangement) -> bool:
    """Has anybody of these circles come, gone or sat down elsewhere since, or one of the circles ended?"""
    here = Seat.objects.filter(circle__in=change.circles)
    people = here.filter(Q(since=change.at) | Q(ended_at=change.at)).values("membership")
    return (
        here.filter(Q(since__gt=change.at) | Q(ended_at__gt=change.at)).exists()
        or Seat.objects.filter(membership__in=people, since__gt=change.at).exists()
        or Circle.objects.filter(pk__in=change.circles, closed_at__gt=change.at).exists()
    )


def _follow_seats(cohort: Cohort, people: Iterable[int]) -> None:
    """People with a seat in the cohort take part; people without one wait for a circle again."""
    seated = seated_by_match(cohort).values("membership")
    concerned = Enrolment.objects.filter(cohort=cohort, membership__in=people)
    become(concerned.filter(state=EnrolmentState.ENROLLED, membership__in=seated), EnrolmentState.ACTIVE)
    become(concerned.filter(state=EnrolmentState.ACTIVE).exclude(membership__in=seated), EnrolmentState.ENROLLED)
