"""A rearrangement of circles is taken back: whoever pressed by mistake has some minutes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from edgewise.people.models import Membership
from edgewise.programmes.actions.seating import BACK, SLIP, become, seats_have_changed
from edgewise.programmes.models import (
    Circle,
    Cohort,
    Enrolment,
    EnrolmentState,
    Rearrangement,
    Seat,
)

MOVED, ENDED = "moved to another circle", "the circle ended"  # reasons of seats that come back


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
    fresh = Rearrangement.objects.filter(pk=change.pk, undone_at=None, at__gt=now - SLIP)
    if _has_moved_on(change) or fresh.update(undone_at=now) != 1:
        return False
    seats = Seat.objects.filter(circle__in=change.circles)
    people = {who for (who,) in seats.filter(Q(since=change.at) | Q(ended_at=change.at)).values_list("membership_id")}
    seats.filter(since=change.at, ended_at=None).update(ended_at=now, reason_ended=BACK)
    back = set(seats.filter(ended_at=change.at, reason_ended__in=(MOVED, ENDED)).values_list("pk", flat=True))
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
    """Who sits somewhere in the cohort takes part; who does not waits for a circle again."""
    seated = Seat.objects.filter(circle__cohort=cohort, ended_at=None).values("membership")
    concerned = Enrolment.objects.filter(cohort=cohort, membership__in=people)
    become(concerned.filter(state=EnrolmentState.ENROLLED, membership__in=seated), EnrolmentState.ACTIVE)
    become(concerned.filter(state=EnrolmentState.ACTIVE).exclude(membership__in=seated), EnrolmentState.ENROLLED)
