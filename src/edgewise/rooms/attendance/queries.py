"""Who is excused, who came, and what was corrected."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.models.sessions import (
    CAME,
    Attendance,
    AttendanceChange,
    AttendanceStatus,
    Event,
    Session,
    SessionStatus,
)


def excused_from(seat: Seat) -> set[int]:
    """The sessions that the person cannot come to, as they said."""
    return set(seat.attendance.filter(status=AttendanceStatus.EXCUSED).values_list("session_id", flat=True))


@dataclass(frozen=True, slots=True)
class Came:
    """A meeting that is over, and what is known of each who was to come."""

    session: Session
    rows: list[Attendance]
    has_record: bool  # somebody opened the room

    @property
    def came(self) -> int:
        return sum(row.status in CAME for row in self.rows)

    @property
    def is_known(self) -> bool:
        """False where nobody has counted who came."""
        return any(row.status != AttendanceStatus.PLANNED for row in self.rows)


def attendance_of(circle: Circle) -> list[Came]:
    """Who came to each meeting that is over, the newest first; nothing of what was said there.

    Where a circle did not meet, only what people said about who was there.
    """
    known = Q(session__status=SessionStatus.NOT_HELD) & ~Q(status=AttendanceStatus.PLANNED)
    held = known | Q(session__status=SessionStatus.CLOSED)
    rows = Attendance.objects.filter(held, session__circle=circle, session__coach=None)
    found: dict[int, Came] = {}
    opened = set(Event.objects.filter(session__circle=circle, version=1).values_list("session_id", flat=True))
    for row in rows.select_related("session", "seat__membership__person").order_by(
        "-session__starts_at", "seat__position"
    ):
        key = row.session_id
        found.setdefault(key, Came(row.session, [], key in opened)).rows.append(row)
    return list(found.values())


def came_to(session: Session) -> list[Membership]:
    """The people who were there, in seating order, and after them those from outside."""
    rows = session.attendance.filter(status__in=CAME).select_related("seat__membership__person")
    guests = session.guests.filter(attended_ms__gt=0).select_related("outside__person")
    seated = [row.seat.membership for row in rows.order_by("seat__position")]
    return seated + [guest.outside for guest in guests.order_by("pk") if guest.outside]


def corrections_of(circle: Circle) -> QuerySet[AttendanceChange]:
    rows = AttendanceChange.objects.filter(attendance__session__circle=circle, attendance__session__coach=None)
    return rows.select_related("attendance__seat__membership__person", "attendance__session", "by__person").order_by(
        "-at", "-pk"
    )
