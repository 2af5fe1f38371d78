"""Commands from a page or a command line; and the rows around a log, brought up to it as often as needed."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from edgewise.domain.coaching.commitments import CommitmentWords
from edgewise.domain.formats import model as formats
from edgewise.domain.formats.model import MOST_PEOPLE
from edgewise.domain.session.commands import AnyCommand, LastPromise, OpenSession, SeatPlan
from edgewise.domain.session.decisions.lease import closes_itself_at
from edgewise.domain.session.events.happened import SessionClosed
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.server_commands import CloseUnclosed, Closing, EndSeat
from edgewise.domain.session.state import Commitment, Phase, State
from edgewise.domain.session.times_said import Said, times_said
from edgewise.growth.commitments.actions import record_commitment, record_report
from edgewise.growth.commitments.queries import promises_for
from edgewise.growth.models import Status
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import bosses_of
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.attendance.actions import (
    ask_how_the_chair_was,
    ask_to_look_back,
    credit_who_waited,
    note_time_from_outside,
)
from edgewise.rooms.hours.actions import count_hours
from edgewise.rooms.hours.queries.turns import owners_in_turn
from edgewise.rooms.log import log, news
from edgewise.rooms.log.batch import Outcome, Wish
from edgewise.rooms.log.room_time import wall_clock
from edgewise.rooms.log.writer import obey as obey_all
from edgewise.rooms.messages import tell_closed
from edgewise.rooms.models.sessions import OVER, Attendance, AttendanceStatus, Session, SessionStatus
from edgewise.rooms.sessions.queries import (
    booked_end,
    moment,
    open_rooms,
    seat_id,
    seat_of_guest,
    seats_at,
    seats_expected,
    unclosed_sessions,
)
from edgewise.vault.actions import destroy_key
from edgewise.vault.cipher import KeyDestroyed

logger = logging.getLogger(__name__)

TELLING = ("location", "job_title")  # what tells two people of one name apart


def obey(session: Session, command: AnyCommand, by: str, now: int = 0, recorder: str = "") -> Outcome:
    """The outcome, once it is on disk. `now`: ms since the epoch; 0 is this moment."""
    wish = Wish(session.code, command, by, recorder)
    answered = obey_all([wish], (lambda: now) if now else wall_clock)
    news.tell(answered)
    return answered.outcomes[0][1]


def open_room(session: Session, now: int = 0) -> State:
    """The state of the session. If nobody has opened it yet, it is opened with the people of the circle now."""
    state = log.load_state(session)
    if state.format is None:
        obey(session, opening(session), SYSTEM, now)
        state = log.load_state(session)
    return state


def opening(session: Session) -> OpenSession:
    seats = seats_expected(session)
    outside = _chair_from_outside(session) if len(seats) < MOST_PEOPLE else ()
    above = frozenset() if session.is_pair_hour else bosses_of(session.circle)
    chair, deputy = _chairs(session, seats, above)
    if outside:
        chair, deputy = outside[0].id, chair
    earlier = session.circle.sessions.filter(status=SessionStatus.CLOSED, starts_at__lt=session.starts_at)
    return OpenSession(
        format=formats.from_json(session.format_json),
        seats=(*_places(seats, above), *outside),
        chair=chair,
        deputy=deputy,
        promises=_promises(session),
        round_offset=earlier.count(),
        booked_until=int(session.starts_at.timestamp() + session.minutes * 60) * 1000,
        issue_order=_issue_order(session),
    )


def _chair_from_outside(session: Session) -> tuple[SeatPlan, ...]:
    """The place of a facilitator from outside, who has signed: nobody is planned before."""
    planned = session.guests.filter(outside=session.facilitator_id, outside__isnull=False, revoked_at=None)
    guest = planned.exclude(signed_at=None).select_related("outside__person").first()
    name = guest.outside.person.name if guest and guest.outside else ""
    return (SeatPlan(seat_of_guest(guest), name, guest=True, signed=True),) if guest else ()


def _issue_order(session: Session) -> tuple[str, ...]:
    """Nobody, in a pair hour: its client alone is coached."""
    return () if session.is_pair_hour else tuple(seat_id(seat) for seat in owners_in_turn(session.circle))


def _called(seats: Sequence[Seat]) -> list[str]:
    """Their names; where people share one, with what tells them apart on the circle's page."""
    people = [seat.membership for seat in seats]
    alike = {who: [each for each in people if each.person.name == who.person.name] for who in people}
    return [f"{who.person.name} ({fact})" if (fact := _fact(who, alike[who])) else who.person.name for who in people]


