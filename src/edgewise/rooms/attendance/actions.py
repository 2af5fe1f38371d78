"""Attendance: people say beforehand that they cannot come, the room counts, a person corrects it with a trace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from edgewise.domain.hours.pair_hour import PEOPLE_OF_A_PAIR
from edgewise.domain.session.coaching_minutes import attended_ms
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.growth.feedback.actions import ask_about_chair
from edgewise.growth.reflections.actions import look_back_on_session
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.hours.actions import recount
from edgewise.rooms.log import log
from edgewise.rooms.models.hours import MINUTE_MS, HoursEntry, HoursSource
from edgewise.rooms.models.sessions import (
    CAME,
    OVER,
    Attendance,
    AttendanceChange,
    AttendanceStatus,
    Guest,
    Session,
    SessionStatus,
)
from edgewise.rooms.sessions.queries import day_for, seat_of_guest

Status = AttendanceStatus


def excuse(session: Session, seat: Seat, *, comes: bool) -> bool:
    """Before a session, a person says that they cannot come, or that they can after all."""
    expected = Attendance.objects.filter(session=session, seat=seat, session__status=SessionStatus.PLANNED)
    was, becomes = (Status.EXCUSED, Status.PLANNED) if comes else (Status.PLANNED, Status.EXCUSED)
    return expected.filter(status=was).update(status=becomes) == 1


@transaction.atomic
def correct_attendance(
    row: Attendance, to: AttendanceStatus, by: Membership | None, at: datetime | None = None
) -> bool:
    """Correct what the room could not know, and count the hours of everybody anew. False if nothing changes.

    Somebody absent gave and received nothing; what they would have given, the others gave.
    """
    now, was = at or timezone.now(), AttendanceStatus(row.status)
    held = Attendance.objects.filter(pk=row.pk, status=was, session__status__in=OVER)
    if to in (was, Status.PLANNED) or held.update(status=to, corrected=True) != 1:
        return False
    row.refresh_from_db()
    AttendanceChange.objects.create(attendance=row, was=was, became=to, by=by, at=now)
    if to in CAME and row.session.status == SessionStatus.CLOSED:
        ask_to_look_back(row.session, row.session.closed_at or now)
    recount(row.session)
    credit_who_waited(row.session)
    return True


def note_time_from_outside(session: Session, events: Sequence[AnyEvent]) -> None:
    """How long each person from outside was there: a number, and nothing of what was said."""
    for guest in session.guests.exclude(outside=None):
        there = attended_ms(events, seat_of_guest(guest))
        Guest.objects.filter(pk=guest.pk).update(attended_ms=there)


def ask_to_look_back(session: Session, over_at: datetime) -> None:
    """Ask each person who was there, once; nobody at the table of a demonstration."""
    if session.demo:
        return
    rows = session.attendance.filter(status__in=CAME).select_related("seat__membership__person")
    people = [row.seat.membership for row in rows.order_by("seat__position")]
    look_back_on_session(session.circle, people, session.code, over_at)


def ask_how_the_chair_was(session: Session, chair: Seat | None, over_at: datetime) -> None:
    """Ask those who were there beside the person who had the chair at its end; not in a pair hour of two."""
    if session.demo or session.is_pair_hour or chair is None:
        return
    rows = session.attendance.filter(status__in=CAME).select_related("seat__membership")
    people = [row.seat.membership for row in rows.order_by("seat__position")]
    ask_about_chair(session.circle, chair.membership, people, session.code, over_at)


@transaction.atomic
def credit_who_waited(session: Session) -> None:
    """Two were to meet and one came: half of the time is noted as kept free for the other.

    It is neither given nor received, for nobody was there to take it: the two make up for it. An excuse in time is not
    noted.
    """
    rows = list(session.attendance.select_related("seat__membership"))
    waited = [row for row in rows if row.status in CAME]
    missing = [row for row in rows if row.status == Status.NO_SHOW]
    HoursEntry.objects.filter(session_code=session.code, source=HoursSource.KEPT_FREE).delete()
    if len(rows) != PEOPLE_OF_A_PAIR or len(waited) != 1 or len(missing) != 1:
        return
    HoursEntry.objects.update_or_create(
        session_code=session.code,
        giver=waited[0].seat.membership,
        receiver=missing[0].seat.membership,
        defaults={
            "circle": session.circle,
            "ms": session.minutes * MINUTE_MS // PEOPLE_OF_A_PAIR,
            "one_to_one_ms": 0,
            "on": day_for(waited[0].seat.membership, session.starts_at),
            "source": HoursSource.KEPT_FREE,
        },
    )


@transaction.atomic
def note_not_held(session: Session, came: Membership, by: Membership, at: datetime | None = None) -> bool:
    """The time is over and nobody began: one person was there, the others were not. False if it was held.

    Somebody may have waited in the room: `end_unbegun` is called before, so that nobody begins there any more.
    """
    now = at or timezone.now()
    if log.has_begun(session):
        return False
    over = Session.every.filter(pk=session.pk, status=SessionStatus.PLANNED, starts_at__lte=now)
    if over.update(status=SessionStatus.NOT_HELD, closed_at=now) != 1:
        return False
    for row in session.attendance.select_related("seat"):
        if row.status == Status.EXCUSED:
            continue
        to = Status.PRESENT if row.seat.membership_id == came.pk else Status.NO_SHOW
        AttendanceChange.objects.create(attendance=row, was=row.status, became=to, by=by, at=now)
        Attendance.objects.filter(pk=row.pk).update(status=to, corrected=True)
    credit_who_waited(session)
    return True
