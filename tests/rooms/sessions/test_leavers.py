"""In an open room nobody waits for a person who has left the circle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from edgewise.domain.session import commands as c
from edgewise.domain.session.gates import exit_needs
from edgewise.programmes.circles.actions import end_seat, take_seats_again
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.programmes.repair.actions import end_circle
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.sessions.actions.room import obey, open_room
from tests import make

pytestmark = [pytest.mark.store, pytest.mark.django_db]
Committed = Callable[..., Any]


@pytest.fixture
def session() -> Session:
    """At the exit gate, with three people of six."""
    meeting = make.session(starts_at=timezone.now() - timedelta(minutes=30))
    open_room(meeting)
    for seat in ("s1", "s2", "s3"):
        obey(meeting, c.Join(), seat)
    for command in (c.ChooseIssues(owners=("s3",)), c.Begin(), c.OpenExitGate()):
        obey(meeting, command, "s2")
    return meeting


def owed(session: Session) -> tuple[str, ...]:
    return exit_needs(log.load_state(session))[0].missing


def test_the_exit_gate_waits_for_who_is_left(session: Session, django_capture_on_commit_callbacks: Committed) -> None:
    assert owed(session) == ("s1", "s2", "s3")
    with django_capture_on_commit_callbacks(execute=True):
        end_seat(session.circle.seats.get(position=3), SeatEnd.DROPPED, timezone.now())
    assert owed(session) == ("s1", "s2")
    assert not log.load_state(session).seats["s3"].present


def test_who_takes_their_seat_again_owes_again(session: Session, django_capture_on_commit_callbacks: Committed) -> None:
    seat = session.circle.seats.get(position=3)
    with django_capture_on_commit_callbacks(execute=True):
        end_seat(seat, SeatEnd.OPTED_OUT, timezone.now())
        take_seats_again(session.circle.cohort, seat.membership, timezone.now())
    obey(session, c.Join(), "s3")
    assert owed(session) == ("s1", "s2", "s3")


def test_a_change_that_is_rolled_back_leaves_no_trace_in_the_log(session: Session) -> None:
    before = log.load_state(session).version
    end_seat(session.circle.seats.get(position=3), SeatEnd.DROPPED, timezone.now())  # of a transaction not yet over
    assert log.load_state(session).version == before


def test_a_circle_that_ends_cancels_a_room_in_which_nobody_has_begun(session: Session) -> None:
    circle = Circle.objects.get(pk=session.circle_id)
    waiting = make.session(circle, timezone.now() + timedelta(hours=20))
    open_room(waiting)
    end_circle(circle)
    found = {one.pk: one.status for one in Session.objects.all()}
    assert found == {session.pk: SessionStatus.PLANNED, waiting.pk: SessionStatus.CANCELLED}
