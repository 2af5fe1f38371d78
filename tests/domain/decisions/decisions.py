"""Decisions for the tests, each with what a test says of it and the rest as usual."""

from __future__ import annotations

from datetime import date, timedelta

from edgewise.domain.decisions.model import (
    Again,
    Assumption,
    Decision,
    Forecast,
    Happened,
    Review,
    Words,
    lock,
    review,
)
from edgewise.domain.phrases import Phrase

TAKEN = date(2026, 3, 2)
DAY = timedelta(days=1)
BY = TAKEN + 14 * DAY
AGREED = Forecast("Both leads have agreed", 70, BY)
WORDS = Words(
    "I give the launch to Dana",
    before=60,
    after=45,
    assumptions=(Assumption("Dana has time in March", "Ask her today"), Assumption("The budget stays")),
    forecast=AGREED,
)


def taken(words: Words = WORDS, on: date = TAKEN) -> Decision:
    return granted(lock(Decision(words), on))


def granted(answer: Decision | Phrase) -> Decision:
    assert isinstance(answer, Decision), answer
    return answer


def refused(answer: Decision | Phrase) -> str:
    assert isinstance(answer, Phrase)
    return answer


def foreseen(
    chance: int,
    happened: Happened | None,
    *,
    by: date | None = BY,
    on: date | None = None,
    again: Again = Again.YES,
    taken_on: date = TAKEN,
) -> Decision:
    """A taken decision with a forecast, and its review on the forecast's day unless it says another; None: none yet."""
    decision = taken(Words("I decide", forecast=Forecast("It happens", chance, by)), taken_on)
    if happened is None:
        return decision
    return granted(review(decision, Review(on or by or taken_on, happened, again)))
