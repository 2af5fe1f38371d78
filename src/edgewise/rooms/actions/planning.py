"""Sessions as a circle plans them: with the chair by the rota and everybody expected."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.crypto import get_random_string

from edgewise.domain.formats import model as formats
from edgewise.people.models import Membership
from edgewise.programmes.models import Circle, Seat
from edgewise.rooms.live import door
from edgewise.rooms.models import Attendance, Session, SessionStatus
from edgewise.rooms.queries import next_facilitator

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike


@transaction.atomic
def plan_session(
    circle: Circle,
    starts_at: datetime,
    fmt: formats.Format,
    facilitator: Membership,
    deputy: Membership | None,
) -> Session:
    """A session that keeps the format as it is now, whatever becomes of the built-in one."""
    session = Session.objects.create(
        circle=circle,
        code=get_random_string(12, LETTERS),
        starts_at=starts_at,
        minutes=fmt.minutes,
        format_json=formats.to_json(fmt).decode(),
        facilitator=facilitator,
        deputy=deputy,
    )
    seats = circle.seats.filter(ended_at=None)
    Attendance.objects.bulk_create(Attendance(session=session, seat=seat) for seat in seats)
    return session


def move_session(session: Session, starts_at: datetime) -> bool:
    """Another time; False once the room is open, since what it began with stands in its log."""
    waiting = Session.objects.filter(pk=session.pk, status=SessionStatus.PLANNED, events=None)
    return waiting.update(starts_at=starts_at) == 1


def cancel_session(session: Session) -> bool:
    """Call it off; False once it has begun."""
    waiting = Session.objects.filter(pk=session.pk, status=SessionStatus.PLANNED)
    return waiting.update(status=SessionStatus.CANCELLED) == 1


@transaction.atomic
def follow_seats(circles: Collection[int], **_: object) -> None:
    """Sessions that nobody has opened yet expect those who sit in the circle now, and no chair who has left it.

    A room that is open goes on with those who were at its table; what a closed circle has planned is called off.
    """
    waiting = Session.objects.filter(circle__in=circles, status=SessionStatus.PLANNED, events=None)
    waiting.exclude(circle__closed_at=None).update(status=SessionStatus.CANCELLED)
    planned = list(waiting.select_related("circle").order_by("starts_at", "pk"))
    Attendance.objects.filter(session__in=planned).exclude(seat__ended_at=None).delete()
    seats: dict[int, list[Seat]] = {}
    for seat in Seat.objects.filter(circle__in=circles, ended_at=None).order_by("circle_id", "position"):
        seats.setdefault(seat.circle_id, []).append(seat)
    expected = [Attendance(session=one, seat=seat) for one in planned for seat in seats.get(one.circle_id, ())]
    Attendance.objects.bulk_create(expected, ignore_conflicts=True)
    for one in planned:
        _keep_chair(one, [seat.membership_id for seat in seats.get(one.circle_id, ())])
    transaction.on_commit(door.forget)  # a seat that has ended is turned away at once


def _keep_chair(session: Session, here: Collection[int]) -> None:
    """The deputy follows a facilitator who has left; where both have, it is whoever the rota says."""
    planned = (session.facilitator_id, session.deputy_id)
    kept = [who for who in planned if who in here]
    if len(kept) < len([who for who in planned if who]):
        by_rota = None if kept else next_facilitator(session.circle)
        facilitator = kept[0] if kept else by_rota and by_rota.pk
        Session.objects.filter(pk=session.pk).update(facilitator=facilitator, deputy=None)
