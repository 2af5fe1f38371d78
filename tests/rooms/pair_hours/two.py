"""A circle of four with pair hours, and an hour of two of them that was held."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from edgewise.domain.session import commands as c
from edgewise.domain.session.state import Phase
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.log.batch import Done
from edgewise.rooms.log.log import load_state
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.pair_hours.actions import plan_pair_hour
from edgewise.rooms.sessions.actions.room import obey, open_room
from edgewise.rooms.sessions.actions.settle import settle
from tests import make

FOUR = make.CAST[:4]


def circle_of_four(**design: object) -> Circle:
    now, facts = timezone.now().date(), {"pair_hours": 6, "pair_minutes": 45, **design}
    cohort = make.cohort(make.programme(None, "Leading Together", **facts), coordinators=[make.membership("Grace")])
    cohort.starts_on, cohort.ends_on = now - timedelta(days=42), now + timedelta(days=49)
    cohort.save()
    return make.circle(cohort, [make.membership(name) for name in FOUR])


def seat_of(circle: Circle, name: str) -> Seat:
    seats = circle.seats.select_related("membership__person", "circle__cohort__programme")
    return seats.get(membership__person__name=name, ended_at=None)


def planned(circle: Circle, coach: str, client: str, starts_at: datetime | None = None) -> Session:
    at = starts_at or timezone.now() + timedelta(days=3)
    found = plan_pair_hour(seat_of(circle, coach), seat_of(circle, client), at)
    assert found is not None
    return found


def held(hour: Session, words: str = "Ask Dana about the budget", minutes: int = 45) -> Session:
    """From the door to the close, by the clock; each promises something to the other."""
    assert hour.coach is not None
    assert hour.client is not None
    coach, client = f"s{hour.coach.position}", f"s{hour.client.position}"
    now = int(hour.starts_at.timestamp() * 1000)
    open_room(hour, now)

    def do(command: c.AnyCommand, by: str, at: int = now) -> None:
        outcome = obey(hour, command, by, at)
        assert isinstance(outcome, Done), outcome

    for seat in (coach, client):
        do(c.Join(), seat)
    do(c.ChooseIssues((client,)), coach)
    do(c.Begin(), coach)
    do(c.Park(words), client)
    do(c.NextStage(), coach)
    due = (hour.starts_at + timedelta(days=7)).date().isoformat()
    for who, witness in ((client, coach), (coach, client)):
        do(c.Commit(words, words, due, witness, words), who, now + minutes * 60_000)
    while load_state(hour).control.phase is Phase.RUNNING:
        do(c.NextStage(), coach, now + minutes * 60_000)
    do(c.Close(), coach, now + minutes * 60_000)
    settle(hour, load_state(hour))
    hour.refresh_from_db()
    return hour