def _fact(who: Membership, alike: Sequence[Membership]) -> str:
    """The first of `TELLING` that all of them have, each another; "" for somebody whose name nobody shares."""
    facts = ([getattr(each, name) for each in alike] for name in TELLING if len(alike) > 1)
    telling = next((values for values in facts if all(values) and len({*values}) == len(values)), None)
    return str(telling[alike.index(who)]) if telling else ""


def _places(seats: Sequence[Seat], above: Collection[int]) -> list[SeatPlan]:
    names = zip(seats, _called(seats), strict=True)
    return [SeatPlan(seat_id(seat), name, boss=seat.membership_id in above) for seat, name in names]


def _chairs(session: Session, seats: list[Seat], above: Collection[int]) -> tuple[str, str]:
    """The facilitator and the deputy, or in their absence from the circle the next in seating order.

    Those `above` others at the table come last: the chair is never theirs.
    """
    places = {seat.membership_id: seat_id(seat) for seat in seats}
    planned = [one for one in (session.facilitator_id, session.deputy_id) if one in places]
    order = sorted(dict.fromkeys([*planned, *places]), key=lambda who: who in above)
    chair, deputy, *_ = [*(places[who] for who in order), "", ""]
    return chair, deputy


def _promises(session: Session) -> tuple[LastPromise, ...]:
    return tuple(
        LastPromise(f"s{promise.position}", promise.code, promise.what, promise.by_date.isoformat(), promise.goal)
        for promise in promises_for(session.circle, _two_of(session))
    )


def _two_of(session: Session) -> tuple[Membership, ...]:
    """The coach and the client of a pair hour; nobody, where it is for the whole circle."""
    return tuple(seat.membership for seat in seats_expected(session)) if session.is_pair_hour else ()


LATE_MS = 5 * 60_000

Seats = Mapping[str, Seat]


def close_what_is_over(now: datetime) -> None:
    """Sessions that nobody has closed: each is closed hours after its end, and settled."""
    for session in unclosed_sessions(now):
        try:
            _close_if_over(session, now)
        except KeyDestroyed:  # its circle was purged while the room was open
            _close(session, booked_end(session), by_itself=True, began=True)


def _close_if_over(session: Session, now: datetime) -> None:
    state, at = log.load_state(session), int(now.timestamp() * 1000)
    if 0 < closes_itself_at(state) <= at:
        obey(session, CloseUnclosed(), SYSTEM, at)
        state = log.load_state(session)
    if state.pace.began:
        settle(session, state)


def close_before_purge(circle: Circle, at: datetime, **_: object) -> None:
    """What was said can be read for the last time: who was there and what was promised is noted, and the room ends."""
    for session in open_rooms({circle.pk}):
        try:
            obey(session, CloseUnclosed(why=Closing.PURGED), SYSTEM, int(at.timestamp() * 1000))
            settle(session, log.load_state(session))
        except Exception as error:  # noqa: BLE001  what was agreed is done, whatever is wrong with one session
            logger.error("A session could not be settled before its purge: %s.", type(error).__name__)  # noqa: TRY400
    with transaction.atomic():
        for hour in Session.every.filter(circle=circle).exclude(coach=None):
            destroy_key(hour.scope)


def end_unbegun(session: Session, now: datetime) -> bool:
    """Nobody begins a session any more that nobody began in its time. False before its start, or if it has begun."""
    if session.starts_at > now:
        return False
    if session.events.exists():
        obey(session, CloseUnclosed(why=Closing.NOT_HELD), SYSTEM)
    return not log.has_begun(session)


def end_seats_of_leavers(circles: Collection[int], **_: object) -> None:
    """In a room that is open, nobody waits for people who have left the circle."""
    for session in open_rooms(circles):
        # The log is written once the seats have ended for good: its states are remembered, whatever is rolled back.
        transaction.on_commit(partial(_end_seats, session))


