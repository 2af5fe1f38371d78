"""Sessions as a circle plans them: people facilitate by the rota, and everybody is expected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from edgewise.domain.formats import model as formats
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.outbox.actions import call_off, hasten
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Rearrangement, Seat
from edgewise.rooms.live import seat_check
from edgewise.rooms.log.log import has_begun
from edgewise.rooms.messages import expected_at, from_outside, tell_of, tell_of_chair, tell_of_run
from edgewise.rooms.models.polls import PollEnd, TimePoll
from edgewise.rooms.models.sessions import Attendance, Guest, Session, SessionStatus
from edgewise.rooms.models.unopened import UnopenedAnswer
from edgewise.rooms.planning.queries import may_facilitate, next_facilitator

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
    by: Membership | None = None,
) -> Session:
    """A session that keeps the format as it is now, even if the built-in one changes; its people are invited."""
    return plan_series(circle, [Date(starts_at, fmt, facilitator, deputy)], at, by)[0]


@transaction.atomic
def plan_series(
    circle: Circle, dates: Sequence[Date], at: datetime | None = None, by: Membership | None = None
) -> list[Session]:
    """Several sessions at once, in order; each person gets one message. This ends an open poll of the circle."""
    now = at or timezone.now()
    end_polls(TimePoll.objects.filter(circle=circle), PollEnd.PLANNED, now)
    made = [make_session(circle, one, now) for one in dates]
    if made:
        tell_of_run(made, Kind.SESSION_PLANNED, expected_at(made[0]), now, by)
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
        people, table = open_seats(circle).count(), [seat.membership for seat in may_facilitate(circle)]
        fitting = [(at, fmt) for at, fmt in dates if fmt.people.least <= people <= fmt.people.most]
        turns = [(table[number % len(table)], table[(number + 1) % len(table)]) for number in range(len(fitting))]
        plan_series(circle, [Date(*date, *chairs) for date, chairs in zip(fitting, turns, strict=True)], change.at)


def make_session(circle: Circle, date: Date, now: datetime, two: tuple[Seat, Seat] | None = None) -> Session:
    """Of the whole circle, or of `two`, a coach and a client. Nobody is told yet."""
    fmt, (coach, client) = date.fmt, two or (None, None)
    session = Session.objects.create(
        circle=circle,
        code=get_random_string(12, LETTERS),
        starts_at=date.starts_at,
        minutes=fmt.minutes,
        format_json=formats.to_json(fmt).decode(),
        facilitator=date.facilitator,
        deputy=date.deputy,
        changed_at=now,
        coach=coach,
        client=client,
    )
    seats = two or circle.seats.filter(ended_at=None)
    Attendance.objects.bulk_create(Attendance(session=session, seat=seat) for seat in seats)
    return session


@transaction.atomic
def move_session(
    session: Session, starts_at: datetime, at: datetime | None = None, by: Membership | None = None
) -> bool:
    """Another time; False once the room is open, since its log says when it was to begin."""
    now, was_at = at or timezone.now(), session.starts_at
    waiting = Session.every.filter(pk=session.pk, status=SessionStatus.PLANNED, events=None)
    if starts_at == was_at:
        return waiting.exists()
    changes = {"starts_at": starts_at, "sequence": F("sequence") + 1, "changed_at": now, "unopened_asked_at": None}
    if waiting.update(**changes) != 1:
        return False
    UnopenedAnswer.objects.filter(session=session).delete()
    call_off(f"unopened:{session.code}:")
    session.refresh_from_db()
    tell_of(session, Kind.SESSION_MOVED, expected_at(session), now, by, was_at=was_at.isoformat())
    return True


@transaction.atomic
def cancel_session(session: Session, at: datetime | None = None, by: Membership | None = None) -> bool:
    """Call it off; False once it has begun."""
    now = at or timezone.now()
    waiting = Session.every.filter(pk=session.pk, status=SessionStatus.PLANNED)
    if waiting.update(status=SessionStatus.CANCELLED, sequence=F("sequence") + 1, changed_at=now) != 1:
        return False
    session.refresh_from_db()
    tell_of(session, Kind.SESSION_CANCELLED, expected_at(session), now, by)
    return True


@transaction.atomic
def restore_session(session: Session, at: datetime | None = None, by: Membership | None = None) -> bool:
    """Take a cancellation back; False if the time is over or it was not cancelled, or a pair hour has another date."""
    now = at or timezone.now()
    if session.is_pair_hour and _has_another_date(session):
        return False
    off = Session.every.filter(
        pk=session.pk, status=SessionStatus.CANCELLED, starts_at__gt=now, circle__closed_at=None,
        coach__ended_at=None, client__ended_at=None,
    )  # fmt: skip
    if off.update(status=SessionStatus.PLANNED, sequence=F("sequence") + 1, changed_at=now) != 1:
        return False
    session.refresh_from_db()
    follow_seats({session.circle_id}, at=now)
    tell_of(session, Kind.SESSION_PLANNED, expected_at(session), now, by)
    return True


def _has_another_date(hour: Session) -> bool:
    """Of two who bring it back and plan another at once, the second waits for the first."""
    Circle.objects.select_for_update().get(pk=hour.circle_id)
    dated = Session.every.filter(status__in=(SessionStatus.PLANNED, SessionStatus.LIVE))
    return dated.filter(coach=hour.coach, client=hour.client).exists()


@transaction.atomic
def set_meeting_link(circle: Circle, link: str, at: datetime | None = None, by: Membership | None = None) -> None:
    """The link to the circle's calls; the people of its planned sessions are told, and their calendars follow."""
    now = at or timezone.now()
    if circle.meeting_link == link:
        return
    circle.meeting_link = link
    circle.save(update_fields=["sealed_meeting_link"])
    waiting = Session.every.filter(circle=circle, status=SessionStatus.PLANNED, sealed_meeting_link=None)
    waiting.filter(starts_at__gt=now).update(sequence=F("sequence") + 1, changed_at=now)
    planned = list(waiting.filter(starts_at__gt=now).select_related("circle__cohort__programme").order_by("starts_at"))
    _tell_of_runs(Kind.SESSION_CHANGED, ((one, who) for one in planned for who in expected_at(one)), now, by)


