"""The rows around a log follow it: status, attendance, hours, commitments and check-ins. As often as one likes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.db import transaction

from edgewise.domain.coaching.commitments import CommitmentWords
from edgewise.domain.session.coaching_minutes import Coached, coached
from edgewise.domain.session.state import Commitment, Phase, State
from edgewise.growth.actions.promising import record_commitment, record_report
from edgewise.growth.models import Status
from edgewise.programmes.models.designs import HoursEntry, Seat
from edgewise.rooms.actions.attending import ask_to_look_back, credit_who_waited
from edgewise.rooms.live import log
from edgewise.rooms.models import Attendance, AttendanceStatus, Session, SessionStatus

LATE_MS = 5 * 60_000
MINUTE = 60_000

Seats = Mapping[str, Seat]


def settle_code(code: str, state: State) -> None:
    settle(Session.objects.select_related("circle").get(code=code), state)


def settle(session: Session, state: State) -> None:
    """Bring the rows to what the log says."""
    phase = state.control.phase
    if phase is Phase.CLOSED:
        _settle_closed(session, state)
    elif phase in (Phase.RUNNING, Phase.EXIT_GATE):
        Session.objects.filter(pk=session.pk, status=SessionStatus.PLANNED).update(status=SessionStatus.LIVE)


def settle_what_a_stop_left_open() -> None:
    """At the start of a server: sessions that the log has begun or closed, and the rows have not."""
    waiting = Session.objects.filter(status__in=(SessionStatus.PLANNED, SessionStatus.LIVE))
    for session in waiting.filter(events__isnull=False).distinct().select_related("circle"):
        settle(session, log.load_state(session))


def _settle_closed(session: Session, state: State) -> None:
    events = log.events_since(session)
    seats, hours = _seats(session, events[0].at), coached(events)
    with transaction.atomic():
        _note_attendance(session, state, seats, hours)
        _note_hours(session, state, seats, hours)
        _note_commitments(session, state, seats)
        _note_reports(session, state, seats)
        credit_who_waited(session)
        ask_to_look_back(session, _moment(state.at))
        Session.objects.filter(pk=session.pk).update(status=SessionStatus.CLOSED, closed_at=_moment(state.at))


def _seats(session: Session, opened_at: int) -> dict[str, Seat]:
    """Who sat where when the room was opened; somebody else may sit there by now."""
    there = session.circle.seats.filter(since__lte=_moment(opened_at)).select_related("membership")
    return {f"s{seat.position}": seat for seat in there.order_by("since", "pk")}


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _note_attendance(session: Session, state: State, seats: Seats, hours: Coached) -> None:
    for key in state.seats.keys() & seats.keys():
        row, _ = Attendance.objects.get_or_create(session=session, seat=seats[key])
        if row.corrected:  # a person has said better
            continue
        row.status = _attendance(state, key, AttendanceStatus(row.status))
        row.minutes_given = round(hours.given_by(key) / MINUTE)
        row.minutes_received = round(hours.received.get(key, 0) / MINUTE)
        row.save()


def _attendance(state: State, key: str, said: AttendanceStatus) -> AttendanceStatus:
    came = state.seats[key].came_at
    if not came:
        return said if said is AttendanceStatus.EXCUSED else AttendanceStatus.NO_SHOW
    began = state.pace.began
    return AttendanceStatus.LATE if began and came > began + LATE_MS else AttendanceStatus.PRESENT


def _note_hours(session: Session, state: State, seats: Seats, hours: Coached) -> None:
    """Who gave to whom: full minutes each, so a person's own hours are those of their attendance."""
    for (giver, receiver), ms in hours.given.items():
        if giver in seats and receiver in seats and ms >= MINUTE // 2:
            HoursEntry.objects.update_or_create(
                session_code=session.code,
                giver=seats[giver].membership,
                receiver=seats[receiver].membership,
                defaults={
                    "circle": session.circle,
                    "minutes": round(ms / MINUTE),
                    "on": _moment(state.pace.began or state.at).date(),
                },
            )


def _note_commitments(session: Session, state: State, seats: Seats) -> None:
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
            made_at=_moment(state.at),
        )


def _date(said: Commitment) -> date:
    return date.fromisoformat(said.by_date)


def _note_reports(session: Session, state: State, seats: Seats) -> None:
    for key in state.reports.keys() & seats.keys() & state.last_promises.keys():
        report = state.reports[key]
        record_report(
            state.last_promises[key].ref,
            seats[key].membership,
            Status(report.status.value),
            report.learnt,
            at=_moment(state.at),
            session_code=session.code,
        )