def _end_seats(session: Session) -> None:
    try:
        state = log.load_state(session)
    except KeyDestroyed:
        return
    for key, seat in seats_at(session, state.pace.opened).items():
        if seat.ended_at is not None and key in state.seats and not state.seats[key].ended_at:
            obey(session, EndSeat(seat=key), SYSTEM)


def settle_code(code: str, state: State) -> None:
    settle(Session.every.select_related("circle").get(code=code), state)


def settle(session: Session, state: State) -> None:
    """Bring the rows to what the log says."""
    phase = state.control.phase
    if phase is Phase.CLOSED:
        _settle_closed(session, state)
    elif phase in (Phase.RUNNING, Phase.EXIT_GATE):
        Session.every.filter(pk=session.pk, status=SessionStatus.PLANNED).update(status=SessionStatus.LIVE)


def settle_what_a_stop_left_open() -> None:
    """At the start of a server: sessions that began or closed in the log, but not yet in the rows."""
    waiting = Session.every.filter(status__in=(SessionStatus.PLANNED, SessionStatus.LIVE))
    for session in waiting.filter(events__isnull=False).distinct().select_related("circle"):
        settle(session, log.load_state(session))


def _settle_closed(session: Session, state: State) -> None:
    events = log.events_since(session)
    by_itself = any(isinstance(event, SessionClosed) and event.by_itself for event in events)
    with transaction.atomic():
        if state.pace.began:
            _settle_begun(session, state, events)
        began = state.pace.began > 0
        if _close(session, moment(state.at), by_itself=by_itself, began=began) and by_itself and began:
            tell_closed(session, timezone.now())


def _settle_begun(session: Session, state: State, events: Sequence[AnyEvent]) -> None:
    seats, said_at = seats_at(session, events[0].at), times_said(events)
    _note_attendance(session, state, seats)
    count_hours(session, events)
    _note_commitments(session, state, seats, said_at)
    _note_reports(session, state, seats, said_at)
    credit_who_waited(session)
    note_time_from_outside(session, events)
    ask_to_look_back(session, moment(state.at))
    ask_how_the_chair_was(session, seats.get(state.control.chair), moment(state.at))


def _close(session: Session, at: datetime, *, by_itself: bool, began: bool) -> bool:
    """False if it was closed before: then everybody concerned was told."""
    rows = Session.every.filter(pk=session.pk)
    closed = SessionStatus.CLOSED if began else SessionStatus.NOT_HELD
    first = rows.exclude(status__in=OVER).update(status=closed, closed_itself=by_itself) == 1
    rows.update(closed_at=at)
    return first


def _note_attendance(session: Session, state: State, seats: Seats) -> None:
    for key in state.seats.keys() & seats.keys():
        row, _ = Attendance.objects.get_or_create(session=session, seat=seats[key])
        if row.corrected:  # a person has said better
            continue
        row.status = _attendance(state, key, AttendanceStatus(row.status))
        row.save()


def _attendance(state: State, key: str, said: AttendanceStatus) -> AttendanceStatus:
    came = state.seats[key].came_at
    if not came:
        return said if said is AttendanceStatus.EXCUSED else AttendanceStatus.NO_SHOW
    began = state.pace.began
    return AttendanceStatus.LATE if began and came > began + LATE_MS else AttendanceStatus.PRESENT


def _note_commitments(session: Session, state: State, seats: Seats, said_at: Said) -> None:
    for key in state.commitments.keys() & seats.keys():
        said = state.commitments[key]
        witness = seats.get(said.witness)
        record_commitment(
            session.circle,
            seats[key].membership,
            witness.membership if witness else None,
            CommitmentWords(said.what, said.first_step, said.measure),
            by_date=_date(said),
            session_code=session.code,
            made_at=moment(said_at.committed.get(key, state.at)),
            key_scope=session.scope if session.is_pair_hour else "",
        )


def _date(said: Commitment) -> date:
    return date.fromisoformat(said.by_date)


def _note_reports(session: Session, state: State, seats: Seats, said_at: Said) -> None:
    """A report counts from when it was said: the room may be closed days after its author has said more on a page."""
    for key in state.reports.keys() & seats.keys() & state.last_promises.keys():
        report = state.reports[key]
        record_report(
            state.last_promises[key].ref,
            seats[key].membership,
            Status(report.status.value),
            report.learnt,
            at=moment(said_at.reported.get(key, state.at)),
            session_code=session.code,
        )