@transaction.atomic
def follow_seats(circles: Collection[int], at: datetime | None = None, **_: object) -> None:
    """Sessions that nobody has opened yet expect the people who sit in the circle now, and a facilitator among them.

    An open room goes on with the people at its table. A closed circle's sessions are cancelled unless they have begun.
    People who have left are told that the session is off for them; newcomers are invited. A pair hour of which one has
    left is cancelled.
    """
    now = at or timezone.now()
    rows = Session.objects.filter(circle__in=circles, status=SessionStatus.PLANNED)
    rows = rows.select_related("circle__cohort__programme").order_by("starts_at", "pk")
    _call_off([one for one in rows.exclude(circle__closed_at=None) if not has_begun(one)], now)
    _call_off_pairs(circles, now)
    planned = list(rows.filter(events=None))
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
    outside = _outside_at(planned)
    for one in planned:
        here = [*(seat.membership for seat in seats.get(one.circle_id, ())), *outside.get(one.pk, ())]
        _keep_chair(one, {who.pk: who for who in here}, now)
    for one in reversed(coming.values()):  # the next session of each circle comes last
        hasten(f"circle:{one.circle.code}", one.starts_at, now)
    transaction.on_commit(seat_check.forget)  # a seat that has ended is turned away at once


def _outside_at(sessions: Sequence[Session]) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = {}
    invited = Guest.objects.filter(session__in=sessions, revoked_at=None, outside__isnull=False)
    for one in invited.select_related("outside__person"):
        found.setdefault(one.session_id, []).extend([one.outside] if one.outside else [])
    return found


def _call_off_pairs(circles: Collection[int], now: datetime) -> None:
    """Pair hours that have not begun, of a closed circle or of people of whom one has left it."""
    hours = Session.every.filter(circle__in=circles, status=SessionStatus.PLANNED).exclude(coach=None)
    over = Q(circle__closed_at__isnull=False) | Q(coach__ended_at__isnull=False) | Q(client__ended_at__isnull=False)
    rows = hours.filter(over).select_related("circle__cohort__programme").order_by("starts_at", "pk")
    _call_off([one for one in rows if not has_begun(one)], now)


def _tell_of_seats(coming: Mapping[int, Session], seats: Sequence[tuple[int, Seat]], kind: Kind, now: datetime) -> None:
    """People who have left hear that a session is off for them, newcomers that it is on.

    Calendars take a change only if its number is higher than before.
    """
    touched = {pk: coming[pk] for pk, _ in seats if pk in coming}
    Session.objects.filter(pk__in=touched).update(sequence=F("sequence") + 1, changed_at=now)
    for session in touched.values():
        session.refresh_from_db(fields=["sequence", "changed_at"])
    _tell_of_runs(kind, ((touched[pk], seat.membership) for pk, seat in seats if pk in touched), now)


def _tell_of_runs(
    kind: Kind, pairs: Iterable[tuple[Session, Membership]], now: datetime, by: Membership | None = None
) -> None:
    """Each person hears of all their sessions at once; people with the same sessions together."""
    sessions, people = dict[int, Session](), dict[int, Membership]()
    of_each: dict[int, list[int]] = {}
    for session, who in pairs:
        sessions[session.pk], people[who.pk] = session, who
        of_each.setdefault(who.pk, []).append(session.pk)
    alike: dict[tuple[int, ...], list[Membership]] = {}
    for pk, theirs in of_each.items():
        alike.setdefault(tuple(theirs), []).append(people[pk])
    for run, told in alike.items():
        tell_of_run(sorted((sessions[pk] for pk in run), key=lambda one: one.starts_at), kind, told, now, by)


def _call_off(sessions: Sequence[Session], now: datetime) -> None:
    """Everybody expected is told, also those whose seats have ended."""
    off = {one.pk: one for one in sessions}
    rows = Attendance.objects.filter(session__in=off).select_related("seat__membership__person")
    people = [
        (off[row.session_id], row.seat.membership) for row in rows.order_by("session__starts_at", "seat__position")
    ] + [(one, who) for one in sessions for who in from_outside(one)]
    Session.every.filter(pk__in=off).update(status=SessionStatus.CANCELLED, sequence=F("sequence") + 1, changed_at=now)
    for session in sessions:
        session.refresh_from_db(fields=["status", "sequence", "changed_at"])
    _tell_of_runs(Kind.SESSION_CANCELLED, ((one, who) for one, who in people if one.starts_at > now), now)


def _keep_chair(session: Session, here: Mapping[int, Membership], now: datetime) -> None:
    """The deputy follows a facilitator who has left; if both have left, the rota gives the next, who is told."""
    planned = (session.facilitator_id, session.deputy_id)
    kept = [who for who in planned if who in here]
    if len(kept) == len([who for who in planned if who]):
        return
    by_rota = None if kept else next_facilitator(session.circle)
    facilitator = kept[0] if kept else by_rota.pk if by_rota else None
    Session.objects.filter(pk=session.pk).update(facilitator=facilitator, deputy=None)
    new = here.get(facilitator) if facilitator and facilitator != session.facilitator_id else None
    if new and session.starts_at > now:
        tell_of_chair(session, new, now)
