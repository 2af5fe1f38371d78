"""Decisions in the demonstration: Samir's, of which twelve forecasts have had their day, and Amara's, of which nine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from edgewise.domain.decisions import model
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
    take,
    tell_tested,
    write_decision,
)
from edgewise.growth.decisions.models import Decision
from edgewise.growth.decisions.queries import decisions_of_circle, read_decisions
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat

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


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a decision that was taken in a session."""

    happened: Happened
    again: Again
    learnt: str


# Right for the wrong reason; and wrong though rightly decided.
OF_SESSIONS = (
    Looked(YES, DIFFERENTLY, "It came so for a reason that none of us knew. I had asked nobody. That was luck."),
    Looked(NO, SO_AGAIN, "Somebody fell ill. With what I knew that day I would do it again."),
)
INSTEAD = (  # for somebody who had no issue early enough
    Told(
        40, 19, "I let the two teams share one queue for a month.", "Both leads ask to keep it.", 70, YES, DIFFERENTLY,
        "They kept it because the third team joined. I had not asked either of them. That was luck.",
    ),
    Told(
        33, 12, "I tell the client that the audit moves by two weeks.", "The client agrees.", 80, NO, SO_AGAIN,
        "Their own auditor fell ill. With what I knew I would do it again.",
    ),
)  # fmt: skip
SAMIRS = (
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
DRAFT = Words("I keep the Thursday meeting, or I give it up", before=55)
ADDED = "One of the two people it was about knew of it before. The other heard of it from me."


def write_ledgers(circle: Circle, now: datetime) -> None:
    """What Samir and Amara decided in these weeks, in their circle's sessions and beside them."""
    seats = {seat.membership.person.name.split()[0]: seat for seat in open_seats(circle)}
    if "Samir" in seats:
        first = _samirs(seats["Samir"], now)
        correct(first, Part.FORECAST, ADDED, now - timedelta(days=1))
        assert isinstance(write_decision(circle, seats["Samir"].membership, DRAFT, now - timedelta(days=1)), Decision)
    for number, told in enumerate(AMARAS):
        _tell(seats["Amara"], told, number, now)


def _samirs(seat: Seat, now: datetime) -> Decision:
    """Twelve that are looked at, two of them of sessions; the first of those."""
    found = _of_sessions(seat, now)
    for (row, said), looked in zip(found, OF_SESSIONS, strict=False):
        if said.words.assumptions:
            tell_tested(row, Part.FIRST, WhenTested.NOT_BEFORE_IT)
        refused = look_again(row, looked.happened, looked.again, looked.learnt, now - timedelta(days=1))
        assert not refused, refused
    instead = [_tell(seat, told, 0, now) for told in INSTEAD[len(found) :]]
    for number, told in enumerate(SAMIRS):
        _tell(seat, told, number, now)
    return [*(row for row, _ in found), *instead][0]


def _of_sessions(seat: Seat, now: datetime) -> list[tuple[Decision, model.Decision]]:
    """The first two that had a forecast whose day has come."""
    rows = decisions_of_circle(seat.circle, seat.membership.person).filter(due_on__lt=now.date()).reverse()
    read = [(one.row, one.said) for one in read_decisions(rows)]
    foreseen = [(row, said) for row, said in read if said and said.words.forecast and said.words.forecast.by]
    return foreseen[: len(OF_SESSIONS)]


def _tell(seat: Seat, told: Told, number: int, now: datetime) -> Decision:
    row = _taken(seat, told, number, now)
    if told.happened is not None:
        looked_at = now - timedelta(days=max(told.day - 1, 0))
        refused = look_again(row, told.happened, told.again, told.learnt, looked_at)
        assert not refused, refused
    return row


def _taken(seat: Seat, told: Told, number: int, now: datetime) -> Decision:
    at, by = now - timedelta(days=told.taken), (now - timedelta(days=told.day)).date()
    sure = max(told.chance - 10, 50)
    after = sure - 15 if number % 3 == 0 else sure + 5
    assumed = ASSUMED if told is INSTEAD[0] else ()
    words = Words(told.chosen, sure, after, assumed, Forecast(told.foreseen, told.chance, by))
    row = write_decision(seat.circle, seat.membership, words, at)
    assert isinstance(row, Decision), row
    refused = take(row, at)
    assert not refused, refused
    return row
