"""The rows around a log, brought up to it as often as needed, and rooms that nobody has closed."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from edgewise.domain.coaching.commitments import CommitmentWords
from edgewise.domain.decisions import model as decisions
from edgewise.domain.session.decisions.lease import closes_itself_at
from edgewise.domain.session.events.happened import SessionClosed
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.server_commands import CloseUnclosed, Closing, EndSeat
from edgewise.domain.session.state import Commitment, Issue, Phase, State
from edgewise.domain.session.times_said import Said, times_said
from edgewise.growth.commitments.actions import record_commitment, record_report
from edgewise.growth.decisions.actions import record_taken
from edgewise.growth.models import Status
from edgewise.growth.queries import today_of
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.attendance.actions import (
    ask_how_the_chair_was,
    ask_to_look_back,
    credit_who_waited,
    note_time_from_outside,
)
from edgewise.rooms.hours.actions import count_hours
from edgewise.rooms.log import log
from edgewise.rooms.messages import tell_closed
from edgewise.rooms.models.sessions import OVER, Attendance, AttendanceStatus, Session, SessionStatus
from edgewise.rooms.sessions.actions.room import obey
from edgewise.rooms.sessions.queries import (
    booked_end,
    moment,
    open_rooms,
    seats_at,
    unclosed_sessions,
)
from edgewise.vault.actions import destroy_key
from edgewise.vault.cipher import KeyDestroyed

logger = logging.getLogger(__name__)

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
    _note_decisions(session, state, seats)
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


def _note_decisions(session: Session, state: State, seats: Seats) -> None:
    """Into the ledger of each issue's owner, as they were when the session ended."""
    for number, issue in enumerate(state.issues):
        if issue.decision and issue.owner in seats:
            author = seats[issue.owner].membership
            record_taken(
                session.circle,
                author,
                _decided(issue),
                session_code=session.code,
                issue=number,
                taken_on=today_of(author, moment(state.at)),
                made_at=moment(state.at),
                key_scope=session.scope if session.is_pair_hour else "",
            )


def _decided(issue: Issue) -> decisions.Words:
    assumed = tuple(decisions.Assumption(one.words, one.test) for one in issue.assumptions)
    return decisions.Words(issue.decision, issue.sure_before, issue.sure_after, assumed, issue.forecast)


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
