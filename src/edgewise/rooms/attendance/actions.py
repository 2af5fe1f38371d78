"""Attendance: people say beforehand that they cannot come, the room counts, a person corrects it with a trace."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from edgewise.growth.reflections.actions import look_back_on_session
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.models.hours import HoursEntry, HoursSource
from edgewise.rooms.models.sessions import CAME, Attendance, AttendanceChange, AttendanceStatus, Session, SessionStatus

Status = AttendanceStatus
PEOPLE_OF_A_PAIR = 2  # each of them would have given half of the time


def excuse(session: Session, seat: Seat, *, comes: bool) -> bool:
    """Before a session, a person says that they cannot come, or that they can after all."""
    expected = Attendance.objects.filter(session=session, seat=seat, session__status=SessionStatus.PLANNED)
    was, becomes = (Status.EXCUSED, Status.PLANNED) if comes else (Status.PLANNED, Status.EXCUSED)
    return expected.filter(status=was).update(status=becomes) == 1


@transaction.atomic
def correct_attendance(
    row: Attendance, to: AttendanceStatus, by: Membership | None, at: datetime | None = None
) -> bool:
    """Correct what the room could not know. An absent person gave and received nothing. False if nothing changes."""
    now, was = at or timezone.now(), AttendanceStatus(row.status)
    held = Attendance.objects.filter(pk=row.pk, status=was, session__status=SessionStatus.CLOSED)
    if to in (was, Status.PLANNED) or held.update(status=to, corrected=True) != 1:
        return False
    row.refresh_from_db()
    AttendanceChange.objects.create(attendance=row, was=was, became=to, by=by, at=now)
    if to in CAME:
        ask_to_look_back(row.session, row.session.closed_at or now)
    else:
        Attendance.objects.filter(pk=row.pk).update(minutes_given=0, minutes_received=0)
        who = row.seat.membership_id
        entries = HoursEntry.objects.filter(session_code=row.session.code)
        (entries.filter(giver=who) | entries.filter(receiver=who)).filter(source=HoursSource.ROOM).delete()
    credit_who_waited(row.session)
    return True


def ask_to_look_back(session: Session, over_at: datetime) -> None:
    """Ask each person who was there, once; nobody at the table of a demonstration."""
    if session.demo:
        return
    rows = session.attendance.filter(status__in=CAME).select_related("seat__membership__person")
    people = [row.seat.membership for row in rows.order_by("seat__position")]
    look_back_on_session(session.circle, people, session.code, over_at)


@transaction.atomic
def credit_who_waited(session: Session) -> None:
    """Two were to meet and one came: that person gave half of the time, although nobody was there to take it.

    An excuse in time costs nothing and earns nothing.
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
            "minutes": session.minutes // PEOPLE_OF_A_PAIR,
            "on": session.starts_at.date(),
            "source": HoursSource.KEPT_FREE,
        },
    )


@transaction.atomic
def note_not_held(session: Session, came: Membership, by: Membership, at: datetime | None = None) -> bool:
    """The time is over and nobody opened the room: one person was there, the others were not. False if it was held."""
    now = at or timezone.now()
    over = Session.objects.filter(pk=session.pk, status=SessionStatus.PLANNED, events=None, starts_at__lte=now)
    if over.update(status=SessionStatus.CLOSED, closed_at=now) != 1:
        return False
    for row in session.attendance.select_related("seat"):
        if row.status == Status.EXCUSED:
            continue
        to = Status.PRESENT if row.seat.membership_id == came.pk else Status.NO_SHOW
        AttendanceChange.objects.create(attendance=row, was=row.status, became=to, by=by, at=now)
        Attendance.objects.filter(pk=row.pk).update(status=to, corrected=True)
    credit_who_waited(session)
    return True
