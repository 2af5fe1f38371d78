"""Consequences and supports that a circle agrees on: three questions, one tap each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edgewise.domain.phrases import phrase


@dataclass(frozen=True, slots=True)
class Question:
    words: str
    answers: Mapping[str, str]  # what is kept -> what is read


# A key that is kept stays, whatever its words become.
SUPPORTS: Mapping[str, Question] = {
    "missed": Question(
        phrase("When somebody misses a session"),
        {
            "call": phrase("One of us calls them in the same week."),
            "record": phrase("They read the record before the next session."),
            "first": phrase("They bring the first issue next time."),
        },
    ),
    "slipped": Question(
        phrase("When a commitment slips"),
        {
            "think": phrase("We think it through together, without blame."),
            "resource": phrase("We look for a resource or for somebody who helps."),
            "smaller": phrase("They make it smaller and choose a new day."),
        },
    ),
    "again": Question(
        phrase("When it slips a second time"),
        {
            "matters": phrase("We ask whether it still matters."),
            "issue": phrase("It becomes an issue in our next session."),
            "witness": phrase("They choose another witness."),
        },
    ),
}


def chosen(given: Mapping[str, str]) -> dict[str, str]:
    """What is an answer to one of the questions; everything else is left out."""
    return {key: given[key] for key, question in SUPPORTS.items() if given.get(key) in question.answers}


def as_read(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each question that is answered, with its answer."""
    return [(SUPPORTS[key].words, SUPPORTS[key].answers[answer]) for key, answer in chosen(given).items()]
