"""Sessions as a circle plans them: people facilitate by the rota, and everybody is expected."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from edgewise.domain.formats import model as formats
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.outbox.actions import call_off
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Rearrangement, Seat
from edgewise.rooms.live import seat_check
from edgewise.rooms.messages import expected_at, tell_of, tell_of_series
from edgewise.rooms.models.polls import PollEnd, TimePoll
from edgewise.rooms.models.sessions import Attendance, Session, SessionStatus
from edgewise.rooms.planning.queries import next_facilitator

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike


@dataclass(frozen=True, slots=True)
class Date:
    """One session to be planned."""

    starts_at: datetime
    fmt: formats.Format
    facilitator: Membership
    deputy: Membership | None = None


@transaction.atomic
def plan_session(
    circle: Circle,
    starts_at: datetime,
    fmt: formats.Format,
    facilitator: Membership,
    deputy: Membership | None,
    at: datetime | None = None,
) -> Session:
    """A session that keeps the format as it is now, even if the built-in one changes; its people are invited."""
    return plan_series(circle, [Date(starts_at, fmt, facilitator, deputy)], at)[0]


@transaction.atomic
def plan_series(circle: Circle, dates: Sequence[Date], at: datetime | None = None) -> list[Session]:
    """Several sessions at once; each person gets one message. This ends an open poll of the circle."""
    now = at or timezone.now()
    end_polls(TimePoll.objects.filter(circle=circle), PollEnd.PLANNED, now)
    made = [_planned(circle, one, now) for one in dates]
    if made:
        tell_of_series(made, now)
    return made


@transaction.atomic
def end_polls(polls: QuerySet[TimePoll], how: PollEnd, now: datetime) -> bool:
    """Nobody is asked any more, and messages not sent yet are called off. False if the polls have ended already."""
    waiting = polls.filter(ended_at=None).order_by("pk").select_for_update(of=("self",))
    ended = list(waiting.values_list("pk", flat=True))
    TimePoll.objects.filter(pk__in=ended).update(ended_at=now, end=how)
    for pk in ended:
        call_off(f"times:{pk}:")
    return bool(ended)


def plan_as_before(change: Rearrangement, **_: object) -> None:
    """Receives `programmes.signals.rearranged`: a new circle takes over the dates of the circle its people left.

    Its people facilitate in turn. A date whose format is for more people or fewer is left out.
    """
    stays = Circle.objects.filter(pk__in=set(change.circles) - set(change.made), closed_at=None).order_by("pk").first()
    if stays is None:
        return
    ahead = stays.sessions.filter(status=SessionStatus.PLANNED, events=None, starts_at__gt=change.at)
    dates = [(one.starts_at, formats.from_json(one.format_json)) for one in ahead.order_by("starts_at", "pk")]
    for circle in Circle.objects.filter(pk__in=change.made).select_related("cohort__programme"):
        table = [seat.membership for seat in open_seats(circle)]
        fitting = [(at, fmt) for at, fmt in dates if fmt.people.least <= len(table) <= fmt.people.most]
        turns = [(table[number % len(table)], table[(number + 1) % len(table)]) for number in range(len(fitting))]
        plan_series(circle, [Date(*date, *chairs) for date, chairs in zip(fitting, turns, strict=True)], change.at)


def _planned(circle: Circle, date: Date, now: datetime) -> Session:
    fmt = date.fmt
    session = Session.objects.create(
        circle=circle,
        code=get_random_string(12, LETTERS),
        starts_at=date.starts_at,
        minutes=fmt.minutes,
        format_json=formats.to_json(fmt).decode(),
        facilitator=date.facilitator,
        deputy=date.deputy,
        changed_at=now,
    )
    seats = circle.seats.filter(ended_at=None)
    Attendance.objects.bulk_create(Attendance(session=session, seat=seat) for seat in seats)
    return session


@transaction.atomic
def move_session(session: Session, starts_at: datetime, at: datetime | None = None) -> bool:
    """Another time; False once the room is open, since its log says when it was to begin."""
    now, was_at = at or timezone.now(), session.starts_at
    waiting = Session.objects.filter(pk=session.pk, status=SessionStatus.PLANNED, events=None)
    if starts_at == was_at:
        return waiting.exists()
    if waiting.update(starts_at=starts_at, sequence=F("sequence") + 1, changed_at=now) != 1:
        return False
    session.refresh_from_db()
    tell_of(session, Kind.SESSION_MOVED, expected_at(session), now, was_at=was_at.isoformat())
    return True


@transaction.atomic
def cancel_session(session: Session, at: datetime | None = None) -> bool:
    """Call it off; False once it has begun."""
    now = at or timezone.now()
    waiting = Session.objects.filter(pk=session.pk, status=SessionStatus.PLANNED)
    if waiting.update(status=SessionStatus.CANCELLED, sequence=F("sequence") + 1, changed_at=now) != 1:
        return False
    session.refresh_from_db()
    tell_of(session, Kind.SESSION_CANCELLED, expected_at(session), now)
    return True


@transaction.atomic
def restore_session(session: Session, at: datetime | None = None) -> bool:
    """Take a cancellation back; False if the time is over or it was not cancelled."""
    now = at or timezone.now()
    off = Session.objects.filter(
        pk=session.pk, status=SessionStatus.CANCELLED, starts_at__gt=now, circle__closed_at=None
    )
    if off.update(status=SessionStatus.PLANNED, sequence=F("sequence") + 1, changed_at=now) != 1:
        return False
    session.refresh_from_db()
    follow_seats({session.circle_id}, at=now)
    tell_of(session, Kind.SESSION_PLANNED, expected_at(session), now)
    return True


def set_meeting_link(circle: Circle, link: str, at: datetime | None = None) -> None:
    """The link to the circle's calls; calendars learn it with the next change, and feeds at once."""
    Circle.objects.filter(pk=circle.pk).update(meeting_link=link)
    waiting = Session.objects.filter(circle=circle, status=SessionStatus.PLANNED, meeting_link="")
    waiting.update(changed_at=at or timezone.now())


