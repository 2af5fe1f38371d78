"""Commands from a page or a command line; and the rows around a log, brought up to it as often as needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.db import transaction

from edgewise.domain.coaching.commitments import CommitmentWords
from edgewise.domain.formats import model as formats
from edgewise.domain.session.coaching_minutes import Coached, coached
from edgewise.domain.session.commands import AnyCommand, LastPromise, OpenSession, SeatPlan
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.state import Commitment, Phase, State
from edgewise.growth.commitments.actions import record_commitment, record_report
from edgewise.growth.commitments.queries import promises_for
from edgewise.growth.models import Status
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.attendance.actions import ask_to_look_back, credit_who_waited
from edgewise.rooms.log import log, news
from edgewise.rooms.log.batch import Outcome, Wish
from edgewise.rooms.log.writer import obey as obey_all
from edgewise.rooms.log.writer import wall_clock
from edgewise.rooms.models.hours import HoursEntry
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, Session, SessionStatus


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
    seats = list(open_seats(session.circle).select_related("membership__person").order_by("position"))
    chair, deputy = _chairs(session, seats)
    earlier = session.circle.sessions.filter(status=SessionStatus.CLOSED, starts_at__lt=session.starts_at)
    return OpenSession(
        format=formats.from_json(session.format_json),
        seats=tuple(SeatPlan(seat_id(seat), seat.membership.person.name) for seat in seats),
        chair=chair,
        deputy=deputy,
        promises=_promises(session),
        round_offset=earlier.count(),
        booked_until=int(session.starts_at.timestamp() + session.minutes * 60) * 1000,
    )


def seat_id(seat: Seat) -> str:
    """The name of a circle's seat in a session."""
    return f"s{seat.position}"


def _chairs(session: Session, seats: list[Seat]) -> tuple[str, str]:
    """The facilitator and the deputy, or in their absence from the circle the next in seating order."""
    places = {seat.membership_id: seat_id(seat) for seat in seats}
    planned = [places.get(member) for member in (session.facilitator_id, session.deputy_id) if member]
    chair, deputy, *_ = dict.fromkeys([*filter(None, planned), *places.values(), ""])
    return chair, deputy


def _promises(session: Session) -> tuple[LastPromise, ...]:
    return tuple(
        LastPromise(f"s{promise.position}", promise.code, promise.what, promise.by_date.isoformat())
        for promise in promises_for(session.circle)
    )


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
    """At the start of a server: sessions that began or closed in the log, but not yet in the rows."""
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
    """The seats as they were when the room was opened; other people may sit there by now."""
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
