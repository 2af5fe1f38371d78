"""Every session that has begun ends settled, whatever becomes of its people, its circle and its server."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from edgewise.desk.cases.actions import review_cohort
from edgewise.desk.models import DeskCase
from edgewise.domain.nudges.cases import Concern
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.session.evolving.evolve import replay
from edgewise.domain.session.state import Phase
from edgewise.growth.models import Commitment
from edgewise.notices.models import Notice
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.rooms.attendance.actions import note_not_held
from edgewise.rooms.due import do_what_is_due
from edgewise.rooms.hours.queries.ledger import balances
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, Session, SessionStatus
from edgewise.rooms.sessions.actions.room import opening
from edgewise.rooms.sessions.actions.settle import close_what_is_over, end_unbegun, settle
from edgewise.vault.actions import destroy_key
from tests import make
from tests.rooms.held import STARTS, held, written
from tests.rooms.views import played

pytestmark = [pytest.mark.store, pytest.mark.django_db]
NIGHT = STARTS + timedelta(hours=14)


@pytest.fixture
def harbour() -> Circle:
    return make.circle(members=[make.membership(name) for name in make.CAST])


def left(circle: Circle, phase: Phase, share: float = 1.0) -> Session:
    """A session whose people all left in that phase, after that share of what they did in it."""
    begins = int(STARTS.timestamp() * 1000)
    session = make.session(circle, STARTS)
    events = [replace(event, at=event.at + begins) for event in played()]
    phases = [replay(events[:count]).control.phase for count in range(1, len(events) + 1)]
    within = [count for count, found in enumerate(phases, 1) if found is phase]
    written(session, events[: within[int((len(within) - 1) * share)]])
    return session


def later(session: Session) -> Session:
    close_what_is_over(NIGHT)
    session.refresh_from_db()
    return session


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_wherever_its_people_left_it_is_settled(harbour: Circle, share: float) -> None:
    session = later(left(harbour, Phase.RUNNING, share))

    state = log.load_state(session)
    assert (session.status, session.closed_itself, state.control.phase) == (SessionStatus.CLOSED, True, Phase.CLOSED)
    assert session.closed_at is not None
    assert session.closed_at < STARTS + timedelta(hours=4)
    assert set(session.attendance.values_list("status", flat=True)) == {AttendanceStatus.PRESENT}
    assert Commitment.objects.filter(session_code=session.code).count() == len(state.commitments)


def test_at_the_exit_gate_what_was_promised_is_kept(harbour: Circle) -> None:
    session = later(left(harbour, Phase.EXIT_GATE))

    assert (session.status, Commitment.objects.filter(session_code=session.code).count()) == (SessionStatus.CLOSED, 6)


def test_not_before_it_has_been_over_for_hours(harbour: Circle) -> None:
    session = left(harbour, Phase.RUNNING)
    close_what_is_over(STARTS + timedelta(hours=5))
    session.refresh_from_db()
    assert log.load_state(session).control.phase is Phase.RUNNING
    assert session.closed_itself is False


def test_each_is_told_once_however_often_time_passes(harbour: Circle) -> None:
    session = left(harbour, Phase.RUNNING)
    gone = harbour.seats.get(position=6)
    gone.ended_at, gone.reason_ended = STARTS + timedelta(hours=1), SeatEnd.DROPPED
    gone.save()

    for hours in range(3):
        do_what_is_due(NIGHT + timedelta(hours=hours))
    settle(session, log.load_state(session))

    told = Notice.objects.filter(kind=Kind.SESSION_CLOSED_ITSELF).order_by("pk")
    assert list(told.values_list("to__person__name", flat=True)) == list(make.CAST[:5])


def test_who_closed_their_session_hears_nothing_of_it(harbour: Circle) -> None:
    session = held(harbour)
    later(session)
    assert (session.status, session.closed_itself) == (SessionStatus.CLOSED, False)
    assert Notice.objects.filter(kind=Kind.SESSION_CLOSED_ITSELF).count() == 0


def test_also_where_the_circle_has_ended_since(harbour: Circle) -> None:
    session = left(harbour, Phase.RUNNING)
    ended = STARTS + timedelta(hours=2)
    harbour.seats.update(ended_at=ended, reason_ended=SeatEnd.CIRCLE_ENDED)
    Circle.objects.filter(pk=harbour.pk).update(closed_at=ended)

    assert later(session).status == SessionStatus.CLOSED
    assert Notice.objects.filter(kind=Kind.SESSION_CLOSED_ITSELF).count() == 6


def test_also_where_its_words_can_no_longer_be_read(harbour: Circle) -> None:
    session = left(harbour, Phase.RUNNING)
    Circle.objects.filter(pk=harbour.pk).update(purged_at=STARTS + timedelta(hours=1))
    destroy_key(harbour.scope)

    assert later(session).status == SessionStatus.CLOSED
    assert session.closed_at == STARTS + timedelta(minutes=session.minutes)


def test_also_where_the_server_stopped_before_its_beginning_was_noted(harbour: Circle) -> None:
    session = left(harbour, Phase.EXIT_GATE)
    assert session.status == SessionStatus.PLANNED
    assert later(session).status == SessionStatus.CLOSED


def test_the_coordinator_looks_at_it_once(harbour: Circle) -> None:
    later(left(harbour, Phase.RUNNING))

    for hours in (1, 2):
        review_cohort(harbour.cohort, NIGHT + timedelta(hours=hours))

    case = DeskCase.objects.get(concern=Concern.UNCLOSED)
    assert (case.circle, case.membership) == (harbour, None)


def test_somebody_else_speaks_first_the_next_time(harbour: Circle) -> None:
    first = left(harbour, Phase.RUNNING)
    later(first)
    following = make.session(harbour, STARTS + timedelta(days=14))
    assert opening(following).round_offset == 1


def test_the_night_counts_as_coaching_for_nobody(harbour: Circle) -> None:
    later(left(harbour, Phase.RUNNING, 0.5))
    received = [one.coaching.minutes[1] for one in balances(harbour)]
    assert 0 < sum(received) <= 180


def test_a_room_in_which_somebody_waited_in_vain_was_not_held(harbour: Circle) -> None:
    session = left(harbour, Phase.LOBBY)
    amara = harbour.seats.get(position=1).membership
    assert end_unbegun(session, STARTS - timedelta(minutes=1)) is False

    later(session)  # nobody says so for the others
    assert session.status == SessionStatus.PLANNED
    assert end_unbegun(session, STARTS + timedelta(minutes=20)) is True
    assert note_not_held(session, amara, amara, STARTS + timedelta(minutes=20)) is True

    assert Attendance.objects.filter(session=session, status=AttendanceStatus.NO_SHOW).count() == 5
    assert log.load_state(session).control.phase is Phase.CLOSED


def test_a_session_that_has_begun_was_held_whatever_somebody_says(harbour: Circle) -> None:
    session = left(harbour, Phase.RUNNING)
    amara = harbour.seats.get(position=1).membership
    assert end_unbegun(session, STARTS + timedelta(minutes=20)) is False
    assert note_not_held(session, amara, amara, STARTS + timedelta(minutes=20)) is False
