"""What somebody says of a promise counts from when they said it, in the room or on its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from edgewise.domain.formats.model import Output
from edgewise.domain.session import commands as c
from edgewise.domain.session import server_commands as server
from edgewise.domain.session.commands import PromiseStatus
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.refusal import Refused
from edgewise.growth.commitments.actions import check_in
from edgewise.growth.commitments.queries import shared_in
from edgewise.growth.models import Commitment, Status
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import obey, open_room
from edgewise.rooms.sessions.actions.settle import settle
from tests import make
from tests.rooms.held import STARTS

pytestmark = [pytest.mark.store, pytest.mark.django_db]
MONDAY, TUESDAY, WEDNESDAY = (STARTS + timedelta(days=days) for days in range(3))


@dataclass
class Week:
    """A circle whose session begins on Monday and is closed on Wednesday; Amara promised something before."""

    circle: Circle
    session: Session
    promise: Commitment

    def say(self, command: c.AnyCommand, by: str, at: datetime) -> None:
        outcome = obey(self.session, command, by, int(at.timestamp() * 1000))
        assert not isinstance(outcome, Refused), outcome

    def report(self, status: PromiseStatus, at: datetime = MONDAY) -> None:
        self.say(c.ReportPromise(status, "on the way"), "s1", at)

    def on_its_page(self, status: Status, at: datetime = TUESDAY, moved_to: datetime | None = None) -> None:
        date = moved_to.date() if moved_to else None
        check_in(self.promise, self.promise.author, status, "more", at, moved_to=date)

    def closed(self) -> Commitment:
        self.say(c.OpenExitGate(), "s2", WEDNESDAY)
        for seat in ("s1", "s2", "s3"):
            self.say(self.left_out(seat), "s2", WEDNESDAY)
        self.say(c.Close(), "s2", WEDNESDAY)
        settle(self.session, log.load_state(self.session))
        self.promise.refresh_from_db()
        return self.promise

    def left_out(self, seat: str) -> c.Override:
        return c.Override(output=Output.COMMITMENT_EACH, reason="no time", seat=seat)


@pytest.fixture
def week() -> Week:
    circle = make.circle(members=[make.membership(name) for name in make.CAST[:3]])
    promise = make.commitment(circle, circle.seats.get(position=1).membership, made_at=STARTS - timedelta(days=14))
    session = make.session(circle, MONDAY)
    begun = Week(circle, session, promise)
    open_room(session, int(MONDAY.timestamp() * 1000))
    for seat in ("s1", "s2", "s3"):
        begun.say(c.Join(), seat, MONDAY)
    begun.say(c.ChooseIssues(owners=("s3",)), "s2", MONDAY)
    begun.say(c.Begin(), "s2", MONDAY)
    while (stage := log.load_state(session).stage) and stage.does != "promises":
        begun.say(c.NextStage(), "s2", MONDAY)
    return begun


def test_not_on_monday_and_kept_on_tuesday_is_kept_on_wednesday(week: Week) -> None:
    week.report(PromiseStatus.NOT)
    week.on_its_page(Status.KEPT)
    assert week.closed().status == Status.KEPT


def test_kept_on_its_page_and_then_not_in_the_room_is_not_kept(week: Week) -> None:
    week.on_its_page(Status.KEPT, MONDAY)
    week.report(PromiseStatus.NOT, TUESDAY)
    assert week.closed().status == Status.NOT


def test_of_two_reports_in_the_room_the_later_one_counts_from_when_it_was_said(week: Week) -> None:
    week.report(PromiseStatus.NOT, MONDAY)
    week.report(PromiseStatus.PARTLY, MONDAY + timedelta(minutes=5))
    assert week.closed().status == Status.PARTLY
    said = week.promise.check_ins.get()
    assert said.at == MONDAY + timedelta(minutes=5)


def test_changed_on_tuesday_with_a_new_date_stays_open(week: Week) -> None:
    week.report(PromiseStatus.NOT)
    week.on_its_page(Status.CHANGED, TUESDAY, moved_to=TUESDAY + timedelta(days=20))
    week.on_its_page(Status.CHANGED, TUESDAY + timedelta(hours=1), moved_to=TUESDAY + timedelta(days=30))
    promise = week.closed()
    assert (promise.status, promise.by_date) == (Status.OPEN, (TUESDAY + timedelta(days=30)).date())


def test_a_promise_was_made_when_it_was_said(week: Week) -> None:
    dana = make.seat(week.circle, make.membership("Dana"), since=TUESDAY)
    promise = c.Commit(what="Ask for help", first_step="Today", by_date="2026-03-30", witness="s2")
    week.say(promise, "s1", MONDAY)
    week.say(c.OpenExitGate(), "s2", WEDNESDAY)
    week.say(server.EndSeat("s3"), SYSTEM, WEDNESDAY)
    week.say(week.left_out("s2"), "s2", WEDNESDAY)
    week.say(c.Close(), "s2", WEDNESDAY)
    settle(week.session, log.load_state(week.session))

    made = Commitment.objects.get(session_code=week.session.code)
    assert made.made_at == MONDAY
    assert list(shared_in(week.circle, dana.membership.person)) == []  # who came on Tuesday was not there