@transaction.atomic
def follow_seats(circles: Collection[int], at: datetime | None = None, **_: object) -> None:
    """Sessions that nobody has opened yet expect the people who sit in the circle now, and a facilitator among them.

    An open room goes on with the people at its table. A closed circle's sessions are cancelled.
    People who have left are told that the session is off for them; newcomers are invited.
    """
    now = at or timezone.now()
    waiting = Session.objects.filter(circle__in=circles, status=SessionStatus.PLANNED, events=None)
    waiting = waiting.select_related("circle__cohort__programme").order_by("starts_at", "pk")
    for session in waiting.exclude(circle__closed_at=None):
        _call_off(session, now)
    planned = list(waiting.all())
    left = list(
        Attendance.objects.filter(session__in=planned)
        .exclude(seat__ended_at=None)
        .select_related("seat__membership__person")
    )
    Attendance.objects.filter(pk__in=[gone.pk for gone in left]).delete()
    seats: dict[int, list[Seat]] = {}
    taken = Seat.objects.filter(circle__in=circles, ended_at=None).select_related("membership__person")
    for seat in taken.order_by("circle_id", "position"):
        seats.setdefault(seat.circle_id, []).append(seat)
    there = set(Attendance.objects.filter(session__in=planned).values_list("session_id", "seat_id"))
    new = [(one, seat) for one in planned for seat in seats.get(one.circle_id, ()) if (one.pk, seat.pk) not in there]
    Attendance.objects.bulk_create((Attendance(session=one, seat=seat) for one, seat in new), ignore_conflicts=True)
    coming = {one.pk: one for one in planned if one.starts_at > now}
    _tell_of_seats(coming, [(gone.session_id, gone.seat) for gone in left], Kind.SESSION_CANCELLED, now)
    _tell_of_seats(coming, [(one.pk, seat) for one, seat in new], Kind.SESSION_PLANNED, now)
    for one in planned:
        _keep_chair(one, [seat.membership_id for seat in seats.get(one.circle_id, ())])
    transaction.on_commit(seat_check.forget)  # a seat that has ended is turned away at once


def _tell_of_seats(coming: Mapping[int, Session], seats: Sequence[tuple[int, Seat]], kind: Kind, now: datetime) -> None:
    """People who have left hear that a session is off for them, newcomers that it is on.

    Calendars take a change only if its number is higher than before.
    """
    for session in {pk: coming[pk] for pk, _ in seats if pk in coming}.values():
        Session.objects.filter(pk=session.pk).update(sequence=F("sequence") + 1, changed_at=now)
        session.refresh_from_db(fields=["sequence", "changed_at"])
        tell_of(session, kind, [seat.membership for pk, seat in seats if pk == session.pk], now)


def _call_off(session: Session, now: datetime) -> None:
    """The last people of the circle are told, although their seats have ended with it."""
    people = [one.seat.membership for one in session.attendance.select_related("seat__membership__person")]
    Session.objects.filter(pk=session.pk).update(
        status=SessionStatus.CANCELLED, sequence=F("sequence") + 1, changed_at=now
    )
    session.refresh_from_db(fields=["status", "sequence", "changed_at"])
    if session.starts_at > now:
        tell_of(session, Kind.SESSION_CANCELLED, people, now)


def _keep_chair(session: Session, here: Collection[int]) -> None:
    """The deputy follows a facilitator who has left; if both have left, the rota gives the next."""
    planned = (session.facilitator_id, session.deputy_id)
    kept = [who for who in planned if who in here]
    if len(kept) < len([who for who in planned if who]):
        by_rota = None if kept else next_facilitator(session.circle)
        facilitator = kept[0] if kept else by_rota and by_rota.pk
        Session.objects.filter(pk=session.pk).update(facilitator=facilitator, deputy=None)
