"""A purge ends the rooms of its circle everywhere: nothing is shown, nothing is taken, and the words say why."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from starlette.applications import Starlette

from edgewise.domain.session import commands as c
from edgewise.domain.session.state import Phase
from edgewise.growth.models import Commitment
from edgewise.programmes.agreements.actions import agree_anew
from edgewise.programmes.due import purge_circles
from edgewise.programmes.models.agreements import Agreement
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.live import seat_check, ticket
from edgewise.rooms.live.routes.app import lifespan, live_routes
from edgewise.rooms.log import log
from edgewise.rooms.log.batch import PURGED, Done, Wish
from edgewise.rooms.log.writer import obey as obey_all
from edgewise.rooms.models.sessions import AttendanceStatus, Event, Session, SessionStatus
from edgewise.rooms.sessions.actions.room import obey, open_room
from edgewise.vault.actions import open_cipher
from edgewise.vault.cipher import KeyDestroyed
from edgewise.vault.models import DataKey
from tests import make
from tests.access_matrix.live import answer_of

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session() -> Session:
    """An open room in which three people are and one has promised something."""
    circle = make.circle(members=[make.membership(name) for name in make.CAST[:3]])
    meeting = make.session(circle, timezone.now() - timedelta(minutes=5))
    open_room(meeting)
    for seat in ("s1", "s2", "s3"):
        obey(meeting, c.Join(), seat)
    for command in (c.ChooseIssues(owners=("s3",)), c.Begin(), c.OpenExitGate()):
        obey(meeting, command, "s2")
    promise = c.Commit(what="Ask for help", first_step="Today", by_date="2026-12-30", witness="s2")
    assert isinstance(obey(meeting, promise, "s1"), Done)
    return meeting


def purged_elsewhere(circle: Circle) -> None:
    """As another process does it: this one still has the key and the state in its memory."""
    Circle.objects.filter(pk=circle.pk).update(purged_at=timezone.now())
    DataKey.objects.filter(scope=circle.scope).update(wrapped=b"", destroyed_at=timezone.now())


def test_nothing_is_taken_under_a_key_that_another_process_has_destroyed(session: Session) -> None:
    other = make.session(make.circle(members=[make.membership(name) for name in ("Dana", "Elif")]))
    open_room(other)
    purged_elsewhere(session.circle)
    before = Event.objects.filter(session=session).count()

    answered = obey_all([Wish(session.code, c.Park(text="lost"), "s1"), Wish(other.code, c.Join(), "s1")])

    (_, first), (_, second) = answered.outcomes
    assert (first, isinstance(second, Done)) == (PURGED, True)
    assert Event.objects.filter(session=session).count() == before
    assert "deleted, as agreed" in str(PURGED.reason)


def test_the_live_answers_say_that_it_is_deleted(session: Session) -> None:
    amara = session.circle.seats.get(position=1).membership.person
    signed = ticket.issue(session.code, "s1", amara.pk, make.sign_in(amara))
    purged_elsewhere(session.circle)
    seat_check.forget()

    answers = asyncio.run(_asked(session.code, signed))

    assert [(status, json.loads(body)) for status, body in answers] == [(410, {"error": str(PURGED.reason)})] * 3


async def _asked(code: str, signed: str) -> list[tuple[int, bytes]]:
    app = Starlette(routes=live_routes)
    ways = [("GET", "state", b""), ("GET", "stream", b""), ("POST", "commands", b'{"do":"park","text":"lost"}')]
    async with lifespan(app):
        return [await answer_of(app, method, f"/live/{code}/{way}", signed, body) for method, way, body in ways]


def test_every_process_forgets_what_it_remembers(session: Session) -> None:
    held = open_cipher(session.circle.scope)
    assert log.cache.get(session.code) is not None
    purged_elsewhere(session.circle)

    seat_check.renew([session.code], ())

    assert log.cache.get(session.code) is None
    with pytest.raises(KeyDestroyed):
        held.encrypt(b"lost", b"")
    assert seat_check._rooms[session.code].seats == frozenset()


def test_every_process_hears_of_it_within_a_second(session: Session) -> None:
    purged_elsewhere(session.circle)
    rooms, _ = seat_check.ended_lately()
    assert (session.code in rooms, seat_check.ENDS_LOOKED_FOR_EVERY <= 1) == (True, True)


def test_the_room_is_closed_and_settled_first(session: Session) -> None:
    circle = session.circle
    agree_anew({circle.pk})
    yesterday = timezone.localdate() - timedelta(days=1)
    Cohort.objects.update(starts_on=yesterday - timedelta(days=90), ends_on=yesterday)
    Agreement.objects.update(purge_on=yesterday)

    purge_circles(timezone.now())

    session.refresh_from_db()
    assert (session.status, session.closed_itself) == (SessionStatus.CLOSED, False)
    assert set(session.attendance.values_list("status", flat=True)) == {AttendanceStatus.PRESENT}
    assert Commitment.objects.filter(session_code=session.code).count() == 1
    with pytest.raises(KeyDestroyed):
        log.load_state(Session.objects.get(pk=session.pk))


def test_a_second_purge_of_the_same_moment_changes_nothing(session: Session) -> None:
    state = log.load_state(session)
    assert state.control.phase is Phase.EXIT_GATE
    test_the_room_is_closed_and_settled_first(session)
    purge_circles(timezone.now())
    assert Session.objects.get(pk=session.pk).status == SessionStatus.CLOSED
