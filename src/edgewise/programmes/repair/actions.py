"""A circle goes on in another way: seats end, with the reason, and new ones open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from edgewise.people.models import Membership
from edgewise.programmes.actions.enrolling import drop
from edgewise.programmes.actions.seating import become, fill_seats, free_names, open_circles, seats_have_changed
from edgewise.programmes.actions.undoing import ENDED, MOVED, note_rearrangement
from edgewise.programmes.apps import rearranged
from edgewise.programmes.models import Circle, Enrolment, EnrolmentState, Rearrangement, Seat
from edgewise.programmes.queries import problems_with
from edgewise.programmes.queries.repairing import Change, Option

LEFT = "left the organisation"  # the reason of a seat that ends


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
    """Whoever has left the organisation takes no part any more."""
    gone = [who.id for who in option.gone]
    for entry in Enrolment.objects.filter(cohort=option.situation.circle.cohort, membership__in=gone):
        drop(entry, LEFT)


def _leave(change: Change, gone: Collection[int], now: datetime) -> None:
    leaving = Seat.objects.filter(circle=change.circle, ended_at=None).exclude(membership__in=change.table)
    leaving.filter(membership__in=gone).update(ended_at=now, reason_ended=LEFT)
    leaving.update(ended_at=now, reason_ended=MOVED)


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
    seats.update(ended_at=now, reason_ended=ENDED)
    elsewhere = Seat.objects.filter(circle__cohort=circle.cohort, ended_at=None).values("membership")
    active = Enrolment.objects.filter(cohort=circle.cohort, state=EnrolmentState.ACTIVE, membership__in=people)
    become(active.exclude(membership__in=elsewhere), EnrolmentState.ENROLLED)
    seats_have_changed({circle.pk}, now)
    note_rearrangement(circle.cohort, [circle.pk], (), by, f"{circle.name} has ended.", now)
    return True
