"""The only writes to sessions, their logs and their guests."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from edgewise.domain.formats import model as formats
from edgewise.domain.session.commands import AnyCommand, OpenSession, SeatPlan
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.state import Phase, State
from edgewise.rooms.live import log, news
from edgewise.rooms.live.batch import Outcome, Wish
from edgewise.rooms.live.writer import obey as obey_all
from edgewise.rooms.live.writer import wall_clock
from edgewise.rooms.models import Session, SessionStatus


def obey(session: Session, command: AnyCommand, by: str, now: int = 0, recorder: str = "") -> Outcome:
    """The outcome, once it is on disk. `now`: ms since the epoch; 0 is this moment."""
    wish = Wish(session.code, command, by, recorder)
    answered = obey_all([wish], (lambda: now) if now else wall_clock)
    news.tell(answered)
    return answered.outcomes[0][1]


def open_room(session: Session, now: int = 0) -> State:
    """The state of the session, opened with those who sit in the circle now if nobody has yet."""
    state = log.load_state(session)
    if state.format is None:
        obey(session, opening(session), SYSTEM, now)
        state = log.load_state(session)
    return state


def opening(session: Session) -> OpenSession:
    seats = list(session.circle.seats.filter(ended_at=None).select_related("membership__person").order_by("position"))
    places = {seat.membership_id: f"s{seat.position}" for seat in seats}
    ids = list(places.values())
    chair = places.get(session.facilitator_id or 0, ids[0])
    deputy = places.get(session.deputy_id or 0, "")
    if deputy in ("", chair):
        deputy = next(seat for seat in ids if seat != chair)
    earlier = session.circle.sessions.filter(status=SessionStatus.CLOSED, starts_at__lt=session.starts_at)
    return OpenSession(
        format=formats.from_json(session.format_json),
        seats=tuple(SeatPlan(f"s{seat.position}", seat.membership.person.name) for seat in seats),
        chair=chair,
        deputy=deputy,
        round_offset=earlier.count(),
        booked_until=int(session.starts_at.timestamp() + session.minutes * 60) * 1000,
    )


def settle_code(code: str, state: State) -> None:
    settle(Session.objects.select_related("circle").get(code=code), state)


def settle(session: Session, state: State) -> None:
    """Bring the rows around the log to what the log says. As often as one likes."""
    phase = state.control.phase
    if phase is Phase.CLOSED:
        with transaction.atomic():
            Session.objects.filter(pk=session.pk).update(status=SessionStatus.CLOSED, closed_at=timezone.now())
    elif phase in (Phase.RUNNING, Phase.EXIT_GATE):
        Session.objects.filter(pk=session.pk, status=SessionStatus.PLANNED).update(status=SessionStatus.LIVE)


def settle_what_a_stop_left_open() -> None:
    """At the start of a server: sessions that the log has begun or closed, and the rows have not."""
    waiting = Session.objects.filter(status__in=(SessionStatus.PLANNED, SessionStatus.LIVE))
    for session in waiting.filter(events__isnull=False).distinct().select_related("circle"):
        settle(session, log.load_state(session))
