"""How it was with the person in the chair: two taps after a session, told to that person as bands, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from edgewise.domain.anonymity.bands import FEWEST_IN_A_GROUP, HIGHEST_ANSWER, LOWEST_ANSWER, Band, band
from edgewise.domain.phrases import phrase

TAPPED_WITHIN = timedelta(days=7)  # after a session; the person in the chair sees nothing before
QUESTIONS: Mapping[str, str] = {
    "airtime": phrase("Everyone had about the same time to speak."),
    "decision": phrase("We stayed with the real decision."),
}
ANSWERS: Mapping[int, str] = {
    LOWEST_ANSWER: phrase("1, not at all"),
    2: phrase("2"),
    3: phrase("3"),
    4: phrase("4"),
    HIGHEST_ANSWER: phrase("5, fully"),
}


@dataclass(frozen=True, slots=True)
class Taps:
    airtime: int
    decision: int


def asks(people: int) -> bool:
    """Whether so many people beside the chair are asked: of fewer nothing could ever be said."""
    return people >= FEWEST_IN_A_GROUP


def takes_taps(over_at: datetime, now: datetime) -> bool:
    """Then nothing is shown yet, so that no answer can be told by what it changes."""
    return now < over_at + TAPPED_WITHIN


def bands_of(taps: Iterable[Taps]) -> dict[str, Band] | None:
    """By the name of the question; None where fewer than three have answered."""
    given = list(taps)
    found = {name: band([getattr(one, name) for one in given]) for name in QUESTIONS}
    return {name: each for name, each in found.items() if each} or None
