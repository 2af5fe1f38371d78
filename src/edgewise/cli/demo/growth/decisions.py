"""Decisions in the demonstration: Samir's, of which twelve forecasts have had their day, and Amara's, of which nine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from edgewise.domain.decisions.model import (
    Again,
    Assumption,
    Forecast,
    Happened,
    Part,
    WhenTested,
    Words,
)
from edgewise.growth.decisions.actions import (
    correct,
    look_again,
    record_taken,
    take,
    tell_tested,
    write_decision,
)
from edgewise.growth.decisions.models import Decision
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.log.log import load_state
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.sessions.queries import seat_id

YES, NO = Happened.YES, Happened.NO
SO_AGAIN, DIFFERENTLY, TOO_EARLY = Again.YES, Again.DIFFERENTLY, Again.TOO_EARLY


@dataclass(frozen=True, slots=True)
class Told:
    """A decision: how many days ago it was taken and had its day, how likely its forecast was called, what came."""

    taken: int
    day: int  # below 0: still to come
    chosen: str
    foreseen: str
    chance: int
    happened: Happened | None = None  # None: nobody has looked at it yet
    again: Again = SO_AGAIN
    learnt: str = ""


# The first two are of sessions, as far as he had an issue in some.
SAMIRS = (
    Told(
        40, 19, "I let the two teams share one queue for a month.", "Both leads ask to keep it.", 70, YES, DIFFERENTLY,
        "They kept it because the third team joined. I had not asked either of them. That was luck.",
    ),
    Told(
        33, 12, "I tell the client that the audit moves by two weeks.", "The client agrees.", 80, NO, SO_AGAIN,
        "Their own auditor fell ill. With what I knew I would do it again.",
    ),
    Told(41, 37, "I give the Monday report to Wanda.", "It is out on Monday without me.", 90, YES),
    Told(39, 33, "I ask for a second tester.", "Finance says yes.", 30, NO, learnt="They had told us in spring."),
    Told(38, 31, "I drop the third slide deck.", "Nobody asks for it at the meeting.", 85, YES),
    Told(36, 29, "I offer the post to the internal candidate.", "She accepts.", 75, NO, DIFFERENTLY, "I never asked."),
    Told(35, 27, "I move the stand-up to ten.", "Everybody is there on three of four days.", 65, YES),
    Told(30, 22, "I send the price before the meeting.", "They answer before it.", 60, YES, TOO_EARLY),
    Told(28, 20, "I leave the old export running.", "Somebody uses it within a week.", 20, NO),
    Told(26, 16, "I ask Legal for three bad cases.", "They come within ten days.", 40, YES, SO_AGAIN, "Ask first."),
    Told(24, 14, "I hold the release back a week.", "The two open faults are closed.", 95, YES),
    Told(18, 8, "I let the team choose the tool.", "They choose the cheaper one.", 90, NO, SO_AGAIN,
        "I was sure of what I only hoped for."),
    Told(13, 2, "I stop reading copies of letters.", "Nobody misses an answer of mine.", 80),
    Told(6, -9, "I give Farid the budget talk.", "The budget is agreed.", 65),
)  # fmt: skip
AMARAS = (
    Told(41, 34, "I merge the two mailing lists.", "Fewer than five people complain.", 80, YES),
    Told(39, 30, "I talk to both leads.", "Both talks have taken place.", 90, YES, SO_AGAIN, "One sentence each."),
    Told(37, 29, "I say no to the second pilot.", "The sponsor asks again.", 60, NO),
    Told(34, 26, "I hand the budget sheet to Ines.", "It is complete by Friday.", 70, YES),
    Told(31, 21, "I put my deputy on the list.", "She stays on it.", 55, NO, DIFFERENTLY, "I decided for her."),
    Told(27, 18, "I cancel the offsite.", "The team meets anyway.", 35, YES),
    Told(22, 13, "I ask the board for the choice, not for a yes.", "They choose at that meeting.", 65, YES),
    Told(17, 9, "I answer no mail in the evening.", "Nobody phones me instead.", 75, YES),
    Told(14, 5, "I leave the price as it is.", "The client signs.", 70, NO, SO_AGAIN),
    Told(16, 1, "I let the two teams share one queue.", "Both leads ask to go on with it.", 70),
    Told(5, -6, "I give half an hour to each of my six people.", "All six hours are in the calendar.", 80),
)  # fmt: skip
ASSUMED = (
    Assumption("Both leads want the same thing from the queue", "I ask each of them what would make them stop it"),
    Assumption("The third team stays out of it", "I look at their plan for the quarter"),
)
LONG_AGO = timedelta(days=20)  # longer than since the days of those that may be of a session
DRAFT = Words("I keep the Thursday meeting, or I give it up", before=55)
ADDED = "Only one of the two leads had asked. The other heard of it from me."


def write_ledgers(circle: Circle, now: datetime) -> None:
    """What Samir and Amara decided in these weeks, in their circle's sessions and beside them."""
    seats = {seat.membership.person.name.split()[0]: seat for seat in open_seats(circle)}
    if "Samir" in seats:
        first, *_others = _ledger(seats["Samir"], SAMIRS, now)
        tell_tested(first, Part.FIRST, WhenTested.NOT_BEFORE_IT)
        correct(first, Part.FORECAST, ADDED, now - timedelta(days=18))
        assert isinstance(write_decision(circle, seats["Samir"].membership, DRAFT, now - timedelta(days=1)), Decision)
    _ledger(seats["Amara"], AMARAS, now)


def _ledger(seat: Seat, told: Sequence[Told], now: datetime) -> list[Decision]:
    in_sessions = dict(zip(told[:2], _issues_of(seat, now), strict=False)) if told is SAMIRS else {}
    return [_tell(seat, one, number, in_sessions.get(one), now) for number, one in enumerate(told)]


def _issues_of(seat: Seat, now: datetime) -> Iterator[tuple[Session, int]]:
    """The person's own, of sessions that were held long enough ago and kept no decision of them."""
    held = Session.every.filter(circle=seat.circle, status=SessionStatus.CLOSED, starts_at__lt=now - LONG_AGO)
    for session in held.order_by("starts_at", "pk"):
        for number, issue in enumerate(load_state(session).issues, 1):
            if issue.owner == seat_id(seat) and not issue.decision:
                yield session, number


def _tell(seat: Seat, told: Told, number: int, issue: tuple[Session, int] | None, now: datetime) -> Decision:
    row = _taken(seat, told, number, issue, now)
    if told.happened is not None:
        looked_at = now - timedelta(days=max(told.day - 1, 0))
        refused = look_again(row, told.happened, told.again, told.learnt, looked_at)
        assert not refused, refused
    return row


def _taken(seat: Seat, told: Told, number: int, issue: tuple[Session, int] | None, now: datetime) -> Decision:
    at = issue[0].starts_at if issue else now - timedelta(days=told.taken)
    by = (now - timedelta(days=told.day)).date()
    sure = max(told.chance - 10, 50)
    assumed = ASSUMED if told is SAMIRS[0] else ()
    words = Words(
        told.chosen, sure, sure - 15 if number % 3 == 0 else sure + 5, assumed, Forecast(told.foreseen, told.chance, by)
    )
    who, circle = seat.membership, seat.circle
    if issue:
        session, place = issue
        code, scope = session.code, session.scope if session.is_pair_hour else ""
        return record_taken(
            circle, who, words, session_code=code, issue=place, taken_on=at.date(), made_at=at, key_scope=scope
        )
    row = write_decision(circle, who, words, at)
    assert isinstance(row, Decision), row
    refused = take(row, at)
    assert not refused, refused
    return row
