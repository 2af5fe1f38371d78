"""The sessions of a circle, who facilitates, and when everybody could meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from edgewise.domain.calendar.rota import chairs_in_turn
from edgewise.domain.calendar.slots import Window, Worker, merged, shared_windows
from edgewise.domain.coaching.unopened import UNOPENED_AFTER
from edgewise.people.calendars.queries import busy_times_of
from edgewise.people.hours.queries import absences_of, weekly_hours_of
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import bosses_of, open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.runs.queries import FIVE, NINE
from edgewise.rooms.models.sessions import OVER, Attendance, AttendanceStatus, Event, Session, SessionStatus

CAME_TO_NOTHING = (SessionStatus.CANCELLED, SessionStatus.NOT_HELD)
MOST_DAYS_AHEAD = 365  # from today, on which a session can be planned


def sessions_of(circle: Circle, since: datetime | None = None) -> QuerySet[Session]:
    """The circle's sessions, newest first; for a newcomer those from when they sat down."""
    found = circle.sessions.exclude(status=SessionStatus.CANCELLED).select_related("facilitator__person")
    return (found.filter(starts_at__gte=since) if since else found).order_by("-starts_at", "-pk")


def coming_sessions(circle: Circle) -> QuerySet[Session]:
    """Planned or live, the nearest first; also those that nobody has opened in their time."""
    ahead = circle.sessions.filter(status__in=(SessionStatus.PLANNED, SessionStatus.LIVE))
    return ahead.select_related("facilitator__person", "deputy__person").order_by("starts_at", "pk")


def sessions_ahead(circle: Circle, now: datetime) -> QuerySet[Session]:
    """Coming sessions without those that nobody opened in their time."""
    return coming_sessions(circle).exclude(status=SessionStatus.PLANNED, starts_at__lte=now - UNOPENED_AFTER)


def cancelled_sessions(circle: Circle, now: datetime) -> QuerySet[Session]:
    """Cancelled sessions that can still be brought back."""
    return circle.sessions.filter(status=SessionStatus.CANCELLED, starts_at__gt=now).order_by("starts_at", "pk")


def next_session(circle: Circle) -> Session | None:
    return coming_sessions(circle).first()


def is_new(circle: Circle) -> bool:
    """Has it neither met nor planned to?"""
    return not circle.sessions.exclude(status__in=CAME_TO_NOTHING).exists()


def days_to_plan(cohort: Cohort, today: date) -> tuple[date, date]:
    """The first and the last day of a run on which its circles can meet; from its last day on, those of a year."""
    is_over = today >= cohort.ends_on
    return max(cohort.starts_on, today), today + timedelta(days=MOST_DAYS_AHEAD) if is_over else cohort.ends_on


def may_facilitate(circle: Circle) -> list[Seat]:
    above = bosses_of(circle)
    return [seat for seat in open_seats(circle) if seat.membership_id not in above]


def chairs_of(circle: Circle) -> list[Membership]:
    """The people of the circle, in the order in which they facilitate; not the boss of others in it."""
    seats = {seat.membership_id: seat.membership for seat in may_facilitate(circle)}
    counted = circle.sessions.exclude(status__in=CAME_TO_NOTHING).order_by("starts_at", "pk")
    last_held = dict(counted.exclude(facilitator=None).values_list("facilitator_id", "starts_at"))
    return [seats[who] for who in chairs_in_turn(list(seats), last_held)]


def next_facilitator(circle: Circle) -> Membership | None:
    """By the rota: the person who has not facilitated for longest, then seating order."""
    return next(iter(chairs_of(circle)), None)


def facilitates_after(session: Session) -> str:
    """The name of the next facilitator: by the plan, or else by the rota."""
    later = coming_sessions(session.circle).filter(starts_at__gt=session.starts_at).first()
    found = (later and later.facilitator) or next_facilitator(session.circle)
    return found.person.name if found else ""


