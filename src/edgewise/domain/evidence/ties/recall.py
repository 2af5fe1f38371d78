"""Three months after a programme: with how many of those whom somebody met have they spoken since?

One number a person. It waits in their row until five people or more have answered in weeks that are over; then the
numbers become a sum, and the rows forget them. What is told of the sums is a band, as of everything that people answer
(`anonymity.counts`): the share of all "has met" that are "has spoken since", one for each person met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from msgspec import Struct

from edgewise.domain.anonymity.cells import FEWEST_ANSWERS, FEWEST_LEFT, HELPERS, NEVER_TOLD_LAST
from edgewise.domain.anonymity.counts import STEP_OF_PEOPLE, Share, finest, share_of

ASKED_AFTER = timedelta(days=91)  # after the last day of the cohort
ASKED_FOR = timedelta(days=28)  # so long the question can be answered
ASKED_LATE = timedelta(days=21)  # so much later it may still be asked first, where nothing ran on its day


class Answer(Struct, frozen=True):
    met: int  # people whom somebody met in the sessions of a cohort
    spoken: int  # with how many of these they have spoken since


class Batch(Struct, frozen=True):
    """The answers of five people or more, added up."""

    people: int
    met: int
    spoken: int
    largest: int  # `met` of the one who met most


class Recalled(Struct, frozen=True):
    share: Share
    people: int  # who answered, at least: a multiple of five


def ends_to_ask_about(today: date) -> tuple[date, date]:
    """The first and the last day on which a cohort has ended whose people it is time to ask."""
    return today - ASKED_AFTER - ASKED_LATE, today - ASKED_AFTER


def batch_of(answers: Collection[Answer]) -> Batch | None:
    """All of them added up; None for fewer than five: they wait. ValueError where more are spoken with than met."""
    if any(not 0 <= one.spoken <= one.met for one in answers):
        raise ValueError("somebody has spoken with more people than they met")
    if len(answers) < FEWEST_LEFT:
        return None
    return Batch(
        people=len(answers),
        met=sum(one.met for one in answers),
        spoken=sum(one.spoken for one in answers),
        largest=max(one.met for one in answers),
    )


def recalled(batches: Iterable[Batch], asked: int) -> Recalled | None:
    """What may be told of a cohort of whom so many were asked; None for fewer than seven answers.

    Two people who compare notes know no more than what both answered: of twice the largest number met.
    """
    known = list(batches)
    people, met = sum(one.people for one in known), sum(one.met for one in known)
    told = min(people, asked - NEVER_TOLD_LAST) // STEP_OF_PEOPLE * STEP_OF_PEOPLE
    if people < FEWEST_ANSWERS or told <= 0:
        return None
    parts = finest(met, min(met, HELPERS * max(one.largest for one in known)))
    return Recalled(share_of(sum(one.spoken for one in known), met, parts), told) if parts else None
