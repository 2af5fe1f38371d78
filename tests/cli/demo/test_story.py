from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from edgewise.cli.demo.story import tell
from edgewise.growth.models import Status
from edgewise.people.models import Membership, Person
from edgewise.programmes.agreements.queries import is_signed
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.rooms.log.log import load_state
from edgewise.rooms.models.sessions import AttendanceStatus, Event, Session, SessionStatus
from edgewise.web.queries import personas
from tests.conftest import Kept

pytestmark = pytest.mark.django_db

MONDAY, SUNDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC), datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="module", params=[MONDAY, SUNDAY])
def now(kept: Kept, request: pytest.FixtureRequest) -> Iterator[datetime]:
    """When the story was told."""
    for _ in kept(lambda: tell(request.param)):
        yield request.param


def test_the_demonstration_has_three_circles_with_six_weeks_behind_them(now: datetime) -> None:
    circles = Circle.objects.order_by("pk")
    assert Membership.objects.count() == 48
    assert [circle.seats.count() for circle in circles] == [6, 6, 6]
    held = Session.objects.filter(status=SessionStatus.CLOSED)
    assert [held.filter(circle=circle).count() for circle in circles] == [3, 3, 3]
    assert all(session.starts_at < now and session.starts_at.weekday() < 5 for session in held)
    assert [(is_signed(circle), circle.norms.count()) for circle in circles] == [(True, 1)] * 3
    planned = Session.objects.get(circle__seats__membership__person__name__startswith="Bruno", status="planned")
    assert planned.facilitator is not None
    assert planned.facilitator.person.name.startswith("Bruno")
    assert planned.starts_at > now


@pytest.mark.parametrize("now", [MONDAY], indirect=True)
def test_what_the_bots_did_stands_in_the_rows_as_a_persons_would(now: datetime) -> None:
    circle = Circle.objects.order_by("pk")[0]
    first = circle.sessions.order_by("starts_at")[0]
    assert list(Event.objects.filter(session=first).order_by("version").values_list("version", flat=True)) == list(
        range(1, first.events.count() + 1)
    )
    assert first.attendance.filter(status=AttendanceStatus.PLANNED).count() == 0
    promised = [len(load_state(session).commitments) for session in circle.sessions.filter(status="closed")]
    assert circle.commitments.count() == sum(promised)
    assert min(promised) >= 5
    assert circle.commitments.exclude(status=Status.OPEN).count() > 9
    assert Seat.objects.filter(since__gt=first.starts_at).count() == 0
    states = circle.cohort.enrolments.values_list("state", flat=True)
    assert sorted(states) == sorted(
        [EnrolmentState.ACTIVE] * 18 + [EnrolmentState.OPTED_OUT] + [EnrolmentState.INVITED]
    )


@pytest.mark.parametrize("now", [MONDAY], indirect=True)
def test_the_four_personas_are_among_the_people(now: datetime) -> None:
    assert [persona.key for persona in personas()] == ["participant", "facilitator", "coordinator", "owner"]
    assert Person.objects.exclude(email__endswith=".example").count() == 0
