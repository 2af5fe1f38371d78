"""Who is excused, who came, and what was corrected."""

from __future__ import annotations

from django.db.models import QuerySet

from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.models.sessions import Attendance, AttendanceChange, AttendanceStatus, Session, SessionStatus


def excused_from(seat: Seat) -> set[int]:
    """The sessions that the person cannot come to, as they said."""
    return set(seat.attendance.filter(status=AttendanceStatus.EXCUSED).values_list("session_id", flat=True))


def attendance_of(circle: Circle) -> list[tuple[Session, list[Attendance]]]:
    """Who came to each session held, the newest first; nothing of what was said there."""
    rows = Attendance.objects.filter(session__circle=circle, session__status=SessionStatus.CLOSED)
    found: dict[int, tuple[Session, list[Attendance]]] = {}
    for row in rows.select_related("session", "seat__membership__person").order_by(
        "-session__starts_at", "seat__position"
    ):
        found.setdefault(row.session_id, (row.session, []))[1].append(row)
    return list(found.values())


def corrections_of(circle: Circle) -> QuerySet[AttendanceChange]:
    rows = AttendanceChange.objects.filter(attendance__session__circle=circle)
    return rows.select_related("attendance__seat__membership__person", "attendance__session", "by__person").order_by(
        "-at", "-pk"
    )