@dataclass(frozen=True, slots=True)
class LocalTime:
    """When a session is for one of its people."""

    seat: Seat
    at: datetime  # in their own time zone
    works: bool  # all of it inside their working hours


def local_times(
    seats: Iterable[Seat], starts_at: datetime, minutes: int, known: Mapping[int, Worker] | None = None
) -> list[LocalTime]:
    """A time on everybody's own clock; `known` saves queries where there are several times."""
    table = list(seats)
    workers = known or workers_of(table)
    return [
        LocalTime(
            seat,
            starts_at.astimezone(ZoneInfo(seat.membership.time_zone)),
            workers[seat.membership_id].is_at_work(starts_at, minutes),
        )
        for seat in table
    ]


def coming_with_times(circle: Circle, seats: Sequence[Seat], now: datetime) -> list[tuple[Session, list[LocalTime]]]:
    """The sessions to come, each with its time on everybody's own clock."""
    workers = workers_of(seats)
    return [(one, local_times(seats, one.starts_at, one.minutes, workers)) for one in sessions_ahead(circle, now)]


def held_sessions(circle: Circle, since: datetime) -> QuerySet[Session]:
    """The sessions since a moment that are over; `has_record` is false if nobody opened the room."""
    held = sessions_of(circle, since).filter(status__in=OVER)
    return held.annotate(has_record=Exists(Event.objects.filter(session=OuterRef("pk"))))


def workers_of(seats: Iterable[Seat], *, apart: bool = False) -> dict[int, Worker]:
    """When each person can meet, by membership: their week, days away, calendar and other sessions; four queries.

    `apart`: two of a circle meet by themselves, so the circle's own sessions are others too.
    """
    table = list(seats)
    members = [seat.membership_id for seat in table]
    away, weekly = absences_of(members), weekly_hours_of(members)
    now = timezone.now()
    busy, meetings = (
        busy_times_of([seat.membership.person_id for seat in table], now),
        _meetings_elsewhere(table, now, apart),
    )
    return {
        seat.membership_id: Worker(
            seat.membership.time_zone,
            seat.membership.works_from or NINE,
            seat.membership.works_until or FIVE,
            away.get(seat.membership_id, ()),
            weekly.get(seat.membership_id, ()),
            tuple(merged((*busy.get(seat.membership.person_id, ()), *meetings.get(seat.membership.person_id, ())))),
            keeps_holidays=True,
        )
        for seat in table
    }


def _meetings_elsewhere(seats: Sequence[Seat], now: datetime, apart: bool) -> dict[int, list[Window]]:
    """When each is expected elsewhere, by person: the reading of their calendar leaves out Edgewise."""
    rows = Attendance.objects.filter(
        seat__membership__person__in=[seat.membership.person_id for seat in seats],
        seat__ended_at=None,
        session__status__in=(SessionStatus.PLANNED, SessionStatus.LIVE),
        session__starts_at__gt=now - timedelta(days=1),
    ).exclude(status=AttendanceStatus.EXCUSED)
    own = Q(session__circle__in=[seat.circle_id for seat in seats], session__coach=None)
    elsewhere = rows if apart else rows.exclude(own)
    found: dict[int, list[Window]] = {}
    for person, begins, minutes in elsewhere.values_list(
        "seat__membership__person", "session__starts_at", "session__minutes"
    ):
        found.setdefault(person, []).append((begins, begins + timedelta(minutes=minutes)))
    return found


def free_together(
    seats: Iterable[Seat], first: date, days: int, minutes: int, zone: str, *, apart: bool = False
) -> list[Window]:
    """When everybody of these seats is at work, in the given time zone; `apart` as in `workers_of`."""
    windows = shared_windows(list(workers_of(seats, apart=apart).values()), first, days, minutes)
    there = ZoneInfo(zone)
    return [(begins.astimezone(there), ends.astimezone(there)) for begins, ends in windows]
