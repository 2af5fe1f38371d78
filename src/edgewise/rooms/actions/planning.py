"""Sessions as a circle plans them: with the chair by the rota and everybody expected."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.crypto import get_random_string

from edgewise.domain.formats import model as formats
from edgewise.people.models import Membership
from edgewise.programmes.models import Circle
from edgewise.rooms.models import Attendance, Session, SessionStatus

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
